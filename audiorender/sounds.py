"""How the store keeps audio: packed clips and chunks of recordings, written by their makers and read by the mix.

A packed clip is a header (`_HEADER`), the word marks, the level cells, and the samples: mono, 16 bits, all
little-endian. Raise `tts.synthesis.finishing.SCHEMA` when this layout changes. A chunk is just its samples, in stereo.
"""

from __future__ import annotations

import struct
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audiorender.model import CELL, Clip, WordMark
from audiorender.store import Store

CLIPS = "clip"
CHUNKS = "music"
"""The store's names for the two kinds of entries."""

_KEPT = 4
"""Chunks, of 2 MB each."""

_HEADER = struct.Struct("<III")  # frames, word marks, bytes per kind of level cell
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
    header = _HEADER.pack(clip.frames, len(clip.words), len(clip.energy))
    return b"".join((header, marks, clip.energy, clip.peak, pcm.astype("<i2", copy=False).data))


def read_clip(key: str, blob: bytes) -> Clip:
    """Unpack the clip from an `encode_clip` blob, without its samples. Raises ValueError for any other blob."""
    frames, marks, cells, first = _layout(blob)
    words = tuple(WordMark(*fields) for fields in _MARK.iter_unpack(blob[_HEADER.size : _HEADER.size + marks]))
    levels = first - 2 * cells
    return Clip(key, frames, words, blob[levels : levels + cells], blob[levels + cells : first])


def clip_samples(blob: bytes) -> NDArray[np.int16]:
    """The samples in an `encode_clip` blob: a read-only view, not a copy. Raises ValueError like `read_clip`."""
    return np.frombuffer(blob, "<i2", offset=_layout(blob)[3])


def _layout(blob: bytes) -> tuple[int, int, int, int]:
    """Frames, bytes of marks, bytes per kind of cell, and the offset of the samples."""
    if len(blob) < _HEADER.size:
        raise ValueError("not a packed clip")
    frames, words, cells = _HEADER.unpack_from(blob)
    first = _HEADER.size + words * _MARK.size + 2 * cells
    if len(blob) != first + 2 * frames or cells != -(-frames // CELL) * 4:
        raise ValueError("not a packed clip")
    return frames, words * _MARK.size, cells, first


def chunk_samples(blob: bytes) -> NDArray[np.int16]:
    """The samples (n, 2) in a chunk's blob: a read-only view."""
    return np.frombuffer(blob, "<i2").reshape(-1, 2)
