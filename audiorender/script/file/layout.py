"""The outer shape of a script file: front matter between two `---` lines, then blocks separated by empty lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.script.file.marks import BLANKS

_FENCE = expression(r"[ ]{0,3}---[ \t]*")


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block's lines, without the spaces at their ends; `columns` (from 1) says where each one begins."""

    path: Path | str | None
    line: int
    lines: tuple[str, ...]
    columns: tuple[int, ...]

    @property
    def extent(self) -> range:
        """The numbers of its lines, from 1."""
        return range(self.line, self.line + len(self.lines))

    def error(self, message: str, at: int = 0, hint: str | None = None) -> SourceError:
        """The error for a fault at character `at` of the block, with its lines joined by single spaces."""
        starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        number = min(bisect_right(starts, at), len(self.lines)) - 1
        column = self.columns[number] + at - starts[number]
        return SourceError(message, path=self.path, line=self.line + number, column=column, hint=hint)


def lines_of(text: str) -> list[str]:
    """The lines of a file, which an editor may have saved with a byte order mark or CRLF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def opens(lines: list[str]) -> bool:
    """Whether the file begins with a `---` line; empty lines may come before it."""
    return _FENCE.fullmatch(lines[first_line(lines)]) is not None


def first_line(lines: list[str]) -> int:
    """The index of the first line that is not empty; 0 if all are."""
    return next((number for number, line in enumerate(lines) if line.strip(BLANKS)), 0)


def closing_fence(lines: list[str]) -> int | None:
    """The index of the `---` line after the front matter, or None if there is none."""
    if not opens(lines):
        return None
    start = first_line(lines)
    return next((number for number, line in enumerate(lines) if number > start and _FENCE.fullmatch(line)), None)


def blocks(lines: list[str], first: int, path: Path | str | None) -> Iterator[RawBlock]:
    """The blocks from line index `first` onwards."""
    start = first
    for number in range(first, len(lines) + 1):
        if number < len(lines) and lines[number].strip(BLANKS):
            continue
        if start < number:
            raw = lines[start:number]
            columns = tuple(len(line) - len(line.lstrip(BLANKS)) + 1 for line in raw)
            yield RawBlock(path, start + 1, tuple(line.strip(BLANKS) for line in raw), columns)
        start = number + 1
