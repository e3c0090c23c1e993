"""The `tone` engine: a sine whose pitch identifies the voice and whose length the text. No voice, no process.

It allows order, placement, level, captions and chapters of an episode to be checked to the sample.
"""

from __future__ import annotations

import math
import re
from threading import Event

import numpy as np

from audiorender.errors import EngineError
from audiorender.model import RATE, Options, Speech, WordMark
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import settle, whole

OPTIONS = (whole("pitch", 220, 40, 4000),)
"""`pitch` in whole Hz, so that a second of tone repeats without a seam."""

CHARACTER = RATE * 60 // 1000
"""Samples per character: 60 ms, about the speed of speech."""

SHORTEST = RATE * 240 // 1000
"""Minimum length of a text in samples."""

LEVEL = 10 ** (-20 / 20)
"""Root mean square of the tone, full scale = 1: about that of speech."""


class ToneEngine:
    """Every word is 60 ms of tone per character from exactly its mark on; white space is as long, and silent.

    A word begins at the crest of the wave, so that its onset is one sample wide. White space around the text is not
    spoken: the first word begins at sample 0.
    """

    name = "tone"
    version = "tone 1"

    def __init__(self, _workers: int) -> None:
        self._closed = Event()

    def check(self, options: Options) -> None:
        """Raise EngineError for an option other than `pitch`, or a pitch outside 40 to 4000."""
        settle(self.name, OPTIONS, options)

    def speak(self, text: str, options: Options) -> Speech:
        """`text` as tones at `RATE`, with a mark for each word. Raises EngineError for a blank text."""
        pitch = _pitch(options)
        if self._closed.is_set():
            raise EngineError(f"engine '{self.name}' was closed")
        words = list(re.finditer(r"\S+", text))
        if not words:
            raise EngineError(f"engine '{self.name}' got nothing to say")
        first = words[0].start()
        frames = max((words[-1].end() - first) * CHARACTER, SHORTEST)
        second = _second(pitch)
        samples = np.zeros(frames, "<i2")
        marks = tuple(WordMark(word.start(), (word.start() - first) * CHARACTER) for word in words)
        for word, mark in zip(words, marks, strict=True):
            last = word is words[-1]
            length = frames - mark.sample if last else len(word[0]) * CHARACTER
            samples[mark.sample : mark.sample + length] = np.resize(second, length)
        return Speech(RATE, samples.tobytes(), marks)

    def close(self) -> None:
        """Nothing was started; after this, `speak` raises EngineError."""
        self._closed.set()


def _pitch(options: Options) -> int:
    pitch = settle(ToneEngine.name, OPTIONS, options)["pitch"]
    assert isinstance(pitch, int)  # noqa: S101  `settle` has checked it
    return pitch


def _second(pitch: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    phase = 2 * math.pi * pitch * np.arange(RATE) / RATE
    return np.round(32767 * LEVEL * math.sqrt(2) * np.cos(phase)).astype("<i2")


ENGINE = EngineInfo(
    ToneEngine.name,
    about="a sine tone for each voice, for tests",
    open=ToneEngine,
    options=OPTIONS,
    rates=(RATE,),
    repeats=Repeats.SAME,
    word_times=WordTimes.EXACT,
)
