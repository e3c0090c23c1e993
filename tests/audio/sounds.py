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
    """A buzz and some noise, in syllables of changing loudness; its peak is at `level` dBFS."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    at = np.arange(count) / RATE
    phase = 2 * np.pi * np.cumsum(110 + 40 * np.sin(2 * np.pi * 0.6 * at + seed)) / RATE
    buzz = np.sin(phase) / (1 - 1.7 * np.cos(phase) + 0.85**2)  # harmonics that fall by 1.4 dB from one to the next
    loudness = np.repeat(0.3 + random.random(count // 9600 + 1), 9600)[:count]
    wave = (buzz + 0.1 * random.standard_normal(count)) * np.clip(np.sin(2 * np.pi * 2.5 * at), 0, 1) * loudness
    return np.asarray(wave / max(np.abs(wave).max(), 1e-9) * 10 ** (level / 20), np.float32)
