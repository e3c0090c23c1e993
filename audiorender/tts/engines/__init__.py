"""Voice engines: text and options in, samples out.

A new engine is one module in this folder, and nothing else changes:

1. a tuple `OPTIONS` of `Option`s, so that a voice profile is checked without the engine being started;
2. a class that fulfils `Engine`, made with `(workers)`; what is slow or may be missing starts at its first use, or in
   `check`, never at import;
3. a line in `_ENGINES` below;
4. a line in `tests/contracts/test_engines.py`, which every engine passes (a test fails while it is missing).
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from audiorender.errors import EngineError, near
from audiorender.model import Options, Speech
from audiorender.tts.engines.options import Option

DEFAULT = "pyttsx3"
"""The engine of a voice profile that names none, and of all shipped profiles."""

_ENGINES = {
    "pyttsx3": ("audiorender.tts.engines.espeak", "EspeakEngine"),
    "system": ("audiorender.tts.engines.system", "SystemEngine"),
    "tone": ("audiorender.tts.engines.tone", "ToneEngine"),
}


class Engine(Protocol):
    """What speaks. One is opened for a whole render; its methods may be called from any thread."""

    @property
    def name(self) -> str:
        """What voice profiles call it."""

    @property
    def version(self) -> str:
        """The engine's version and those of its libraries: part of every clip's key."""

    def check(self, options: Options) -> None:
        """Raise EngineError, naming what is wrong, for an option or a voice that this engine does not have."""

    def speak(self, text: str, options: Options) -> Speech:
        """Say `text` (a spoken form with at least one letter or digit), the same bytes for the same arguments.

        Raises EngineError for a blank text, and when the engine hangs, dies, returns nothing or is closed.
        """

    def close(self) -> None:
        """End all that was started, at once; a `speak` under way in another thread then raises EngineError."""


def engine_names() -> tuple[str, ...]:
    """The names that `open_engine` knows, sorted."""
    return tuple(sorted(_ENGINES))


def engine_options(name: str) -> tuple[Option, ...]:
    """The options that engine `name` takes, without starting it. Raises EngineError for an unknown name."""
    module, _ = _find(name)
    return cast("tuple[Option, ...]", import_module(module).OPTIONS)


def in_language(name: str, options: Options, language: str) -> Options | None:
    """The options with which engine `name` says the same in `language`, a BCP 47 tag; None where it cannot.

    An engine without a function of this name in its module sounds the same in all languages.
    """
    module, _ = _find(name)
    change = getattr(import_module(module), "in_language", None)
    return options if change is None else cast("Options | None", change(options, language))


def open_engine(name: str, *, workers: int) -> Engine:
    """The engine called `name`, speaking up to `workers` texts at a time. Raises EngineError for an unknown name."""
    module, class_name = _find(name)
    return cast("Engine", getattr(import_module(module), class_name)(workers))


def _find(name: str) -> tuple[str, str]:
    try:
        return _ENGINES[name]
    except KeyError:
        raise EngineError(f"there is no engine '{name}'", hint=near(name, _ENGINES)) from None
