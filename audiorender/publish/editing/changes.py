"""Changes to a list of chapters, and fitting a list to an audio file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Any

from audiorender.errors import SourceError, UsageError
from audiorender.model import RATE, Chapter
from audiorender.publish.chapters.entry import Entry
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, milliseconds, rescaled


def _none() -> Mapping[int, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Changes:
    """What to change in a list of chapters. Each is identified by its number, from 1, before any change.

    Times are in samples at `model.RATE`. An empty link or picture removes the existing one. `clear` removes all
    chapters before any is added; `whole_seconds` rounds every time to a second.
    """

    clear: bool = False
    add: tuple[tuple[int, str], ...] = ()
    move: Mapping[int, int] = field(default_factory=_none)
    rename: Mapping[int, str] = field(default_factory=_none)
    remove: frozenset[int] = frozenset()
    links: Mapping[int, str] = field(default_factory=_none)
    images: Mapping[int, str] = field(default_factory=_none)
    whole_seconds: bool = False

    @property
    def any(self) -> bool:
        """Whether there is any change."""
        return self != Changes()


def edited(entries: Sequence[Entry], changes: Changes) -> tuple[Entry, ...]:
    """The entries after `changes`, in order; if the one at 0 was removed, the next begins there.

    Raises UsageError for a number that no chapter has, for an empty title, and for contradictory changes.
    """
    kept = {number: entry for number, entry in enumerate(entries, start=1) if not changes.clear}
    check_changes(kept, changes)
    begun = 0 in chain(changes.move.values(), (start for start, _ in changes.add))
    for number in sorted(changes.remove):
        gone = kept.pop(number)
        if not (gone.start or begun) and number + 1 in kept:
            kept[number + 1] = replace(kept[number + 1], start=0)
    for number, entry in kept.items():
        start, title = changes.move.get(number, entry.start), changes.rename.get(number, entry.title)
        url, image = changes.links.get(number, entry.url), changes.images.get(number, entry.image)
        line = 0 if number in changes.move else entry.line
        kept[number] = Entry(start, title, url or None, image or None, line)
    added = (Entry(start, one_line(title)) for start, title in changes.add)
    return tuple(sorted(chain(kept.values(), added), key=lambda entry: entry.start))


def check_changes(kept: Mapping[int, object], changes: Changes) -> None:
    """Raise UsageError for changes to chapters that do not exist, an empty title, and contradictory changes."""
    named: dict[str, Mapping[int, object] | frozenset[int]] = {
        "--remove": changes.remove,
        "--move": changes.move,
        "--rename": changes.rename,
        "--link": changes.links,
        "--image": changes.images,
    }
    there = "there are no chapters" if not kept else f"there {'is 1 chapter' if len(kept) == 1 else f'are {len(kept)}'}"
    for option, numbers in named.items():
        for number in numbers:
            if number not in kept:
                raise UsageError(f"{option} {number}: {there}", hint="numbers are those of the list before any change")
            if option != "--remove" and number in changes.remove:
                raise UsageError(f"chapter {number} is removed, but {option} changes it", hint="leave one out")
    for title in chain(changes.rename.values(), (title for _, title in changes.add)):
        if not one_line(title):
            raise UsageError("a chapter's title is empty", hint="give it a title")


def fitted(
    entries: Sequence[Entry], length: int, title: str, *, whole_seconds: bool = False
) -> tuple[tuple[Chapter, ...], tuple[str, ...]]:
    """The chapters of an audio file of `length` samples, contiguous from 0, and a sentence for each adjustment.

    If the first begins within a second, it is moved to 0; if later, one called `title` is put before it. A chapter
    without a title is named by its number.

    Raises SourceError, with the line, for a chapter that begins after the end of the audio, or at the same time as
    another.
    """
    if not entries:
        return (), ()
    notes: list[str] = []
    placed = (
        [replace(entry, start=whole_second(entry.start, length)) for entry in entries] if whole_seconds else [*entries]
    )
    for entry in placed:
        if entry.start >= length:
            raise SourceError(
                f"the chapter {entry} begins after the end of the audio, at {clock(length)}",
                line=entry.line or None,
                hint="correct its time, or remove it",
            )
    placed = _from_zero(placed, title, notes.append)
    for before, entry in pairwise(placed):
        if milliseconds(before.start) == milliseconds(entry.start):
            both = f"'{before.title}' and '{entry.title}'"
            raise SourceError(
                f"two chapters begin at {clock(entry.start)}: {both}", line=entry.line or None, hint="move one"
            )
    if untitled := [number for number, entry in enumerate(placed, start=1) if not entry.title]:
        notes.append(f"chapters without a title are named by number: {', '.join(map(str, untitled))}")
    ends = [*(entry.start for entry in placed[1:]), length]
    return tuple(_chapters(placed, ends)), tuple(notes)


def whole_second(start: int, length: int) -> int:
    """The nearest whole second, rounded half up, or the one before if that is past the end."""
    nearest = rescaled(start, RATE, 1) * RATE
    return nearest if nearest < length or start >= length else start // RATE * RATE


def _from_zero(entries: list[Entry], title: str, note: Callable[[str], None]) -> list[Entry]:
    first = entries[0]
    if first.start == 0:
        return entries
    if first.start < RATE:
        note(f"the first chapter began at {clock(first.start)} and was moved to 0")
        return [replace(first, start=0), *entries[1:]]
    note(f"the first chapter begins at {clock(first.start)}, so one named '{title}' was put before it")
    return [Entry(0, title), *entries]


def _chapters(entries: Sequence[Entry], ends: Sequence[int]) -> Iterator[Chapter]:
    for number, (entry, end) in enumerate(zip(entries, ends, strict=True), start=1):
        yield Chapter(entry.start, end, entry.title or f"Chapter {number}", entry.url, entry.image)
