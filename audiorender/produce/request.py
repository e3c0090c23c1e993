"""What one command asks for, and what it has to say beside its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from audiorender.mixer.levels.matching import TARGET
from audiorender.produce.note import Note
from audiorender.project import Project
from audiorender.script.reading.source import Source

__all__ = ["Note", "Request", "Wishes", "target_for"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of a script and comes before what stands in it; the fields are those of `Request`."""

    title: str | None
    show: str | None
    author: str | None
    date: str | None
    description: str | None
    cover: str | Path | None
    voices: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """One source or script (`-` is standard input) and everything that was asked of it.

    `title`, `show`, `author`, `date` and `description` stand in for the front matter's, and so does `cover`, a picture
    named from the working folder. `voices` and `names` map a speaker to a voice, and an old name to a new one. `rate`
    multiplies every voice's speed.
    `engine` is the one whose voices are given where none is named, and `fallback` the voice that speaks what another
    failed to; the settings' hold where they are None.
    `formats` are names of `audio.formats`, none meaning those of the settings; `bitrate` (kbit/s) holds for all of them
    that lose something. `words` asks for captions by the word, too; `listen` has a recogniser hear every clip; `dry`
    leaves out all music and sounds, `stems` writes every speaker alone as well, `video` an MP4 with stills. `evidence`
    is a raw transcript of what is said in the source. Without a `narrator` what a text says around the talk is silent.
    `allow_outside` lets a source name pictures and sounds outside of its folder and the settings'.
    """

    source: str | Path | Source
    output: str | Path | None = None
    title: str | None = None
    show: str | None = None
    author: str | None = None
    date: str | None = None
    description: str | None = None
    cover: str | Path | None = None
    voices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    engine: str | None = None
    fallback: str | None = None
    rate: float = 1.0
    channels: Literal[1, 2] = 2
    formats: tuple[str, ...] = ()
    bitrate: int | None = None
    words: bool = False
    listen: bool = False
    dry: bool = False
    stems: bool = False
    video: bool = False
    rebuild: bool = False
    narrator: bool = True
    allow_outside: bool = False
    evidence: str | Path | Source | None = None
    project: Project = field(default_factory=Project)

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return self.source.stem if isinstance(self.source, Source) else str(self.source)

    @property
    def wishes(self) -> Wishes:
        """What is asked of the script."""
        return Wishes(**{field.name: getattr(self, field.name) for field in fields(Wishes)})


def target_for(channels: Literal[1, 2], project: Project) -> float:
    """LUFS: what the settings ask of a stereo episode, and 3 LU less of a mono one, which plays as loud."""
    return project.target + TARGET[channels] - TARGET[2]
