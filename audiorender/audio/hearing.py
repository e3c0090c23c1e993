"""What a listener would notice of decoded sound: level, peaks, clipping, silences, channels. One pass, any length."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import Meter, Samples, amplitude, integrated, loudness_range
from audiorender.model import CELL, RATE

SILENT = amplitude(-50.0)
"""What stays below it is a silence: speech does not, and neither does the noise of most rooms."""

SHORTEST = RATE
"""Samples that a silence lasts at least."""

_FULL = 0.9999  # the largest 16-bit sample is 0.99997
_FLAT = 3  # samples in a row at full scale: a wave that was cut off, not one that just arrived there


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard, positions and counts in samples at `model.RATE`.

    `loudness` in LUFS and `true_peak` in dBTP are minus infinity for silence; `loudness_range` is in LU. `silences`
    are (start, end) of everything of a second and more below `SILENT`. `clipped` counts the samples of flat tops
    beyond their second, `clipped_at` is where the first one is. `silent_channels` count from 1. `correlation` of left
    and right is 1 where both are the same and -1 where they cancel out; None in mono and where one is silent.
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
        """Whether nothing at all can be heard."""
        return len(self.silent_channels) == self.channels


class Hearing:
    """A pass over the sound, in blocks of any size; the same samples give the same result.

    With an `executor` of threads the second channel is measured beside the first: its filter leaves Python alone.
    """

    def __init__(self, channels: int, executor: Executor | None = None) -> None:
        self._executor = executor
        self._meters = tuple(Meter(1) for _ in range(channels))
        self._channels = channels
        self._samples = 0
        self._rest = np.zeros((channels, 0), np.float32)
        self._peaks: list[Samples] = []
        self._loudest = np.zeros(channels, np.float32)
        self._tops = np.zeros((channels, _FLAT - 1), np.bool_)
        self._clipped = 0
        self._clipped_at: int | None = None
        self._products = np.zeros((channels, channels))

    def process(self, block: Samples) -> None:
        """Take the next samples (channels, n)."""
        beside = [
            self._executor.submit(meter.process, block[channel : channel + 1])
            for channel, meter in enumerate(self._meters[1:], start=1)
            if self._executor
        ]
        for channel, meter in enumerate(self._meters[: 1 if self._executor else None]):
            meter.process(block[channel : channel + 1])
        level = np.concatenate((self._rest, np.abs(block)), axis=1)
        self._rest = level[:, level.shape[1] // CELL * CELL :].copy()
        peaks = _cell_peaks(level)
        np.maximum(self._loudest, peaks.max(axis=1, initial=0.0), out=self._loudest)
        self._look_for_tops(level[:, level.shape[1] - block.shape[1] :], bool((peaks >= _FULL).any()))
        self._products += block @ block.T
        self._peaks.append(peaks[:, : level.shape[1] // CELL].max(axis=0, initial=0.0))
        self._samples += block.shape[1]
        for future in beside:
            future.result()

    def _look_for_tops(self, level: Samples, near: bool) -> None:
        """Count the third and later samples of each run at full scale; `near` is false where none can be."""
        if not (near or self._tops.any()):
            return
        full = np.concatenate((self._tops, level >= _FULL), axis=1)
        flat = full[:, 2:] & full[:, 1:-1] & full[:, :-2]
        found = np.flatnonzero(flat.any(axis=0))
        self._clipped += int(flat.sum())
        if len(found) and self._clipped_at is None:
            self._clipped_at = self._samples + int(found[0]) - (_FLAT - 1)
        self._tops = full[:, -(_FLAT - 1) :]

    def result(self) -> Heard:
        """What was heard so far, the sound taken to end here."""
        cells = np.sum([meter.cells() for meter in self._meters], axis=0)
        peaks = np.concatenate((*self._peaks, _cell_peaks(self._rest).max(axis=0, initial=0.0)))
        return Heard(
            self._samples,
            self._channels,
            integrated(cells),
            loudness_range(cells),
            max(meter.true_peak() for meter in self._meters),
            tuple(_silences(peaks, self._samples)),
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
    """The largest of each channel in each cell, a last cell that is part empty too; `level` is (channels, n)."""
    starts = np.arange(0, level.shape[1], CELL)
    peaks: Samples = np.maximum.reduceat(level, starts, axis=1) if len(starts) else level
    return peaks


def _silences(peaks: NDArray[np.float32], samples: int) -> list[tuple[int, int]]:
    quiet = np.concatenate(([False], peaks < SILENT, [False]))
    edges = np.flatnonzero(quiet[1:] != quiet[:-1]) * CELL
    spans = ((int(start), min(int(end), samples)) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [(start, end) for start, end in spans if end - start >= SHORTEST]
