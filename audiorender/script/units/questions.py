"""Questions in the same paragraph as their answer, and how to tell them from it.

They are in another typeface (`**How old?** Nine.`), on a line of their own, at the beginning of every paragraph, or a
page has lost the breaks between them (`How old?Nine.Who says so?`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Literal

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script.document import Block, Line, Run

_SENTENCE = expression(rf"[.?!…][{CLOSE_QUOTES})\]]*\s*\Z")
_ASKS = expression(rf"[?？][{CLOSE_QUOTES})\]]*\s*\Z")
_DASH = expression(r"[-–—][^\S\n]?(?=[^\W\d_]|[¿¡\"“«])")
_GLUED = expression(r"[?？](?=[^\W\d_a-zß-ÿ]|[¿¡])")
_BOUNDARY = expression(r"(?<=[.?!…])(?=[^\W\d_a-zß-ÿ]|[¿¡])|(?:(?<=[a-zß-ÿ\d]{2}[.…])|(?<=[?!]))[^\S\n]+")
"""The end of a sentence, unless it may be that of a short title: `Dr.`."""
_FEWEST = 3
_ASKING = 0.4
"""The least share of such beginnings that must be questions; otherwise they are run-in headings."""
_MARKS = 8
"""The most marks at the end of a sentence."""
_NEARLY_ALL = 0.7
"""The least share of paragraphs that must open with a question."""
_WHOLE = 0.8
"""The least share of lines that must end a sentence; otherwise the text is wrapped."""

_Face = Literal["bold", "italic"]
_FACES: tuple[_Face, _Face] = ("bold", "italic")


def split_questions(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, split between question and answer if the document habitually has both in one block."""
    for face in _FACES:
        begun = [asked for block in blocks if (asked := _opening(block, face)) is not None]
        if len(begun) >= _FEWEST and sum(begun) >= _ASKING * len(begun):
            return [part for block in blocks for part in _parts(block, face)]
    if sum(len(_GLUED.findall(block.text)) for block in blocks if _is_one_line(block)) >= _FEWEST:
        blocks = [part for block in blocks for part in (_by_sentence(block) if _is_one_line(block) else (block,))]
    elif _each_opens_with_a_question(blocks):
        blocks = [part for block in blocks for part in (_below_opening(block) if _is_one_line(block) else (block,))]
    if _lines_are_turns(blocks):
        return [part for block in blocks for part in (_by_line(block) if _has_lines(block) else (block,))]
    return blocks


def _is_one_line(block: Block) -> bool:
    return block.kind == "paragraph" and not block.speaker and len(block.lines) == 1


def _by_sentence(block: Block) -> Iterator[Block]:
    """The block, split around its questions, if a capital follows one of their marks without a blank."""
    line = block.lines[0]
    if not _GLUED.search(line.text):
        yield block
        return
    starts = [0, *(match.end() for match in _BOUNDARY.finditer(line.text)), len(line.text)]
    parts = [line.cut(start, end).stripped() for start, end in pairwise(starts) if start < end]
    for _, asked in groupby(parts, lambda part: _ASKS.search(part.text) is not None):
        said = list(asked)
        yield replace(block, lines=tuple(said))


def _each_opens_with_a_question(blocks: Sequence[Block]) -> bool:
    """Whether nearly every paragraph is a question and its answer: `Who laid the floor? My aunt did.`"""
    lines = [block.lines[0].text for block in blocks if _is_one_line(block)]
    opened = sum(_end_of_question(text) is not None for text in lines)
    return opened > _FEWEST and opened >= _NEARLY_ALL * len(lines)


def _below_opening(block: Block) -> Iterator[Block]:
    """The block, split behind the question with which it opens."""
    line = block.lines[0]
    if (end := _end_of_question(line.text)) is None:
        yield block
        return
    for part in (line.cut(0, end), line.cut(end)):
        yield replace(block, lines=(part.stripped(),))


def _end_of_question(text: str) -> int | None:
    """Where the question ends with which `text` opens, in its first or second sentence, if it does not end with one."""
    if _ASKS.search(text[-_MARKS:]):
        return None
    last = None
    for number, match in enumerate(_BOUNDARY.finditer(text)):
        if _ASKS.search(text[max(0, match.start() - _MARKS) : match.start()]):
            last = match.start()
        elif last is not None or number:
            break
    return last


def _has_lines(block: Block) -> bool:
    return block.kind in ("paragraph", "item") and not block.speaker and len(block.lines) > 1


def _lines_are_turns(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs of several lines begin with a question, and their lines end where sentences do."""
    several = [block for block in blocks if _has_lines(block)]
    asking = sum(_asks_above(block) for block in several)
    if asking < _FEWEST or asking < _ASKING * len(several):
        return False
    ends = [_SENTENCE.search(line.text) is not None for block in several for line in block.lines[:-1]]
    return sum(ends) >= _WHOLE * len(ends)


def _asks_above(block: Block) -> bool:
    """Whether the first line asks, or is the only one that begins with a dash."""
    dashes = [_DASH.match(line.text) is not None for line in block.lines]
    return _ASKS.search(block.lines[0].text) is not None or (dashes[0] and not any(dashes[1:]))


def _by_line(block: Block) -> Iterator[Block]:
    """The block, split after its first line and around every other line that asks a question."""
    asks = [place == 0 or _ASKS.search(line.text) is not None for place, line in enumerate(block.lines)]
    for above, lines in groupby(zip(asks, block.lines, strict=True), lambda pair: pair[0]):
        yield replace(block, lines=tuple(line for _, line in lines), above=above)


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
