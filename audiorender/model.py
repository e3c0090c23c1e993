"""The values that the stages hand to each other: frozen, slotted, tuples for lists, no input or output.

Positions in text are character offsets; positions in sound are sample counts at `RATE`. Constructors enforce the
invariants, so nobody checks them again. Values that only one stage knows live in that stage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

RATE = 48_000
"""Samples a second, everywhere from the clip on: an MP3 frame is then exactly 24 ms."""

FRAME = 1_152
"""Samples in an MP3 frame. Every clip starts on a multiple of it, so encoded pieces move without changing a byte."""

CELL = 192
"""Samples in a level cell (4 ms): it divides both `FRAME` and the 100 ms step of ITU-R BS.1770's gating blocks."""


# -- the source and what was made of it ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of the decoded source; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span runs forwards and is not empty: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: as `written`, as `spoken` where that differs, and whether it is stressed."""

    written: str
    spoken: str | None = None
    stress: bool = False

    def __post_init__(self) -> None:
        if not self.written:
            raise ValueError("a piece of text is never empty")


Text = tuple[Piece, ...]
"""One paragraph."""


def written(text: Text) -> str:
    """The paragraph as a reader sees it."""
    return "".join(piece.written for piece in text)


def plain(words: str) -> Text:
    """A paragraph with no stress and nothing said otherwise than it is written."""
    return (Piece(words),)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's paragraphs, one after the other. `line` (1-based, in the file it came from) is never compared."""

    speaker: str
    paragraphs: tuple[Text, ...]
    guessed: bool = False
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.speaker or not self.paragraphs or not all(self.paragraphs):
            raise ValueError("a turn has a speaker and at least one paragraph, none of them empty")


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter begins here. Shown, not spoken."""

    title: str
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a chapter has a title")


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence of so many milliseconds in place of the one that turn-taking would give."""

    milliseconds: int
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if self.milliseconds < 0:
            raise ValueError("a pause is not negative")


Item = Turn | Heading | Pause


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of an episode. `date` is ISO 8601 as the source gave it, never the clock."""

    title: str
    show: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    description: str | None = None
    season: int | None = None
    episode: int | None = None
    cover: str | None = None
    explicit: bool | None = None
    guid: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A speaker-tagged script. `cast` pairs each speaker with a voice's name, or None where casting is to choose."""

    meta: Meta
    cast: tuple[tuple[str, str | None], ...]
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        names = [name for name, _ in self.cast]
        if len(set(names)) != len(names):
            raise ValueError("a speaker stands in the cast once")
        unknown = {turn.speaker for turn in self.turns} - set(names)
        if unknown:
            raise ValueError(f"not in the cast: {', '.join(sorted(unknown))}")

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order; a turn's number is its place here, counted from 1."""
        return tuple(item for item in self.items if isinstance(item, Turn))


@dataclass(frozen=True, slots=True)
class Guess:
    """Why turn `turn` (0-based, in `Script.turns`) was given to its speaker, how sure (0..1), and whence its text."""

    turn: int
    confidence: float
    reason: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """Source characters that are not spoken, by the rule with this name. `line` is 1-based."""

    text: str
    line: int
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the builder makes of a source: a script, a guess for every turn in order, and all that stays silent."""

    script: Script
    guesses: tuple[Guess, ...]
    silent: tuple[Silent, ...]


# -- voices and clips --------------------------------------------------------------------------------------------

Options = tuple[tuple[str, str | int | float], ...]
"""An engine's options, sorted by name: hashable, and the same text whatever order a file gave them in."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice profile: a name of its own, the engine that speaks it, and that engine's options."""

    name: str
    engine: str
    options: Options
    language: str = "en"
    about: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\W_][\w-]*", self.name):
            raise ValueError(f"a voice's name is letters, digits and hyphens: {self.name!r}")
        if list(self.options) != sorted(self.options):
            raise ValueError("options are sorted by name")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a speaker sits: a voice, `pan` from -1 (left) to 1 (right), `gain` in dB. A new chair speaks nothing anew."""

    voice: Voice
    pan: float = 0.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is asked to say: one paragraph in its spoken form. No name, pan or gain, so clips are shared."""

    spoken: str
    engine: str
    options: Options


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
    """A word as it is written, with the punctuation that clings to it, and its samples `start`..`end` in its clip."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph ready for the timeline: whose it is, its clip (None: nothing in it can be spoken), its words."""

    turn: int
    speaker: str
    clip: Clip | None
    words: tuple[Word, ...]


# -- the timeline --------------------------------------------------------------------------------------------------

Envelope = tuple[tuple[int, float], ...]
"""Gain over time: (sample from the placement's start, linear gain), ascending, straight lines between."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Samples `offset`..`offset + frames` of `source` (a clip's key) sound from `start` on, with a gain a channel."""

    source: str
    start: int
    frames: int
    offset: int
    gains: tuple[float, ...]
    envelope: Envelope = ()

    def __post_init__(self) -> None:
        if self.start < 0 or self.frames <= 0 or self.offset < 0 or self.start % FRAME:
            raise ValueError(f"a placement starts on a frame and sounds: start {self.start}, frames {self.frames}")

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.frames

    def overlap(self, start: int, frames: int) -> tuple[slice, slice] | None:
        """(mine, yours): which samples of `source` fall on which of the block `start`..`start + frames`, or None.

        Mixing is `block[yours] += source[mine] * gain`.
        """
        first, last = max(self.start, start), min(self.end, start + frames)
        if first >= last:
            return None
        mine = slice(self.offset + first - self.start, self.offset + last - self.start)
        return mine, slice(first - start, last - start)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on the screen from sample `start` to `end`, and who says them. `turn` is 0-based."""

    start: int
    end: int
    speaker: str
    text: str
    turn: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter from sample `start` to `end`; the mark stands on a whole second."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class TurnMark:
    """Where turn `turn` (0-based) sounds: from the first sample of its first clip to the last of its last."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole plan in sample counts: all audio, chapters and captions come from here."""

    rate: int
    channels: Literal[1, 2]
    frames: int
    placements: tuple[Placement, ...]
    captions: tuple[Caption, ...]
    chapters: tuple[Chapter, ...]
    turns: tuple[TurnMark, ...]

    def __post_init__(self) -> None:
        if any(b.start < a.start for a, b in pairwise(self.placements)):
            raise ValueError("placements are sorted")
        if any(p.end > self.frames or len(p.gains) != self.channels for p in self.placements):
            raise ValueError("placements lie inside the episode, with one gain a channel")
        if any(not 0 <= c.start < c.end <= self.frames for c in self.captions):
            raise ValueError("captions lie inside the episode")
        if any(b.start < a.end for a, b in pairwise(self.captions)):
            raise ValueError("captions are sorted and do not overlap")
        if not self.chapters or self.chapters[0].start != 0 or self.chapters[-1].end != self.frames:
            raise ValueError("chapters begin at 0 and end with the episode")
        if any(a.end != b.start for a, b in pairwise(self.chapters)):
            raise ValueError("chapters are contiguous")
        if any(c.start >= c.end for c in self.chapters):
            raise ValueError("a chapter is not empty")
