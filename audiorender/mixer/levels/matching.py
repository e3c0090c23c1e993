"""Loudness: speakers matched to each other, and one gain for the whole, planned from the clips' cells alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.formats.form import CEILING
from audiorender.audio.loudness import STEP, amplitude, gated, integrated, steps, unpacked
from audiorender.mixer.master import REACH, Master, gain_curve
from audiorender.model import CELL, Clip, Line, Placement, Timeline

Cells = NDArray[np.float32]
"""A value per cell, in single precision: an episode of ten hours has nine million."""

TARGET = {1: -19.0, 2: -16.0}
"""LUFS by number of channels: players copy mono to both sides, so 3 LU less is as loud (Apple's podcast guidance)."""

DELIVERED_PEAK = -1.0
"""dBTP that the delivered file must not exceed."""

SPEAKER_LEVEL = -23.0
"""LUFS that speakers are brought to before the mix. Fixed, so that no speaker's gain depends on another's text."""

_SPEAKER_STEP = 0.25  # dB; coarse, so that an edited paragraph seldom changes its speaker's other clips
_LIMITED = 4.0  # maximum dB to make up for what the limiter takes from a voice with high peaks
_MASTER_STEP = 0.1  # dB; coarse, so that an edit seldom changes the whole episode
_STRETCH = 4_000 * STEP  # cells whose limiting is computed together
_AROUND = 2 * (REACH // CELL + 2)  # cells on either side that the limiter's gain depends on
_DEEPEST = 6.0  # dB of gain into the limiter beyond what an unlimited mix would need; more would be audible


def match(lines: Iterable[Line], chairs: Mapping[str, float], lift: float) -> dict[str, float]:
    """The gain in dB at which each speaker is as loud as the others, over all their clips together.

    Without a limiter, that is `SPEAKER_LEVEL`. But a voice with high peaks loses up to 2 LU in the limiter and one
    without loses nothing, so a gain is raised by what the voice will lose when the mix is raised by `lift` dB, where
    `chairs` gives the share of its louder channel. A speaker with too little speech to be measured is measured as if it
    were repeated.
    """
    cells: defaultdict[str, list[Clip]] = defaultdict(list)
    for line in lines:
        if line.clip is not None:
            cells[line.speaker].append(line.clip)
    return {speaker: _gain(clips, chairs.get(speaker, 1.0), lift) for speaker, clips in cells.items()}


def _gain(clips: Sequence[Clip], chair: float, lift: float) -> float:
    energy, peak = _joined([clip.energy for clip in clips]), _joined([clip.peak for clip in clips])
    if len(energy) < 4 * STEP:
        size = 4 * STEP if len(energy) else 0
        energy, peak = np.resize(energy, size), np.resize(peak, size)
    loudness = integrated(energy)
    if not np.isfinite(loudness):
        return 0.0
    gain = first = SPEAKER_LEVEL - loudness
    for _ in range(8):
        ahead = amplitude(gain + lift) * chair
        if peak.max() * ahead <= amplitude(CEILING):
            break
        missing = SPEAKER_LEVEL - _limited(energy, peak, ahead, CEILING) - gain
        gain = min(gain + missing, first + _LIMITED)
        if abs(missing) < _SPEAKER_STEP / 10:
            break
    return _stepped(gain, _SPEAKER_STEP)


def _joined(cells: Iterable[bytes]) -> Cells:
    return np.frombuffer(b"".join(cells), "<f4")


def _limited(energy: Cells, peak: Cells, gain: float, ceiling: float) -> float:
    """LUFS of cells after a limiter with `ceiling` in dBTP; peaks, but not energies, are raised by the ratio `gain`.

    It works on one stretch at a time, so that long episodes cost no memory, and skips stretches without a peak above
    the ceiling.
    """
    found = []
    for start in range(0, len(energy), _STRETCH):
        end = min(start + _STRETCH, len(energy))
        first, last = max(0, start - _AROUND), min(len(energy), end + _AROUND)
        within, peaks = energy[start:end].astype(np.float64), peak[first:last] * np.float32(gain)
        if peaks.max(initial=0.0) > amplitude(ceiling):
            curve = gain_curve(peaks, amplitude(ceiling), CELL)
            within *= np.square(curve[start - first :][: end - start])
        found.append(steps(within))
    return gated(np.concatenate(found))


def plan_master(
    timeline: Timeline, clips: Mapping[str, Clip], *, target: float, ceiling: float, loss: float = 0.0
) -> Master:
    """The gain at which the episode comes out at `target` after the limiter and an encoder that loses `loss`.

    `target` in LUFS, `ceiling` in dBTP, `loss` in dB. Nothing is mixed: the cells of the clips add up (as uncorrelated
    sounds do), and the limiter runs on their peaks.
    """
    energy, peak = _grid(timeline, clips)
    unlimited = integrated(energy)
    if not np.isfinite(unlimited):
        return Master(0.0, ceiling)
    highest = target + loss - unlimited + _DEEPEST
    gain = target + loss - unlimited
    for _ in range(8):
        missing = target + loss - (_limited(energy, peak, amplitude(gain), ceiling) + gain)
        gain = min(gain + missing, highest)
        if abs(missing) < _MASTER_STEP / 10:
            break
    return Master(_stepped(gain, _MASTER_STEP), ceiling)


def peaks(timeline: Timeline, clips: Mapping[str, Clip]) -> Cells:
    """The highest amplitude in each cell of the unmastered mix."""
    peak = np.zeros(-(-timeline.frames // CELL), np.float32)
    for placement in timeline.placements:
        here, _, highest = levels(placement, clips[placement.source], len(peak))
        peak[here] += highest
    return peak


def limiting(peak: Cells, here: slice, plan: Master) -> NDArray[np.float64]:
    """The limiter's gain in these cells of an episode with such peaks that is mastered by `plan`."""
    first, last = max(0, here.start - _AROUND), min(len(peak), here.stop + _AROUND)
    curve = gain_curve(peak[first:last] * amplitude(plan.gain), amplitude(plan.ceiling), CELL)
    return curve[here.start - first :][: here.stop - here.start]


def _grid(timeline: Timeline, clips: Mapping[str, Clip]) -> tuple[Cells, Cells]:
    """Energy (summed over the channels) and peak (of the louder channel) of each cell of the unmastered mix."""
    energy, peak = np.zeros((2, -(-timeline.frames // CELL)), np.float32)
    for placement in timeline.placements:
        here, level, highest = levels(placement, clips[placement.source], len(energy))
        energy[here] += level
        peak[here] += highest
    return energy, peak


def levels(placement: Placement, clip: Clip, most: int) -> tuple[slice, NDArray[np.float64], NDArray[np.float64]]:
    """Which of the episode's `most` cells a placement covers, its energy in them over the channels, and its peak.

    If its clip's cells are not aligned with the episode's, the nearest are used: 2 ms do not change loudness.
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
