"""The `chime` engine: a bell for every word."""

from __future__ import annotations

import re
from threading import Event

import numpy as np

from audiorender.errors import EngineError
from audiorender.model import Options, Speech, Voice, WordMark
from audiorender.tts.engines import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import number, settle, whole

RATE = 32_000
OPTIONS = (whole("pitch", 660, 100, 4000), number("speed", 1.0, 0.5, 2.0))
"""`pitch` in Hz; at `speed` 1 a word lasts a quarter of a second, and a fortieth more for each letter."""


class ChimeEngine:
    """The same text gives the same bytes. Nothing is started, so there is nothing to end."""

    name = "chime"
    version = "chime 1.0"

    def __init__(self, _workers: int) -> None:
        self._closed = Event()

    def check(self, options: Options) -> None:
        """Raise EngineError for an option that the engine does not have or does not take."""
        settle(self.name, OPTIONS, options)

    def speak(self, text: str, options: Options) -> Speech:
        """A stroke for every word, from its mark on. Raises EngineError for a blank text, and once it is closed."""
        values = settle(self.name, OPTIONS, options)
        if self._closed.is_set():
            raise EngineError(f"engine '{self.name}' was closed")
        words = list(re.finditer(r"[^\W_]\S*", text))
        if not words:
            raise EngineError(f"engine '{self.name}' got nothing to say")
        strokes, marks, at = [], [], 0
        for word in words:
            seconds = (0.25 + len(word[0]) / 40) / float(str(values["speed"]))
            strokes.append(_stroke(int(str(values["pitch"])), round(seconds * RATE)))
            marks.append(WordMark(word.start(), at))
            at += len(strokes[-1])
        return Speech(RATE, np.concatenate(strokes).tobytes(), tuple(marks))

    def close(self) -> None:
        """From now on `speak` raises EngineError."""
        self._closed.set()


def _stroke(pitch: int, samples: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Three partials that die away."""
    times = np.arange(samples) / RATE
    sound = sum(np.cos(2 * np.pi * pitch * partial * times) / partial for partial in (1, 2.76, 5.4))
    return np.round(9_000 * sound * np.exp(-6 * times)).astype("<i2")


def _voices() -> list[Voice]:
    return [
        Voice("chime/small", "chime", (("pitch", 880),), about="A small bell"),
        Voice("chime/large", "chime", (("pitch", 330),), about="A large bell"),
    ]


ENGINE = EngineInfo(
    ChimeEngine.name,
    about="a bell for every word",
    open=ChimeEngine,
    options=OPTIONS,
    rates=(RATE,),
    repeats=Repeats.SAME,
    word_times=WordTimes.EXACT,
    characters=400,
    voices=_voices,
)
