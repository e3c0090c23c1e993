"""Samples for a mix: a clip is read each time, a recording's last chunks are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from audiorender.model import CELL, Clip, Held, WordMark
from audiorender.store import Store, VanishedError
from audiorender.store.sounds import CHUNKS, CLIPS, Sounds, encode_clip, read_clip, stored_clip

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


def put_clip(store: Store, cells: int) -> bytes:
    """Store a clip of so many cells under the first key; return its packed form."""
    energy, peak = np.arange(2 * cells, dtype="<f4").tobytes()[: 4 * cells], bytes(4 * cells)
    clip = Clip(KEYS[0], cells * CELL, (WordMark(0, 3), WordMark(5, 9)), Held(energy, peak))
    blob = encode_clip(clip, np.arange(cells * CELL, dtype=np.uint16).astype(np.int16))
    store.put(CLIPS, KEYS[0], blob)
    return blob


def damage(store: Store, place: int) -> None:
    """Flip a bit of the first key's entry."""
    path = store.root / CLIPS / KEYS[0][:2] / KEYS[0]
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("cells", [1, 4000, 9000])  # 9000 cells do not fit into what is read first
def test_the_head_of_a_stored_clip_is_enough(tmp_path: Path, cells: int) -> None:
    store = Store(tmp_path)
    whole = read_clip(KEYS[0], put_clip(store, cells))
    damage(store, -1)  # the last sample
    clip = stored_clip(KEYS[0], store)
    assert clip is not None
    assert (clip.frames, clip.words) == (whole.frames, whole.words)
    assert (clip.levels.energy, clip.levels.peak) == (whole.levels.energy, whole.levels.peak)
    with pytest.raises(VanishedError):
        Sounds(store).samples(KEYS[0])
    assert stored_clip(KEYS[0], store) is None, "from then on all of each is verified"


@pytest.mark.parametrize("place", [4, 5, 12, 17, 30, 40])
def test_a_damaged_head_is_no_clip(tmp_path: Path, place: int) -> None:
    store = Store(tmp_path)
    put_clip(store, 3)
    damage(store, place)
    assert stored_clip(KEYS[0], store) is None


@pytest.mark.parametrize("blob", [b"", b"four", bytes(40), b"\xff" * 100], ids=["empty", "short", "zeros", "ones"])
def test_what_is_no_packed_clip_is_made_again(tmp_path: Path, blob: bytes) -> None:
    store = Store(tmp_path)
    store.put(CLIPS, KEYS[0], blob)
    assert stored_clip(KEYS[0], store) is None


def test_a_clip_cut_short_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    put_clip(store, 3)
    path = store.root / CLIPS / KEYS[0][:2] / KEYS[0]
    path.write_bytes(path.read_bytes()[:-2])
    assert stored_clip(KEYS[0], store) is None
