"""An audio file's tags as a table, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender.produce.note import Note
from audiorender.publish.readback import Mark, Tags
from audiorender.publish.tags.fields import picture_type
from audiorender.timecode import clock, milliseconds

HEAD = ("", "start", "end", "title", "link", "picture")


@dataclass(frozen=True, slots=True)
class Retagged:
    """An audio file's tags as they are, or after a dry run as they would be: `length` in samples at `model.RATE`.

    `written` are the files that were written. `text` has the chapters for standard output, if requested.
    """

    audio: Path
    length: int
    tags: Tags
    notes: tuple[Note, ...] = ()
    written: tuple[Path, ...] = ()
    text: str | None = None

    @property
    def in_time(self) -> list[Mark]:
        """The chapters in order of time, which is how they are numbered, whatever their order in the file."""
        return sorted(self.tags.chapters, key=lambda mark: mark.start)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row under `HEAD` for each chapter."""
        for number, mark in enumerate(self.in_time, start=1):
            picture = mark.image and _kind(mark.image)
            yield str(number), clock(mark.start, 1000), clock(mark.end, 1000), mark.title, mark.url or "", picture or ""

    def summary(self) -> Iterator[str]:
        """The file's fields, one per line; then its length, and which files were written."""
        cover = self.tags.cover and f"{_kind(self.tags.cover)}, {len(self.tags.cover):,} bytes"
        known = {"title": self.tags.title, "show": self.tags.show, "author": self.tags.author, "cover": cover}
        yield from (f"{name}: {value}" for name, value in known.items() if value)
        count = len(self.tags.chapters)
        yield f"{self.audio}: {clock(self.length)}, {count or 'no'} chapter{'s' * (count != 1)}"
        yield from (f"written: {path}" for path in self.written)

    def as_json(self) -> dict[str, Any]:
        """The same with times in seconds; `--from` reads it."""
        return {
            "audio": str(self.audio),
            "title": self.tags.title,
            "show": self.tags.show,
            "author": self.tags.author,
            "cover": _picture(self.tags.cover),
            "seconds": milliseconds(self.length) / 1000,
            "chapters": [
                {
                    "number": number,
                    "start": mark.start / 1000,
                    "end": mark.end / 1000,
                    "title": mark.title,
                    "url": mark.url,
                    "picture": _picture(mark.image),
                }
                for number, mark in enumerate(self.in_time, start=1)
            ],
            "faults": list(self.tags.faults),
            "notes": [note.text for note in self.notes],
            "written": [str(path) for path in self.written],
        }


def _kind(data: bytes) -> str:
    return picture_type(data) or "unknown"


def _picture(data: bytes | None) -> dict[str, object] | None:
    return {"media_type": picture_type(data), "bytes": len(data)} if data else None
