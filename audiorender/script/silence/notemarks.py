"""Notes below a text, and the marks in it that lead to them: `[1]`, `¹`, or `[a]` where somebody commented on a draft.

Only marks that have their note, and notes that have their mark; Markdown's own footnotes are its reader's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.script.document import Block

_BEHIND = r"(?<=[\w.,;:!?…\"”’»)\]])"
_SIGN = r"(?:\[\w{1,3}\]|[¹²³⁰⁴-⁹]{1,3}(?![\w⁺⁻]))"
_MARK = expression(rf"{_BEHIND}{_SIGN}")
_NOTE = expression(rf"{_SIGN}(?=\s*\S)")
_LAST_WORDS = 2
"""Blocks that may stand below the notes: where a text first appeared, who made it."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The places of the blocks that are notes, and what finds their marks; None where there are none."""

    blocks: frozenset[int]
    marks: re.Pattern[str] | None


def footnotes(blocks: Sequence[Block]) -> Footnotes:
    """The notes at a text's end, each line that begins with a mark or goes on with the note above."""
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
    told = {match[0] for block in blocks[: notes[-1]] for line in block.lines for match in _MARK.finditer(line.text)}
    if not marks <= told:
        return Footnotes(frozenset(), None)
    choice = "|".join(re.escape(mark) for mark in sorted(marks))
    return Footnotes(frozenset(notes), re.compile(rf"{_BEHIND}(?:{choice})(?![\w⁺⁻])"))
