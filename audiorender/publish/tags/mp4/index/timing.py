"""When the samples of a chapter track are shown: its clock and its edit list (ISO/IEC 14496-12 §8.6.6)."""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, timescale
from audiorender.publish.tags.mp4.index.tables import MOST_CHAPTERS, Sample, length, samples
from audiorender.timecode import milliseconds

_ENDLESS = 1 << 64


@dataclass(frozen=True, slots=True)
class TimedSample:
    """A sample that is shown from `start` to `end` (milliseconds)."""

    start: int
    end: int
    sample: Sample


def timed_samples(track: Box, moov: Box) -> list[TimedSample]:
    """A chapter track's samples with the times when they are shown, in order.

    Raises BoxError for broken tables and for more than `MOST_CHAPTERS` samples.
    """
    units = timescale(track.need(b"mdia", b"mdhd"))
    found = list(samples(track))
    edges = [*(each.start for each in found), length(track)]
    shows: list[TimedSample] = []
    for at, media, span in _segments(track, units, timescale(moov.need(b"mvhd"))):
        first = bisect_left(edges, media)
        first -= first > 0 and edges[min(first, len(found))] > media
        for number in range(first, len(found)):
            if edges[number] >= media + span:
                break
            start, end = max(edges[number], media), min(edges[number + 1], media + span)
            shows.append(
                TimedSample(
                    milliseconds(at + start - media, units), milliseconds(at + end - media, units), found[number]
                )
            )
            if len(shows) > MOST_CHAPTERS:
                raise BoxError("its chapter track is repeated")
    return shows


def sample_at(shows: Sequence[TimedSample], time: int) -> TimedSample | None:
    """The sample shown at `time` milliseconds."""
    before = bisect_right(shows, time, key=lambda each: each.start) - 1
    return shows[before] if before >= 0 and time < shows[before].end else None


def _segments(track: Box, units: int, movie_units: int) -> Iterator[tuple[int, int, int]]:
    """When a segment of a track is shown, its start in the track's own time, and its length, all in `units`.

    The last segment extends to the track's end, because many files state its length wrongly.
    """
    edits = track.find(b"edts", b"elst")
    if edits is None:
        yield 0, 0, _ENDLESS
        return
    wide = edits.content[:1] == b"\1"
    (count,) = struct.unpack_from(">I", edits.content, 4)
    if count > MOST_CHAPTERS:
        raise BoxError(f"its chapter track has {count} edits")
    at = 0
    for number in range(count):
        span, media = struct.unpack_from(">Qq" if wide else ">Ii", edits.content, 8 + number * (20 if wide else 12))
        length_here = span * units // movie_units
        if media >= 0:
            yield at, media, _ENDLESS if number == count - 1 else length_here
        at += length_here
