"""What printing on pages adds to a text: line and page numbers, running heads, and words hyphenated at line ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from audiorender.expressions import expression
from audiorender.languages.wordlists import commonness
from audiorender.script import words
from audiorender.script.document import Block, Line, Marked, silence

_NUMBERED = expression(r"(\d{1,3})(?:[^\S\n]{2,}|\t|\Z)")
_FEWEST_NUMBERED = 8
_LINE_NUMBER = expression(r"[0-9]{1,3}\Z")
_SHARE_NUMBERED = 0.7
"""Share of lines whose number is one more than the last, or 1 again, in a text with numbered lines."""

_PAGE_NUMBER = expression(
    r"(?:[-–—\[(]+ ?)?(?:(?:page|seite|pág\.?|pagina|p\.) ?)?(\d{1,4})(?: ?(?:of|/|von|de|sur) ?\d{1,4})?"
    r"(?P<after>)(?: ?[-–—\])]+)?\Z",
    re.IGNORECASE,
)
_PAGE_MARK = expression(
    r"(?:\d{1,2} [^\W\d_]{3,9} \d{4} ?[:–-] ?)?(?:columns?|page|seite|folio) \d{1,4}[A-Z]{0,3}\Z", re.IGNORECASE
)
_NUMBER_APART = expression(r"(\d{1,4})(?:[ \t]{3,}|\t)(?=[^\W\d_]).*\Z|.*[\w.’'](?:[ \t]{3,}|\t)(\d{1,4})\Z")
"""A page number at the margin beside a running head: `12      THE LAMP`."""
_LONGEST_NUMBER = 40
_HEAD = expression(r"((?:[^\W\d_][\w.'’-]*,? ?){1,5}?)[ \t]+(?:[–—|-][ \t]*)?(\d{1,4})\Z")
_HEAD_AND_PAGE = expression(
    r"([^:?!]{2,70}?)[ \t]*[–—|,-]?[ \t]+(?:page|seite|página|pagina|p\.)[ \t]+(\d{1,4})\Z", re.IGNORECASE
)
_NUMBERED_THINGS = (
    words.NOT_PEOPLE | words.HOST_ROLES | words.GUEST_ROLES | words.CROWD_ROLES | {"speaker", "person", "voice"}
)
"""Things that are numbered and are not pages: people, and parts of a text."""
_LONGEST_HEAD = 60
_LEAST_LINES = 6
"""The fewest lines of a page."""
_HEAD_WORDS = 14
"""The most words in a running head."""

_CUT_OFF = expression(r"(?<=[^\W\d_]{2})-\Z")
_REST = expression(r"(?!(?:and|or|to|und|oder|bis|et|ou|y|e)\b)[^\W\d_A-Z]{2,}")
_LAST_WORD = expression(r"[^\W_]+(?:-[^\W_]+)*-\Z")
_FEWEST_CUT = 3
_FIRST_PARTS = "self well ex non half all anti pro semi twenty thirty forty fifty sixty seventy eighty ninety mid"
_COMPOUNDS = frozenset(_FIRST_PARTS.split())
"""First parts of compounds, which keep their hyphen: `self-`, `twenty-`."""


def without_pages(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Marked, ...]]:
    """The blocks as if they had never been printed on pages, and what is silenced for that."""
    marks: list[Marked] = []
    bare = tuple(_without(blocks, _columns(blocks), "line-number", marks))
    numbered = _unnumbered(bare, marks)
    paged = tuple(_without(numbered, _printed(numbered), "page-number", marks))
    return tuple(_rejoined(paged, marks)), tuple(marks)


def _without(
    blocks: Sequence[Block], lines: Mapping[int, Collection[int]], rule: str, marks: list[Marked]
) -> Iterator[Block]:
    """The blocks without `lines`, the places of lines in each block by its number, which `rule` silences."""
    for number, block in enumerate(blocks):
        if number not in lines:
            yield block
            continue
        for place in sorted(lines[number]):
            marks.extend(silence(block.lines[place].runs, rule))
        kept = tuple(line for place, line in enumerate(block.lines) if place not in lines[number])
        if kept:
            yield replace(block, lines=kept)


def _lines(blocks: Sequence[Block]) -> list[tuple[int, int, str]]:
    """The lines that no format gives to a speaker: the number of the block, the place in it, and the text."""
    return [
        (number, place, line.text.strip())
        for number, block in enumerate(blocks)
        for place, line in enumerate(block.lines)
        if not block.speaker
    ]


def _columns(blocks: Sequence[Block]) -> dict[int, set[int]]:
    """Line numbers that stand below each other, as in text from a PDF: their places in each block."""
    found: defaultdict[int, set[int]] = defaultdict(set)

    def first(numbered: tuple[int, tuple[int, int, str]]) -> int | None:
        """What a number would be on the first line: the same for all that count up line by line."""
        at, (_, _, text) = numbered
        return int(text) - at if _LINE_NUMBER.match(text) else None

    for counted, rows in groupby(enumerate(_lines(blocks)), first):
        column = [(number, place) for _, (number, place, _) in rows]
        if counted is not None and len(column) >= _FEWEST_NUMBERED:
            for number, place in column:
                found[number].add(place)
    return found


def _unnumbered(blocks: Sequence[Block], marks: list[Marked]) -> Sequence[Block]:
    """The blocks without line numbers, if lines are numbered throughout."""
    lines = [line for block in blocks for line in block.lines if not block.speaker]
    found = [int(match[1]) if (match := _NUMBERED.match(line.text)) else None for line in lines]
    numbers = [number for number in found if number is not None]
    counted = sum(other - one == 1 or other == 1 for one, other in pairwise(numbers))
    if counted < max(_FEWEST_NUMBERED, _SHARE_NUMBERED * len(lines)):
        return blocks
    bare: list[Block] = []
    for block in blocks:
        kept: list[Line] = []
        for line in block.lines:
            match = None if block.speaker else _NUMBERED.match(line.text)
            if match:
                marks.extend(silence(line.cut(0, match.end(1)).runs, "line-number"))
            rest = line.cut(match.end() if match else 0).stripped()
            kept.extend([rest] if rest.runs else [])
        if kept:
            bare.append(replace(block, lines=tuple(kept)))
    return bare


def _printed(blocks: Sequence[Block]) -> dict[int, set[int]]:
    """The places of the lines that belong to the page, in each block: numbers that count up, and what recurs beside."""
    lines = _lines(blocks)
    numbers: list[tuple[int, int]] = []
    found: set[int] = set()
    for at, (_, _, text) in enumerate(lines):
        match = _PAGE_NUMBER.match(text) if len(text) <= _LONGEST_NUMBER else None
        match = match or (_NUMBER_APART.match(text) if len(text.split()) <= _HEAD_WORDS else None)
        if match:
            numbers.append((at, int(match[1] or match[2])))
        elif len(text) <= _LONGEST_NUMBER and _PAGE_MARK.match(text):
            found.add(at)
    for (one, low), (other, high) in pairwise(numbers):
        if high - low == 1 and other - one > 2:
            found.update((one, other))
    found.update(_running_heads([text for _, _, text in lines]))
    beside = [(at + step, step) for at in found for step in (-1, 1) if 0 <= at + step < len(lines)]
    heads = Counter((_words(lines[at][2]), step) for at, step in beside)
    repeated: set[str] = set()
    for at, step in beside:
        head = _words(lines[at][2])
        if heads[head, step] > 1 and 1 < len(head) <= _HEAD_WORDS and ":" not in lines[at][2]:
            repeated.add(lines[at][2])
    found.update(
        at for at, (_, _, text) in enumerate(lines) if text in repeated
    )  # the last footer has no header below it
    printed: dict[int, set[int]] = {}
    for at in found:
        printed.setdefault(lines[at][0], set()).add(lines[at][1])
    return printed


def _running_heads(texts: Sequence[str]) -> Iterator[int]:
    """Positions of lines with the same words and a number that counts up, each far from the next: `Bell 2`."""
    heads: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for at, spaced in enumerate(texts):
        text = " ".join(spaced.split())
        if len(text) <= _LONGEST_HEAD and text[-1:].isdecimal():
            paged = _HEAD_AND_PAGE.match(text)
            if match := paged or _HEAD.match(text):
                heads.setdefault((match[1].casefold(), paged is not None), []).append((at, int(match[2])))
    for (head, paged_too), found in heads.items():
        counts = all(high - low == 1 and other - one >= _LEAST_LINES for (one, low), (other, high) in pairwise(found))
        if len(found) > 1 and counts and (paged_too or not _NUMBERED_THINGS.intersection(head.split())):
            yield from (at for at, _ in found)


def _words(text: str) -> tuple[str, ...]:
    """The words of a running head, sorted: left and right pages order them differently. Numbers are left out."""
    return tuple(sorted(re.findall(r"[^\W\d_]+", text.casefold())))


def _rejoined(blocks: Sequence[Block], marks: list[Marked]) -> Iterator[Block]:
    """The blocks with hyphenated words rejoined. Compounds keep their hyphen.

    If few lines end like this, all such words are compounds that were long enough to be broken.
    """
    cuts = sum(_is_cut(one, other) for block in blocks for one, other in pairwise(block.lines))
    if not cuts:
        yield from blocks
        return
    known = Counter(re.findall(r"[^\W_]+(?:-[^\W_]+)*", " ".join(block.text for block in blocks).casefold()))
    for block in blocks:
        chains: list[list[Line]] = []
        for line in block.lines:
            if chains and _is_cut(chains[-1][-1], line):
                chains[-1].append(line)
            else:
                chains.append([line])
        if len(chains) == len(block.lines):
            yield block
            continue
        lines: list[Line] = []
        for chain in chains:
            runs = [run for one, other in pairwise(chain) for run in _before_cut(one, other, cuts, known, marks).runs]
            lines.append(Line(chain[0].number, (*runs, *chain[-1].runs)))
        yield replace(block, lines=tuple(lines))


def _before_cut(one: Line, other: Line, cuts: int, known: Counter[str], marks: list[Marked]) -> Line:
    """The line whose last word continues on the next, without its hyphen unless that belongs to the word."""
    if cuts < _FEWEST_CUT or _keeps_hyphen(one.text, other.text, known):
        return one
    marks.extend(silence(one.cut(len(one.text) - 1).runs, "hyphenation"))
    return one.cut(0, len(one.text) - 1)


def _is_cut(one: Line, other: Line) -> bool:
    return _CUT_OFF.search(one.text) is not None and _REST.match(other.text) is not None


def _keeps_hyphen(before: str, after: str, known: Counter[str]) -> bool:
    """Whether the word is a compound: the text has it elsewhere, its first part says so, or it is two words.

    Two English words that are not a word when joined stay two. The parts of other languages' words are rarely English
    words.
    """
    last, rest = _LAST_WORD.search(before), _REST.match(after)
    if last is None or rest is None:
        return True
    first, second = last[0][:-1].casefold(), rest[0].casefold()
    if known[first + second]:
        return False
    head, tail = first.rpartition("-")[2], second.partition("-")[0]
    return (
        bool(known[f"{first}-{second}"])
        or head in _COMPOUNDS
        or last[0][:-1].rpartition("-")[2].isupper()
        or (min(commonness(head, "en"), commonness(tail, "en")) > 0 and commonness(head + tail, "en") == 0)
    )
