"""What is installed: one folder per entry in the user's data folder, each with a manifest of its files.

The manifest is written last and read first: a folder without one, or whose files do not match it, is not an entry. It
has the name, size and SHA-256 of every file, the licence, attribution, the files' origin, and when the licence was
accepted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import platformdirs

from audiorender.errors import EngineError, install
from audiorender.files import cannot_read, sha256

VARIABLE = "AUDIORENDER_VOICES"
MANIFEST = "manifest.json"

SCHEMA = 1
"""The manifest's version; others are not read."""


NEEDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"kokoro": ("onnxruntime", "kokoro"), "piper": ("piper", "piper"), "whisper": ("faster_whisper", "asr")}
)
"""The package that an engine's entries need, and the extra that installs it."""


@dataclass(frozen=True, slots=True)
class InstalledFile:
    """A file of an installed entry; `verified` if its hash was known in advance, and its time in ns when it was last
    checked."""

    name: str
    bytes: int
    sha256: str
    verified: bool
    modified: int


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed entry, from its manifest, and its folder."""

    folder: Path
    entry: str
    engine: str
    title: str
    languages: tuple[str, ...]
    licence: str
    licence_address: str
    attribution: str
    commercial: bool
    credit: bool
    source: str
    accepted: str
    files: tuple[InstalledFile, ...]
    notice: str | None = None

    def path(self, name: str) -> Path:
        """The path of its file `name`."""
        return self.folder / name

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.bytes for file in self.files)


def voices_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that AUDIORENDER_VOICES names, else `voices` in the user's data folder on this system."""
    if named := environment.get(VARIABLE):
        return Path(named)
    return platformdirs.user_data_path("audiorender", appauthor=False) / "voices"


def missing_packages(here: Iterable[Installed]) -> dict[str, str]:
    """Installed entries that cannot be used because a package is missing, and for each the command to install it."""
    return {
        each.entry: install(NEEDS[each.engine][1])
        for each in here
        if each.engine in NEEDS and find_spec(NEEDS[each.engine][0]) is None
    }


def installed(folder: Path | None = None) -> dict[str, Installed]:
    """Every installed entry by name, sorted; only file sizes are checked."""
    root = voices_folder() if folder is None else folder
    try:
        inside = sorted(each for each in root.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return {}
    found = (read(each) for each in inside)
    return {each.entry: each for each in sorted((one for one in found if one), key=lambda one: one.entry)}


def read(folder: Path) -> Installed | None:
    """The entry in `folder` from its manifest; None if there is none, or a file is missing or has another size."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = _parsed(folder, data)
        fits = all((folder / file.name).stat().st_size == file.bytes for file in found.files)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if fits and found.accepted and found.files else None


def _parsed(folder: Path, data: Mapping[str, Any]) -> Installed:
    if data["schema"] != SCHEMA:
        raise ValueError("another schema")
    known = {field.name for field in fields(Installed)} - {"folder", "files", "languages"}
    return Installed(
        folder=folder,
        files=tuple(InstalledFile(**file) for file in data["files"]),
        languages=tuple(data["languages"]),
        **{key: data[key] for key in known},
    )


def manifest(entry: Installed) -> str:
    """The text of an entry's manifest."""
    data = {"schema": SCHEMA, **asdict(entry)}
    del data["folder"]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def need(name: str, folder: Path | None = None) -> Installed:
    """The installed entry called `name`, with its files verified. Raises EngineError, with the command to run."""
    found = installed(folder).get(name)
    if found is None:
        raise EngineError(f"'{name}' is not installed", hint=f"run `audiorender voices add {name}`")
    check(found)
    return found


def check(entry: Installed) -> None:
    """Raise EngineError if a file has changed; the hash of a file is only checked again if its time changed."""
    for file in entry.files:
        path = entry.path(file.name)
        try:
            status = path.stat()
            same = status.st_size == file.bytes and (status.st_mtime_ns == file.modified or sha256(path) == file.sha256)
        except OSError as error:
            raise cannot_read(path, error) from error
        if not same:
            raise EngineError(
                f"a file of '{entry.entry}' was changed or damaged",
                path=path,
                hint=f"run `audiorender voices remove {entry.entry}`, then `audiorender voices add {entry.entry}`",
            )
