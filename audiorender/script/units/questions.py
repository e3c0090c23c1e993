"""Questions in the same paragraph as their answer that differ only in typeface: `**How old?** Nine.`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from audiorender.expressions import expression
from audiorender.script.document import Block, Line, Run

_SENTENCE = expression(r"[.?!…][\"'”’»)\]]*\s*\Z")
_ASKS = expression(r"[?？][\"'”’»)\]]*\s*\Z")
_FEWEST = 3
_ASKING = 0.4
"""The least share of such beginnings that must be questions; otherwise they are run-in headings."""

_Face = Literal["bold", "italic"]
_FACES: tuple[_Face, _Face] = ("bold", "italic")


def split_questions(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, split between question and answer if the document habitually has both in one block."""
    for face in _FACES:
        begun = [asked for block in blocks if (asked := _opening(block, face)) is not None]
        if len(begun) >= _FEWEST and sum(begun) >= _ASKING * len(begun):
            return [part for block in blocks for part in _parts(block, face)]
    return blocks


def _pieces(block: Block, face: _Face) -> list[tuple[bool, list[tuple[int, Run]]]]:
    """The runs of a block, each with the index of its line, grouped by whether they have the typeface."""
    runs = [
        (place, run)
        for place, line in enumerate(block.lines)
        for run in line.runs
        if run.text.strip() or not run.verbatim
    ]
    return [(has_face, list(each)) for has_face, each in groupby(runs, lambda pair: bool(getattr(pair[1], face)))]


def _opening(block: Block, face: _Face) -> bool | None:
    """Whether the first sentence, if set in this typeface and followed by other text, is a question; otherwise None."""
    if (
        block.kind not in ("paragraph", "item")
        or block.speaker
        or not block.lines
        or not getattr(block.lines[0].runs[0], face)
    ):
        return None
    pieces = _pieces(block, face)
    first = " ".join(run.text for _, run in pieces[0][1])
    if len(pieces) < 2 or not _SENTENCE.search(first):
        return None
    return _ASKS.search(first) is not None


def _parts(block: Block, face: _Face) -> Iterator[Block]:
    """The block, split wherever a sentence and its typeface end together."""
    if _opening(block, face) is None:
        yield block
        return
    open_runs: list[tuple[int, Run]] = []
    for _, runs in _pieces(block, face):
        if open_runs and _SENTENCE.search("".join(run.text for _, run in open_runs)):
            yield _block(block, open_runs)
            open_runs = []
        open_runs += runs
    yield _block(block, open_runs)


def _block(block: Block, runs: Sequence[tuple[int, Run]]) -> Block:
    lines = [
        Line(block.lines[place].number, tuple(run for _, run in each)).stripped()
        for place, each in groupby(runs, lambda pair: pair[0])
    ]
    return replace(block, lines=tuple(lines))
