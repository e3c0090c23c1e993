"""From what an engine said to a clip ready to mix: checked, trimmed, faded, at `RATE`.

Whatever changes the bytes of a packed clip (`sounds`) raises `SCHEMA`.
"""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import profile
from audiorender.audio.resample import to_rate
from audiorender.model import RATE, Clip, Speech, WordMark

SCHEMA = 2
"""Part of every clip's key: clips made by another recipe, or packed otherwise, are not found."""

LEAD = RATE * 3 // 1000
"""At most 3 ms is kept before the speech sets in: the episode's plan says to 5 ms where a turn is heard."""

TAIL = RATE * 20 // 1000
"""At most 20 ms is kept after the speech falls below the threshold: the end of a soft consonant."""

FADE_IN = LEAD
FADE_OUT = RATE * 10 // 1000

_THRESHOLD = 10 ** (-50 / 20)
"""Of the clip's own peak: an eSpeak f or h sets in above it, the noise floor of a machine's own voices lies below."""

_FULL = 32_767
_SILENCE = 10 ** (-60 / 20) * _FULL
_CLIPPED = 0.01
_RATES = range(8_000, 192_001)

_SHORTEST_CHARACTER = 0.01
"""Seconds for a letter or digit unlike the one before it: eSpeak at its fastest (450 words a minute) takes 0.026.

It slurs "I I I I" and "noooo", so what is repeated does not count.
"""

_LONGEST_CHARACTER = 3.0
"""Seconds: eSpeak at its slowest (80 words a minute) takes 1 for a digit of a great number, 2 for an ideograph."""

_ALLOWANCE = 5.0
"""Seconds that even the shortest text may take."""

_EDGE_MS = 15
_CUT_OFF = 0.9
"""Of the speech's own level: the last vowel of a text that was said whole has fallen below it."""


def check_speech(speech: Speech, text: str) -> str | None:
    """Why `speech` cannot be `text` said aloud, as the end of the sentence "the voice ..."; None where it can.

    The bounds are wide enough for every language, voice and pace; they catch engines that fail without a word.
    """
    if speech.rate not in _RATES:
        return f"gave sound at {speech.rate} samples a second"
    if len(speech.pcm) % 2:
        return "gave half a sample"
    if not speech.pcm:
        return "gave no sound"
    samples = np.frombuffer(speech.pcm, "<i2")
    return _fault_of_level(samples) or _fault_of_length(len(samples) / speech.rate, text)


def check_ends(speech: Speech) -> str | None:
    """Why `speech`, which has passed `check_speech`, seems to be cut off; as there. Only for sampled engines.

    A voice has died away, or is about to, when a text is said; an engine that stops early stops in the middle of it.
    """
    samples = as_float(np.frombuffer(speech.pcm, "<i2"))
    edge = samples[-(speech.rate * _EDGE_MS // 1000) :]
    if len(samples) > 4 * len(edge) and _rms(edge) > _CUT_OFF * _rms(samples):
        return "stopped before the end"
    return None


def _rms(samples: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


def _fault_of_level(samples: NDArray[np.int16]) -> str | None:
    if _loudest(samples) < _SILENCE:
        return "gave only silence"
    clipped = np.count_nonzero((samples >= _FULL) | (samples <= -_FULL)) / len(samples)
    return f"gave distorted sound ({clipped:.0%} of it clipped)" if clipped > _CLIPPED else None


def _fault_of_length(seconds: float, text: str) -> str | None:
    spoken = [character for character, _ in groupby(filter(str.isalnum, text))]
    if seconds < _SHORTEST_CHARACTER * len(spoken):
        return f"took {seconds:.1f} s for {len(text)} characters, so some are missing"
    if seconds > _ALLOWANCE + _LONGEST_CHARACTER * len(text):
        return f"took {seconds:.0f} s for {len(text)} characters"
    return None


def make_clip(key: str, speech: Speech) -> tuple[Clip, NDArray[np.int16]]:
    """The clip of `speech`, which has passed `check_speech`, and its samples.

    Word marks move with the trim; those in what was trimmed off stand at the clip's edge.
    """
    spoken = np.frombuffer(speech.pcm, "<i2")
    start, end = sounding(spoken, speech.rate)
    pcm = as_pcm(faded(to_rate(as_float(spoken[start:end]), speech.rate)))
    marks = tuple(
        WordMark(mark.start, min(max(_rescaled(mark.sample - start, speech.rate), 0), len(pcm)))
        for mark in speech.words
    )
    energy, peak = profile(as_float(pcm))
    return Clip(key, len(pcm), marks, energy, peak), pcm


def sounding(pcm: NDArray[np.int16], rate: int) -> tuple[int, int]:
    """Where the speech is, in samples at `rate`: the first sample of the clip and the first after it.

    The budgets of silence around it are included.
    """
    threshold = int(_loudest(pcm) * _THRESHOLD)
    loud = (pcm > threshold) | (pcm < -threshold)
    first, last = int(loud.argmax()), len(pcm) - 1 - int(loud[::-1].argmax())
    return max(first - LEAD * rate // RATE, 0), min(last + 1 + TAIL * rate // RATE, len(pcm))


def _loudest(pcm: NDArray[np.int16]) -> int:
    return max(int(pcm.max()), -int(pcm.min()))


def faded(samples: NDArray[np.float32], rate: int = RATE) -> NDArray[np.float32]:
    """The edges at `rate` raised and lowered along half a cosine, in place, so that neither clicks."""
    for edge, budget in ((samples, FADE_IN), (samples[::-1], FADE_OUT)):
        length = min(budget * rate // RATE, len(edge) // 2)
        ramp = np.arange(0.5, length, dtype=np.float32) / max(length, 1)
        edge[:length] *= 0.5 - 0.5 * np.cos(np.pi * ramp)
    return samples


def as_float(pcm: NDArray[np.int16]) -> NDArray[np.float32]:
    """16 bits as numbers from -1 to 1."""
    return np.multiply(pcm, np.float32(1 / 32_768), dtype=np.float32)


def as_pcm(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Rounded to 16 bits, in place, for a long paragraph is heavy."""
    np.multiply(samples, np.float32(32_768), out=samples)
    np.rint(samples, out=samples)
    np.clip(samples, -_FULL, _FULL, out=samples)
    return samples.astype("<i2")


def _rescaled(sample: int, rate: int) -> int:
    return (sample * 2 * RATE + rate) // (2 * rate)
