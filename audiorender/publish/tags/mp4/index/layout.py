"""Where everything stands in an MP4 file that has got another index, and the places that the index then names.

The index comes first, so that a player need not read to the end before it starts; the chapters' texts and pictures
follow; then all that was there, byte for byte and in its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, Movie, Range
from audiorender.publish.tags.mp4.index.tables import Numbers, chunk_offsets, set_chunk_offsets


def unneeded(movie: Movie, removed: Sequence[Box]) -> list[Range]:
    """The boxes that hold samples of `removed` tracks and of no other: the samples of chapters that we wrote before."""
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
    """A track that the index names now and its samples, which stand in no file yet: its chunks count from the first."""

    track: Box
    samples: bytes


def arranged(movie: Movie, kept: Sequence[Range], added: Sequence[Added]) -> tuple[bytes, list[Range]]:
    """The bytes before the first kept box that follows the index, and the boxes that follow, as they are in the file.

    `kept` are the boxes of the old file that stay, its index not among them.

    Raises BoxError when a sample is outside of what is kept.
    """
    first = 1 if kept and kept[0].kind == b"ftyp" else 0
    new = [each.track for each in added]
    old = [(track, chunk_offsets(track)) for track in movie.moov.all(b"trak") if track not in new]
    within = [*accumulate((len(each.samples) for each in added), initial=8)]
    fresh = [(track, chunk_offsets(track) + start) for track, start in zip(new, within, strict=False)]
    sample_box = Box(b"mdat", b"".join(each.samples for each in added)).rendered() if added else b""
    head = sum(box.size for box in kept[:first])
    size = 0
    while len(movie.moov.rendered()) != size:  # a table that grows moves what it names
        size = len(movie.moov.rendered())
        starts = [*accumulate((box.size for box in kept[first:]), initial=head + size + len(sample_box))]
        places = [*accumulate((box.size for box in kept[:first]), initial=0)][:first] + starts[: len(kept) - first]
        for track, offsets in old:
            set_chunk_offsets(track, moved(offsets, kept, places))
        for track, offsets in fresh:
            set_chunk_offsets(track, offsets + (head + size))
    return movie.moov.rendered() + sample_box, list(kept[first:])


def moved(offsets: Numbers, kept: Sequence[Range], places: Sequence[int]) -> Numbers:
    """Where chunks at `offsets` come to stand when each kept box comes to stand at its place.

    Raises BoxError for a chunk that is in none of them.
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
