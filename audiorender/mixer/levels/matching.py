"""Loudness: speakers matched to each other, and one gain for the whole, planned from the clips' cells alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.formats.format import CEILING
from audiorender.audio.loudness import STEP, amplitude, gated, integrated, steps, unpacked
from audiorender.mixer.master import REACH, Master, gain_curve
from audiorender.model import CELL, Clip, Line, Placement, Timeline

Cells = NDArray[np.float32]
"""A value per cell, in single precision: an episode of ten hours has nine million."""


class Blocks(Protocol):
    """Something to keep blocks of bytes in, such as a list: they are read again in order, any number of times."""

    def append(self, block: bytes, /) -> None:
        """Keep another block."""

    def __iter__(self) -> Iterator[bytes]:
        """The blocks kept so far."""


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
    energy, peak = _joined(clips)
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
        missing = SPEAKER_LEVEL - _limited(_stretches(energy, peak), ahead, CEILING) - gain
        gain = min(gain + missing, first + _LIMITED)
        if abs(missing) < _SPEAKER_STEP / 10:
            break
    return _stepped(gain, _SPEAKER_STEP)


def _joined(clips: Iterable[Clip]) -> tuple[Cells, Cells]:
    """The energies and the peaks of all clips in a row; each clip's levels are read once."""
    energy, peak = bytearray(), bytearray()
    for clip in clips:
        energy += clip.levels.energy
        peak += clip.levels.peak
    return np.frombuffer(energy, "<f4"), np.frombuffer(peak, "<f4")


def _stretches(energy: Cells, peak: Cells) -> Iterator[tuple[Cells, Cells]]:
    """The energies of one stretch after another, each with its peaks and those around it."""
    for number in range(-(-len(energy) // _STRETCH)):
        within, around = _reach(number, len(energy))
        yield energy[within], peak[around]


def _reach(number: int, cells: int) -> tuple[slice, slice]:
    """Which of an episode's `cells` are those of stretch `number`, and which its limiting depends on."""
    start, end = number * _STRETCH, min((number + 1) * _STRETCH, cells)
    return slice(start, end), slice(max(0, start - _AROUND), min(cells, end + _AROUND))


def _limited(stretches: Iterable[tuple[Cells, Cells]], gain: float, ceiling: float) -> float:
    """LUFS of `_stretches` after a limiter with `ceiling` in dBTP; peaks, but not energies, are raised by the ratio
    `gain`. Stretches without a peak above the ceiling are left alone."""
    found = []
    for number, (energy, peak) in enumerate(stretches):
        within, peaks = energy.astype(np.float64), peak * np.float32(gain)
        if peaks.max(initial=0.0) > amplitude(ceiling):
            curve = gain_curve(peaks, amplitude(ceiling), CELL)
            within *= np.square(curve[_AROUND if number else 0 :][: len(within)])
        found.append(steps(within))
    return gated(np.concatenate(found))


def plan_master(
    timeline: Timeline,
    clips: Mapping[str, Clip],
    *,
    target: float,
    ceiling: float,
    loss: float = 0.0,
    aside: Blocks | None = None,
) -> Master:
    """The gain at which the episode comes out at `target` after the limiter and an encoder that loses `loss`.

    `target` in LUFS, `ceiling` in dBTP, `loss` in dB. Nothing is mixed: the cells of the clips add up (as uncorrelated
    sounds do), and the limiter runs on their peaks. The sums are kept in `aside`: 7 MB an hour.
    """
    added = _Added(timeline, clips, [] if aside is None else aside)
    unlimited = gated(added.steps)
    if not np.isfinite(unlimited):
        return Master(0.0, ceiling)
    highest = target + loss - unlimited + _DEEPEST
    gain = target + loss - unlimited
    for _ in range(8):
        missing = target + loss - (_limited(added, amplitude(gain), ceiling) + gain)
        gain = min(gain + missing, highest)
        if abs(missing) < _MASTER_STEP / 10:
            break
    return Master(_stepped(gain, _MASTER_STEP), ceiling)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A few minutes of an unmastered mix: `inner` are their cells among those of `energy` and `peak`, which also cover
    what their limiting depends on.

    `energy` is summed over the channels, `peak` that of the louder one. `parts` are all placements that are heard here,
    each with its cells and its energy in them.
    """

    inner: slice
    energy: Cells
    peak: Cells
    parts: Sequence[tuple[Placement, slice, NDArray[np.float64]]]


def mixed(timeline: Timeline, clips: Mapping[str, Clip]) -> Iterator[Stretch]:
    """The levels of a mix, one stretch after another, so that those of ten hours are never all in memory."""
    cells = -(-timeline.frames // CELL)
    for number in range(-(-cells // _STRETCH)):
        within, around = _reach(number, cells)
        energy, peak = np.zeros((2, around.stop - around.start), np.float32)
        parts = []
        for placement in timeline.near((around.start - 1) * CELL, (around.stop + 1) * CELL):
            here, level, highest = levels(placement, clips[placement.source], cells)
            first, last = max(here.start, around.start), min(here.stop, around.stop)
            if first < last:
                its, place = (slice(first - at, last - at) for at in (here.start, around.start))
                energy[place] += level[its]
                peak[place] += highest[its]
                parts.append((placement, place, level[its]))
        yield Stretch(slice(within.start - around.start, within.stop - around.start), energy, peak, parts)


class _Added:
    """The levels of an unmastered mix, which are computed once and kept `aside`.

    They give the same as `_stretches` of all of them, any number of times; `steps` are those of the whole.
    """

    def __init__(self, timeline: Timeline, clips: Mapping[str, Clip], aside: Blocks) -> None:
        self._cells, self._aside = -(-timeline.frames // CELL), aside
        found = [np.zeros(0)]
        for stretch in mixed(timeline, clips):
            energy = stretch.energy[stretch.inner]
            found.append(steps(energy))
            aside.append(energy.tobytes() + stretch.peak.tobytes())
        self.steps = np.concatenate(found)

    def __iter__(self) -> Iterator[tuple[Cells, Cells]]:
        for number, block in enumerate(self._aside):
            within, _ = _reach(number, self._cells)
            cells = np.frombuffer(block, np.float32)
            yield cells[: within.stop - within.start], cells[within.stop - within.start :]


def levels(placement: Placement, clip: Clip, most: int) -> tuple[slice, NDArray[np.float64], NDArray[np.float64]]:
    """Which of the episode's `most` cells a placement covers, its energy in them over the channels, and its peak.

    If its clip's cells are not aligned with the episode's, the nearest are used: 2 ms do not change loudness.
    """
    start, first = (placement.start + CELL // 2) // CELL, (placement.offset + CELL // 2) // CELL
    energies, peaks = clip.levels.energy, clip.levels.peak
    count = min(-(-placement.frames // CELL), len(energies) // 4 - first, most - start)
    here = slice(4 * first, 4 * (first + count))
    shape = _shape(placement, count)
    power = sum(gain * gain for gain in placement.gains)
    energy = unpacked(energies[here]) * power * shape * shape
    peak = unpacked(peaks[here]) * max(placement.gains) * shape
    return slice(start, start + count), energy, peak


def _shape(placement: Placement, cells: int) -> NDArray[np.float64]:
    if not placement.envelope:
        return np.ones(cells)
    at, gains = zip(*placement.envelope, strict=True)
    return np.asarray(np.interp(np.arange(cells) * CELL + CELL // 2, at, gains), np.float64)


def _stepped(level: float, step: float) -> float:
    return round(round(level / step) * step, 3)
