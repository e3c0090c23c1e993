"""Voice engines: text and options in, samples out.

An engine is an `EngineInfo` named by an entry point in the group `audiorender.engines`; docs/engines.md is the
contract, and `audiorender.testing` has the tests that every engine passes. A built-in engine is a module in this
folder:

1. its options, and a class that implements `Engine`; anything slow or optional is loaded on first use, or in `check`,
   never at import;
2. `ENGINE`, an `EngineInfo`, and a line in `found.BUILT_IN`;
3. a class in `tests/contracts/test_engines.py` (a test fails while it is missing).
"""

from __future__ import annotations

from audiorender.model import Options
from audiorender.tts.engines.engine import Engine, EngineInfo, Prepares, Price, Repeats, WordTimes
from audiorender.tts.engines.found import engine_info, engine_names
from audiorender.tts.engines.options import Option

__all__ = [
    "DEFAULT", "Engine", "EngineInfo", "Option", "Prepares", "Price", "Repeats", "WordTimes", "engine_info",
    "engine_names", "in_language", "open_engine",
]  # fmt: skip

DEFAULT = "pyttsx3"
"""The engine of voice profiles that name none, and of all shipped profiles."""


def in_language(name: str, options: Options, language: str) -> Options | None:
    """The options with which engine `name` says the same in `language`, a BCP 47 tag; None if it cannot."""
    return engine_info(name).in_language(options, language)


def open_engine(name: str, *, workers: int) -> Engine:
    """Open the engine called `name`, for as many texts at a time as it states, else up to `workers`.

    Raises EngineError for an unknown name.
    """
    info = engine_info(name)
    return info.open(info.at_once or workers)
