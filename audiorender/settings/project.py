"""Settings for every episode of a show: `audiorender.toml` in the working folder or one above it.

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

A script's front matter takes precedence over these, and the command line over both.
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
from audiorender.settings.targets import TARGETS


class Disclosure(StrEnum):
    """How listeners are told that the voices are synthetic: aloud and in writing, only in writing, or not at all."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Project:
    """The settings, each with its default.

    `show`, `author` and `language` stand in for missing front matter; `cast` gives speakers their voices. `style` holds
    the silences in milliseconds (`[style]`, with a key for each field of `Style`). `chapters` limits their length in
    seconds (`[chapters]`, `shortest` and `longest`). `target` is the loudness of a stereo episode in LUFS (mono is 3 LU
    lower); in the file it is a number or one of `TARGETS`. `limit` is how many bytes a source may have. `voices` are
    folders of voice profiles that are searched before the shipped ones; `engine` supplies the voices if none is named,
    and `fallback` is the voice that says what another failed to say; `lexicon` are pronunciation files (`tts.lexicon`)
    that take precedence over the shipped one. `cover` is the picture of episodes that name none. `music`, `intro`,
    `outro`, `bed` and `sting` are music files or "own", `under` is how many dB a bed stays below the voices, and `room`
    adds quiet room noise throughout. `words` adds word-by-word captions, and `narrator` a voice that reads the text
    around the conversation. `opening` and `closing` are spoken before and after the conversation. `disclosure` says how
    listeners are told that the voices are synthetic. `shared_store` is the address of a store that several
    machines use. `feed` describes the podcast as a whole. `folder` is where the settings file is; covers must be inside
    it unless that is explicitly allowed.
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
    shared_store: str | None = None
    feed: FeedSettings = field(default_factory=FeedSettings)
    folder: Path | None = field(default=None, compare=False)
