"""A source as its reader saw it: blocks of lines of runs, with position and typeface kept, and nobody's speech yet.

Only this stage uses it. A reader decides what is markup; who speaks is for `attribution` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from audiorender.model import Link, Meta, Remark, Span
from audiorender.script.reading.source import Source

UNKNOWN = "Unknown"
"""The speaker where a format says that it does not know who speaks."""

Kind = Literal["paragraph", "heading", "item", "row"]
"""What a block is; an `item` is the first paragraph of a list item, a `row` one row of a table."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one typeface and the characters it came from: those very characters, or an entity that was decoded."""

    text: str
    span: Span
    bold: bool = False
    italic: bool = False

    @property
    def verbatim(self) -> bool:
        """Whether it can be cut: an entity (`&amp;`) is always longer than what it stands for."""
        return len(self.text) == self.span.end - self.span.start

    def cut(self, start: int, end: int) -> Run | None:
        """Its characters `start` to `end`, or None when there are none; an entity is kept whole by where it starts."""
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
    """The runs that stand on one line of the source, whose 1-based number is `number`; `text` is without markup."""

    number: int
    runs: tuple[Run, ...]
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join(run.text for run in self.runs))

    def cut(self, start: int, end: int | None = None) -> Line:
        """Characters `start` to `end` of its text, as a line of its own."""
        runs: list[Run] = []
        at = 0
        stop = len(self.text) if end is None else end
        if start <= 0 and stop >= len(self.text):
            return self
        for run in self.runs:
            part = run.cut(start - at, stop - at)
            if part is not None:
                runs.append(part)
            at += len(run.text)
        return Line(self.number, tuple(runs))

    def stripped(self) -> Line:
        """Without the white space at its ends."""
        text = self.text
        return self.cut(len(text) - len(text.lstrip()), len(text.rstrip()))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row.

    `quote` is how many block quotes it stands in, `level` a heading's level (1 to 6), `mark` a list item's mark,
    `after_rule` whether a rule line stands before it. `speaker` is who says it where the format itself names them (a
    voice tag, a column, a field): a fact, not evidence, and its characters are silent already. In a document that has
    such facts a heading without one is a title, whatever its words.
    """

    kind: Kind
    lines: tuple[Line, ...]
    quote: int = 0
    level: int = 0
    mark: str = ""
    after_rule: bool = False
    speaker: str | None = None

    @property
    def text(self) -> str:
        """Its lines joined by spaces."""
        return " ".join(line.text.strip() for line in self.lines)

    @property
    def line(self) -> int:
        """The 1-based line that it begins on."""
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class Marked:
    """Source characters that a rule of `coverage.RULES` keeps silent."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything in a source: blocks in order, what is markup, and what its front matter says.

    `people` are names from the front matter, by key (`guest`, `author` ...); `meta.title` is empty when it has none.
    `source` is what the spans count in: what was read, or (of a Word file) the text that is in it. In a script
    everything is `settled`: what stands in a turn is said, even where it looks like a time or a stage direction.
    `links` and `footnotes` are for who wants to read more, `remarks` for who wrote it.
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
    """Keep runs silent by `rule`."""
    for run in runs:
        yield Marked(run.span, rule)
