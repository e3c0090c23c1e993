"""Notes below a text, and the marks that refer to them: `[1]`, `¹`, or `[a]` for comments on a shared draft.

Only marks that have a note, and notes that have a mark. Markdown's own footnotes are handled by its reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.script.document import Block

_AFTER_WORD = r"(?<=[\w.,;:!?…\"”’»)\]])"
_SIGN = r"(?:\[\w{1,3}\]|[¹²³⁰⁴-⁹]{1,3}(?![\w⁺⁻]))"
_MARK = expression(rf"{_AFTER_WORD}{_SIGN}")
_NOTE = expression(rf"{_SIGN}(?=\s*\S)")
_LAST_WORDS = 2
"""Blocks that may follow the notes: where a text first appeared, who made it."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The positions of the blocks that are notes, and a pattern for their marks; None if there are none."""

    blocks: frozenset[int]
    marks: re.Pattern[str] | None


def footnotes(blocks: Sequence[Block]) -> Footnotes:
    """The notes at the end of a text: each line begins with a mark or continues the note above it."""
    notes: list[int] = []
    marks: set[str] = set()
    for number in range(len(blocks) - 1, 0, -1):
        match = None if blocks[number].speaker else _NOTE.match(blocks[number].lines[0].text)
        if match is None:
            if notes or blocks[number].speaker or len(blocks) - number > _LAST_WORDS:
                break
            continue
        notes.append(number)
        marks.update(found[0] for line in blocks[number].lines if (found := _NOTE.match(line.text)))
    if not notes:
        return Footnotes(frozenset(), None)
    referred = {
        match[0] for block in blocks[: notes[-1]] for line in block.lines for match in _MARK.finditer(line.text)
    }
    if not marks <= referred:
        return Footnotes(frozenset(), None)
    choice = "|".join(re.escape(mark) for mark in sorted(marks))
    return Footnotes(frozenset(notes), re.compile(rf"{_AFTER_WORD}(?:{choice})(?![\w⁺⁻])"))
