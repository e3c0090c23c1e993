"""Notes below a text or a part of it, and the marks that refer to them: `[1]`, `¹`, `†`, or `[a]` for comments on a
shared draft.

Only marks that have a note below them, and notes that have a mark above. A raised figure after a number, a letter or a
unit is a power. Markdown's own footnotes are handled by its reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from audiorender.expressions import expression
from audiorender.script.document import Block

_AFTER_WORD = r"(?<=[\w.,;:!?…\"”“’»«)\]])"
_RAISED = "[¹²³⁰⁴-⁹]"
_AFTER_BASE = rf"(?<!{_RAISED})(?<!(?<!['’])\b[^\W_])(?<!\b\d\d)(?<!\b\d\d\d)(?<!\b[cdkm]m)(?<!\b(?:ft|yd|mi))"
"""Fails where a raised figure is a power: `10¹³`, `r²`, `40 km²`."""
_SIGN = rf"(?:\[\w{{1,3}}\]|{_RAISED}{{1,3}}(?![\w⁺⁻])|[†‡§*]{{1,3}}(?![\w†‡§*]))"
_SIGNS = frozenset("[†‡§*¹²³⁰⁴⁵⁶⁷⁸⁹")
"""One of these is in every mark."""
_MARK = expression(rf"{_AFTER_WORD}{_AFTER_BASE}{_SIGN}")
_NOTE = expression(rf"(?:{_SIGN}|[†‡§*]{{1,3}})(?=\s*[^\s†‡§*])")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The positions of the blocks that are notes, and a pattern for their marks; None if there are none."""

    blocks: frozenset[int]
    marks: re.Pattern[str] | None


def footnotes(blocks: Sequence[Block]) -> Footnotes:
    """The notes in a text: blocks that begin with a mark, as do all beside them; each mark occurs above them."""
    if not any(map(_is_note, blocks)):
        return Footnotes(frozenset(), None)
    notes: set[int] = set()
    marks: set[str] = set()
    referred: set[str] = set()
    for noted, run in groupby(range(len(blocks)), key=lambda number: _is_note(blocks[number])):
        lines = [(number, line.text) for number in run for line in blocks[number].lines]
        if noted and (found := {match[0] for _, text in lines if (match := _NOTE.match(text))}) <= referred:
            notes.update(number for number, _ in lines)
            marks |= found
        else:
            marked = (text for _, text in lines if not _SIGNS.isdisjoint(text) and not _has_pairs(text))
            referred.update(match[0] for text in marked for match in _MARK.finditer(text))
    if not notes:
        return Footnotes(frozenset(), None)
    choice = "|".join(re.escape(mark) for mark in sorted(marks))
    return Footnotes(frozenset(notes), re.compile(rf"{_AFTER_WORD}{_AFTER_BASE}(?:{choice})(?![\w⁺⁻†‡§*])"))


def _is_note(block: Block) -> bool:
    text = block.lines[0].text
    return not block.speaker and not _has_pairs(text) and _NOTE.match(text) is not None


def _has_pairs(text: str) -> bool:
    """Whether asterisks in `text` may surround words: `*so*`."""
    return text.count("*") > 1
