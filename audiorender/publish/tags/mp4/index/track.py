"""Build a chapter track (ISO/IEC 14496-12 §8): what text and picture tracks have in common.

A chapter track's clock is `RATE`, so that chapters are exact to the sample; if that exceeds 32 bits (a day of audio),
it is milliseconds. The track is disabled, or players would show it as subtitles or a film. It has no creation time.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.errors import OutputError
from audiorender.model import RATE
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.timecode import rescaled

MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
"""The identity matrix."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a track belongs: its `number`, the movie's clock in units per second, a packed ISO 639-2 code."""

    number: int
    movie_units: int
    language: int


@dataclass(frozen=True, slots=True)
class Media:
    """The media of a chapter track: its kind (`text`, `vide`), the handler's name, and how samples are found.

    `header` and `descriptions` are boxes for that kind. `sizes` are the samples' in bytes. `runs` are rows of `stsc`,
    `offsets` the starts of chunks, counted from the first sample. `pixels` are width and height.
    """

    kind: bytes
    name: bytes
    header: Box
    descriptions: Sequence[Box]
    sizes: Sequence[int]
    runs: Sequence[tuple[int, int, int]]
    offsets: Sequence[int]
    pixels: tuple[int, int] = (0, 0)


def track_box(media: Media, edges: Sequence[int], place: Place) -> Box:
    """The track whose samples are between `edges` (samples at `RATE`, from 0 on), with chunks still at `offsets`.

    Raises OutputError for edges that exceed 32 bits in milliseconds.
    """
    units = RATE if edges[-1] <= 0xFFFFFFFF else 1000
    times = [rescaled(edge, RATE, units) for edge in edges]
    if times[-1] > 0xFFFFFFFF:
        raise OutputError("chapters as long as these cannot be counted in an MP4 file")
    span = rescaled(edges[-1], RATE, place.movie_units)
    wide = span > 0xFFFFFFFF  # some films use units of 100 ns
    form = struct.pack(">IQQIIQ" if wide else ">6I", wide << 24 | 2, 0, 0, place.number, 0, span)
    head = form + bytes(16) + MATRIX + struct.pack(">II", *(side << 16 for side in media.pixels))
    clock = struct.pack(">5IHH", 0, 0, 0, units, times[-1], place.language, 0)
    mdia = [
        Box(b"mdhd", clock),
        Box(b"hdlr", struct.pack(">II4s12x", 0, 0, media.kind) + media.name + b"\0"),
        Box(b"minf", children=[media.header, _here(), _table_of(media, times)]),
    ]
    return Box(b"trak", children=[Box(b"tkhd", head), Box(b"mdia", children=mdia)])


def _here() -> Box:
    """The data reference saying that the samples are in this file."""
    return Box(b"dinf", children=[Box(b"dref", struct.pack(">III4sI", 0, 1, 12, b"url ", 1))])


def _table_of(media: Media, times: Sequence[int]) -> Box:
    descriptions = b"".join(each.rendered() for each in media.descriptions)
    boxes = [
        Box(b"stsd", struct.pack(">II", 0, len(media.descriptions)) + descriptions),
        Box(b"stts", _rows([(1, after - before) for before, after in pairwise(times)])),
        Box(b"stsc", _rows(media.runs)),
        Box(b"stsz", struct.pack(f">III{len(media.sizes)}I", 0, 0, len(media.sizes), *media.sizes)),
        Box(b"stco", _rows([(offset,) for offset in media.offsets])),
    ]
    return Box(b"stbl", children=boxes)


def _rows(rows: Sequence[tuple[int, ...]]) -> bytes:
    return struct.pack(">II", 0, len(rows)) + b"".join(struct.pack(f">{len(row)}I", *row) for row in rows)
