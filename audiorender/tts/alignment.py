"""Find where words begin in speech without word marks, by aligning it with the same text from a voice that has them.

This is the method of aeneas (https://github.com/readbeyond/aeneas): the included voice says the text, with a mark for
each word, and dynamic time warping from its sound to the other's carries the marks over. The features are cepstra: the
shape of the spectrum in mel bands, which two voices share as far as they say the same sound.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audiorender.model import Speech, WordMark
from audiorender.tts.synthesis.finishing import as_float, sounding

_HOP_S, _WINDOW_S = 0.010, 0.025
_MOST_HOPS = 4000  # longer in longer speech: the work grows with the square of their number
_BANDS, _CEPSTRA = 26, 13
_LOWEST_HZ, _HIGHEST_HZ = 80.0, 7000.0
_FLOOR = 1e-7

Features = NDArray[np.float32]
"""One row per hop."""


def aligned(speech: Speech, guide: Speech) -> tuple[WordMark, ...]:
    """The word marks of `guide`, which says the same text, moved to the samples where they are heard in `speech`."""
    longest = max(len(each.pcm) / 2 / each.rate for each in (speech, guide))
    hop_s = max(_HOP_S, longest / _MOST_HOPS)
    found, ours = _features(speech, hop_s), _features(guide, hop_s)
    if not guide.words or not len(found[1]) or not len(ours[1]):
        return ()
    (start, theirs), (guide_start, mine) = found, ours
    beside = warp(mine, theirs)
    marks = []
    for mark in guide.words:
        hop = min(max(round((mark.sample - guide_start) / (hop_s * guide.rate)), 0), len(mine) - 1)
        sample = start + round(float(beside[hop]) * hop_s * speech.rate)
        marks.append(WordMark(mark.start, min(sample, len(speech.pcm) // 2 - 1)))
    return tuple(marks)


def warp(one: Features, other: Features) -> NDArray[np.float64]:
    """For each row of `one`, the row of `other` that the cheapest warp aligns with it; the middle one of several."""
    steps = np.empty((len(one), len(other)), np.int8)
    total = np.full(len(other), np.inf)
    for number, row in enumerate(one):
        cost = np.sqrt(np.sum((other - row) ** 2, axis=1)).astype(np.float64)
        came = np.concatenate([[np.inf], total[:-1]])
        from_before = total <= came
        best = np.where(from_before, total, came) if number else np.where(np.arange(len(other)) == 0, 0.0, np.inf)
        along = np.cumsum(cost)
        entered = best + cost - along
        total = np.minimum.accumulate(entered) + along
        stayed = np.concatenate([[False], np.minimum.accumulate(entered)[:-1] <= entered[1:]])
        steps[number] = np.where(stayed, 2, np.where(from_before, 1, 0))
    return _path(steps)


def _path(steps: NDArray[np.int8]) -> NDArray[np.float64]:
    """Trace back from the end: 2 came along the row, 1 from the row above, 0 diagonally."""
    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    sums, counts = np.zeros(steps.shape[0]), np.zeros(steps.shape[0])
    while True:
        sums[row] += column
        counts[row] += 1
        if not row and not column:
            return sums / counts
        step = steps[row, column]
        if step == 2 or not row:
            column -= 1
        else:
            row -= 1
            column -= step == 0


def _features(speech: Speech, hop_s: float) -> tuple[int, Features]:
    """The first sample of the speech, and its cepstra from there on, each normalised to mean 0 and deviation 1."""
    samples = np.frombuffer(speech.pcm, "<i2")
    if not len(samples):
        return 0, np.empty((0, _CEPSTRA), np.float32)
    start, end = sounding(samples, speech.rate)
    size, hop = round(_WINDOW_S * speech.rate), round(hop_s * speech.rate)
    sound = np.concatenate([np.zeros(size // 2), as_float(samples[start:end]), np.zeros(size)])
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::hop]
    power = np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2
    bands = np.log(power @ _filters(size, speech.rate).T + _FLOOR)
    cepstra = bands @ _cosines().T
    spread = np.maximum(cepstra.std(axis=0), 1e-3)
    return start, ((cepstra - cepstra.mean(axis=0)) / spread).astype(np.float32)


def _filters(size: int, rate: int) -> NDArray[np.float64]:
    """Triangular filters of equal width in mel, one row per band."""
    edges = 700 * (10 ** (np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), _BANDS + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(size, 1 / rate)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.asarray(np.clip(np.minimum((hertz - low) / (middle - low), (high - hertz) / (high - middle)), 0, None))


def _cosines() -> NDArray[np.float64]:
    """The cosine transform of the bands, one row per cepstrum; the first is the level."""
    return np.asarray(np.cos(np.pi * np.arange(_CEPSTRA)[:, None] * (np.arange(_BANDS) + 0.5) / _BANDS))


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))
