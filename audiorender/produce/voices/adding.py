"""`voices add` and `voices remove`: find the entry, and what else must be installed to use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender.errors import UsageError
from audiorender.produce.note import Note
from audiorender.produce.voices.listing import installed_json
from audiorender.tts.catalogue import adding
from audiorender.tts.catalogue.entries import Entry, catalogue, find
from audiorender.tts.catalogue.installed import Installed, missing_packages
from audiorender.tts.catalogue.own import ENGINE, own_voice
from audiorender.watch import Tracker, Watch


@dataclass(frozen=True, slots=True)
class Added:
    """An entry that is now installed; `fresh` if it was not before."""

    entry: Installed
    fresh: bool
    notes: tuple[Note, ...]

    def summary(self) -> str:
        """One line for people."""
        if not self.fresh:
            return f"'{self.entry.entry}' is already installed"
        return f"added '{self.entry.entry}' ({self.entry.size / 1e6:,.0f} MB, {self.entry.licence})"

    def as_json(self) -> dict[str, Any]:
        """The result as JSON."""
        return {**installed_json(self.entry), "added": self.fresh}


def add_voices(
    names: Sequence[str], accept: Callable[[Entry], bool], source: Path | None = None, watch: Watch | None = None
) -> list[Added]:
    """Add these in order. `accept` is asked about the licence of each that is not installed.

    Raises UsageError for an unknown name and a licence that is not accepted, and whatever `catalogue.adding.add`
    raises.
    """
    if source is not None and len(names) > 1:
        raise UsageError("--from gives one voice at a time", hint="add them one by one")
    entries = [_meant(name, source) for name in names]
    return [_added(entry, accept, source, watch) for entry in entries]


def remove_voice(name: str) -> Installed:
    """Remove what was added as `name`. Raises UsageError if it is not installed."""
    return adding.remove(name)


def _meant(name: str, source: Path | None) -> Entry:
    """The entry of the catalogue, or with local files any Piper voice."""
    if source is not None and name not in catalogue() and name.partition(":")[0] == ENGINE:
        if not source.exists():
            raise UsageError(f"there is no file or folder '{source}'")
        own = own_voice(name, source)
        return catalogue().get(own.name, own)
    return find(name)


def _added(entry: Entry, accept: Callable[[Entry], bool], source: Path | None, watch: Watch | None) -> Added:
    added, fresh = adding.add(entry, accept, Tracker(watch), source=source)
    return Added(added, fresh, tuple(_notes(added)))


def _notes(entry: Installed) -> list[Note]:
    notes = [Note(f"to use '{name}', {command}") for name, command in missing_packages([entry]).items()]
    if not all(file.verified for file in entry.files):
        notes.append(Note(f"the SHA-256 of '{entry.entry}' is not known in advance; that of its files is now recorded"))
    return notes
