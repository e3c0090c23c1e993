"""Recordings of steady tones: every gain that a plan gives them can be measured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import integrated, profile, unpacked
from audiorender.model import CHUNK, RATE, Clip, Held, Recording

Samples = dict[str, NDArray[np.int16]]


def tone(name: str, seconds: float, samples: Samples, pitch: float = 1000.0, level: float = 0.25) -> Recording:
    """A sine in both channels as a recording, its chunks put among `samples`."""
    time = np.arange(round(seconds * RATE)) / RATE
    wave = np.round(32767 * level * np.sin(2 * np.pi * pitch * time)).astype(np.int16)
    chunks = []
    for number, start in enumerate(range(0, len(wave), CHUNK)):
        part = wave[start : start + CHUNK]
        energy, peak = profile(part.astype(np.float32) / np.float32(32768))
        key = f"{name}/{number}"
        samples[key] = np.stack((part, part), axis=1)
        chunks.append(Clip(key, len(part), (), Held(energy, peak)))
    cells = np.concatenate([unpacked(chunk.levels.energy) for chunk in chunks]) * 2
    return Recording(integrated(np.resize(cells, max(len(cells), 100))), tuple(chunks))
