"""The tables that locate a track's samples (ISO/IEC 14496-12 §8.6 and §8.7)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, taken_apart

MOST_CHAPTERS = 10_000
"""How many entries of a chapter track are read; a file with more is malicious."""

COVER = b"Cover, no picture"
"""The codec name, which is free text, in the sample description of a picture that stands in for a missing one."""

Numbers = NDArray[np.int64]


def chunk_offsets(track: Box) -> Numbers:
    """The file offset of each chunk of a track. Raises BoxError for a broken table."""
    table = track.need(b"mdia", b"minf", b"stbl")
    wide = table.find(b"co64")
    box = wide or table.need(b"stco")
    return _column(box, 4, ">u8" if wide else ">u4")


def set_chunk_offsets(track: Box, offsets: Numbers) -> None:
    """Write the table again: as `co64` if it was one, or if an offset exceeds 4 GB."""
    table = track.need(b"mdia", b"minf", b"stbl")
    wide = table.find(b"co64") is not None or bool(offsets.size and offsets.max() > 0xFFFFFFFF)
    new = Box(b"co64" if wide else b"stco", _column_bytes(offsets, ">u8" if wide else ">u4"))
    old = table.find(b"co64") or table.need(b"stco")
    children = table.open()
    children[children.index(old)] = new


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of a chapter track: its start in the track's units, and its `size` bytes at offset `place`.

    `described` is the number of its sample description, from 1.
    """

    start: int
    place: int
    size: int
    described: int


def samples(track: Box) -> Iterator[Sample]:
    """The samples of a chapter track.

    Raises BoxError for a broken table and for more than `MOST_CHAPTERS` samples.
    """
    table = track.need(b"mdia", b"minf", b"stbl")
    sizes = _sizes(table)
    starts = _starts(table, len(sizes))
    for (place, described), start, size in zip(_places(track, table, sizes), starts, sizes, strict=False):
        yield Sample(start, place, size, described)


def descriptions(track: Box) -> list[Box]:
    """A track's sample descriptions (`stsd`) in order."""
    return taken_apart(b"stsd", track.need(b"mdia", b"minf", b"stbl", b"stsd").content[8:]).open()


def length(track: Box) -> int:
    """The total length of a chapter track's samples, in its units."""
    table = track.need(b"mdia", b"minf", b"stbl")
    return _starts(table, len(_sizes(table)))[-1]


def _sizes(table: Box) -> list[int]:
    """The size of each sample. Sizes of 8 or 16 bits (`stz2`) occur, 4 bits do not."""
    box = table.find(b"stz2") or table.need(b"stsz")
    same, count = struct.unpack_from(">II", box.content, 4)
    if count > MOST_CHAPTERS:
        raise BoxError(f"its chapter track has {count} entries")
    if box.kind == b"stsz":
        return [same] * count if same else [int(size) for size in _column(box, 8, ">u4")]
    if same not in {8, 16}:
        raise BoxError(f"the sizes of its chapter track have {same} bits")
    return [int(size) for size in _column(box, 8, f">u{same // 8}")]


def _starts(table: Box, count: int) -> list[int]:
    """The start of each of `count` samples, and the end of the last."""
    box = table.need(b"stts")
    starts = [0]
    for run, delta in _rows(box, 2):
        if run > count + 1 - len(starts):
            raise BoxError("its chapter track has more times than entries")
        starts += [starts[-1] + delta * n for n in range(1, run + 1)]
    if len(starts) != count + 1:
        raise BoxError("its chapter track has fewer times than entries")
    return starts


def _places(track: Box, table: Box, sizes: list[int]) -> Iterator[tuple[int, int]]:
    """The offset of each sample, and the number of its description."""
    chunks = [int(offset) for offset in chunk_offsets(track)]
    runs = [*_rows(table.need(b"stsc"), 3)]
    if any(after[0] <= before[0] for before, after in pairwise(runs)):
        raise BoxError("its chapter track has its places out of order")
    number = 0
    for (first, each, described), (until, _, _) in zip(runs, [*runs, [len(chunks) + 1, 0, 0]][1:], strict=True):
        for place in chunks[max(first - 1, 0) : max(until - 1, 0)]:
            for size in sizes[number : number + each]:
                yield place, described
                place += size  # noqa: PLW2901  the next sample stands behind this one
            number += each
            if number >= len(sizes):
                return
    if number < len(sizes):
        raise BoxError("its chapter track has fewer places than entries")


def _rows(box: Box, width: int) -> Iterator[list[int]]:
    (count,) = struct.unpack_from(">I", box.content, 4)
    if count > MOST_CHAPTERS or len(box.content) < 8 + 4 * width * count:
        raise BoxError(f"'{box.kind.decode('latin-1')}' is cut off or too long")
    for row in range(count):
        yield list(struct.unpack_from(f">{width}I", box.content, 8 + 4 * width * row))


def _column(box: Box, at: int, kind: str) -> Numbers:
    """The numbers after a count at byte `at`."""
    (count,) = struct.unpack_from(">I", box.content, at)
    width = np.dtype(kind).itemsize
    if len(box.content) < at + 4 + width * count:
        raise BoxError(f"'{box.kind.decode('latin-1')}' is cut off")
    numbers = np.frombuffer(box.content, kind, count, at + 4)
    if numbers.size and numbers.max() >= 1 << 62:
        raise BoxError(f"'{box.kind.decode('latin-1')}' points beyond any file")
    return numbers.astype(np.int64)


def _column_bytes(numbers: Numbers, kind: str) -> bytes:
    return struct.pack(">II", 0, len(numbers)) + numbers.astype(kind).tobytes()
