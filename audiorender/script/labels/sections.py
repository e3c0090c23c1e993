"""Sections named after the people who speak in them, as where two people tell one story in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiorender.script import words
from audiorender.script.document import Block
from audiorender.script.labels.names import looks_like_a_name

_FEWEST = 2
_MOST_WORDS = 3
_FEWEST_ME = 2
"""How often the speaker of a section must say "I", "my" or the like."""


def named_sections(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines of the headings that name who speaks below: all headings of a level are people whom the text names.

    Below each of them somebody speaks in the first person.
    """
    levels: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            levels.setdefault(block.level, []).append(number)
    text = "\n".join(block.text for block in blocks if block.kind != "heading")
    for numbers in levels.values():
        names = {blocks[number].text for number in numbers}
        if len(names) < _FEWEST or not all(_is_a_person(name, text) for name in names):
            continue
        if all(_first_person(_below(blocks, number)) >= _FEWEST_ME for number in numbers):
            return frozenset(blocks[number].line for number in numbers)
    return frozenset()


def _is_a_person(name: str, text: str) -> bool:
    parts = name.split()
    named = re.search(rf"\b{re.escape(parts[0])}\b", text) is not None
    return named and len(parts) <= _MOST_WORDS and name[0].isupper() and looks_like_a_name(name)


def _below(blocks: Sequence[Block], number: int) -> str:
    """The text between heading `number` and the next heading."""
    after = number + 1
    while after < len(blocks) and blocks[after].kind != "heading":
        after += 1
    return " ".join(block.text for block in blocks[number + 1 : after])


def _first_person(text: str) -> int:
    return sum(word in words.ME for word in re.findall(r"[^\W\d_]+", text.casefold()))
