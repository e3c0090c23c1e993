"""The waveform to show for an episode, from the clips' cells alone: no sample is read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audiorender.mixer.levels.matching import levels
from audiorender.model import CELL, Clip, Timeline

BARS = 960
"""Enough for a wide screen; a narrow one shows averages."""


def waveform(timeline: Timeline, clips: Mapping[str, Clip], bars: int = BARS) -> tuple[float, ...]:
    """How loud each of `bars` equal parts of the episode is, from 0 to 1 for the loudest.

    The unit is amplitude (root of the mean energy), which looks as lively as speech sounds; decibels look flat.
    """
    energy = np.zeros(bars)
    for placement in timeline.placements:
        here, level, _ = levels(placement, clips[placement.source], -(-timeline.frames // CELL))
        at = CELL * np.arange(here.start, here.stop)
        energy += np.bincount(np.minimum(at * bars // timeline.frames, bars - 1), level, bars)
    loudest = float(energy.max(initial=0.0))
    return tuple(np.sqrt(energy / loudest).round(3).tolist()) if loudest > 0 else (0.0,) * bars
