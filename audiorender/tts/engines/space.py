"""A small room for a synthetic voice that has none: adds the reflections of its walls.

eSpeak NG's voices stop within a few milliseconds, which no sound in a room does. In this room a recogniser mishears
fewer of their words and predictors of naturalness rate them higher (figures in docs/sound.md). Neural voices already
carry the room in which they were recorded.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LEVEL = -22.0
"""Level of all reflections together, in dB relative to the voice."""

DECAY = 0.18
"""Seconds in which the reflections fall by 60 dB: a small furnished room."""

NEAREST = 0.004
"""Seconds until the first reflection, from a wall 70 cm away."""

_BLOCK = 1 << 15


def in_a_room(pcm: bytes, rate: int) -> bytes:
    """Put 16-bit mono samples at `rate` Hz into the room. The voice does not move; `DECAY` is added at the end."""
    voice = np.frombuffer(pcm, "<i2")
    rest = len(walls(rate))
    heard = np.zeros(len(voice) + rest)
    heard[: len(voice)] = voice
    for start in range(0, len(voice), _BLOCK - rest):
        block = voice[start : start + _BLOCK - rest]
        spectrum = np.fft.rfft(block, _BLOCK)
        spectrum *= _spectrum(rate)
        heard[start : start + len(block) + rest] += np.fft.irfft(spectrum, _BLOCK)[: len(block) + rest]
    np.clip(heard, -32_768, 32_767, out=heard)
    return np.rint(heard, out=heard).astype("<i2").tobytes()


@lru_cache(maxsize=4)
def _spectrum(rate: int) -> NDArray[np.complex128]:
    return np.fft.rfft(walls(rate), _BLOCK)


@lru_cache(maxsize=4)
def walls(rate: int) -> NDArray[np.float64]:
    """The room's impulse response at `rate` Hz without the direct sound: decaying noise."""
    length = round(DECAY * rate)
    drawn = np.frombuffer(hashlib.shake_256(b"walls").digest(2 * length), "<u2") / 65_535 - 0.5
    answer = drawn * 10 ** (-3 * np.arange(length) / length)
    answer[: round(NEAREST * rate)] = 0
    return np.asarray(answer * 10 ** (LEVEL / 20) / np.sqrt(np.sum(answer**2)))
