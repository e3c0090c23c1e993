"""Voices, what they are asked to say, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

OptionValue = str | int | float | bool | tuple[str, ...]

Options = tuple[tuple[str, OptionValue], ...]
"""An engine's options, sorted by name: hashable, and the same text whatever order a file gave them in."""

SEXES = ("female", "male")
"""What a profile may say of a voice, and a script of a speaker."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice profile: a name of its own, the engine that speaks it, and that engine's options.

    A voice that an engine brings itself has the engine's name before its own ("kokoro/af_heart"). `sex` is one of
    `SEXES` where it is known.
    """

    name: str
    engine: str
    options: Options
    language: str = "en"
    about: str = ""
    sex: str | None = None

    def __post_init__(self) -> None:
        if self.sex not in (None, *SEXES):
            raise ValueError(f"the sex of a voice is {' or '.join(SEXES)}: {self.sex!r}")
        if not re.fullmatch(r"([^\W_][\w-]*/)?[^\W_][\w-]*", self.name):
            raise ValueError(f"a voice's name is letters, digits and hyphens: {self.name!r}")
        if list(self.options) != sorted(self.options):
            raise ValueError("options are sorted by name")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a speaker sits: a voice, `pan` from -1 (left) to 1 (right), `gain` in dB. It never changes a clip."""

    voice: Voice
    pan: float = 0.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (excluded) of a spoken text, said with other options: in another language."""

    start: int
    end: int
    options: Options


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is asked to say: one paragraph in its spoken form. No name, pan or gain, so clips are shared.

    Where the engine takes at most `portion` characters a call, it says the paragraph in portions, with `pause`
    milliseconds between its sentences. `weights` is a digest of the files that the voice is made of. `take` counts from
    1 the times that an engine whose sound is `sampled`, and so never twice the same, was asked for this.
    `guide` are options of the embedded engine for a voice that says the same, where the engine gives no word times.
    `parts` are in order and apart; what stands between them is said with `options`. `at_once` is how many such texts
    the engine takes together (None: one a worker), and `paid` whether it may cost money; neither changes the sound.
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


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance trimmed, faded and resampled to `RATE`, ready to mix; its samples stay in the store.

    `energy` and `peak` hold one little-endian float32 for each `CELL` samples (the last cell may be part empty):
    the mean square after K-weighting (full scale = 1) and the largest absolute sample. From them the loudness of any
    arrangement is planned without reading a sample.
    """

    key: str
    frames: int
    words: tuple[WordMark, ...] = ()
    energy: bytes = b""
    peak: bytes = b""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, with the punctuation that clings to it, and its samples `start`..`end` in its clip.

    One that is `glued` has no blank between it and the word before, as in Chinese.
    """

    text: str
    start: int
    end: int
    glued: bool = False


def joined(words: Iterable[Word]) -> str:
    """The words as they are written one after the other."""
    return "".join(word.text if word.glued else f" {word.text}" for word in words).lstrip(" ")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph ready for the timeline: whose it is, its clip (None: nothing in it can be spoken), its words."""

    turn: int
    speaker: str
    clip: Clip | None
    words: tuple[Word, ...]
