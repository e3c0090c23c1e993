"""Our loudness meter: ITU-R BS.1770-4 integrated loudness and true peak, in blocks of any size.

Energies are kept per `CELL` (4 ms) because cells add up: what was measured once on a clip, or on an encoded piece,
gives the loudness of any arrangement of it. Twenty-five cells are the 100 ms step of the standard's gating blocks.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiorender.audio.weighting import CellEnergies, Energies, Samples
from audiorender.model import CELL, RATE

STEP = RATE // 10 // CELL
"""Cells in 100 ms."""

_OFFSET = -0.691  # BS.1770-4 equation 2: a 997 Hz sine at 0 dBFS in one channel reads -3.01 LUFS

_PHASES = np.array(
    [
        [0.0017089843750, -0.0291748046875, -0.0189208984375, -0.0083007812500],
        [0.0109863281250, 0.0292968750000, 0.0330810546875, 0.0148925781250],
        [-0.0196533203125, -0.0517578125000, -0.0582275390625, -0.0266113281250],
        [0.0332031250000, 0.0891113281250, 0.1015625000000, 0.0476074218750],
        [-0.0594482421875, -0.1665039062500, -0.2003173828125, -0.1022949218750],
        [0.1373291015625, 0.4650878906250, 0.7797851562500, 0.9721679687500],
        [0.9721679687500, 0.7797851562500, 0.4650878906250, 0.1373291015625],
        [-0.1022949218750, -0.2003173828125, -0.1665039062500, -0.0594482421875],
        [0.0476074218750, 0.1015625000000, 0.0891113281250, 0.0332031250000],
        [-0.0266113281250, -0.0582275390625, -0.0517578125000, -0.0196533203125],
        [0.0148925781250, 0.0330810546875, 0.0292968750000, 0.0109863281250],
        [-0.0083007812500, -0.0189208984375, -0.0291748046875, 0.0017089843750],
    ],
    np.float32,
)
"""BS.1770-4 annex 2: the 48-tap interpolator, four phases of twelve taps (rows are taps)."""

PEAK_REACH = len(_PHASES) // 2
"""A true peak depends on so many samples to either side of it."""

PEAK_GAIN = float(np.abs(_PHASES).sum(axis=0).max())
"""No interpolated value exceeds the largest of the samples under its taps by more than this factor (2.02)."""

_STRETCH = 48  # samples whose true peak the meter takes together
_BATCH = 64  # stretches interpolated at a time
_ROWS = 16  # of them in a product of matrices: too small to be shared among threads (`weighting` says why)


def decibels(ratio: float) -> float:
    """An amplitude ratio in dB; minus infinity for silence."""
    return 20.0 * float(np.log10(ratio)) if ratio > 0 else -np.inf


def amplitude(level: float) -> float:
    """A level in dB as an amplitude ratio."""
    return float(10.0 ** (level / 20.0))


def lufs(energy: float) -> float:
    """A K-weighted mean square, summed over the channels, as loudness; minus infinity for silence."""
    return _OFFSET + 10.0 * float(np.log10(energy)) if energy > 0 else -np.inf


def profile(samples: Samples) -> tuple[bytes, bytes]:
    """Energy and peak of mono `samples`, one little-endian float32 a cell: the fields of `model.Clip`.

    A last cell that is part empty counts as filled up with silence, so cells of neighbours add up.
    """
    weighting = CellEnergies(1)
    energies = np.concatenate((weighting.process(samples[np.newaxis]), weighting.rest()))
    peaks = np.maximum.reduceat(np.abs(samples), np.arange(0, len(samples), CELL)) if len(samples) else samples
    return energies.astype("<f4").tobytes(), peaks.astype("<f4").tobytes()


def steps(cells: NDArray[np.floating]) -> Energies:
    """Energies of each whole 100 ms, of energies a cell: all that loudness and its range are made of."""
    energies: Energies = cells[: len(cells) // STEP * STEP].reshape(-1, STEP).mean(axis=1, dtype=np.float64)
    return energies


def unpacked(cells: bytes) -> Energies:
    """The energies (or peaks) a cell that are stored with a clip or an encoded piece, as little-endian float32."""
    return np.frombuffer(cells, "<f4").astype(np.float64)


def integrated(cells: NDArray[np.floating]) -> float:
    """Integrated loudness in LUFS of energies a cell (summed over the channels); minus infinity when all is gated."""
    return gated(steps(cells))


def gated(energies: Energies) -> float:
    """Integrated loudness in LUFS of energies each 100 ms (`steps`); minus infinity when all is gated.

    BS.1770-4: blocks of 400 ms that overlap by 75 %, those at or under -70 LUFS left out, then those 10 LU under the
    mean of the rest. What does not fill a block at the end is not used.
    """
    if len(energies) < 4:
        return -np.inf
    blocks = np.convolve(energies, np.full(4, 0.25), mode="valid")
    heard = blocks[blocks > _energy(-70.0)]
    if not len(heard):
        return -np.inf
    return lufs(float(heard[heard > _energy(lufs(float(heard.mean())) - 10.0)].mean()))


def loudness_range(energies: Energies) -> float:
    """Loudness range in LU of energies each 100 ms (`steps`); 0 where there is too little to tell.

    EBU Tech 3342: loudness of every 3 s, each 100 ms; what is under -70 LUFS and 20 LU under the mean of the rest is
    left out; then from the 10th to the 95th percentile.
    """
    if len(energies) < 30:
        return 0.0
    sums = np.concatenate(([0.0], np.cumsum(energies)))
    blocks = (sums[30:] - sums[:-30]) / 30
    heard = blocks[blocks > _energy(-70.0)]
    if not len(heard):
        return 0.0
    heard = heard[heard > _energy(lufs(float(heard.mean())) - 20.0)]
    low, high = np.percentile(heard, (10, 95))
    return lufs(float(high)) - lufs(float(low))


def true_peaks(samples: Samples, size: int, above: float) -> Samples:
    """The true peak of each stretch of `size` samples, the largest of any channel, by BS.1770-4 annex 2; or `above`.

    `samples` (channels, n) holds whole stretches with `PEAK_REACH` samples more on either side. Where the true peak
    is no more than `above`, that stands for it, and little is interpolated. Every sum runs in one order whatever the
    length, so the values do not depend on the block.
    """
    count = (samples.shape[1] - 2 * PEAK_REACH) // size
    if count < 1:
        return np.zeros(0, np.float32)
    largest = np.abs(samples).max(axis=0)
    inside = largest[PEAK_REACH : PEAK_REACH + count * size].reshape(count, size).max(axis=1)
    edges = (largest[:PEAK_REACH].max(), largest[PEAK_REACH + count * size :].max())
    around = np.concatenate((edges[:1], inside, edges[1:]))
    reached = np.maximum(np.maximum(around[:-2], around[1:-1]), around[2:])
    near = np.flatnonzero(reached * np.float32(PEAK_GAIN) > above)
    highest: Samples = np.maximum(inside, np.float32(above))
    if len(near):
        windows = sliding_window_view(samples, size + 2 * PEAK_REACH, axis=1)[:, ::size]
        for start in range(0, len(near), _BATCH):
            which = near[start : start + _BATCH]
            highest[which] = np.maximum(highest[which], _between(windows[:, which]))
    return highest


def _between(windows: Samples) -> Samples:
    """The largest absolute interpolated value in each window, of any channel; `windows` is (channels, count, n).

    One product of matrices of one shape, whatever the count: so a value does not depend on what stands beside it.
    """
    channels, count, length = windows.shape
    filled = np.zeros((channels, _BATCH, length), np.float32)
    filled[:, :count] = windows
    found = filled.reshape(-1, _ROWS, length) @ _interpolator(length)
    highest: Samples = np.maximum(found.max(axis=2), -found.min(axis=2)).reshape(channels, _BATCH).max(axis=0)[:count]
    return highest


@cache
def _interpolator(length: int) -> Samples:
    """What makes of `length` samples the four values between each two that have all taps around them."""
    taps, phases = _PHASES.shape
    places = length - taps + 1
    matrix = np.zeros((length, places, phases), np.float32)
    for place in range(places):
        matrix[place : place + taps, place] = _PHASES[::-1]
    return matrix.reshape(length, -1)


class TruePeak:
    """The true peak of a stream, never less than its largest sample; only what could be a new maximum costs time."""

    def __init__(self, channels: int) -> None:
        self._rest = np.zeros((channels, PEAK_REACH), np.float32)
        self._highest = 0.0

    def process(self, block: Samples) -> None:
        """Take the next samples (channels, n)."""
        samples = np.concatenate((self._rest, block), axis=1)
        whole = max(0, samples.shape[1] - 2 * PEAK_REACH) // _STRETCH * _STRETCH
        self._highest = self._with(samples[:, : whole + 2 * PEAK_REACH])
        self._rest = samples[:, whole:]

    def result(self) -> float:
        """The highest so far, as an amplitude (1 is full scale), the stream taken to end here in silence."""
        return self._with(np.pad(self._rest, ((0, 0), (0, _STRETCH + 2 * PEAK_REACH))))

    def _with(self, samples: Samples) -> float:
        above = max(self._highest, float(np.abs(samples).max(initial=0.0)))
        return max(above, float(true_peaks(samples, _STRETCH, above).max(initial=0.0)))


class Meter:
    """Loudness and true peak of a stream of `channels` (left and right weigh 1), whatever the size of its blocks."""

    def __init__(self, channels: int) -> None:
        self._energies = CellEnergies(channels)
        self._peak = TruePeak(channels)
        self._cells: list[Energies] = []

    def process(self, block: Samples) -> None:
        """Take the next samples (channels, n)."""
        self._peak.process(block)
        self._cells.append(self._energies.process(block))

    def cells(self) -> Energies:
        """Energy of each cell not taken, summed over the channels; a last cell may be part empty."""
        return np.concatenate((*self._cells, self._energies.rest()))

    def take(self) -> Energies:
        """Energy of each cell that is known and not taken yet, which the meter then forgets: any stream fits."""
        taken = np.concatenate((np.zeros(0), *self._cells))
        self._cells.clear()
        return taken

    def integrated(self) -> float:
        """Integrated loudness so far, in LUFS."""
        return integrated(self.cells())

    def true_peak(self) -> float:
        """The highest true peak so far, in dBTP."""
        return decibels(self._peak.result())


def _energy(level: float) -> float:
    return float(10.0 ** ((level - _OFFSET) / 10.0))
