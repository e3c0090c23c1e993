"""An utterance in several languages as one speech: each part is said with its own options, and joined with a short
gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.resample import to_rate
from audiorender.model import RATE, Options, Speech, Utterance, WordMark
from audiorender.tts.synthesis.finishing import as_float, as_pcm, sounding

BREATH = 0.06
"""Seconds between two parts: the gap between two separately spoken words."""


def stretches(utterance: Utterance) -> Iterator[tuple[int, int, Options]]:
    """The utterance split by options; each stretch has a letter or digit."""
    bounds: list[tuple[int, int, Options]] = []
    done = 0
    for part in utterance.parts:
        bounds += [(done, part.start, utterance.options), (part.start, part.end, part.options)]
        done = part.end
    bounds.append((done, len(utterance.spoken), utterance.options))
    for start, end, options in bounds:
        if any(map(str.isalnum, utterance.spoken[start:end])):
            yield start, end, options


def in_parts(parts: Iterable[tuple[int, Speech]]) -> Speech:
    """Join the speech for the stretches of an utterance, each with the character at which it begins."""
    said = list(parts)
    rate = said[0][1].rate if len({speech.rate for _, speech in said}) == 1 else RATE
    breath = np.zeros(round(BREATH * rate), np.int16)
    sound: list[NDArray[np.int16]] = []
    marks: list[WordMark] = []
    length = 0
    for place, speech in said:
        if sound:
            sound.append(breath)
            length += len(breath)
        samples = np.frombuffer(speech.pcm, "<i2")
        first, last = sounding(samples, speech.rate)
        scale = rate / speech.rate
        trimmed = samples[first:last]
        if rate != speech.rate:
            trimmed = as_pcm(to_rate(as_float(trimmed), speech.rate))
        marks += [
            WordMark(place + mark.start, length + min(max(round((mark.sample - first) * scale), 0), len(trimmed)))
            for mark in speech.words
        ]
        sound.append(trimmed)
        length += len(trimmed)
    return Speech(rate, np.concatenate(sound).astype("<i2").tobytes(), tuple(marks))
