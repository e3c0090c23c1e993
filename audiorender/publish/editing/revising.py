"""Changes to the chapters that a file has: what changes in each one, so that everything else can stay as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.errors import SourceError
from audiorender.model import RATE, Chapter
from audiorender.publish.chapters.entry import Entry
from audiorender.publish.editing.changes import Changes, check_changes, fitted, whole_second
from audiorender.publish.editing.edit import Revision
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark
from audiorender.timecode import clock, milliseconds

_SAMPLES = RATE // 1000
"""Samples per millisecond."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A file's chapters after an edit, what the edit changes in each, and a sentence for any other adjustment."""

    chapters: tuple[Chapter, ...]
    revisions: tuple[Revision, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class _Draft:
    """A chapter being edited; one that is `tied` ends where the next begins, and `last` is the one without a next."""

    origin: int | None
    start: int
    end: int
    title: str
    url: str | None = None
    image: str | None = None
    tied: bool = False
    last: bool = False


def revised(marks: Sequence[Mark], changes: Changes, length: int) -> Revised:
    """The chapters `marks` (in file order) after `changes`; the audio has `length` samples.

    A chapter that ended where the next began still does; all other times stay. Chapters are identified by their number
    in order of time.

    Raises UsageError for a number that no chapter has, for an empty title, and for contradictory changes, SourceError
    for a chapter that is moved past the end of the audio, or to the start of another.
    """
    drafts = _drafts(marks)
    before = {draft.origin: (draft.start, draft.end) for draft in drafts}
    kept = dict(enumerate(drafts, start=1))
    check_changes(kept, changes)
    _remove(kept, changes)
    for number, start in changes.move.items():
        kept[number].start = start
    for number, title in changes.rename.items():
        kept[number].title = one_line(title)
    for number, url in changes.links.items():
        kept[number].url = url or None
    for number, image in changes.images.items():
        kept[number].image = image or None
    added = [_Draft(None, start, start, one_line(title)) for start, title in changes.add]
    after = [*kept.values(), *added]
    if changes.whole_seconds:
        for draft in after:
            draft.start = whole_second(draft.start, length)
    after.sort(key=lambda draft: draft.start)
    _check_times(after, before, length)
    _set_ends(after, length)
    named = {id(kept[number]): number for number in kept}
    return Revised(
        tuple(Chapter(draft.start, draft.end, draft.title, draft.url, draft.image) for draft in after),
        tuple(_revision(draft, before, changes, named.get(id(draft), 0)) for draft in after),
    )


def tidied(marks: Sequence[Mark], length: int, title: str) -> Revised:
    """The chapters `marks` tidied: from 0 to the end without gaps, each with a title; other times are kept.

    Raises SourceError like `editing.fitted`.
    """
    drafts = _drafts(marks)
    entries = [Entry(draft.start, one_line(draft.title), draft.url, draft.image) for draft in drafts]
    chapters, notes = fitted(entries, length, title)
    origins = [*([None] * (len(chapters) - len(drafts))), *(draft.origin for draft in drafts)]
    revisions = (
        Revision(origin, chapter.start, chapter.end, chapter.title, chapter.url)
        for origin, chapter in zip(origins, chapters, strict=True)
    )
    return Revised(chapters, tuple(revisions), notes)


def picture_name(origin: int) -> str:
    """The name for the picture of the chapter at this position in the file."""
    return f"picture {origin + 1}"


def _drafts(marks: Sequence[Mark]) -> list[_Draft]:
    order = sorted(range(len(marks)), key=lambda place: marks[place].start)
    drafts = [
        _Draft(
            place,
            marks[place].start * _SAMPLES,
            marks[place].end * _SAMPLES,
            marks[place].title,
            marks[place].url,
            picture_name(place) if marks[place].image else None,
        )
        for place in order
    ]
    for draft, following in pairwise(drafts):
        draft.tied = abs(draft.end - following.start) <= _SAMPLES
    for draft in drafts[-1:]:
        draft.last = True
    return drafts


def _remove(kept: dict[int, _Draft], changes: Changes) -> None:
    """Remove chapters: their time goes to the one before, or without one, to the one after."""
    begun = 0 in {*changes.move.values(), *(start for start, _ in changes.add)}
    for number in sorted(changes.remove):
        gone = kept.pop(number)
        earlier = kept.get(max((other for other in kept if other < number), default=0))
        later = kept.get(min((other for other in kept if other > number), default=0))
        if earlier is not None and earlier.tied:
            earlier.end, earlier.tied, earlier.last = gone.end, gone.tied, gone.last
        elif earlier is None and later is not None and gone.tied and not begun:
            later.start = gone.start


def _check_times(after: Sequence[_Draft], before: Mapping[int | None, tuple[int, int]], length: int) -> None:
    for place, draft in enumerate(after):
        if draft.origin is not None and before[draft.origin][0] == draft.start:
            continue
        if draft.start >= length:
            where = f"{clock(draft.start)} '{draft.title}'"
            raise SourceError(
                f"the chapter {where} begins after the end of the audio, at {clock(length)}", hint="correct its time"
            )
        near = [*after[max(place - 1, 0) : place], *after[place + 1 : place + 2]]
        for other in near:
            if milliseconds(other.start) == milliseconds(draft.start):
                both = f"'{draft.title}' and '{other.title}'"
                raise SourceError(f"two chapters begin at {clock(draft.start)}: {both}", hint="move one")


def _set_ends(after: Sequence[_Draft], length: int) -> None:
    for draft, following in zip(after, [*after[1:], None], strict=False):
        until = following.start if following else length
        if draft.origin is None or (draft.tied and following) or draft.end <= draft.start:
            draft.end = until
        elif (draft.last and following) or (following and following.origin is None):
            draft.end = min(draft.end, until)


def _revision(draft: _Draft, before: Mapping[int | None, tuple[int, int]], changes: Changes, number: int) -> Revision:
    if draft.origin is None:
        return Revision(None, draft.start, draft.end, draft.title)
    start, end = before[draft.origin]
    return Revision(
        draft.origin,
        None if draft.start == start else draft.start,
        None if draft.end == end else draft.end,
        draft.title if number in changes.rename else None,
        (draft.url or "") if number in changes.links else None,
        (draft.image or "") if number in changes.images else None,
    )
