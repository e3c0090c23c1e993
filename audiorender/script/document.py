"""A source as its reader sees it: blocks of lines of runs, with positions and typeface, before speakers are known.

Only this stage uses it. Readers decide what is markup; `who.attribution` decides who speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from audiorender.model import Link, Meta, Remark, Span
from audiorender.script.reading.source import Source

UNKNOWN = "Unknown"
"""The speaker where a format says that the speaker is unknown."""

Kind = Literal["paragraph", "heading", "item", "row"]
"""The kind of a block. An `item` is the first paragraph of a list item, a `row` is one table row."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one typeface and the characters it came from: the same characters, or an entity that was decoded."""

    text: str
    span: Span
    bold: bool = False
    italic: bool = False

    @property
    def verbatim(self) -> bool:
        """Whether it can be split. An entity (`&amp;`) cannot: it is always longer than its character."""
        return len(self.text) == self.span.end - self.span.start

    def cut(self, start: int, end: int) -> Run | None:
        """Characters `start` to `end`, or None if empty. An entity stays whole, and belongs where it starts."""
        if not self.verbatim:
            return self if start <= 0 < end else None
        start, end = max(start, 0), min(end, len(self.text))
        if start >= end:
            return None
        if end - start == len(self.text):
            return self
        at = self.span.start
        return Run(self.text[start:end], Span(at + start, at + end), self.bold, self.italic)


@dataclass(frozen=True, slots=True)
class Line:
    """The runs on one line of the source, whose 1-based number is `number`; `text` has no markup."""

    number: int
    runs: tuple[Run, ...]
    text: str = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Where each run starts in `text`."""

    def __post_init__(self) -> None:
        texts = [run.text for run in self.runs]
        object.__setattr__(self, "text", "".join(texts))
        object.__setattr__(self, "_starts", tuple(accumulate(map(len, texts[:-1]), initial=0)))

    def cut(self, start: int, end: int | None = None) -> Line:
        """Characters `start` to `end` of its text, as a separate line. Takes no longer in a line of many runs."""
        stop = len(self.text) if end is None else end
        if start <= 0 and stop >= len(self.text):
            return self
        first, last = max(0, bisect_left(self._starts, start) - 1), bisect_left(self._starts, stop)
        runs = (
            run.cut(start - at, stop - at)
            for run, at in zip(self.runs[first:last], self._starts[first:last], strict=False)
        )
        return Line(self.number, tuple(run for run in runs if run is not None))

    def is_cut_before(self, end: int) -> bool:
        """Whether something, such as a timestamp, was cut out in front of `end`, or of blanks there."""
        place = bisect_right(self._starts, end) - 1
        if not 0 < place < len(self.runs) or self.text[self._starts[place] : end].strip():
            return False
        return self.runs[place].span.start > self.runs[place - 1].span.end

    def stripped(self) -> Line:
        """The line without white space at its ends."""
        text = self.text
        return self.cut(len(text) - len(text.lstrip()), len(text.rstrip()))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row.

    `quote` is how many block quotes it is in, `level` a heading's level (1 to 6), `mark` a list item's marker, and
    `after_rule` whether a horizontal rule precedes it. `speaker` is set if the format itself names the speaker (a voice
    tag, a column, a field): a fact, not evidence, whose characters are already silent. In a document with such facts a
    heading without a speaker is a title, whatever its words. `guessed` means that the format leaves room for doubt who
    speaks. `boxed` means that the format sets it beside the text, as a note or a warning, and `above` that it stood on
    lines of its own above the rest of its paragraph, as a question.
    """

    kind: Kind
    lines: tuple[Line, ...]
    quote: int = 0
    level: int = 0
    mark: str = ""
    after_rule: bool = False
    speaker: str | None = None
    guessed: bool = False
    boxed: bool = False
    above: bool = False
    text: str = field(init=False, repr=False, compare=False)
    """Its lines joined with spaces."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join([line.text.strip() for line in self.lines]))

    @property
    def line(self) -> int:
        """The 1-based line on which it begins."""
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class Marked:
    """Source characters that a rule of `coverage.RULES` keeps silent."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything in a source: blocks in order, markup, and the values in its front matter.

    `people` are names in the front matter, by key (`guest`, `author` ...). `meta.title` is empty if there is no title.
    `source` is the text that spans refer to: what was read or, for a Word file, the text in it. In a script everything
    is `settled`: all of a turn is speech, even what looks like a time or a stage direction. `links` and `footnotes` are
    for readers who want more, `remarks` for the author.
    """

    source: Source
    meta: Meta | None
    people: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    marks: tuple[Marked, ...]
    settled: bool = False
    links: tuple[Link, ...] = ()
    footnotes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def silence(runs: Iterable[Run], rule: str) -> Iterator[Marked]:
    """Silence runs by `rule`."""
    for run in runs:
        yield Marked(run.span, rule)
