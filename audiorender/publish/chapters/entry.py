"""A list of chapters, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from audiorender.errors import SourceError
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, milliseconds


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter from `start` (in samples at `model.RATE`) to the next. `title` is one line, and may be empty.

    `image` is a picture's address, or the name of a file. `line` (1-based, 0 if there are no lines) is never compared.
    """

    start: int
    title: str
    url: str | None = None
    image: str | None = None
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{clock(self.start)} '{self.title}'"


@dataclass(frozen=True, slots=True)
class Listing:
    """The chapters of a text in order, no two at the same time, and a sentence for whatever was left out."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def listing(entries: Iterable[Entry], *, notes: Iterable[str] = (), ordered: bool) -> Listing:
    """The listing of `entries`, with titles on one line; formats that have no order (not `ordered`) are sorted.

    Raises SourceError, with the line, for a chapter that does not come after the one before it.
    """
    found = [
        Entry(
            entry.start,
            one_line(entry.title),
            one_line(entry.url or "") or None,
            one_line(entry.image or "") or None,
            entry.line,
        )
        for entry in entries
    ]
    remarks = list(notes)
    if not ordered and any(b.start < a.start for a, b in pairwise(found)):
        found.sort(key=lambda entry: entry.start)
        remarks.append("the chapters were out of order, and were sorted")
    for before, entry in pairwise(found):
        where = entry.line or None
        if milliseconds(entry.start) == milliseconds(before.start):
            raise SourceError(f"two chapters start at {clock(entry.start)}", line=where, hint="give each its own time")
        if entry.start < before.start:
            raise SourceError(
                f"the chapter {entry} starts before the one above it, {before}", line=where, hint="correct its time"
            )
    return Listing(tuple(found), tuple(remarks))
