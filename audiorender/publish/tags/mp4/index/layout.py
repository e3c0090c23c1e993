"""The new layout of an MP4 file with another index, and the file offsets that the index then has.

The index comes first, so that a player can start without reading to the end; then the chapters' texts and pictures;
then everything else, byte for byte and in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, Movie, Range
from audiorender.publish.tags.mp4.index.tables import Numbers, chunk_offsets, set_chunk_offsets


def unneeded(movie: Movie, removed: Sequence[Box]) -> list[Range]:
    """The boxes that hold samples of `removed` tracks only: the samples of chapters that we wrote before."""
    going = [chunk_offsets(track) for track in removed]
    staying = [chunk_offsets(track) for track in movie.moov.all(b"trak") if track not in removed]
    return [
        box
        for box in movie.ranges
        if box.kind == b"mdat"
        and any(_any_in(box, each) for each in going)
        and not any(_any_in(box, each) for each in staying)
    ]


def _any_in(box: Range, places: Numbers) -> bool:
    return bool(np.any((places >= box.start) & (places < box.end)))


@dataclass(frozen=True, slots=True)
class Added:
    """A new track in the index and its samples, which are in no file yet: its chunk offsets count from the first."""

    track: Box
    samples: bytes


def arranged(movie: Movie, kept: Sequence[Range], added: Sequence[Added]) -> tuple[bytes, list[Range]]:
    """The bytes before the first kept box that follows the index, and the boxes that follow, as they are in the file.

    `kept` are the boxes of the old file that stay, without its index.

    Raises BoxError if a sample is outside the boxes that are kept.
    """
    first = 1 if kept and kept[0].kind == b"ftyp" else 0
    new = [each.track for each in added]
    old = [(track, chunk_offsets(track)) for track in movie.moov.all(b"trak") if track not in new]
    within = [*accumulate((len(each.samples) for each in added), initial=8)]
    fresh = [(track, chunk_offsets(track) + start) for track, start in zip(new, within, strict=False)]
    sample_box = Box(b"mdat", b"".join(each.samples for each in added)).rendered() if added else b""
    head = sum(box.size for box in kept[:first])
    size = 0
    while len(movie.moov.rendered()) != size:  # a table that grows moves what it refers to
        size = len(movie.moov.rendered())
        starts = [*accumulate((box.size for box in kept[first:]), initial=head + size + len(sample_box))]
        places = [*accumulate((box.size for box in kept[:first]), initial=0)][:first] + starts[: len(kept) - first]
        for track, offsets in old:
            set_chunk_offsets(track, moved(offsets, kept, places))
        for track, offsets in fresh:
            set_chunk_offsets(track, offsets + (head + size))
    return movie.moov.rendered() + sample_box, list(kept[first:])


def moved(offsets: Numbers, kept: Sequence[Range], places: Sequence[int]) -> Numbers:
    """The new positions of chunks at `offsets` when each kept box moves to its place.

    Raises BoxError for a chunk that is in none of the boxes.
    """
    if not offsets.size:
        return offsets
    order = sorted(range(len(kept)), key=lambda n: kept[n].start)
    starts = np.array([kept[n].start for n in order], np.int64)
    ends = np.array([kept[n].end for n in order], np.int64)
    shifts = np.array([places[n] - kept[n].start for n in order], np.int64)
    which = np.searchsorted(starts, offsets, side="right") - 1
    if np.any(which < 0) or np.any(offsets > ends[which]):
        raise BoxError("its index points at bytes that are not sound")
    moved_to: Numbers = offsets + shifts[which]
    return moved_to
