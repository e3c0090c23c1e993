"""What a listener would notice in decoded audio: level, peaks, clipping, silences, channels. One pass, any length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import STEP, Meter, amplitude, gated, loudness_range, steps
from audiorender.audio.weighting import Energies, Samples
from audiorender.model import CELL, RATE

SILENT = amplitude(-50.0)
"""Amplitude below which audio counts as silence: speech and most room noise stay above it."""

SHORTEST = RATE
"""Minimum length of a silence, in samples."""

_FULL = 0.9999  # the largest 16-bit sample is 0.99997
_FLAT = 3  # samples in a row at full scale: a clipped wave, not one that just reached full scale


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result, with positions and counts in samples at `model.RATE`.

    `loudness` in LUFS and `true_peak` in dBTP are minus infinity for silence; `loudness_range` is in LU. `silences` are
    (start, end) of each stretch of at least a second below `SILENT`. `clipped` counts the samples of each flat top from
    the third on; `clipped_at` is where the first one is. `silent_channels` count from 1. `correlation` between left and
    right is 1 if both are the same and -1 if they cancel out; None for mono or if one is silent.
    """

    samples: int
    channels: int
    loudness: float
    loudness_range: float
    true_peak: float
    silences: tuple[tuple[int, int], ...]
    clipped: int
    clipped_at: int | None
    silent_channels: tuple[int, ...]
    correlation: float | None

    @property
    def silent(self) -> bool:
        """Whether the file is silent throughout."""
        return len(self.silent_channels) == self.channels


class Analyser:
    """One pass over the audio, in blocks of any size; the same samples give the same result.

    An hour takes half a megabyte: the energy of each 100 ms, and the long silences.
    """

    def __init__(self, channels: int) -> None:
        self._meter = Meter(channels)
        self._channels = channels
        self._samples = 0
        self._rest = np.zeros((channels, 0), np.float32)
        self._cells: Energies = np.zeros(0)
        self._steps: list[Energies] = []
        self._silences = _Silences()
        self._loudest = np.zeros(channels, np.float32)
        self._tops = np.zeros((channels, _FLAT - 1), np.bool_)
        self._clipped = 0
        self._clipped_at: int | None = None
        self._products = np.zeros((channels, channels))

    def process(self, block: Samples) -> None:
        """Process the next samples (channels, n)."""
        self._meter.process(block)
        level = np.concatenate((self._rest, np.abs(block)), axis=1)
        self._rest = level[:, level.shape[1] // CELL * CELL :].copy()
        peaks = _cell_peaks(level)
        np.maximum(self._loudest, peaks.max(axis=1, initial=0.0), out=self._loudest)
        self._look_for_tops(level[:, level.shape[1] - block.shape[1] :], bool((peaks >= _FULL).any()))
        self._products += block @ block.T
        self._silences.process(peaks[:, : level.shape[1] // CELL].max(axis=0, initial=0.0))
        self._samples += block.shape[1]
        cells = np.concatenate((self._cells, self._meter.take()))
        self._steps.append(steps(cells))
        self._cells = cells[len(cells) // STEP * STEP :]

    def _look_for_tops(self, level: Samples, near: bool) -> None:
        """Count the third and later samples of each run at full scale; `near` is False if the block cannot have any."""
        if not (near or self._tops.any()):
            return
        full = np.concatenate((self._tops, level >= _FULL), axis=1)
        flat = full[:, 2:] & full[:, 1:-1] & full[:, :-2]
        found = np.flatnonzero(flat.any(axis=0))
        self._clipped += int(flat.sum())
        if len(found) and self._clipped_at is None:
            self._clipped_at = self._samples + int(found[0]) - (_FLAT - 1)
        self._tops = full[:, -(_FLAT - 1) :]

    def result(self) -> Analysis:
        """The result; no block may be processed after this."""
        last = np.concatenate((self._cells, self._meter.cells()))
        energies = np.concatenate((*self._steps, steps(last)))
        return Analysis(
            self._samples,
            self._channels,
            gated(energies),
            loudness_range(energies),
            self._meter.true_peak(),
            self._silences.until(self._samples, _cell_peaks(self._rest).max(axis=0, initial=0.0)),
            self._clipped,
            self._clipped_at,
            tuple(n for n, peak in enumerate(self._loudest, start=1) if peak < SILENT),
            self._correlation(),
        )

    def _correlation(self) -> float | None:
        if self._channels != 2 or (self._loudest < SILENT).any():
            return None
        left, right = self._products.diagonal()
        return float(self._products[0, 1] / np.sqrt(left * right))


def _cell_peaks(level: Samples) -> Samples:
    """The peak of each channel in each cell, including a partial last cell; `level` is (channels, n)."""
    starts = np.arange(0, level.shape[1], CELL)
    peaks: Samples = np.maximum.reduceat(level, starts, axis=1) if len(starts) else level
    return peaks


class _Silences:
    """Finds silences of at least `SHORTEST` samples from the peak of each cell."""

    def __init__(self) -> None:
        self._found: list[tuple[int, int]] = []
        self._since: int | None = None
        self._cells = 0

    def process(self, peaks: NDArray[np.float32]) -> None:
        """Process the peaks of the next cells."""
        quiet = np.concatenate(([self._since is not None], peaks < SILENT))
        for edge in np.flatnonzero(quiet[1:] != quiet[:-1]):
            at = (self._cells + int(edge)) * CELL
            if self._since is None:
                self._since = at
            else:
                self._end(at)
        self._cells += len(peaks)

    def until(self, samples: int, last: NDArray[np.float32]) -> tuple[tuple[int, int], ...]:
        """All silences as (start, end) of a stream of `samples` samples; `last` is the peak of a partial last cell."""
        self.process(last)
        if self._since is not None:
            self._end(samples)
        return tuple(self._found)

    def _end(self, at: int) -> None:
        if self._since is not None and at - self._since >= SHORTEST:
            self._found.append((self._since, at))
        self._since = None
