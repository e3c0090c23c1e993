"""Samples for a mix: a clip is read each time, a recording's last chunks are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from audiorender.model import CELL, Clip, Held, WordMark
from audiorender.store import Store, VanishedError
from audiorender.store.sounds import CHUNKS, CLIPS, Sounds, encode_clip, read_clip

KEYS = [f"{number:08x}" for number in range(6)]


def chunk(number: int) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    return np.full((10, 2), number, np.int16)


def test_the_last_chunks_outlive_their_entries(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number, key in enumerate(KEYS):
        store.put(CHUNKS, key, chunk(number).tobytes())
    sounds = Sounds(store)
    for number, key in enumerate(KEYS):
        np.testing.assert_array_equal(sounds.samples(key), chunk(number))
    shutil.rmtree(tmp_path / CHUNKS)
    for number, key in list(enumerate(KEYS))[-3:]:
        np.testing.assert_array_equal(sounds.samples(key), chunk(number))
    with pytest.raises(VanishedError):
        sounds.samples(KEYS[0])


def test_a_clip_is_read_each_time(tmp_path: Path) -> None:
    store, pcm = Store(tmp_path), np.arange(CELL, dtype=np.int16)
    store.put(CLIPS, KEYS[0], encode_clip(Clip(KEYS[0], CELL, (), Held(bytes(4), bytes(4))), pcm))
    sounds = Sounds(store)
    np.testing.assert_array_equal(sounds.samples(KEYS[0]), pcm)
    shutil.rmtree(tmp_path / CLIPS)
    with pytest.raises(VanishedError):
        sounds.samples(KEYS[0])


def test_the_levels_of_a_stored_clip_are_read_when_asked_for(tmp_path: Path) -> None:
    store, pcm = Store(tmp_path), np.arange(2 * CELL, dtype=np.int16)
    blob = encode_clip(Clip(KEYS[0], 2 * CELL, (WordMark(3, 4),), Held(b"energies", b"and peak")), pcm)
    store.put(CLIPS, KEYS[0], blob)
    held, stored = read_clip(KEYS[0], blob), read_clip(KEYS[0], blob, store)
    assert (stored.key, stored.frames, stored.words) == (held.key, held.frames, held.words)
    for clip in (held, stored):
        assert (clip.levels.energy, clip.levels.peak) == (b"energies", b"and peak")
    gone = read_clip(KEYS[1], blob, store)
    with pytest.raises(VanishedError):
        _ = gone.levels.peak
