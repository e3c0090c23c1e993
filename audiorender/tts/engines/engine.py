"""What an engine is: `Engine`, which speaks, and `EngineInfo`, all that can be said of it before it is started."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from audiorender.model import Options, Speech, Voice
from audiorender.tts.engines.options import Option


class Engine(Protocol):
    """What speaks. One is opened for a whole render; its methods may be called from any thread."""

    @property
    def name(self) -> str:
        """What voice profiles call it."""

    @property
    def version(self) -> str:
        """The engine's version and those of its libraries and weights: part of every clip's key."""

    def check(self, options: Options) -> None:
        """Raise EngineError, naming what is wrong, for an option or a voice that this engine does not have."""

    def speak(self, text: str, options: Options) -> Speech:
        """Say `text` (a spoken form with at least one letter or digit).

        Raises EngineError for a blank text, and when the engine hangs, dies, returns nothing or is closed.
        """

    def close(self) -> None:
        """End all that was started, at once; a `speak` under way in another thread then raises EngineError."""


class Repeats(Enum):
    """What comes of asking for the same text with the same options twice."""

    SAME = "same bytes"
    """The same bytes every time, in any order and with any number of workers."""
    SEEDED = "seeded"
    """The same sound for the same seed, as well as the engine can."""
    DRAWN = "drawn anew"
    """Another sound every time: what was said has to be kept."""


class WordTimes(Enum):
    """How an engine knows where its words begin."""

    EXACT = "exact"
    """It made the sound from them."""
    ALIGNED = "aligned"
    """It looked for them in the sound."""
    ESTIMATED = "estimated"
    """It reckons with them."""
    NONE = "none"
    """It gives no marks."""


@dataclass(frozen=True, slots=True)
class Price:
    """What `per` characters cost, in a currency by its ISO 4217 code."""

    amount: float
    currency: str
    per: int = 1_000_000


def _unchanged(options: Options, _language: str) -> Options | None:
    return options


def _all(_text: str, _language: str) -> bool:
    return True


def _no_voices() -> Iterable[Voice]:
    return ()


def _as_they_are(names: Sequence[str], _speakers: int) -> Sequence[str]:
    return names


def _no_weights(_options: Options) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """All that is said of an engine without starting it. An entry point in `audiorender.engines` names one of these.

    `open` makes the engine, which will be asked for up to so many texts at a time; it must be quick and start nothing.
    `rates` are its sample rates in Hz and `languages` BCP 47 tags; both are empty where the voice decides.
    `characters` is the most that one call may say, and None means any: longer texts come in pieces. `at_once` is how
    many calls may be under way together, and None means one for each worker. `paid` is true where a call may cost
    money, and `price` says how much where that is known. `extra` is the extra of audiorender that installs what it
    needs. `guarded` is true where a profile can have it do anything on this machine: then only a profile in the user's
    own folder may name it. `title` is what listeners are told of it, where that is not its name.

    `in_language` gives the options with which it says the same in another language, or None where it cannot;
    `reads` tells whether it knows the letters of a text in a language that it has. `voices` are those that it has here
    by itself, for which nobody has to write a profile: named "engine/voice", the best first. `for_cast` puts names of
    them in the order for so many speakers.
    `weights` is a digest of the files that a voice with these options is made of: part of its clips' keys.
    `tuned` is the statement for a voice with these options, where they change it. `phonemes` is true where it says as
    IPA what stands between ⟦ and ⟧ (`tts.ipa`).
    """

    name: str
    about: str
    open: Callable[[int], Engine]
    options: tuple[Option, ...]
    repeats: Repeats
    word_times: WordTimes
    rates: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    characters: int | None = None
    at_once: int | None = None
    paid: bool = False
    price: Price | None = None
    extra: str | None = None
    guarded: bool = False
    title: str | None = None
    in_language: Callable[[Options, str], Options | None] = _unchanged
    reads: Callable[[str, str], bool] = _all
    voices: Callable[[], Iterable[Voice]] = _no_voices
    for_cast: Callable[[Sequence[str], int], Sequence[str]] = _as_they_are
    weights: Callable[[Options], str] = _no_weights
    tuned: Callable[[EngineInfo, Options], EngineInfo] | None = None
    phonemes: bool = False

    def with_options(self, options: Options) -> EngineInfo:
        """The statement for a voice with these options."""
        return self if self.tuned is None else replace(self.tuned(self, options), tuned=None)
