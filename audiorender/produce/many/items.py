"""One of many episodes: what to make from which source, and the result."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from audiorender.errors import UsageError
from audiorender.folder import stem_of
from audiorender.model import RATE
from audiorender.produce.note import Note
from audiorender.settings.project import Project

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Item:
    """A source or script and its options, which are fields of a `Request`.

    `place` is where a manifest names it ("episodes.toml:12"), else empty.
    """

    source: str
    project: Project
    options: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""

    @property
    def folder(self) -> Path:
        """The folder for its episode."""
        stem = "episode" if self.source == STDIN else stem_of(Path(self.source))
        return Path(self.options.get("output") or Path("output") / stem)

    @property
    def called(self) -> str:
        """Its name in errors: the source, and where it is named."""
        return f"'{self.source}'" + (f" ({self.place})" if self.place else "")


def check_apart(items: Sequence[Item]) -> None:
    """Raise UsageError if two episodes of one run would share a folder."""
    seen: dict[str, Item] = {}
    for item in items:
        first = seen.setdefault(os.path.normcase(os.path.realpath(item.folder)), item)
        if first is not item:
            raise UsageError(
                f"{first.called} and {item.called} would both become {item.folder}",
                hint="give one of them another folder: `output` in a manifest, or render it by itself with -o",
            )


class Status(StrEnum):
    """The final state of one episode."""

    MADE = "made"
    UNCHANGED = "unchanged"
    """Everything existed already."""
    PLANNED = "planned"
    """(A dry run.)"""
    FAILED = "failed"
    STOPPED = "stopped"
    """It was in progress, or had not begun, when the run was stopped."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for an episode: `number` counts from 1, `samples` is its length, `took` is in seconds.

    `summary` is one line for people; `error` is the one line of a failure. `paid` counts the characters that cost
    money.
    """

    number: int
    source: str
    folder: Path
    status: Status
    summary: str = ""
    samples: int = 0
    clips: int = 0
    clips_made: int = 0
    pieces_made: int = 0
    files: tuple[str, ...] = ()
    files_made: tuple[str, ...] = ()
    paid: int = 0
    took: float = 0.0
    notes: tuple[Note, ...] = ()
    error: str | None = None

    @property
    def lessened(self) -> bool:
        """Whether less was delivered than requested."""
        return any(note.lessened for note in self.notes)

    def as_json(self) -> dict[str, Any]:
        """One line of `render --json`."""
        return {
            "number": self.number,
            "source": self.source,
            "folder": str(self.folder),
            "status": str(self.status),
            "files": list(self.files),
            "files_made": list(self.files_made),
            "seconds": round(self.samples / RATE, 3),
            "clips": self.clips,
            "clips_made": self.clips_made,
            "pieces_made": self.pieces_made,
            "paid_characters": self.paid,
            "took": round(self.took, 3),
            "notes": [note.text for note in self.notes],
            "error": self.error,
        }


@dataclass(frozen=True, slots=True)
class Batch:
    """The results for all episodes of a run, in the order requested; `notes` are about all of them."""

    outcomes: tuple[Outcome, ...]
    notes: tuple[Note, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Those that failed."""
        return tuple(each for each in self.outcomes if each.status is Status.FAILED)

    @property
    def exit_code(self) -> int:
        """1 if an episode failed, else 3 if one has less than was requested, else 0."""
        return 1 if self.failed else 3 if any(each.lessened for each in self.outcomes) else 0

    def summary(self) -> str:
        """One line for people."""
        counted = [(status, sum(each.status is status for each in self.outcomes)) for status in Status]
        return f"{len(self.outcomes)} episodes: " + ", ".join(f"{count} {status}" for status, count in counted if count)
