"""What a command is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from audiorender.script.reading.source import Source
from audiorender.settings.project import Project


@dataclass(frozen=True, slots=True)
class Overrides:
    """Options for a script that take precedence over its contents; the fields are those of `Request`."""

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
    """One source or script (`-` is standard input) and all options for it, which `api.options` describes.

    A `cover` is relative to the working folder. If `engine` or `fallback` is None, or `formats` is empty, the settings'
    are used.
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
        """The source's name in messages."""
        return self.source.stem if isinstance(self.source, Source) else str(self.source)

    @property
    def overrides(self) -> Overrides:
        """The options for the script."""
        return Overrides(**{field.name: getattr(self, field.name) for field in fields(Overrides)})
