"""The `pyttsx3` engine: eSpeak NG from the espeakng-loader wheel, driven through pyttsx3. The same voices everywhere.

It speaks in processes of its own (`espeak_worker`), which are started when the first text is spoken.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path

import espeakng_loader

from audiorender.errors import EngineError, near
from audiorender.model import Options, Speech, WordMark
from audiorender.tts.engines.options import Option, settle
from audiorender.tts.engines.process import WorkerPool

OPTIONS = (
    Option("voice", "en-us"),
    Option("variant", ""),
    Option("pitch", 50, 0, 100),
    Option("range", 50, 0, 100),
    Option("rate", 170, 80, 450),
    Option("word_gap", 0, 0, 50),
)
"""`voice` is a language tag of eSpeak NG and `variant` one of its voice variants; `pitch` and `range` (its movement)
are on eSpeak NG's scale, 50 being the voice's own; `rate` is in words a minute; `word_gap` is in units of 10 ms."""

HEADROOM = 0.6
"""The volume asked of eSpeak NG: at 1.0 many voices clip. The mixer sets the level."""

_WORKER = Path(__file__).with_name("espeak_worker.py")


class EspeakEngine:
    """Each text is spoken from the same state, so its samples hang on nothing that was said before."""

    name = "pyttsx3"

    def __init__(self, workers: int) -> None:
        self._data = Path(espeakng_loader.get_data_path())
        lasting = hasattr(os, "fork")
        arguments = ("fork" if lasting else "once", str(self._data))
        self._pool = WorkerPool(self.name, _WORKER, arguments, workers=workers, lasting=lasting)

    @cached_property
    def version(self) -> str:
        """The versions of pyttsx3, of the eSpeak NG library, and of the wheel that brings it."""
        try:
            library = ctypes.CDLL(espeakng_loader.get_library_path())
        except OSError as error:
            raise EngineError(
                f"eSpeak NG cannot be loaded: {error}",
                hint="reinstall it with pip install --force-reinstall espeakng-loader",
            ) from error
        library.espeak_Info.restype = ctypes.c_char_p
        espeak = library.espeak_Info(None).decode().split()[0]
        pyttsx3, wheel = installed_version("pyttsx3"), installed_version("espeakng-loader")
        return f"pyttsx3 {pyttsx3}, eSpeak NG {espeak}, espeakng-loader {wheel}"

    def check(self, options: Options) -> None:
        """Raise EngineError for an unknown option, base voice or variant, or a number out of range."""
        values = settle(self.name, OPTIONS, options)
        for option, known in (("voice", self._voices), ("variant", self._variants)):
            value = str(values[option])
            if value not in known:
                raise EngineError(f"engine '{self.name}' has no {option} '{value}'", hint=_nearest(value, known))

    def speak(self, text: str, options: Options) -> Speech:
        """`text` as eSpeak NG says it, at 22,050 Hz, with a mark for each word.

        Raises EngineError when the process hangs or dies, or when there is nothing to hear.
        """
        values = settle(self.name, OPTIONS, options)
        voice = f"{values.pop('voice')}+{values.pop('variant')}".rstrip("+")
        readable = text.replace("\0", " ")  # for eSpeak NG a text ends there
        request = {"text": readable, "properties": {"voice": voice, "volume": HEADROOM, **values}}
        answer = self._pool.ask(request, deadline=10 + len(text) / 500)
        if not answer.pcm:
            raise EngineError(f"engine '{self.name}' returned no sound")
        return Speech(answer.end["rate"], answer.pcm, _marks(readable, answer.words))

    def close(self) -> None:
        """End all processes at once."""
        self._pool.close()

    @cached_property
    def _voices(self) -> frozenset[str]:
        """The language tags that the data folder has a voice for."""
        files = (path for path in (self._data / "lang").rglob("*") if path.is_file())
        found = (re.findall(r"^language\s+(\S+)", path.read_text("utf-8", "replace"), re.MULTILINE) for path in files)
        return frozenset(tag for tags in found for tag in tags)

    @cached_property
    def _variants(self) -> frozenset[str]:
        return frozenset({"", *(path.name for path in (self._data / "voices" / "!v").iterdir())})


def _nearest(value: str, known: Iterable[str]) -> str | None:
    """The nearest known word; a list of all would be too long for one line."""
    hint = near(value, known)
    return hint if hint and hint.startswith("did") else None


def _marks(text: str, words: Iterable[tuple[int, int]]) -> tuple[WordMark, ...]:
    """The marks that stand where a word begins, in order: eSpeak NG also reports parts of numbers and of symbols."""
    marks: list[WordMark] = []
    for start, sample in words:
        begins = 0 <= start < len(text) and not text[start].isspace() and not text[start - 1 : start].isalnum()
        if begins and (not marks or (marks[-1].start < start and marks[-1].sample <= sample)):
            marks.append(WordMark(start, sample))
    return tuple(marks)
