"""From an engine's output to a clip ready to mix: checked, trimmed, faded, at `RATE`.

Raise `SCHEMA` whenever the bytes of a packed clip (`store.sounds`) change.
"""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import profile
from audiorender.audio.resample import to_rate
from audiorender.model import RATE, Clip, Held, Speech, WordMark
from audiorender.timecode import rescaled

SCHEMA = 2
"""Part of every clip's key: clips made or packed in another way are not found."""

LEAD = RATE * 3 // 1000
"""At most 3 ms are kept before the speech begins: the plan is exact to 5 ms about when a turn is heard."""

TAIL = RATE * 20 // 1000
"""At most 20 ms are kept after the speech falls below the threshold: the end of a soft consonant."""

FADE_IN = LEAD
FADE_OUT = RATE * 10 // 1000

_THRESHOLD = 10 ** (-50 / 20)
"""Relative to the clip's peak: eSpeak's f and h are above it, the noise floor of a machine's own voices is below."""

_FULL = 32_767
_SILENCE = 10 ** (-60 / 20) * _FULL
_CLIPPED = 0.01
_RATES = range(8_000, 192_001)

_SHORTEST_CHARACTER = 0.01
"""Minimum seconds per letter or digit unlike the one before it: eSpeak's fastest (450 words a minute) takes 0.026.

It slurs "I I I I" and "noooo", so repeated characters are not counted.
"""

_LONGEST_CHARACTER = 3.0
"""Maximum seconds: eSpeak's slowest (80 words a minute) takes 1 per digit of a long number, 2 per ideograph."""

_ALLOWANCE = 5.0
"""Seconds that even the shortest text may take."""

_EDGE_MS = 15
_CUT_OFF = 0.9
"""Relative to the speech's own level: the last vowel of a completely spoken text is below it."""


def check_speech(speech: Speech, text: str) -> str | None:
    """Why `speech` cannot be `text` read aloud, as the end of the sentence "the voice ..."; None if it can.

    The limits are wide enough for every language, voice and speed; they catch engines that fail silently.
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
    """Why `speech`, which has passed `check_speech`, seems to be cut off, in the same form. Only for sampled engines.

    At the end of a text a voice has died away, or nearly; an engine that stops early stops in full voice.
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

    Word marks move with the trim; those in the trimmed part move to the clip's edge.
    """
    spoken = np.frombuffer(speech.pcm, "<i2")
    start, end = sounding(spoken, speech.rate)
    pcm = as_pcm(faded(to_rate(as_float(spoken[start:end]), speech.rate)))
    marks = tuple(
        WordMark(mark.start, min(max(rescaled(mark.sample - start, speech.rate, RATE), 0), len(pcm)))
        for mark in speech.words
    )
    energy, peak = profile(as_float(pcm))
    return Clip(key, len(pcm), marks, Held(energy, peak)), pcm


def sounding(pcm: NDArray[np.int16], rate: int) -> tuple[int, int]:
    """Where the speech is, in samples at `rate`: the first sample of the clip and the first after it.

    Includes the silence that is kept around it.
    """
    threshold = int(_loudest(pcm) * _THRESHOLD)
    loud = (pcm > threshold) | (pcm < -threshold)
    first, last = int(loud.argmax()), len(pcm) - 1 - int(loud[::-1].argmax())
    return max(first - LEAD * rate // RATE, 0), min(last + 1 + TAIL * rate // RATE, len(pcm))


def _loudest(pcm: NDArray[np.int16]) -> int:
    return max(int(pcm.max()), -int(pcm.min()))


def faded(samples: NDArray[np.float32], rate: int = RATE) -> NDArray[np.float32]:
    """Fade both ends, at `rate`, along half a cosine, in place, so that neither clicks."""
    for edge, budget in ((samples, FADE_IN), (samples[::-1], FADE_OUT)):
        length = min(budget * rate // RATE, len(edge) // 2)
        ramp = np.arange(0.5, length, dtype=np.float32) / max(length, 1)
        edge[:length] *= 0.5 - 0.5 * np.cos(np.pi * ramp)
    return samples


def as_float(pcm: NDArray[np.int16]) -> NDArray[np.float32]:
    """16-bit samples as floats from -1 to 1."""
    return np.multiply(pcm, np.float32(1 / 32_768), dtype=np.float32)


def as_pcm(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Rounded to 16 bits, working in place to save memory on long paragraphs."""
    np.multiply(samples, np.float32(32_768), out=samples)
    np.rint(samples, out=samples)
    np.clip(samples, -_FULL, _FULL, out=samples)
    return samples.astype("<i2")
