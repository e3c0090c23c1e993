"""How the store keeps audio: packed clips and chunks of recordings, written by their makers and read by the mix.

A packed clip is a header (`_HEADER`), the word marks, the level cells, and the samples: mono, 16 bits, all
little-endian. Clips in another layout are made again. A chunk is just its samples, in stereo.
"""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audiorender.model import CELL, Clip, Held, WordMark
from audiorender.store import Store

CLIPS = "clip"
CHUNKS = "music"
"""The store's names for the two kinds of entries."""

_KEPT = 4
"""Chunks, of 2 MB each."""

_RECENT = 16
"""Clips whose levels are remembered, as all that is placed of a clip is asked for in a row."""

_HEADER = struct.Struct("<IIII")  # frames, word marks, bytes per kind of level cell, CRC-32 of marks and cells
_HEAD = 1 << 15  # bytes read of a clip at first: those before the samples, unless it is longer than 15 s
_MARK = struct.Struct("<II")  # character, sample


class Sounds:
    """Reads the samples that a mix needs: the clips and chunks in a store. Any number of threads may ask.

    The last few chunks are kept, as the tone of a room has three, which every piece of an episode needs.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._chunks: set[str] = set()
        self._chunk = lru_cache(maxsize=_KEPT)(self._read_chunk)

    def samples(self, key: str) -> NDArray[np.int16]:
        """A clip's samples, or those of a recording's chunk as (samples, 2).

        Raises VanishedError if the entry has been removed from the store in the meantime.
        """
        if key not in self._chunks:
            clip = self._store.here(CLIPS, key)
            if clip is not None:
                return clip_samples(clip)
        return self._chunk(key)

    def _read_chunk(self, key: str) -> NDArray[np.int16]:
        chunk = self._store.here(CHUNKS, key)
        if chunk is None:
            raise self._store.vanished("a clip")
        self._chunks.add(key)
        return chunk_samples(chunk)


def encode_clip(clip: Clip, pcm: NDArray[np.int16]) -> bytes:
    """Pack a clip and its samples for the store; the key is not included."""
    marks = b"".join(_MARK.pack(mark.start, mark.sample) for mark in clip.words)
    energy, peak = clip.levels.energy, clip.levels.peak
    head = b"".join((marks, energy, peak))
    header = _HEADER.pack(clip.frames, len(clip.words), len(energy), zlib.crc32(head))
    return b"".join((header, head, pcm.astype("<i2", copy=False).data))


def stored_clip(key: str, store: Store) -> Clip | None:
    """The clip stored under `key`, None if there is none. Of one on this machine only the head is read and verified:
    all samples of an episode are 350 MB an hour, and an edit needs few of them."""
    head = store.head(CLIPS, key, _HEAD)
    if head is not None and _HEADER.size <= len(head.data) < _first_sample(head.data) <= head.size:
        head = store.head(CLIPS, key, _first_sample(head.data))
    with suppress(ValueError):
        if head is not None:
            return read_clip(key, head.data, store, head.size)
    blob = store.get(CLIPS, key)
    with suppress(ValueError):  # packed by an earlier version
        return None if blob is None else read_clip(key, blob, store)
    return None


def read_clip(key: str, blob: bytes, store: Store | None = None, size: int | None = None) -> Clip:
    """Unpack the clip from an `encode_clip` blob, without its samples. Raises ValueError for any other blob.

    With a `store` that has it, its levels are not kept in memory: of ten hours they would be 80 MB. `blob` may be just
    the beginning of one of `size` bytes.
    """
    frames, marks, cells, first = _layout(blob, size)
    words = tuple(WordMark(*fields) for fields in _MARK.iter_unpack(blob[_HEADER.size : _HEADER.size + marks]))
    start = first - 2 * cells
    if store is not None:
        return Clip(key, frames, words, _Stored(store, key, start, cells))
    return Clip(key, frames, words, Held(blob[start : start + cells], blob[start + cells : first]))


@dataclass(frozen=True, slots=True)
class _Stored:
    """The levels of a clip in the `store`: `size` bytes of each kind, from byte `start` on. They are read when asked
    for.

    Raises VanishedError if the entry has been removed in the meantime.
    """

    store: Store
    key: str
    start: int
    size: int

    @property
    def energy(self) -> bytes:
        return _stored_levels(self)[: self.size]

    @property
    def peak(self) -> bytes:
        return _stored_levels(self)[self.size :]


@lru_cache(maxsize=_RECENT)
def _stored_levels(stored: _Stored) -> bytes:
    found = stored.store.part(CLIPS, stored.key, stored.start, 2 * stored.size)
    if found is None:
        raise stored.store.vanished("a clip")
    return found


def clip_samples(blob: bytes) -> NDArray[np.int16]:
    """The samples in an `encode_clip` blob: a read-only view, not a copy. Raises ValueError like `read_clip`."""
    return np.frombuffer(blob, "<i2", offset=_layout(blob)[3])


def _layout(blob: bytes, size: int | None = None) -> tuple[int, int, int, int]:
    """Frames, bytes of marks, bytes per kind of cell, and the offset of the samples, of a blob of `size` bytes."""
    if len(blob) < _HEADER.size:
        raise ValueError("not a packed clip")
    frames, words, cells, checksum = _HEADER.unpack_from(blob)
    first = _first_sample(blob)
    whole = len(blob) if size is None else size
    if whole != first + 2 * frames or cells != -(-frames // CELL) * 4:
        raise ValueError("not a packed clip")
    if zlib.crc32(blob[_HEADER.size : first]) != checksum:
        raise ValueError("a damaged clip")
    return frames, words * _MARK.size, cells, first


def _first_sample(blob: bytes) -> int:
    """The offset of the samples, by the header."""
    words, cells = struct.unpack_from("<II", blob, 4)
    return _HEADER.size + int(words) * _MARK.size + 2 * int(cells)


def chunk_samples(blob: bytes) -> NDArray[np.int16]:
    """The samples (n, 2) in a chunk's blob: a read-only view."""
    return np.frombuffer(blob, "<i2").reshape(-1, 2)
