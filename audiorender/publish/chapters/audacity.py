"""Audacity's label track, as File > Export > Labels writes it: start and end in seconds and a title, between tabs.

A line that begins with a backslash holds the frequencies of the label above it (Audacity manual, "Importing and
exporting labels"). The end of a label is ignored: a chapter ends where the next begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import from_people, rescaled

NAME = "audacity"
SUFFIXES: tuple[str, ...] = (".labels",)

_LABEL = expression(r" *([0-9]+(?:[.,][0-9]+)?) *\t *[0-9]+(?:[.,][0-9]+)? *(?:\t(.*))?")


def looks(text: str) -> bool:
    """Whether the first line that is not blank is a label."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return bool(_LABEL.fullmatch(first))


def read(text: str) -> Listing:
    """The labels as chapters. Raises SourceError for any other line."""
    entries = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("\\"):
            continue
        match = _LABEL.fullmatch(line)
        start = from_people(match[1]) if match else None
        if match is None or start is None:
            raise SourceError(
                "this is not a label", line=number, column=1, hint="a label is start, end and title between tabs"
            )
        entries.append(Entry(start, match[2] or "", line=number))
    return listing(entries, ordered=False)


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """A label from each chapter's start to its end, in microseconds as Audacity writes them."""
    return "".join(f"{_seconds(c.start)}\t{_seconds(c.end)}\t{one_line(c.title)}\n" for c in chapters)


def _seconds(samples: int) -> str:
    whole, micros = divmod(rescaled(samples, RATE, 1_000_000), 1_000_000)
    return f"{whole}.{micros:06d}"
