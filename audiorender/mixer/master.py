"""The last stage of the mix: one gain, then a true-peak limiter with finite memory.

The limiter depends only on `CONTEXT` samples on either side, so the samples of a stretch depend only on the mix within
and around it, wherever it is and however it is cut into blocks.

A step whose true peak would exceed the ceiling requests a lower gain. The lowest request within `REACH` samples,
smoothed by a Hann window of the same reach, is the gain at each edge of a step; between edges it is linear. A smoothed
minimum is never above any request under the window, so the ceiling holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import PEAK_REACH, amplitude, true_peaks
from audiorender.audio.weighting import Samples
from audiorender.model import FRAME

STEP = 48
"""Samples (1 ms) between two values of the limiter's gain. They are at the episode's multiples of it, as frames are."""

REACH = 23 * STEP
"""Samples that the gain takes to fall before a peak, and to rise after it: slower than the pitch of any voice."""

CONTEXT = 2 * FRAME
"""Samples needed before and after a stretch to master it: twice the reach, a step, and the true peak's."""


@dataclass(frozen=True, slots=True)
class Master:
    """How to master the mix: `gain` in dB, then nothing above `ceiling` in dBTP."""

    gain: float
    ceiling: float


def master(mixed: Samples, plan: Master) -> Samples:
    """The mastered samples (channels, n) of a mix (channels, n + 2 * CONTEXT) that begins on a multiple of `STEP`.

    Raises ValueError if n is not such a multiple.
    """
    loud = mixed * np.float32(amplitude(plan.gain))
    count = loud.shape[1] - 2 * CONTEXT
    if count < 0 or count % STEP:
        raise ValueError(f"only whole steps can be mastered, not {count} samples")
    inner = loud[:, CONTEXT : CONTEXT + count]
    ceiling = amplitude(plan.ceiling)
    before = CONTEXT // STEP - 1  # whole steps with the samples that their true peak depends on
    peaks = true_peaks(loud[:, STEP - PEAK_REACH :], STEP, ceiling)
    if peaks.max(initial=0.0) <= ceiling:
        return inner
    nodes = gain_curve(peaks, ceiling, STEP)[before:]
    return np.asarray(inner * _ramps(nodes[: count // STEP + 1].astype(np.float32)), np.float32)


def _ramps(nodes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The gain of each sample: linear from each edge of a step to the next."""
    way = np.arange(STEP, dtype=np.float32) / np.float32(STEP)
    return (nodes[:-1, np.newaxis] + (nodes[1:] - nodes[:-1])[:, np.newaxis] * way).reshape(-1)


def gain_curve(peaks: NDArray[np.floating], ceiling: float, step: int) -> NDArray[np.float64]:
    """The limiter's gain at each edge of steps of `step` samples with these true peaks: one value more than peaks."""
    needed = ceiling / np.maximum(peaks.astype(np.float64), ceiling)
    reach = REACH // step
    # an edge gets requests from the step before it, the step after it, and those within reach of either
    nothing = np.ones(reach + 1)
    lowest = _lowest(np.concatenate((nothing, needed, nothing)), 2 * reach + 2)
    around = np.concatenate((np.full(reach, lowest[0]), lowest, np.full(reach, lowest[-1])))
    return np.convolve(around, _window(reach), mode="valid")


@cache
def _window(reach: int) -> NDArray[np.float64]:
    """A Hann window that adds up to 1, for `reach` edges on either side."""
    window = np.hanning(2 * reach + 3)[1:-1]
    return np.asarray(window / window.sum())


def _lowest(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """The minimum of each window of `width` values, found by doubling the window."""
    span = 1
    while 2 * span <= width:
        values, span = np.minimum(values[:-span], values[span:]), 2 * span
    rest = width - span
    return np.minimum(values[:-rest], values[rest:]) if rest else values
