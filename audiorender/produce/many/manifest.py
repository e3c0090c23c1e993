"""A manifest: a list of episodes with options for each, as TOML (`[[episode]]` tables) or JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from audiorender.audio.formats import FORMATS, near_format
from audiorender.errors import SourceError, near
from audiorender.files import cannot_read
from audiorender.produce.many.items import STDIN, Item
from audiorender.settings.project import Project
from audiorender.settings.projectfile import changed_project
from audiorender.tomlfile import TomlFile

SUFFIXES = (".toml", ".jsonl", ".ndjson")

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*episode[ \t]*\]\]", re.MULTILINE)


def is_manifest(path: Path) -> bool:
    """Whether the file at `path` is a manifest: always for TOML; for JSON lines, if the first one names a source."""
    if path.suffix.casefold() not in SUFFIXES or not path.is_file():
        return False
    if path.suffix.casefold() == ".toml":
        return True
    try:
        with path.open(encoding="utf-8-sig") as file:
            first = next((line for line in file if line.strip()), "")
        found = json.loads(first)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "source" in found


def read_manifest(path: Path, project: Project) -> Iterator[Item]:
    """The episodes that the manifest at `path` lists; files are relative to it.

    Raises SourceError, naming the line, if it is not a manifest, for an unknown key, and for a value of the wrong type.
    """
    entries = _toml(path) if path.suffix.casefold() == ".toml" else _json_lines(path)
    for entry in entries:
        yield _item(entry, path.parent, project)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A manifest's entry for an episode; `place` is "FILE:LINE", and `error` finds the line of a key."""

    table: Mapping[str, Any]
    place: str
    error: Callable[[str, str, str | None], SourceError]


def _toml(path: Path) -> Iterator[_Entry]:
    file = TomlFile(path)
    file.refuse_unknown(file.table, ("episode",), what="table")
    entries = file.table.get("episode")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError("lists no episodes", path=path, hint='write [[episode]] and below it source = "talk.md"')
    text = path.read_text(encoding="utf-8-sig")
    starts = [match.start() for match in _HEADER.finditer(text)]
    lines: list[int | None] = [None] * len(entries)
    if len(starts) == len(entries):
        at, line = 0, 1
        for number, start in enumerate(starts):
            line += text.count("\n", at, start)
            at, lines[number] = start, line
    ends = [*starts[1:], len(text)]
    for number, entry in enumerate(entries):
        block = text[starts[number] : ends[number]] if lines[number] else ""
        yield _Entry(entry, _place(path, lines[number]), _errors(path, lines[number], block))


def _json_lines(path: Path) -> Iterator[_Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise cannot_read(path, error) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply")
            raise SourceError(f"is not JSON: {reason}", path=path, line=number) from error
        if not isinstance(entry, dict):
            raise SourceError("is not an object", path=path, line=number, hint='write {"source": "talk.md"}')
        yield _Entry(entry, _place(path, number), _errors(path, number, ""))


def _place(path: Path, line: int | None) -> str:
    return f"{path}:{line}" if line else str(path)


def _errors(path: Path, line: int | None, block: str) -> Callable[[str, str, str | None], SourceError]:
    """Errors for an episode that begins on `line`: at the line of a key, if it is in the episode's text `block`."""

    def error(key: str, message: str, hint: str | None) -> SourceError:
        found = re.search(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*[=.]""", block, re.MULTILINE)
        below = block.count("\n", 0, found.start()) if found else 0
        return SourceError(message, path=path, line=line + below if line else None, hint=hint)

    return error


def _item(entry: _Entry, folder: Path, project: Project) -> Item:
    for key in entry.table:
        if key not in _FIELDS:
            raise entry.error(key, f"unknown key '{key}'", near(key, _FIELDS))
    if "source" not in entry.table:
        raise entry.error("", "an episode without a source", 'add source = "talk.md"')
    options: dict[str, Any] = {}
    for key, value in entry.table.items():
        name, read = _FIELDS[key]
        options[name] = read(entry, key, value)
    changes = options.pop("settings", {})
    if changes:
        project = changed_project(project, changes, folder, lambda keys, *said: entry.error(keys[-1], *said))
    for key in ("source", "output", "evidence", "cover"):
        if key in options and options[key] != STDIN:
            options[key] = str(folder / options[key])
    return Item(options.pop("source"), project, options, entry.place)


_Read = Callable[[_Entry, str, Any], Any]


def _words(entry: _Entry, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise entry.error(key, f"'{key}' must be text", None)
    return value


def _date(entry: _Entry, key: str, value: object) -> str:
    return value.isoformat() if isinstance(value, date) else _words(entry, key, value)


def _truth(entry: _Entry, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise entry.error(key, f"'{key}' must be true or false", None)
    return value


def _pairs(entry: _Entry, key: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise entry.error(key, f"'{key}' must be a table", 'for example { Maria = "amber" }')
    return {name: _words(entry, key, given) for name, given in value.items()}


def _table(entry: _Entry, key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise entry.error(key, f"'{key}' must be a table", "its keys are those of audiorender.toml")
    return value


def _formats(entry: _Entry, key: str, value: object) -> tuple[str, ...]:
    names = [_words(entry, key, each) for each in (value if isinstance(value, list) else str(value).split(","))]
    for name in names:
        if name.strip() not in FORMATS:
            raise entry.error(key, f"unknown format '{name}'", near_format(name))
    return tuple(dict.fromkeys(name.strip() for name in names))


def _rate(entry: _Entry, key: str, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0.5 <= value <= 2.0:
        raise entry.error(key, f"'{key}' must be a number from 0.5 to 2", None)
    return float(value)


def _bitrate(entry: _Entry, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise entry.error(key, f"'{key}' must be a whole number of kbit/s", None)
    return value


def _channels(entry: _Entry, key: str, value: object) -> int:
    return 1 if _truth(entry, key, value) else 2


_FIELDS: Mapping[str, tuple[str, _Read]] = {
    "source": ("source", _words),
    "output": ("output", _words),
    "title": ("title", _words),
    "show": ("show", _words),
    "author": ("author", _words),
    "date": ("date", _date),
    "description": ("description", _words),
    "cover": ("cover", _words),
    "voices": ("voices", _pairs),
    "names": ("names", _pairs),
    "evidence": ("evidence", _words),
    "engine": ("engine", _words),
    "fallback": ("fallback", _words),
    "narrator": ("narrator", _truth),
    "rebuild": ("rebuild", _truth),
    "rate": ("rate", _rate),
    "mono": ("channels", _channels),
    "formats": ("formats", _formats),
    "bitrate": ("bitrate", _bitrate),
    "words": ("words", _truth),
    "listen": ("listen", _truth),
    "dry": ("dry", _truth),
    "stems": ("stems", _truth),
    "video": ("video", _truth),
    "settings": ("settings", _table),
}
"""The options of an episode: the field of the `Request`, and how its value is read."""
