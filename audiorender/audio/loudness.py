"""Loudness meter: ITU-R BS.1770-4 integrated loudness and true peak, in blocks of any size.

Energies are kept per `CELL` (4 ms) because cells add up: once measured on a clip or an encoded piece, they give the
loudness of any arrangement of it. Twenty-five cells make the 100 ms step of the standard's gating blocks.
"""

from __future__ import annotations

from functools import cache

import numpy as np
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
"""How many samples on either side a true peak depends on."""

PEAK_GAIN = float(np.abs(_PHASES).sum(axis=0).max())
"""An interpolated value exceeds the largest sample under its taps by at most this factor (2.02)."""

_STRETCH = 48  # samples per stretch whose true peak is found together
_BATCH = 64  # stretches interpolated at a time
_ROWS = 16  # rows in one matrix product: too small for OpenBLAS to split among threads (`weighting` explains)


def decibels(ratio: float) -> float:
    """An amplitude ratio in dB; minus infinity for silence."""
    return 20.0 * float(np.log10(ratio)) if ratio > 0 else -np.inf


def amplitude(level: float) -> float:
    """A level in dB as an amplitude ratio."""
    return float(10.0 ** (level / 20.0))


def lufs(energy: float) -> float:
    """The loudness of a K-weighted mean square, summed over the channels; minus infinity for silence."""
    return _OFFSET + 10.0 * float(np.log10(energy)) if energy > 0 else -np.inf


def profile(samples: Samples) -> tuple[bytes, bytes]:
    """Energy and peak of mono `samples`, one little-endian float32 per cell: the fields of `model.Clip`.

    A partial last cell is treated as padded with silence, so that the cells of neighbours add up.
    """
    weighting = CellEnergies(1)
    energies = np.concatenate((weighting.process(samples[np.newaxis]), weighting.rest()))
    peaks = np.maximum.reduceat(np.abs(samples), np.arange(0, len(samples), CELL)) if len(samples) else samples
    return energies.astype("<f4").tobytes(), peaks.astype("<f4").tobytes()


def steps(cells: NDArray[np.floating]) -> Energies:
    """The mean energy of each whole 100 ms, from energies per cell; loudness and its range are computed from these."""
    energies: Energies = cells[: len(cells) // STEP * STEP].reshape(-1, STEP).mean(axis=1, dtype=np.float64)
    return energies


class Steps:
    """The energies of each whole 100 ms of a stream whose cells come in stretches of any length."""

    def __init__(self) -> None:
        self._rest: Energies = np.zeros(0)
        self._found: list[Energies] = []

    def add(self, cells: NDArray[np.floating]) -> None:
        """Take the energies of the next cells."""
        known = np.concatenate((self._rest, cells))
        whole = len(known) // STEP * STEP
        self._found.append(steps(known[:whole]))
        self._rest = known[whole:]

    def whole(self) -> Energies:
        """What `steps` gives for all cells together."""
        return np.concatenate((np.zeros(0), *self._found))


def unpacked(cells: bytes) -> Energies:
    """The energies (or peaks) per cell that are stored with a clip or an encoded piece as little-endian float32."""
    return np.frombuffer(cells, "<f4").astype(np.float64)


def integrated(cells: NDArray[np.floating]) -> float:
    """Integrated loudness in LUFS from energies per cell (summed over the channels); minus infinity if all is gated."""
    return gated(steps(cells))


def gated(energies: Energies) -> float:
    """Integrated loudness in LUFS from energies per 100 ms (`steps`); minus infinity if all is gated.

    BS.1770-4: blocks of 400 ms that overlap by 75 %; blocks at or below -70 LUFS are dropped, then those more than 10
    LU below the mean of the rest. An incomplete block at the end is not used.
    """
    if len(energies) < 4:
        return -np.inf
    blocks = np.convolve(energies, np.full(4, 0.25), mode="valid")
    heard = blocks[blocks > _energy(-70.0)]
    if not len(heard):
        return -np.inf
    return lufs(float(heard[heard > _energy(lufs(float(heard.mean())) - 10.0)].mean()))


def loudness_range(energies: Energies) -> float:
    """Loudness range in LU from energies per 100 ms (`steps`); 0 if the audio is too short to tell.

    EBU Tech 3342: the loudness of 3 s windows, every 100 ms; windows below -70 LUFS are dropped, then those more than
    20 LU below the mean of the rest; the range is from the 10th to the 95th percentile.
    """
    if len(energies) < 30:
        return 0.0
    sums = np.concatenate(([0.0], np.cumsum(energies)))
    blocks = (sums[30:] - sums[:-30]) / 30
    heard = blocks[blocks > _energy(-70.0)]
    if not len(heard):
        return 0.0
    heard = heard[heard > _energy(lufs(float(heard.mean())) - 20.0)]
    heard = np.sort(heard)
    return lufs(_quantile(heard, 0.95)) - lufs(_quantile(heard, 0.10))


def _quantile(values: Energies, share: float) -> float:
    """The value below which this share of the sorted values lies, between two of them in proportion (as NumPy's, for
    which it loads its masked arrays)."""
    place = share * (len(values) - 1)
    low, high = values[int(place)], values[min(int(place) + 1, len(values) - 1)]
    return float(low + (high - low) * (place - int(place)))


def true_peaks(samples: Samples, size: int, above: float) -> Samples:
    """The true peak of each stretch of `size` samples over all channels (BS.1770-4 annex 2), but at least `above`.

    `samples` (channels, n) holds whole stretches plus `PEAK_REACH` samples on either side. Stretches whose true peak
    cannot exceed `above` are not interpolated. Every sum runs in the same order whatever the length, so that values do
    not depend on the block.
    """
    return _true_peaks(samples, _largest(samples), size, above)


def _largest(samples: Samples) -> Samples:
    """The largest absolute value of all channels, sample by sample (much quicker than `max` along the first axis)."""
    largest: Samples = np.abs(samples[0])
    for channel in samples[1:]:
        np.maximum(largest, np.abs(channel), out=largest)
    return largest


def _true_peaks(samples: Samples, largest: Samples, size: int, above: float) -> Samples:
    """What `true_peaks` returns; `largest` is `_largest(samples)`."""
    count = (samples.shape[1] - 2 * PEAK_REACH) // size
    if count < 1:
        return np.zeros(0, np.float32)
    inside = np.maximum.reduceat(largest[PEAK_REACH : PEAK_REACH + count * size], np.arange(0, count * size, size))
    edges = (largest[:PEAK_REACH].max(), largest[PEAK_REACH + count * size :].max())
    around = np.concatenate((edges[:1], inside, edges[1:]))
    reached = np.maximum(np.maximum(around[:-2], around[1:-1]), around[2:])
    near = np.flatnonzero(reached * np.float32(PEAK_GAIN) > above)
    highest: Samples = np.maximum(inside, np.float32(above))
    if len(near):
        window = np.arange(size + 2 * PEAK_REACH)
        for start in range(0, len(near), _BATCH):
            which = near[start : start + _BATCH]
            windows = samples[:, which[:, np.newaxis] * size + window]
            highest[which] = np.maximum(highest[which], _between(windows))
    return highest


def _between(windows: Samples) -> Samples:
    """The largest absolute interpolated value in each window, over all channels; `windows` is (channels, count, n).

    All matrix products have the same shape whatever the count, so that a value does not depend on its neighbours.
    """
    channels, count, length = windows.shape
    filled = np.zeros((channels, _BATCH, length), np.float32)
    filled[:, :count] = windows
    found = filled.reshape(-1, _ROWS, length) @ _interpolator(length)
    highest: Samples = np.maximum(found.max(axis=2), -found.min(axis=2)).reshape(channels, _BATCH).max(axis=0)[:count]
    return highest


@cache
def _interpolator(length: int) -> Samples:
    """The matrix that maps `length` samples to four interpolated values per position with all taps around it."""
    taps, phases = _PHASES.shape
    places = length - taps + 1
    matrix = np.zeros((length, places, phases), np.float32)
    for place in range(places):
        matrix[place : place + taps, place] = _PHASES[::-1]
    return matrix.reshape(length, -1)


class TruePeak:
    """The true peak of a stream, at least its largest sample. Only what could be a new maximum is interpolated."""

    def __init__(self, channels: int) -> None:
        self._rest = np.zeros((channels, PEAK_REACH), np.float32)
        self._highest = 0.0

    def process(self, block: Samples) -> None:
        """Process the next samples (channels, n)."""
        samples = np.concatenate((self._rest, block), axis=1)
        whole = max(0, samples.shape[1] - 2 * PEAK_REACH) // _STRETCH * _STRETCH
        self._highest = self._with(samples[:, : whole + 2 * PEAK_REACH])
        self._rest = samples[:, whole:]

    def result(self) -> float:
        """The highest so far as an amplitude (1 is full scale), assuming that the stream ends here in silence."""
        return self._with(np.pad(self._rest, ((0, 0), (0, _STRETCH + 2 * PEAK_REACH))))

    def _with(self, samples: Samples) -> float:
        largest = _largest(samples)
        above = max(self._highest, float(largest.max(initial=0.0)))
        return max(above, float(_true_peaks(samples, largest, _STRETCH, above).max(initial=0.0)))


class Meter:
    """Loudness and true peak of a stream of `channels` (left and right weigh 1), in blocks of any size."""

    def __init__(self, channels: int) -> None:
        self._energies = CellEnergies(channels)
        self._peak = TruePeak(channels)
        self._cells: list[Energies] = []

    def process(self, block: Samples) -> None:
        """Process the next samples (channels, n)."""
        self._peak.process(block)
        self._cells.append(self._energies.process(block))

    def cells(self) -> Energies:
        """Energy of each cell not yet taken, summed over the channels; the last cell may be partial."""
        return np.concatenate((*self._cells, self._energies.rest()))

    def take(self) -> Energies:
        """Take the energies of all complete cells; the meter then forgets them, so that a stream of any length fits in
        memory."""
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
