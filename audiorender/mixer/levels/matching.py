"""How loud: speakers matched to each other, and one gain for the whole, planned from the clips' cells alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import amplitude, integrated, unpacked
from audiorender.mixer.master import Master, gain_curve
from audiorender.model import CELL, Clip, Line, Placement, Timeline

TARGET = {1: -19.0, 2: -16.0}
"""LUFS by channels: players copy mono to both sides, so it is as loud at 3 LU less (Apple's podcast guidance)."""

DELIVERED_PEAK = -1.0
"""dBTP that the delivered file must not exceed."""

SPEAKER_LEVEL = -23.0
"""LUFS that every speaker is brought to before the mix. Fixed, so that no speaker's gain depends on another's text."""

_SPEAKER_STEP = 0.5  # dB: an edited paragraph seldom moves its speaker's other clips
_MASTER_STEP = 0.1  # dB: nor the whole episode
_DEEPEST = 6.0  # dB of gain into the limiter beyond what an unlimited mix would need; more would be heard


def match(lines: Iterable[Line]) -> dict[str, float]:
    """The gain in dB that brings each speaker to `SPEAKER_LEVEL`, over all their clips: never clip by clip.

    A speaker who says too little to be measured is measured as if they said it over and over.
    """
    cells: defaultdict[str, list[NDArray[np.float64]]] = defaultdict(list)
    for line in lines:
        if line.clip is not None:
            cells[line.speaker].append(unpacked(line.clip.energy))
    return {speaker: _gain(np.concatenate(measured)) for speaker, measured in cells.items()}


def _gain(cells: NDArray[np.float64]) -> float:
    loudness = integrated(np.resize(cells, max(len(cells), 4 * 25)) if len(cells) else cells)
    return _stepped(SPEAKER_LEVEL - loudness, _SPEAKER_STEP) if np.isfinite(loudness) else 0.0


def plan_master(
    timeline: Timeline, clips: Mapping[str, Clip], *, target: float, ceiling: float, loss: float = 0.0
) -> Master:
    """The gain with which the episode comes out at `target` behind the limiter and an encoder that takes `loss`.

    `target` in LUFS, `ceiling` in dBTP, `loss` in dB. Nothing is mixed for it: the cells of the clips add up (as sounds
    that have nothing to do with each other), and the limiter runs on their peaks.
    """
    energy, peak = _grid(timeline, clips)
    unlimited = integrated(energy)
    if not np.isfinite(unlimited):
        return Master(0.0, ceiling)
    highest = target + loss - unlimited + _DEEPEST
    gain = target + loss - unlimited
    for _ in range(8):
        limited = gain_curve(peak * amplitude(gain), amplitude(ceiling), CELL)[:-1]
        missing = target + loss - (integrated(energy * np.square(limited)) + gain)
        gain = min(gain + missing, highest)
        if abs(missing) < _MASTER_STEP / 10:
            break
    return Master(_stepped(gain, _MASTER_STEP), ceiling)


def _grid(timeline: Timeline, clips: Mapping[str, Clip]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Energy (summed over the channels) and peak (of the louder channel) of each cell of the unmastered mix."""
    energy, peak = np.zeros((2, -(-timeline.frames // CELL)))
    for placement in timeline.placements:
        here, level, highest = levels(placement, clips[placement.source], len(energy))
        energy[here] += level
        peak[here] += highest
    return energy, peak


def levels(placement: Placement, clip: Clip, most: int) -> tuple[slice, NDArray[np.float64], NDArray[np.float64]]:
    """Which of the episode's `most` cells a placement sounds in, its energy there over the channels, and its peak.

    Where its clip's cells do not lie on the episode's, they are taken to the nearest: 2 ms change no loudness.
    """
    start, first = (placement.start + CELL // 2) // CELL, (placement.offset + CELL // 2) // CELL
    count = min(-(-placement.frames // CELL), len(clip.energy) // 4 - first, most - start)
    shape = _shape(placement, count)
    power = sum(gain * gain for gain in placement.gains)
    energy = unpacked(clip.energy)[first : first + count] * power * shape * shape
    peak = unpacked(clip.peak)[first : first + count] * max(placement.gains) * shape
    return slice(start, start + count), energy, peak


def _shape(placement: Placement, cells: int) -> NDArray[np.float64]:
    if not placement.envelope:
        return np.ones(cells)
    at, gains = zip(*placement.envelope, strict=True)
    return np.asarray(np.interp(np.arange(cells) * CELL + CELL // 2, at, gains), np.float64)


def _stepped(level: float, step: float) -> float:
    return round(round(level / step) * step, 3)
