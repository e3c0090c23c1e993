"""What an engine is: `Engine`, which speaks, and `EngineInfo`, which describes it before it is started."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol, runtime_checkable

from audiorender.model import Options, Speech, Voice
from audiorender.tts.engines.options import Option


class Engine(Protocol):
    """The interface for speaking. An engine is opened once per render; its methods may be called from any thread."""

    @property
    def name(self) -> str:
        """Its name in voice profiles."""

    @property
    def version(self) -> str:
        """The engine's version and those of its libraries and weights: part of every clip's key."""

    def check(self, options: Options) -> None:
        """Raise EngineError, naming the problem, for an option or a voice that this engine does not have."""

    def speak(self, text: str, options: Options) -> Speech:
        """Say `text` (a spoken form with at least one letter or digit).

        Raises EngineError for a blank text, and if the engine hangs, dies, returns nothing or is closed.
        """

    def close(self) -> None:
        """End everything that was started, at once; a `speak` running in another thread then raises EngineError."""


@runtime_checkable
class Prepares(Protocol):
    """An engine that can start its processes before it is told what to say, and has them load what they need."""

    def prepare(self, texts: int) -> None:
        """Get ready for this many texts at a time, without waiting; `close` ends what was started.

        Raises EngineError if it cannot start.
        """


class Repeats(Enum):
    """What happens if the same text is requested with the same options twice."""

    SAME = "same bytes"
    """The same bytes every time, in any order and with any number of workers."""
    SEEDED = "seeded"
    """The same sound for the same seed, as far as the engine can."""
    DRAWN = "drawn anew"
    """Another sound every time, so results must be kept."""


class WordTimes(Enum):
    """How an engine knows where its words begin."""

    EXACT = "exact"
    """The sound was generated from them."""
    ALIGNED = "aligned"
    """They were detected in the sound."""
    ESTIMATED = "estimated"
    """They are estimated."""
    NONE = "none"
    """There are no marks."""


@dataclass(frozen=True, slots=True)
class Price:
    """What `per` characters cost, with the currency's ISO 4217 code."""

    amount: float
    currency: str
    per: int = 1_000_000


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """The description of an engine, available without starting it. An entry point in `audiorender.engines` names one.

    `open` creates the engine for up to a given number of texts at a time; it must be quick and start nothing. `rates`
    are its sample rates in Hz and `languages` BCP 47 tags; both are empty if they depend on the voice. `characters` is
    the most that one call may say, None for any number: longer texts are split. `at_once` is how many calls may run at
    the same time, None for one per worker. `paid` means that a call may cost money, and `price` says how much if known.
    `extra` is the extra of audiorender that installs what it needs. `guarded` means that a profile can make it do
    anything on this machine: then only a profile in the user's own folder may use it. `title` is how listeners are told
    about it, if that is not its name.

    `in_language` returns the options with which it says the same in another language, or None if it cannot; `reads`
    tells whether it knows the letters of a text in a language that it has. `voices` are those it has itself, for which
    no profile is needed: named "engine/voice", the best first. `for_cast` orders their names for a given number of
    speakers. `weights` is a digest of the model files of a voice with these options: part of its clips' keys. `tuned`
    is the description for a voice with these options, if they change it. `phonemes` means that it reads text between ⟦
    and ⟧ as IPA (`tts.ipa`).
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
    in_language: Callable[[Options, str], Options | None] = lambda options, _language: options
    reads: Callable[[str, str], bool] = lambda _text, _language: True
    voices: Callable[[], Iterable[Voice]] = lambda: ()
    for_cast: Callable[[Sequence[str], int], Sequence[str]] = lambda names, _speakers: names
    weights: Callable[[Options], str] = lambda _options: ""
    tuned: Callable[[EngineInfo, Options], EngineInfo] | None = None
    phonemes: bool = False

    def with_options(self, options: Options) -> EngineInfo:
        """The description for a voice with these options."""
        return self if self.tuned is None else replace(self.tuned(self, options), tuned=None)
