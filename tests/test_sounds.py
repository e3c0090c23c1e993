"""Samples for a mix: a clip is read each time, a recording's last chunks are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from audiorender.model import CELL, Clip
from audiorender.sounds import CHUNKS, CLIPS, Sounds, encode_clip
from audiorender.store import Store, VanishedError

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
    store.put(CLIPS, KEYS[0], encode_clip(Clip(KEYS[0], CELL, (), bytes(4), bytes(4)), pcm))
    sounds = Sounds(store)
    np.testing.assert_array_equal(sounds.samples(KEYS[0]), pcm)
    shutil.rmtree(tmp_path / CLIPS)
    with pytest.raises(VanishedError):
        sounds.samples(KEYS[0])
