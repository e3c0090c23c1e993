"""A text with silent characters masked, so that a reader skips them and no position changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Block, Line, Marked, Run

_SHOWN = expression(r"[^\n]")


class Mask:
    """The `text` so far: of the same length, with blanks for silent characters. `marks` has them with their rules."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[Marked] = []
        self.boxes: list[Span] = []
        """What the format sets beside the text, as a note or a warning."""

    def hide(self, pattern: re.Pattern[str], rule: str) -> None:
        """Silence each match of `pattern`."""
        self.cover((match.span() for match in pattern.finditer(self.text)), rule)

    def cover(self, spans: Iterable[tuple[int, int]], rule: str) -> None:
        """Silence the text in these spans."""
        pieces, at = [], 0
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if start < at:
                continue  # inside the one before
            self.marks.extend(self._words(start, end, rule))
            pieces += [self.text[at:start], covered(self.text[start:end], " ")]
            at = end
        self.text = "".join((*pieces, self.text[at:]))

    def put(self, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str]) -> None:
        """Replace each match with other markup of the same length. Raises ValueError if the length differs."""

        def same_length(match: re.Match[str]) -> str:
            found = instead(match)
            if len(found) != len(match[0]):
                raise ValueError(f"{found!r} is not as long as {match[0]!r}")
            return found

        self.text = pattern.sub(same_length, self.text)

    def _words(self, start: int, end: int, rule: str) -> Iterator[Marked]:
        """Marks for this text, line by line, without the blanks around it."""
        for match in re.finditer(r"\S(?:[^\n]*\S)?", self.text[start:end]):
            yield Marked(Span(start + match.start(), start + match.end()), rule)


def covered(text: str, mark: str = "\0") -> str:
    """`text` with `mark` in place of every character except line breaks."""
    return _SHOWN.sub(mark, text)


def uncovered(blocks: Iterable[Block], mask: Mask) -> tuple[Block, ...]:
    """The blocks without the blanks that stand for masked characters; those in a box are marked."""
    covers = [mark.span for mark in outermost(mask.marks)]
    if mask.boxes:
        blocks = [replace(block, boxed=_is_boxed(block, mask.boxes)) for block in blocks]
    if not covers:
        return tuple(blocks)
    found = []
    for block in blocks:
        lines = (Line(line.number, tuple(_apart(line.runs, covers))).stripped() for line in block.lines)
        if kept := tuple(line for line in lines if line.runs):
            found.append(replace(block, lines=kept))
    return tuple(found)


def outermost(marks: Iterable[Marked]) -> Iterator[Marked]:
    """The marks in order, without those inside another, as of an attribute in a comment."""
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if mark.span.end > at:
            at = mark.span.end
            yield mark


def _is_boxed(block: Block, boxes: Iterable[Span]) -> bool:
    first = next((run.span.start for line in block.lines for run in line.runs), -1)
    return any(box.start <= first < box.end for box in boxes)


def _apart(runs: Sequence[Run], covers: Sequence[Span]) -> Iterator[Run]:
    """The runs, split where something is masked."""
    for run in runs:
        at = run.span.start
        place = bisect_left(covers, run.span)
        for cover in covers[max(place - 1, 0) :]:
            if cover.start >= run.span.end:
                break
            if cover.end > at:
                yield from filter(None, [run.cut(at - run.span.start, cover.start - run.span.start)])
                at = max(at, cover.end)
        yield from filter(None, [run.cut(at - run.span.start, run.span.end - run.span.start)])
