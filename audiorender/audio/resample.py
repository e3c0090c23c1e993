"""Resampling: whatever rate an engine or a file has, clips are at `model.RATE`."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from audiorender.model import RATE

QUALITY = "HQ"
"""soxr's 20-bit recipe: pass band up to 0.91 of Nyquist, stop band below 16-bit noise; linear phase, no net delay."""


def to_rate(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Resample mono `samples` from `rate` Hz to `RATE`: about `len(samples) * RATE / rate` samples, without delay.

    Raises ValueError if the rate is not positive or `samples` has more than one channel.
    """
    if rate <= 0 or samples.ndim != 1:
        raise ValueError(f"expected mono samples at a positive rate, got {samples.ndim} dimensions at {rate} Hz")
    if rate == RATE or not len(samples):
        return samples.astype(np.float32)
    return np.asarray(soxr.resample(samples.astype(np.float32, copy=False), rate, RATE, quality=QUALITY), np.float32)
