"""Text: a source's characters, the script made from them, and the reason for every decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from audiorender.model.recording import Cue


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of the decoded source; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must not be empty or run backwards: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: as `written`, as `spoken` if that differs, and whether it is stressed."""

    written: str
    spoken: str | None = None
    stress: bool = False

    def __post_init__(self) -> None:
        if not self.written:
            raise ValueError("a piece of text must not be empty")


Text = tuple[Piece, ...]
"""One paragraph."""


def written(text: Text) -> str:
    """The paragraph as it is written."""
    return "".join(piece.written for piece in text)


def plain(words: str) -> Text:
    """A paragraph without stress, spoken as it is written."""
    return (Piece(words),)


@dataclass(frozen=True, slots=True)
class Turn:
    """Consecutive paragraphs by one speaker.

    `take` counts from 1 how often the turn was requested from a voice that sounds different each time. `line` is where
    the turn begins in the file that it came from, counted from 1; `lines` are those of each paragraph in a script file.
    Neither takes part in comparisons.
    """

    speaker: str
    paragraphs: tuple[Text, ...]
    guessed: bool = False
    line: int = field(default=0, compare=False)
    lines: tuple[range, ...] = field(default=(), compare=False)
    take: int = 1

    def __post_init__(self) -> None:
        if not self.speaker or not self.paragraphs or not all(self.paragraphs):
            raise ValueError("a turn needs a speaker and at least one paragraph, and no paragraph may be empty")
        if self.take < 1:
            raise ValueError("takes are counted from 1")


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a chapter. It is shown, not spoken. It may have a link and a picture (a file beside the script)."""

    title: str
    line: int = field(default=0, compare=False)
    url: str | None = None
    image: str | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a chapter needs a title")


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence of this many milliseconds, in place of the one that turn-taking would give."""

    milliseconds: int
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if self.milliseconds < 0:
            raise ValueError("a pause must not be negative")


Item = Turn | Heading | Pause | Cue


@dataclass(frozen=True, slots=True)
class Link:
    """A web address and its link text, which may be empty."""

    text: str
    url: str

    def __post_init__(self) -> None:
        if not self.url or any(map(str.isspace, self.url)):
            raise ValueError(f"a web address must not contain blanks: {self.url!r}")


@dataclass(frozen=True, slots=True)
class Meta:
    """The metadata of an episode. `date` is ISO 8601 as the source gave it, never the clock.

    `links` and `footnotes` are for the show notes. `intro`, `outro`, `bed` and `sting` name music files, `own` or
    `none`; `music` is `own` to use our own music for all of them. `opening` and `closing` are spoken before and after
    the conversation.
    """

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
    intro: str | None = None
    outro: str | None = None
    bed: str | None = None
    sting: str | None = None
    music: str | None = None
    opening: str | None = None
    closing: str | None = None
    links: tuple[Link, ...] = ()
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A speaker-tagged script. `cast` pairs each speaker with a voice's name, or None to leave the choice to casting.

    `sexes` are those of speakers for whom the script states it, in the order of the cast: each one of `SEXES`.
    """

    meta: Meta
    cast: tuple[tuple[str, str | None], ...]
    items: tuple[Item, ...]
    sexes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [name for name, _ in self.cast]
        if len(set(names)) != len(names):
            raise ValueError("the same speaker is in the cast twice")
        unknown = {turn.speaker for turn in self.turns} - set(names)
        if unknown:
            raise ValueError(f"not in the cast: {', '.join(sorted(unknown))}")

    def renamed(self, names: Mapping[str, str]) -> Script:
        """The same script with these speakers renamed; two who come to share a name become one speaker.

        The merged speaker keeps the first voice that either had.
        """
        cast: dict[str, str | None] = {}
        for name, voice in self.cast:
            new = names.get(name, name)
            cast[new] = cast.get(new) or voice
        items = tuple(
            replace(item, speaker=names[item.speaker]) if isinstance(item, Turn) and item.speaker in names else item
            for item in self.items
        )
        sexes = {names.get(name, name): sex for name, sex in reversed(self.sexes)}
        return Script(
            self.meta, tuple(cast.items()), items, tuple((name, sexes[name]) for name in cast if name in sexes)
        )

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order; a turn's number is its position here, counted from 1."""
        return tuple(item for item in self.items if isinstance(item, Turn))

    @property
    def chapters(self) -> tuple[tuple[int, ...], ...]:
        """The turns (0-based) of each chapter, including those before the first heading; none is empty."""
        chapters: list[list[int]] = [[]]
        turns = count()
        for item in self.items:
            if isinstance(item, Heading):
                chapters.append([])
            elif isinstance(item, Turn):
                chapters[-1].append(next(turns))
        return tuple(tuple(turns) for turns in chapters if turns)


@dataclass(frozen=True, slots=True)
class Guess:
    """Why turn `turn` (0-based, in `Script.turns`) was given to its speaker, the confidence (0..1), and its place in
    the source."""

    turn: int
    confidence: float
    reason: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """Source characters that are not spoken, and the name of the rule that says so. `line` is 1-based."""

    text: str
    line: int
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should check in one line of a source (1-based): a guess that drops or changes words."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the builder makes of a source: a script, a guess for every turn in order, and all that is not spoken.

    `detected` is the script's language if it was detected from the text alone. `remarks` are in order of line.
    """

    script: Script
    guesses: tuple[Guess, ...]
    silent: tuple[Silent, ...]
    detected: str | None = None
    remarks: tuple[Remark, ...] = ()
