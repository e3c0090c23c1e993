"""Sound as the store keeps it: packed clips, and chunks of recordings. It is written by who makes it, and read here.

A packed clip is a header (`_HEADER`), the word marks, the level cells, and last the samples: mono, 16 bits, all
little-endian. What changes these bytes raises `tts.clips.SCHEMA`. A chunk is its samples alone, in stereo.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.model import CELL, Clip, WordMark
from audiorender.store import Store

CLIPS = "clip"
CHUNKS = "music"
"""Under which names the store files them."""

_HEADER = struct.Struct("<III")  # frames, word marks, bytes in each kind of level cell
_MARK = struct.Struct("<II")  # character, sample


@dataclass(frozen=True, slots=True)
class Sounds:
    """Where a mix gets its samples from, whatever is placed: the clips and chunks in a store."""

    store: Store

    def samples(self, key: str) -> NDArray[np.int16]:
        """A clip's samples, or those of a recording's chunk as (samples, 2).

        Raises VanishedError when somebody has removed it from the store meanwhile.
        """
        clip = self.store.get(CLIPS, key)
        if clip is not None:
            return clip_samples(clip)
        chunk = self.store.get(CHUNKS, key)
        if chunk is None:
            raise self.store.vanished("a clip")
        return chunk_samples(chunk)


def encode_clip(clip: Clip, pcm: NDArray[np.int16]) -> bytes:
    """A clip and its samples as one blob for the store; the key is not in it."""
    marks = b"".join(_MARK.pack(mark.start, mark.sample) for mark in clip.words)
    header = _HEADER.pack(clip.frames, len(clip.words), len(clip.energy))
    return b"".join((header, marks, clip.energy, clip.peak, pcm.astype("<i2", copy=False).data))


def read_clip(key: str, blob: bytes) -> Clip:
    """The clip in a blob that `encode_clip` made, without its samples. Raises ValueError for another blob."""
    frames, marks, cells, first = _layout(blob)
    words = tuple(WordMark(*fields) for fields in _MARK.iter_unpack(blob[_HEADER.size : _HEADER.size + marks]))
    levels = first - 2 * cells
    return Clip(key, frames, words, blob[levels : levels + cells], blob[levels + cells : first])


def clip_samples(blob: bytes) -> NDArray[np.int16]:
    """The samples in a blob that `encode_clip` made: a read-only view, nothing copied. ValueError as in `read_clip`."""
    return np.frombuffer(blob, "<i2", offset=_layout(blob)[3])


def _layout(blob: bytes) -> tuple[int, int, int, int]:
    """Frames, bytes of marks, bytes of each kind of cell, and where the samples begin."""
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
