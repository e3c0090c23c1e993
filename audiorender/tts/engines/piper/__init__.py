"""The `piper` engine: any Piper voice, by the package piper-tts, in worker processes.

voices.py    which voices are installed, and the settings file beside a model
worker.py    the process that speaks
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

from audiorender.errors import EngineError
from audiorender.model import Options, OptionValue, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.espeak.letters import with_letters
from audiorender.tts.engines.extras import need_package
from audiorender.tts.engines.options import number, path, settle, text
from audiorender.tts.engines.piper.voices import NAME, Model, model, voices
from audiorender.tts.engines.workers.pool import WorkerPool
from audiorender.tts.engines.workers.speech import readable, speech_of

OPTIONS = (
    text("voice", "en_US-lessac-medium"),
    path("model"),
    text("speaker"),
    number("speed", 1.0, 0.5, 2.0),
    number("noise_scale", 0.0, 0.0, 2.0),
    number("noise_w_scale", 0.0, 0.0, 2.0),
)
"""`voice` is one that was added, `model` instead a file or its folder; `speaker` is a name or number in a model with
several. `speed` divides the voice's own length scale. The two noises vary the sound and the durations; they are 0 by
default, because with them no two calls sound the same."""

THREADS = 1
RECIPE = 3
"""Part of the version: raise it when texts are read differently, so that old clips are not reused."""

SENTENCE = 400
"""Characters per call: Piper speaks sentence by sentence anyway, and hurries through ones that are too long."""

PATIENCE = 120.0
"""Seconds to wait for any text, since the model must be loaded first, plus a second for every `PACE` characters: enough
for a slow and busy machine."""

PACE = 4

RECYCLED_AFTER = 2000
MOST_MEMORY = 1_500_000_000
"""A worker is replaced after this many texts, or once it has used this many bytes."""

_WORKER = Path(__file__).with_name("worker.py")


class PiperEngine:
    """Without noise the same text gives the same bytes; Piper's own loudness normalisation is off."""

    name = NAME

    def __init__(self, workers: int) -> None:
        self._pool = WorkerPool(
            self.name,
            _WORKER,
            (),
            workers=workers,
            lasting=True,
            recycled_after=RECYCLED_AFTER,
            most_memory=MOST_MEMORY,
        )

    @cached_property
    def version(self) -> str:
        """The versions of piper-tts, the runtime, and our use of them."""
        try:
            piper, runtime = installed_version("piper-tts"), installed_version("onnxruntime")
        except PackageNotFoundError:
            piper = runtime = "missing"
        return f"piper-tts {piper}, onnxruntime {runtime}, recipe {RECIPE}"

    def check(self, options: Options) -> None:
        """Raise EngineError for an unknown option, voice or speaker, and for a missing extra."""
        self._request("", options)

    def speak(self, text: str, options: Options) -> Speech:
        """`text` at the voice's own rate, with a mark for each word.

        Raises EngineError for a blank text, and if the process hangs, dies or returns nothing.
        """
        # Double square brackets would be read as phonemes; replaced by spaces one for one, so that marks stay right.
        plain = readable(self.name, text).replace("[[", "  ").replace("]]", "  ")
        request = self._request(plain, options)
        return speech_of(self.name, self._pool.ask(request, deadline=PATIENCE + len(text) / PACE))

    def close(self) -> None:
        """End all processes at once."""
        self._pool.close()

    def _request(self, text: str, options: Options) -> dict[str, object]:
        values = settle(self.name, OPTIONS, options)
        need_package(self.name, "piper", NAME)
        found = _model(values)
        return {
            "text": with_letters(text, found.language),
            "model": str(found.path),
            "config": str(found.config),
            "speaker": found.speaker(str(values["speaker"])),
            "speed": values["speed"],
            "noise_scale": values["noise_scale"],
            "noise_w_scale": values["noise_w_scale"],
            "threads": THREADS,
        }


def _model(values: dict[str, OptionValue]) -> Model:
    return model(str(values["voice"]), str(values["model"]))


def in_language(options: Options, language: str) -> Options | None:
    """A Piper voice only speaks its own language."""
    try:
        own = _model(settle(NAME, OPTIONS, options)).language
    except EngineError:
        return None
    return options if own.lower().split("-")[0] == language.lower().split("-")[0] else None


def digest(options: Options) -> str:
    """SHA-256 of the files of a voice with these options; "" if they are not installed."""
    try:
        return _model(settle(NAME, OPTIONS, options)).digest
    except EngineError:
        return ""


def _tuned(info: EngineInfo, options: Options) -> EngineInfo:
    """Rate and language of the voice, if it is installed; and that noise makes each call different."""
    values = settle(NAME, OPTIONS, options)
    noisy = bool(values["noise_scale"] or values["noise_w_scale"])
    drawn = replace(info, repeats=Repeats.DRAWN if noisy else Repeats.SAME)
    try:
        found = _model(values)
    except EngineError:
        return drawn
    return replace(drawn, rates=(found.rate,), languages=(found.language,))


ENGINE = EngineInfo(
    NAME,
    title="Piper",
    about="Piper: natural voices in some forty languages, fast on any computer, offline",
    open=PiperEngine,
    options=OPTIONS,
    characters=SENTENCE,
    repeats=Repeats.SAME,
    word_times=WordTimes.EXACT,
    extra="piper",
    in_language=in_language,
    voices=voices,
    weights=digest,
    tuned=_tuned,
    phonemes=True,
)
