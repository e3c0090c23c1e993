"""Sounds to test with: sines as the standards ask for them, and bursts that come and go like speech."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audiorender.model import RATE


def sine(frequency: float, level: float, seconds: float, degrees: float = 0.0) -> NDArray[np.float32]:
    """A sine whose amplitude is `level` dBFS, from the given phase."""
    at = np.arange(round(seconds * RATE)) / RATE
    wave = 10 ** (level / 20) * np.sin(2 * np.pi * frequency * at + np.radians(degrees))
    return np.asarray(wave, np.float32)


def bursts(seconds: float, seed: int = 0, level: float = -20.0) -> NDArray[np.float32]:
    """A buzz with formant-like noise on it, in syllables of changing loudness; its peak is at `level` dBFS."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    at = np.arange(count) / RATE
    phase = 2 * np.pi * np.cumsum(110 + 40 * np.sin(2 * np.pi * 0.6 * at + seed)) / RATE
    buzz = sum((np.sin(number * phase) / number for number in range(1, 24)), np.zeros(count))
    syllables = (
        np.clip(np.sin(2 * np.pi * 3.1 * at + seed), 0, 1)
        * (0.3 + random.random(count // 4800 + 1).repeat(4800))[:count]
    )
    wave = (buzz + 0.4 * random.standard_normal(count)) * syllables
    return np.asarray(wave / max(np.abs(wave).max(), 1e-9) * 10 ** (level / 20), np.float32)
