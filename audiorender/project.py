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

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audiorender.audio.formats import FORMATS
from audiorender.errors import SourceError, near
from audiorender.files import cannot_read
from audiorender.mixer.turntaking import Style
from audiorender.publish.feed.addresses import base_address, web_address
from audiorender.publish.feed.categories import PARENTS
from audiorender.publish.feed.settings import FeedSettings
from audiorender.script.chapters import Lengths

FILE = "audiorender.toml"

TARGETS = MappingProxyType({"podcast": -16.0, "spotify": -14.0, "speech": -18.0, "broadcast": -23.0})
"""Loudness by name, in LUFS: Apple Podcasts; Spotify; AES TD1008 for streamed speech; EBU R 128."""

LONGEST_CHAPTER = 100_000
"""Seconds that a limit of a chapter's length may have."""

LONGEST_SILENCE = 10_000
"""Milliseconds that a silence of the style may last."""


@dataclass(frozen=True, slots=True)
class Project:
    """The settings, each with what holds where the file is silent.

    `show`, `author` and `language` stand in for front matter that lacks them; `cast` gives speakers their voices.
    `style` are the silences in milliseconds (`[style]`, a key for each field of `Style`). `chapters` says how long they
    are in seconds (`[chapters]`, `shortest` and `longest`). `target` is the loudness of a
    stereo episode in LUFS (a mono one is 3 LU below it); in the file it is a number or one of `TARGETS`. `limit` is how
    many bytes a source may have. `voices` are folders of voice profiles, before the shipped ones; `lexicon`
    are files that say how words are spoken (`tts.lexicon`), before the shipped one. `cover` is the picture of episodes
    that name none. `words` asks for captions by the word, too. `disclosure` says in the tags that the voices are
    synthetic. `feed` is what is said of the podcast as a whole.
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
    lexicon: tuple[Path, ...] = ()
    cover: Path | None = None
    words: bool = False
    disclosure: bool = True
    formats: tuple[str, ...] = ("mp3",)
    bitrate: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    feed: FeedSettings = field(default_factory=FeedSettings)


def load_project(start: Path) -> Project:
    """The settings that hold in the folder `start`; the defaults where no file is found.

    Raises SourceError for a file that cannot be read, an unknown key, and a value of the wrong kind or out of range.
    """
    path = next((path for folder in (start, *start.parents) if (path := folder / FILE).is_file()), None)
    return _File(path).project() if path else Project()


class _File:
    """A settings file: its table, and where each key stands in its text."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._text = path.read_text(encoding="utf-8-sig")
            self._table = tomllib.loads(self._text)
        except OSError as error:
            raise cannot_read(path, error) from error
        except UnicodeDecodeError as error:
            raise SourceError(f"is not UTF-8 at byte {error.start}", path=path, hint="save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
            end = self._text.rstrip().count("\n") + 1
            line, column = (int(place[1]), int(place[2])) if place else (end, None)
            problem = str(error).partition(" (at ")[0]
            raise SourceError(f"is not TOML: {problem}", path=path, line=line, column=column) from error
        except (RecursionError, ValueError) as error:
            raise SourceError("is not TOML that can be read", path=path) from error

    def project(self) -> Project:
        read: dict[str, Callable[[str, Any], Any]] = {
            "show": self._words,
            "author": self._words,
            "language": self._words,
            "cast": self._cast,
            "style": self._style,
            "chapters": self._chapters,
            "target": self._target,
            "limit": lambda key, value: self._whole(key, value, 1, 1_000_000_000),
            "voices": self._folders,
            "lexicon": self._files,
            "cover": lambda key, value: self._files(key, value)[0],
            "words": self._truth,
            "disclosure": self._truth,
            "formats": self._formats,
            "bitrate": self._bitrate,
            "feed": self._feed,
        }
        self._check_keys(self._table, read)
        return Project(**{key: read[key](key, value) for key, value in self._table.items()})

    def _error(self, key: str, message: str, hint: str | None = None) -> SourceError:
        """The error for the setting `key`, on its line where that can be seen."""
        found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=\]]", self._text, re.MULTILINE)
        line = self._text.count("\n", 0, found.start()) + 1 if found else None
        return SourceError(message, path=self._path, line=line, hint=hint)

    def _check_keys(self, table: Mapping[str, object], known: Mapping[str, object]) -> None:
        for key in table:
            if key not in known:
                raise self._error(key, f"unknown setting '{key}'", near(key, known))

    def _table_of(self, key: str, value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._error(key, f"'{key}' is a table", f"write a line [{key}] and its settings below it")
        return value

    def _words(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._error(key, f"'{key}' is text", f'write {key} = "..."')
        return value

    def _truth(self, key: str, value: object) -> bool:
        if not isinstance(value, bool):
            raise self._error(key, f"'{key}' is true or false")
        return value

    def _whole(self, key: str, value: object, least: int, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._error(key, f"'{key}' is a whole number from {least} to {most}")
        return value

    def _cast(self, key: str, value: object) -> Mapping[str, str]:
        table = self._table_of(key, value)
        return MappingProxyType({speaker: self._words(speaker, voice) for speaker, voice in table.items()})

    def _style(self, key: str, value: object) -> Style:
        table = self._table_of(key, value)
        self._check_keys(table, {silence.name: None for silence in fields(Style)})
        return Style(**{name: self._whole(name, length, 0, LONGEST_SILENCE) for name, length in table.items()})

    def _chapters(self, key: str, value: object) -> Lengths:
        table = self._table_of(key, value)
        self._check_keys(table, {limit.name: None for limit in fields(Lengths)})
        limits = Lengths(**{name: self._whole(name, length, 1, LONGEST_CHAPTER) for name, length in table.items()})
        if limits.longest < 2 * limits.shortest:
            raise self._error(key, "'longest' is at least twice 'shortest'", "or chapters cannot keep to both")
        return limits

    def _feed(self, key: str, value: object) -> FeedSettings:
        table = self._table_of(key, value)
        read: dict[str, Callable[[str, Any], Any]] = {
            "url": lambda key, value: self._address(key, value, base_address),
            "link": lambda key, value: self._address(key, value, web_address),
            "description": self._words,
            "category": self._categories,
            "explicit": self._truth,
            "image": self._image,
            "owner": self._words,
            "email": self._email,
            "copyright": self._words,
            "hosts": self._names,
            "guid": self._guid,
            "locked": self._truth,
        }
        self._check_keys(table, read)
        return FeedSettings(**{name: read[name](name, given) for name, given in table.items()})

    def _address(self, key: str, value: object, read: Callable[[str], str]) -> str:
        try:
            return read(self._words(key, value))
        except ValueError as error:
            raise self._error(key, f"'{key}': {error}", 'for example "https://example.org/show"') from error

    def _names(self, key: str, value: object) -> tuple[str, ...]:
        """One text or a list of them."""
        return tuple(self._words(key, name) for name in (value if isinstance(value, list) else [value]))

    def _categories(self, key: str, value: object) -> tuple[str, ...]:
        names = self._names(key, value)
        for name in names:
            if name not in PARENTS:
                hint = near(name, PARENTS)
                known = hint if hint and hint.startswith("did") else "the names are those of Apple Podcasts' categories"
                raise self._error(key, f"unknown category '{name}'", known)
        return names

    def _image(self, key: str, value: object) -> Path | str:
        """A picture beside the settings, or its address."""
        name = self._words(key, value)
        return self._address(key, name, web_address) if "://" in name else self._files(key, name)[0]

    def _email(self, key: str, value: object) -> str:
        text = self._words(key, value)
        if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text):
            raise self._error(key, f"'{text}' is no e-mail address")
        return text

    def _guid(self, key: str, value: object) -> str:
        text = self._words(key, value)
        if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
            raise self._error(key, f"'{text}' is no UUID, which a podcast's guid is")
        return text.lower()

    def _target(self, key: str, value: object) -> float:
        if isinstance(value, str):
            if value not in TARGETS:
                raise self._error(key, f"unknown target '{value}'", near(value, TARGETS))
            return TARGETS[value]
        if not isinstance(value, int | float) or isinstance(value, bool) or not -40 <= value <= -8:
            names = ", ".join(f'"{name}"' for name in TARGETS)
            raise self._error(key, f"'{key}' is a loudness from -40 to -8 LUFS, or one of {names}")
        return float(value)

    def _folders(self, key: str, value: object) -> tuple[Path, ...]:
        folder = self._path.parent / self._words(key, value)
        if "\0" in str(folder) or not folder.is_dir():
            raise self._error(key, f"there is no folder '{value}'", f"it is looked for beside {FILE}")
        return (folder,)

    def _formats(self, key: str, value: object) -> tuple[str, ...]:
        names = self._names(key, value)
        for name in names:
            if name not in FORMATS:
                raise self._error(key, f"unknown format '{name}'", near(name, FORMATS))
        if not names:
            raise self._error(key, f"'{key}' names at least one format", near("", FORMATS))
        return names

    def _bitrate(self, key: str, value: object) -> Mapping[str, int]:
        table = self._table_of(key, value)
        self._check_keys(table, {name: None for name, form in FORMATS.items() if not form.lossless})
        for name, rate in table.items():
            try:
                FORMATS[name].bitrate(2, self._whole(name, rate, 1, 1000))
            except ValueError as error:
                raise self._error(name, str(error)) from error
        return MappingProxyType(dict(table))

    def _files(self, key: str, value: object) -> tuple[Path, ...]:
        """One file or a list of them, beside the settings."""
        names = value if isinstance(value, list) else [value]
        files = tuple(self._path.parent / self._words(key, name) for name in names)
        for name, file in zip(names, files, strict=True):
            if "\0" in str(file) or not file.is_file():
                raise self._error(key, f"there is no file '{name}'", f"it is looked for beside {FILE}")
        return files
