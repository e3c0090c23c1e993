"""Our loudness meter: ITU-R BS.1770-4 integrated loudness and true peak, in blocks of any size.

Energies are kept per `CELL` (4 ms) because cells add up: what was measured once on a clip, or on an encoded piece,
gives the loudness of any arrangement of it. Twenty-five cells are the 100 ms step of the standard's gating blocks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audiorender.model import CELL, RATE

Samples = NDArray[np.float32]
Energies = NDArray[np.float64]

_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""BS.1770-4 tables 1 and 2, for 48 kHz: the head's shelf, then the high-pass."""

STEP = RATE // 10 // CELL
"""Cells in 100 ms."""

_OFFSET = -0.691  # BS.1770-4 equation 2: a 997 Hz sine at 0 dBFS in one channel reads -3.01 LUFS
_SPAN = 1365 * CELL  # samples weighted at a time, so that a long clip is never in memory as float64

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
_BATCH = 16384  # samples interpolated at a time, so that the terms stay in the processor's cache


def decibels(ratio: float) -> float:
    """An amplitude ratio in dB; minus infinity for silence."""
    return 20.0 * float(np.log10(ratio)) if ratio > 0 else -np.inf


def amplitude(level: float) -> float:
    """A level in dB as an amplitude ratio."""
    return float(10.0 ** (level / 20.0))


def lufs(energy: float) -> float:
    """A K-weighted mean square, summed over the channels, as loudness; minus infinity for silence."""
    return _OFFSET + 10.0 * float(np.log10(energy)) if energy > 0 else -np.inf


class KWeighting:
    """BS.1770's frequency weighting of so many channels, its state carried from block to block."""

    def __init__(self, channels: int) -> None:
        self._state = np.zeros((len(_K_WEIGHTING), channels, 2))

    def process(self, block: Samples) -> Energies:
        """The weighted samples of `block` (channels, samples), same shape, in double precision."""
        from scipy import signal  # takes longer to load than a short command to run

        weighted, self._state = signal.sosfilt(_K_WEIGHTING, block.astype(np.float64), zi=self._state)
        return np.asarray(weighted, np.float64)


def profile(samples: Samples) -> tuple[bytes, bytes]:
    """Energy and peak of mono `samples`, one little-endian float32 a cell: the fields of `model.Clip`.

    A last cell that is part empty counts as filled up with silence, so cells of neighbours add up.
    """
    weighting = KWeighting(1)
    energies, peaks = [b""], [b""]
    for start in range(0, len(samples), _SPAN):
        block = samples[start : start + _SPAN]
        padded = np.pad(np.abs(block), (0, -len(block) % CELL)).reshape(-1, CELL)
        energies.append(_mean_squares(weighting.process(block[np.newaxis])).astype("<f4").tobytes())
        peaks.append(padded.max(axis=1).astype("<f4").tobytes())
    return b"".join(energies), b"".join(peaks)


def steps(cells: Energies) -> Energies:
    """Energies of each whole 100 ms, of energies a cell: all that loudness and its range are made of."""
    energies: Energies = cells[: len(cells) // STEP * STEP].reshape(-1, STEP).mean(axis=1, dtype=np.float64)
    return energies


def unpacked(cells: bytes) -> Energies:
    """The energies (or peaks) a cell that are stored with a clip or an encoded piece, as little-endian float32."""
    return np.frombuffer(cells, "<f4").astype(np.float64)


def integrated(cells: Energies) -> float:
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
    reach = np.arange(size + 2 * PEAK_REACH)[:, np.newaxis]
    batch = max(1, _BATCH // size)
    for start in range(0, len(near), batch):
        which = near[start : start + batch]
        highest[which] = np.maximum(highest[which], _between(samples[:, which * size + reach]).max(axis=(0, 1)))
    return highest


def _between(samples: Samples) -> Samples:
    """The largest absolute interpolated value at each place of the middle axis, time, where all taps have a sample."""
    places = samples.shape[1] - len(_PHASES) + 1
    shape = (len(samples), places, samples.shape[2])
    highest, value, term = np.zeros(shape, np.float32), np.empty(shape, np.float32), np.empty(shape, np.float32)
    for phase in _PHASES.T:
        value.fill(0)
        for tap, factor in enumerate(phase[::-1]):
            value += np.multiply(samples[:, tap : tap + places], factor, out=term)
        np.maximum(highest, np.abs(value, out=value), out=highest)
    return highest


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
        self._weighting = KWeighting(channels)
        self._peak = TruePeak(channels)
        self._rest = np.zeros((channels, 0))
        self._cells: list[Energies] = []

    def process(self, block: Samples) -> None:
        """Take the next samples (channels, n)."""
        self._peak.process(block)
        weighted = self._weighting.process(block)
        if self._rest.size:
            weighted = np.concatenate((self._rest, weighted), axis=1)
        whole = weighted.shape[1] // CELL * CELL
        self._cells.append(_mean_squares(weighted[:, :whole]))
        self._rest = weighted[:, whole:]

    def cells(self) -> Energies:
        """Energy of each cell not taken, summed over the channels; a last cell may be part empty."""
        return np.concatenate((*self._cells, _mean_squares(self._rest)))

    def take(self) -> Energies:
        """Energy of each whole cell not taken yet, which the meter then forgets: a stream of any length fits."""
        taken = np.concatenate((np.zeros(0), *self._cells))
        self._cells.clear()
        return taken

    def integrated(self) -> float:
        """Integrated loudness so far, in LUFS."""
        return integrated(self.cells())

    def true_peak(self) -> float:
        """The highest true peak so far, in dBTP."""
        return decibels(self._peak.result())


def _mean_squares(weighted: Energies) -> Energies:
    missing = -weighted.shape[1] % CELL
    padded = np.pad(weighted, ((0, 0), (0, missing))) if missing else weighted
    energies = np.square(padded).reshape(len(weighted), -1, CELL).mean(axis=2).sum(axis=0)
    return np.asarray(energies, np.float64)


def _energy(level: float) -> float:
    return float(10.0 ** ((level - _OFFSET) / 10.0))
