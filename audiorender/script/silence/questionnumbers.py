"""The numbers before questions that count up: `3. How old is it?`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Marked, silence

_COUNTED = expression(r"(?:[Qq](?:uestion)?\s*)?#?(\d{1,3})[.):][^\S\n]+(?=\S)")
_LABEL = expression(r"[Qq](?:uestion)?\s*\d+:")
"""A number that is part of a label: `Q3:`"""
_LETTERED, _ANSWER = expression(r"Q ?\d+[.)]"), expression(r"A ?\d+[.)][^\S\n]")
"""Question and answer by letter and number: `Q3. Why?`, `A3. Yes.`"""
_NUMBER = expression(r"(\d{1,3})[^\S\n]+(?=[^\W\d_a-z])")
_FEWEST_COUNTED = 3


def _count_up(matches: Iterable[re.Match[str]]) -> bool:
    """Whether the numbers are enough, and each is one more than the last; or all are 1, for Markdown to count."""
    counted = [int(match[1]) for match in matches]
    steps = [after - one for one, after in pairwise(counted)]
    rises = set(steps) <= {1, 2} and steps.count(2) <= len(steps) // _FEWEST_COUNTED
    return len(counted) >= _FEWEST_COUNTED and (rises or set(counted) == {1})


def _numbers_without_a_stop(blocks: Sequence[Block], found: Mapping[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    """The numbers that `found` leaves out, where somebody forgot the full stop: `4 Why?`"""
    more: dict[int, re.Match[str]] = {}
    for one, after in pairwise(sorted(found)):
        missing = int(found[one][1]) + 1
        for number in range(one + 1, after if int(found[after][1]) > missing else one + 1):
            match = _NUMBER.match(blocks[number].lines[0].text)
            if match and int(match[1]) == missing:
                more[number] = match
                break
    return more


def unnumbered(blocks: Sequence[Block], marks: list[Marked]) -> Iterator[Block]:
    """The blocks without question numbers, if those count up: `3. How old is it?`"""
    matches = {
        number: match
        for number, block in enumerate(blocks)
        if not block.speaker and (match := _COUNTED.match(block.lines[0].text))
    }
    asking = {number: match for number, match in matches.items() if words.ASKS.search(blocks[number].text)}
    mostly = 2 * len(asking) >= len(matches)
    found = next((each for each in (matches if mostly else {}, asking) if _count_up(each.values())), {})
    found |= _numbers_without_a_stop(blocks, found)
    paired = sum(_ANSWER.match(block.lines[0].text) is not None for block in blocks) >= _FEWEST_COUNTED
    for number, block in enumerate(blocks):
        text = block.lines[0].text
        if number not in found or _LABEL.match(text) or (paired and _LETTERED.match(text)):
            yield block
            continue
        first, length = block.lines[0], found[number].end()
        marks.extend(silence(first.cut(0, length).stripped().runs, "list-mark"))
        yield replace(block, lines=(first.cut(length), *block.lines[1:]))
