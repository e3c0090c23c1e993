"""One rate from the clip on: whatever an engine or a file gives becomes `model.RATE`."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from audiorender.model import RATE

QUALITY = "HQ"
"""soxr's 20-bit recipe: pass band to 0.91 of Nyquist, stop band below 16-bit noise; linear phase, so no delay."""


def to_rate(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Mono `samples` at `rate` Hz as mono samples at `RATE`: about `len(samples) * RATE / rate` of them, undelayed.

    Raises ValueError when the rate is not positive or there is more than one channel.
    """
    if rate <= 0 or samples.ndim != 1:
        raise ValueError(f"mono samples at a positive rate, not {samples.ndim} dimensions at {rate} Hz")
    if rate == RATE or not len(samples):
        return samples.astype(np.float32)
    return np.asarray(soxr.resample(samples.astype(np.float32, copy=False), rate, RATE, quality=QUALITY), np.float32)
