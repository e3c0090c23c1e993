"""The schema of `report.json`: everything that is reported about a delivered episode.

It contains no clock time, no processing time and no absolute path, so that a report can be reproduced exactly. The
fields of the file are in the order of this module. Positions are samples at `rate`, lines count from 1 in the script,
levels are in LUFS and dBTP.

Raise `SCHEMA` when a field is changed or removed, and describe the change in docs/json.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from audiorender.model import RATE, Chapter, Silent

SCHEMA = 1

LONGEST = RATE * 60 * 60 * 1000
"""The longest episode, in samples: a thousand hours."""

Words = Annotated[str, msgspec.Meta(pattern=r"\S")]
Name = Annotated[str, msgspec.Meta(pattern=r"(?s)\A[^./\\\0][^/\\\0]*\Z")]
"""The name of a file beside the report: no path, and not hidden."""
Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
MediaType = Annotated[str, msgspec.Meta(pattern=r"\A[\w.+-]+/[\w.+-]+\Z")]
Whole = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Options = dict[str, Any]
"""An engine's options as its voice gives them."""


@dataclass(frozen=True, slots=True)
class AudioFile:
    """One form of the episode: `bytes` and `sha256` of the file, `samples` per channel and level of its decoded audio.

    `bitrate` is in kbit/s, None for lossless formats; `loudness` in LUFS and `true_peak` in dBTP are None for silence,
    `loudness_range` is in LU. `audio_key` identifies everything that the audio was made from, `tag_key` everything in
    its tags; `tagged` lists the tag fields that were written, and `left_out` says what the container could not hold.
    """

    file: Name
    format: Words
    media_type: Words
    bytes: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    sha256: Digest
    samples: Whole
    loudness: float | None
    true_peak: float | None
    bitrate: int | None
    gain: float
    audio_key: str
    tag_key: str
    tagged: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    loudness_range: float | None = None


@dataclass(frozen=True, slots=True)
class BesideFile:
    """A file beside the audio: its role (`transcript`, `chapters`, `notes`, ...) and its media type."""

    file: Name
    role: Words
    media_type: MediaType


@dataclass(frozen=True, slots=True)
class CastMember:
    """A speaker's voice and position: `pan` from -1 (left) to 1 (right)."""

    voice: str
    engine: Words
    options: Options
    pan: float


@dataclass(frozen=True, slots=True)
class SpeakerLevel:
    """How loud a speaker is in the delivered mix, and how far their paragraphs spread around that, in LU."""

    loudness: float | None
    spread: float


@dataclass(frozen=True, slots=True)
class Levels:
    """Every speaker's level; `voice_over_music` is the smallest distance between voices and the music under them, in
    LU."""

    speakers: dict[str, SpeakerLevel]
    voice_over_music: float | None


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter, with its link and the name of its picture beside the audio, if any."""

    title: Words
    start: Whole
    end: Whole
    url: str | UnsetType | None = UNSET
    image: str | UnsetType | None = UNSET

    @classmethod
    def of(cls, chapter: Chapter, pictures: Mapping[str, str]) -> ChapterRow:
        """The row for a chapter; `pictures` maps its image to the name of the file."""
        image = pictures.get(chapter.image or "")
        return cls(chapter.title, chapter.start, chapter.end, chapter.url or UNSET, image or UNSET)

    def chapter(self) -> Chapter:
        """The chapter that the row describes."""
        return Chapter(self.start, self.end, self.title, self.url or None, self.image or None)


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Who speaks when; a silent turn has no time. `turn` counts from 1."""

    turn: Whole
    speaker: str
    line: Whole
    guessed: bool
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ClipRow:
    """A paragraph that is heard, with everything that its clip was made from."""

    line: Whole
    speaker: str
    voice: str
    options: Options
    spoken: str
    key: str


@dataclass(frozen=True, slots=True)
class CreditRow:
    """An added voice or model that is heard: its author and licence; `credit` is True if it must be credited."""

    name: Words
    attribution: str
    licence: str
    licence_address: str
    commercial: bool
    credit: bool


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A paragraph in which a recogniser missed some of the words, given in case-folded form."""

    line: Whole
    speaker: str
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GuessedRow:
    """A turn whose speaker was guessed: the confidence (0 to 1) and the reason, None if the builder gives none."""

    turn: Whole
    line: Whole
    speaker: str
    confidence: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SilentRow:
    """What is not spoken, and by which rule; `spans` are pairs of character offsets in the source."""

    text: str
    line: Whole
    spans: tuple[tuple[int, int], ...]
    rule: str

    @classmethod
    def of(cls, silent: Silent) -> SilentRow:
        """The row for a silent piece."""
        return cls(silent.text, silent.line, tuple((span.start, span.end) for span in silent.spans), silent.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report. `bitrate`, `loudness`, `true_peak` and `loudness_range` are those of the first of `files`."""

    audiorender: str
    schema: int
    title: Words
    show: str | None
    author: str | None
    date: str | None
    language: str | None
    description: str | None
    season: Whole | None
    episode: Whole | None
    explicit: bool | None
    guid: Words
    rate: Annotated[int, msgspec.Meta(ge=RATE, le=RATE)]
    channels: Annotated[int, msgspec.Meta(ge=1, le=2)]
    samples: Annotated[int, msgspec.Meta(ge=1, le=LONGEST)]
    bitrate: int | None
    loudness: float | None
    true_peak: float | None
    files: Annotated[tuple[AudioFile, ...], msgspec.Meta(min_length=1)]
    versions: dict[str, str]
    cast: dict[str, CastMember]
    shared_voices: tuple[tuple[str, ...], ...]
    chapters: tuple[ChapterRow, ...]
    turns: tuple[TurnRow, ...]
    clips: tuple[ClipRow, ...]
    guessed: tuple[GuessedRow, ...]
    silent: tuple[SilentRow, ...]
    advice: tuple[str, ...]
    beside: tuple[BesideFile, ...]
    loudness_range: float | None = None
    levels: Levels | None = None
    doubtful: tuple[DoubtRow, ...] = ()
    credits: tuple[CreditRow, ...] = ()

    def __post_init__(self) -> None:
        for chapter in self.chapters:
            if not chapter.start <= chapter.end <= self.samples:
                raise ValueError(f"the chapter '{chapter.title}' is not within the episode")

    @property
    def engines(self) -> tuple[str, ...]:
        """The names of the engines of its voices."""
        return tuple(sorted({member.engine for member in self.cast.values()}))

    def role(self, role: str) -> Iterator[BesideFile]:
        """The files beside the audio that have this role."""
        return (each for each in self.beside if each.role == role)


def as_json(value: object) -> Any:
    """A report, or a row of one, as dictionaries, lists and plain values."""
    return msgspec.to_builtins(value)
