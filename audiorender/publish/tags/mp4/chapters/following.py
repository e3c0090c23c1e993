"""Tracks that follow the titles: pictures, links, titles in other languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.errors import OutputError
from audiorender.model import RATE
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4.chapters.titles import in_units, set_tables, set_times
from audiorender.publish.tags.mp4.index.boxes import Box, handler
from audiorender.publish.tags.mp4.index.tables import Sample, length
from audiorender.publish.tags.mp4.index.timing import TimedSample, timed_samples
from audiorender.timecode import clock

TOGETHER = 20
"""How many milliseconds a chapter and what is shown with it may be apart: each track has its own clock."""

_MS = RATE // 1000


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sample after the edit, and its start in the track's units."""

    start: int
    sample: Sample


def follow(track: Box, moov: Box, edit: Edit) -> None:
    """Move the samples of a track along with the chapters of the file."""
    before = [each.sample for each in timed_samples(track, moov)]
    kept = sorted(_kept(track, moov, edit), key=lambda each: each.start)
    after = [each.sample for each in kept]
    starts = [0, *(each.start for each in kept[1:])]  # a track begins with its first sample
    if after == before and starts == [each.start for each in before]:
        return
    for earlier, later in pairwise(starts):
        if earlier == later:
            what = "pictures" if handler(track) == b"vide" else "titles or links of another track"
            at = clock(later * RATE // in_units(track, RATE))
            raise OutputError(f"two {what} would begin at {at}", hint="move the chapter to another time")
    whole = length(track)
    set_times(track, moov, starts, whole if starts[-1] < whole else in_units(track, (edit.chapters or ())[-1].end))
    if after != before:
        sizes, described = [each.size for each in after], [each.described for each in after]
        set_tables(track, sizes, described, [each.place for each in after])


def _kept(track: Box, moov: Box, edit: Edit) -> Iterator[_Kept]:
    """The samples that stay. One that is still shown after its chapter was removed begins with the next chapter."""
    revised = {revision.origin: revision for revision in edit.revised or ()}
    for each in timed_samples(track, moov):
        origin = _chapter_of(each, edit.found)
        if origin is None:
            yield _Kept(each.sample.start, each.sample)
            continue
        place = origin
        while place < len(edit.found) and place not in revised:
            place += 1
        if place > origin and (place == len(edit.found) or edit.found[place].start + TOGETHER >= each.end):
            continue
        start = revised[place].start
        if start is None:
            unmoved = each.sample.start if place == origin else in_units(track, edit.found[place].start * _MS)
            yield _Kept(unmoved, each.sample)
        else:
            yield _Kept(in_units(track, start), each.sample)


def _chapter_of(each: TimedSample, found: Sequence[Mark]) -> int | None:
    """The chapter that begins when this is first shown."""
    near = [(abs(mark.start - each.start), place) for place, mark in enumerate(found)]
    distance, place = min(near, default=(TOGETHER + 1, 0))
    return place if distance <= TOGETHER else None
