"""Voices, the texts they are given, and the clips that result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

OptionValue = str | int | float | bool | tuple[str, ...]

Options = tuple[tuple[str, OptionValue], ...]
"""An engine's options sorted by name: hashable, and the same whatever order a file gave them in."""

SEXES = ("female", "male")
"""The values that a voice profile, or a script for a speaker, may give."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice profile: its name, the engine that speaks it, and that engine's options.

    The name of a voice that an engine provides itself starts with the engine's ("kokoro/af_heart"). `sex` is one of
    `SEXES` if known.
    """

    name: str
    engine: str
    options: Options
    language: str = "en"
    about: str = ""
    sex: str | None = None

    def __hash__(self) -> int:
        """That of the name alone: casting looks up the distance of every two voices, and few share a name."""
        return hash(self.name)

    def __post_init__(self) -> None:
        if self.sex not in (None, *SEXES):
            raise ValueError(f"the sex of a voice must be {' or '.join(SEXES)}: {self.sex!r}")
        if not re.fullmatch(r"([^\W_][\w-]*/)?[^\W_][\w-]*", self.name):
            raise ValueError(f"a voice's name must be letters, digits and hyphens: {self.name!r}")
        if list(self.options) != sorted(self.options):
            raise ValueError("options must be sorted by name")


@dataclass(frozen=True, slots=True)
class Seat:
    """A speaker's voice and place in the mix: `pan` from -1 (left) to 1 (right), `gain` in dB. It never changes a
    clip."""

    voice: Voice
    pan: float = 0.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (excluded) of a spoken text that are said with other options, in another language."""

    start: int
    end: int
    options: Options


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is asked to say: one paragraph in its spoken form. No name, pan or gain, so that clips are shared.

    If the engine takes at most `portion` characters per call, the paragraph is said in portions, with `pause`
    milliseconds between sentences. `weights` is a digest of the voice's model files. `take` counts from 1 how often an
    engine that is `sampled`, so that it never gives the same sound twice, was asked for this text. `guide` are options
    of the included engine, for a voice that says the same text to obtain word times if the engine gives none. `parts`
    are in order and do not overlap; the text between them is said with `options`. `at_once` is how many such texts the
    engine takes together (None: one per worker), and `paid` whether it may cost money; neither changes the sound.
    """

    spoken: str
    engine: str
    options: Options
    portion: int | None = None
    pause: int = 0
    weights: str = ""
    sampled: bool = False
    take: int = 1
    guide: Options | None = None
    parts: tuple[Part, ...] = ()
    at_once: int | None = field(default=None, compare=False)
    paid: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class WordMark:
    """The word at character `start` of the spoken text begins at sample `sample`."""

    start: int
    sample: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine returns: mono 16-bit little-endian `pcm` at its own `rate`, and word marks if it has them."""

    rate: int
    pcm: bytes
    words: tuple[WordMark, ...] = ()


class Levels(Protocol):
    """The levels of a sound, one little-endian float32 per `CELL` samples (the last cell may be partial).

    They allow the loudness of any arrangement to be planned without reading a sample.
    """

    @property
    def energy(self) -> bytes:
        """The mean square after K-weighting (full scale = 1)."""

    @property
    def peak(self) -> bytes:
        """The largest absolute sample."""


@dataclass(frozen=True, slots=True)
class Held:
    """Levels that are in memory."""

    energy: bytes = b""
    peak: bytes = b""


@dataclass(frozen=True, slots=True)
class Clip:
    """An utterance trimmed, faded and resampled to `RATE`, ready to mix; its samples stay in the store, and so may its
    levels."""

    key: str
    frames: int
    words: tuple[WordMark, ...] = ()
    levels: Levels = field(default=Held())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, with adjoining punctuation, and its samples `start`..`end` in its clip.

    A `glued` word has no blank before it, as in Chinese.
    """

    text: str
    start: int
    end: int
    glued: bool = False


def joined(words: Iterable[Word]) -> str:
    """The text that the words make up."""
    return "".join(word.text if word.glued else f" {word.text}" for word in words).lstrip(" ")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph ready for the timeline: its speaker, its clip (None if nothing in it can be spoken), and its
    words."""

    turn: int
    speaker: str
    clip: Clip | None
    words: tuple[Word, ...]
