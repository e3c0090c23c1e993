"""`report.json` as input: what was delivered in an episode's folder, checked before anybody believes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender.errors import SourceError
from audiorender.files import cannot_read, sha256
from audiorender.folder import REPORT
from audiorender.model import RATE, Chapter

_AGAIN = "render the episode again"
_LONGEST = RATE * 60 * 60 * 1000
"""Samples that an episode may have here: a thousand hours."""


@dataclass(frozen=True, slots=True)
class AudioFile:
    """A form of the audio: its file's name, its length in bytes, and its SHA-256 in hexadecimal digits."""

    name: str
    format: str
    media_type: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BesideFile:
    """A file beside the audio: its name, what it is for (`transcript`, `chapters`, `notes`, ...), its media type."""

    name: str
    role: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report of the folder `folder` says. `samples` at `model.RATE`; `cast` pairs speakers and engines."""

    folder: Path
    title: str
    show: str | None
    author: str | None
    date: str | None
    language: str | None
    description: str | None
    season: int | None
    episode: int | None
    explicit: bool | None
    guid: str
    samples: int
    cast: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    files: tuple[AudioFile, ...]
    beside: tuple[BesideFile, ...]

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines of its voices, by name."""
        return tuple(sorted({engine for _, engine in self.cast}))

    def role(self, role: str) -> Iterator[BesideFile]:
        """The files beside the audio that are for this."""
        return (each for each in self.beside if each.role == role)


def read_report(folder: Path) -> Reported:
    """The report in `folder`.

    Raises SourceError for one that cannot be read, or lacks what every report has.
    """
    path = folder / REPORT
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise cannot_read(path, error) from error
    except (ValueError, RecursionError) as error:
        raise SourceError("is not JSON that can be read", path=path, hint=_AGAIN) from error
    return _reported(_Table.of(value, "the report", path), folder)


def check_file(folder: Path, name: str) -> Path:
    """The path of a file that a report names. Raises SourceError when there is no such file."""
    path = folder / name
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise SourceError(f"is missing, and {REPORT} beside it names it", path=path, hint=_AGAIN)
    return path


def check_audio(folder: Path, audio: AudioFile) -> None:
    """Raise SourceError where the file on the disk is not the one that was reported: missing, longer, other bytes."""
    path = check_file(folder, audio.name)
    try:
        length = path.stat().st_size
        digest = sha256(path) if length == audio.length else None
    except OSError as error:
        raise cannot_read(path, error) from error
    if length != audio.length:
        raise SourceError(f"has {length} bytes, and {REPORT} says {audio.length}", path=path, hint=_AGAIN)
    if digest != audio.sha256:
        raise SourceError(f"is not the file that {REPORT} tells of: its bytes were changed", path=path, hint=_AGAIN)


def _reported(report: _Table, folder: Path) -> Reported:
    rate, samples = report.whole("rate", 1), report.whole("samples", 1, _LONGEST)
    if rate != RATE:
        raise report.fault("rate", f"{RATE}")
    chapters = tuple(
        Chapter(
            each.whole("start", 0, samples),
            each.whole("end", 0, samples),
            each.text("title"),
            each.maybe_text("url"),
            each.maybe_text("image"),
        )
        for each in report.tables("chapters")
    )
    files = tuple(
        AudioFile(
            each.name("file"),
            each.text("format"),
            each.text("media_type"),
            each.whole("bytes", 1),
            each.text("sha256", r"[0-9a-f]{64}"),
        )
        for each in report.tables("files")
    )
    if not files:
        raise report.fault("files", "a list of at least one file")
    beside = (
        BesideFile(each.name("file"), each.text("role"), each.text("media_type", r"[\w.+-]+/[\w.+-]+"))
        for each in report.tables("beside")
    )
    return Reported(
        folder=folder,
        title=report.text("title"),
        show=report.maybe_text("show"),
        author=report.maybe_text("author"),
        date=report.maybe_text("date"),
        language=report.maybe_text("language"),
        description=report.maybe_text("description"),
        season=report.maybe_whole("season"),
        episode=report.maybe_whole("episode"),
        explicit=report.maybe_truth("explicit"),
        guid=report.text("guid"),
        samples=samples,
        cast=tuple((speaker, each.text("engine")) for speaker, each in report.named_tables("cast")),
        chapters=chapters,
        files=files,
        beside=tuple(beside),
    )


class _Table:
    """A JSON object, with the words for where it stands in the report."""

    def __init__(self, values: Mapping[str, Any], where: str, path: Path) -> None:
        self._values, self._where, self._path = values, where, path

    @classmethod
    def of(cls, value: object, where: str, path: Path) -> _Table:
        if not isinstance(value, dict):
            raise SourceError(f"{where} is not a JSON object", path=path, hint=_AGAIN)
        return cls(value, where, path)

    def fault(self, key: str, wanted: str) -> SourceError:
        if key not in self._values:
            message = f"{self._where} has no '{key}': an older audiorender wrote it, or somebody changed it"
        else:
            message = f"'{key}' of {self._where} is not {wanted}"
        return SourceError(message, path=self._path, hint=_AGAIN)

    def text(self, key: str, pattern: str = r"(?s).*\S.*") -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise self.fault(key, "text of the right form")
        return value

    def maybe_text(self, key: str) -> str | None:
        return None if self._values.get(key) in (None, "") else self.text(key)

    def whole(self, key: str, least: int, most: int = 2**53) -> int:
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.fault(key, f"a whole number from {least} to {most}")
        return value

    def maybe_whole(self, key: str) -> int | None:
        return None if self._values.get(key) is None else self.whole(key, 0)

    def maybe_truth(self, key: str) -> bool | None:
        value = self._values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fault(key, "true or false")
        return value

    def name(self, key: str) -> str:
        """The name of a file in the report's own folder: no path, nothing hidden."""
        value = self.text(key)
        if re.search(r"[/\\\0]", value) or value.startswith("."):
            raise self.fault(key, "the name of a file beside it")
        return value

    def tables(self, key: str) -> list[_Table]:
        value = self._values.get(key)
        if not isinstance(value, list):
            raise self.fault(key, "a list")
        return [
            _Table.of(each, f"number {number} of '{key}'", self._path) for number, each in enumerate(value, start=1)
        ]

    def named_tables(self, key: str) -> list[tuple[str, _Table]]:
        value = self._values.get(key)
        if not isinstance(value, dict):
            raise self.fault(key, "an object")
        return [(name, _Table.of(each, f"'{name}' of '{key}'", self._path)) for name, each in value.items()]
