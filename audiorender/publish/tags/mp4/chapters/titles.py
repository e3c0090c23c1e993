"""The samples of a title track: their contents, and the same with another title or link.

Unknown boxes after a title are kept.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import BinaryIO

import numpy as np

from audiorender.audio.formats.mp4 import M4A
from audiorender.model import RATE
from audiorender.publish.link import web_link
from audiorender.publish.tags.fields import titled
from audiorender.publish.tags.mp4.chapters.make import text_sample
from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, timescale
from audiorender.publish.tags.mp4.index.tables import length, set_chunk_offsets
from audiorender.publish.tags.mp4.index.timing import TimedSample, timed_samples
from audiorender.publish.tags.shorten import shortened
from audiorender.timecode import rescaled

_LONGEST_SAMPLE = 1 << 17
_TABLES = frozenset({b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64"})


@dataclass(frozen=True, slots=True)
class Title:
    """A sample of the title track: when it is shown, its bytes, and the boxes after its text."""

    when: TimedSample
    sample: bytes

    @property
    def behind(self) -> list[Box]:
        """The boxes after the text. Raises BoxError if they are damaged."""
        size = int.from_bytes(self.sample[:2])
        at, found = 2 + size, []
        while at + 8 <= len(self.sample):
            size, kind = struct.unpack_from(">I4s", self.sample, at)
            if size < 8 or at + size > len(self.sample):
                raise BoxError("a chapter's text is damaged")
            found.append(Box(kind, self.sample[at + 8 : at + size]))
            at += size
        return found


def titles_of(file: BinaryIO, moov: Box, track: Box) -> list[Title]:
    """The samples of a title track, in order. Raises BoxError for broken tables."""
    found = []
    for when in timed_samples(track, moov):
        file.seek(when.sample.place)
        found.append(Title(when, file.read(min(when.sample.size, _LONGEST_SAMPLE))))
    return found


def retitled(title: Title, words: str | None, url: str | None, number: int) -> bytes:
    """The sample with another title or link; all other boxes after the text are kept."""
    size = int.from_bytes(title.sample[:2])
    text = title.sample[2 : 2 + size]
    behind = title.behind
    if words is not None:
        text = fitting(words, number)
    if url is not None:
        behind = [box for box in behind if box.kind != b"href"]
    link = held_link(url)
    if words is not None or link:
        behind = [box for box in behind if box.kind != b"encd"]
        return text_sample(text, link, behind)
    return struct.pack(">H", len(text)) + text + b"".join(box.rendered() for box in behind)


def fitting(words: str, number: int) -> bytes:
    """A title as both places can hold it. Raises OutputError if nothing of it is visible."""
    return shortened(titled(words, f"chapter {number}"), M4A.holds.title).encode()


def held_link(url: str | None) -> str | None:
    """The link as a sample can hold it, else None."""
    link = web_link(url) if url else None
    return link if link and len(link) <= M4A.holds.link else None


def bound_to_samples(track: Box) -> frozenset[bytes]:
    """Unknown tables of a track that have an entry for each sample."""
    return track.need(b"mdia", b"minf", b"stbl").kinds() - _TABLES


def plainly_timed(track: Box, moov: Box) -> bool:
    """Whether the track's own clock says when samples are shown, without an edit list that moves them."""
    units = timescale(track.need(b"mdia", b"mdhd"))
    times = [(each.start, each.sample.start) for each in timed_samples(track, moov)]
    return all(abs(at - (start * 1000) // units) <= 1 for at, start in times)


def set_samples(track: Box, samples: Sequence[bytes], described: Sequence[int]) -> None:
    """Set the tables of a track whose samples are consecutive, one per chunk."""
    sizes = [len(sample) for sample in samples]
    set_tables(track, sizes, described, [0, *accumulate(sizes[:-1])][: len(sizes)])


def set_tables(track: Box, sizes: Sequence[int], described: Sequence[int], places: Sequence[int]) -> None:
    """The tables of a track whose samples have these sizes, descriptions and places, a chunk each."""
    table = track.need(b"mdia", b"minf", b"stbl")
    table.without(b"stz2")
    table.put(Box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)))
    rows = [(n + 1, 1, kind) for n, kind in enumerate(described) if n == 0 or kind != described[n - 1]]
    runs = b"".join(struct.pack(">III", *row) for row in rows)
    table.put(Box(b"stsc", struct.pack(">II", 0, len(rows)) + runs))
    set_chunk_offsets(track, np.array(places, np.int64))


def set_times(track: Box, moov: Box, starts: Sequence[int], end: int) -> None:
    """Set when the samples begin and the last one ends, in the track's own units, and its length if that changes.

    Raises BoxError for times that are not ascending.
    """
    edges = [*starts, end]
    if any(after <= before for before, after in pairwise(edges)):
        raise BoxError("its chapters would be out of order")
    before = length(track)
    rows = b"".join(struct.pack(">II", 1, after - start) for start, after in pairwise(edges))
    track.need(b"mdia", b"minf", b"stbl").put(Box(b"stts", struct.pack(">II", 0, len(starts)) + rows))
    if end == before:
        return
    header = track.need(b"mdia", b"mdhd")
    units, movie_units = timescale(header), timescale(moov.need(b"mvhd"))
    _set_number(header, (16, 24), end)
    span = rescaled(end, units, movie_units)
    _set_number(track.need(b"tkhd"), (20, 28), span)
    edits = track.find(b"edts", b"elst")
    if edits is not None and edits.content[4:8] == b"\0\0\0\1":
        _set_number(edits, (8, 8), span)


def in_units(track: Box, sample: int) -> int:
    """A position in samples at `RATE` in units of the track's clock."""
    return rescaled(sample, RATE, timescale(track.need(b"mdia", b"mdhd")))


def _set_number(box: Box, places: tuple[int, int], value: int) -> None:
    """Write a length where version 0 or 1 of the box has it. Raises BoxError if it does not fit."""
    wide = box.content[:1] == b"\1"
    at, size = (places[1], 8) if wide else (places[0], 4)
    if value >= 1 << 8 * size:
        raise BoxError("its chapters are too long for its clock")
    box.content = box.content[:at] + value.to_bytes(size) + box.content[at + size :]
