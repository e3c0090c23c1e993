"""Voice engines: text and options in, samples out.

An engine is an `EngineInfo` that an entry point in the group `audiorender.engines` names; docs/engines.md is the
contract, and `audiorender.testing` the tests that every engine passes. One of our own is a module in this folder:

1. its options, and a class that fulfils `Engine`; what is slow or may be missing starts at its first use, or in
   `check`, never at import;
2. `ENGINE`, an `EngineInfo`, and a line in `found.BUILT_IN`;
3. a class in `tests/contracts/test_engines.py` (a test fails while it is missing).
"""

from __future__ import annotations

from audiorender.model import Options
from audiorender.tts.engines.engine import Engine, EngineInfo, Price, Repeats, WordTimes
from audiorender.tts.engines.found import engine_info, engine_names
from audiorender.tts.engines.options import Option

__all__ = [
    "DEFAULT",
    "Engine",
    "EngineInfo",
    "Option",
    "Price",
    "Repeats",
    "WordTimes",
    "engine_info",
    "engine_names",
    "in_language",
    "open_engine",
]

DEFAULT = "pyttsx3"
"""The engine of a voice profile that names none, and of all shipped profiles."""


def in_language(name: str, options: Options, language: str) -> Options | None:
    """The options with which engine `name` says the same in `language`, a BCP 47 tag; None where it cannot."""
    return engine_info(name).in_language(options, language)


def open_engine(name: str, *, workers: int) -> Engine:
    """The engine called `name`, speaking as many texts at a time as it says, else up to `workers`.

    Raises EngineError for an unknown name.
    """
    info = engine_info(name)
    return info.open(info.at_once or workers)
