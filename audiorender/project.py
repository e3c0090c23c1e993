"""Settings that hold for every episode of a show: `audiorender.toml` in the working folder or one above it.

    show = "Small Harbours"
    author = "The harbour society"
    language = "en"
    target = "podcast"
    voices = "voices"
    lexicon = "words.toml"

    [cast]
    Host = "amber"

    [style]
    after_question = 700

    [feed]
    url = "https://example.org/harbours"

What a script's front matter says comes before this, and what the command line says before both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from audiorender.mixer.turntaking import Style
from audiorender.publish.feed.settings import FeedSettings
from audiorender.script.chapters import Lengths
from audiorender.targets import TARGETS


class Disclosure(StrEnum):
    """Where listeners are told that the voices are synthetic: aloud and in writing, in writing alone, or nowhere."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Project:
    """The settings, each with what holds where the file is silent.

    `show`, `author` and `language` stand in for front matter that lacks them; `cast` gives speakers their voices.
    `style` are the silences in milliseconds (`[style]`, a key for each field of `Style`). `chapters` says how long they
    are in seconds (`[chapters]`, `shortest` and `longest`). `target` is the loudness of a
    stereo episode in LUFS (a mono one is 3 LU below it); in the file it is a number or one of `TARGETS`. `limit` is how
    many bytes a source may have. `voices` are folders of voice profiles, before the shipped ones; `engine` is
    the one whose voices are given where none is named, `fallback` the voice that says what another failed to; `lexicon`
    are files that say how words are spoken (`tts.lexicon`), before the shipped one. `cover` is the picture of episodes
    that name none. `music`, `intro`, `outro`, `bed` and `sting` are files of music or "own", `under` is how far a bed
    stays below the voices in dB, and `room` puts a quiet room under the whole. `words` asks for captions by the word,
    too, and `narrator` for a voice that reads what a text says around the talk. `opening` and `closing` are spoken
    before and behind the talk. `disclosure` says where it is told that the
    voices are synthetic. `feed` is what is said of the podcast as a whole. `folder` is where the file lies, outside of
    which no cover may be unless that is allowed.
    """

    show: str | None = None
    author: str | None = None
    language: str | None = None
    cast: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    style: Style = field(default_factory=Style)
    chapters: Lengths = field(default_factory=Lengths)
    target: float = TARGETS["podcast"]
    limit: int = 20_000_000
    voices: tuple[Path, ...] = ()
    engine: str | None = None
    fallback: str | None = None
    lexicon: tuple[Path, ...] = ()
    cover: Path | None = None
    music: str | None = None
    intro: Path | str | None = None
    outro: Path | str | None = None
    bed: Path | str | None = None
    sting: Path | str | None = None
    under: float = -24.0
    room: bool = True
    words: bool = False
    narrator: bool = True
    opening: str | None = None
    closing: str | None = None
    disclosure: Disclosure = Disclosure.WRITTEN
    formats: tuple[str, ...] = ("mp3",)
    bitrate: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    feed: FeedSettings = field(default_factory=FeedSettings)
    folder: Path | None = field(default=None, compare=False)
