"""What is here: a folder an entry below one folder of the user's, each with a manifest of what it holds.

The manifest is written last and read first: a folder without one, or with one that does not fit its files, holds
nothing. It says name, bytes and SHA-256 of every file, licence, attribution, where the files came from, and when the
licence was accepted.
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
"""Of the manifest; another one is not read."""


NEEDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"kokoro": ("onnxruntime", "kokoro"), "piper": ("piper", "piper"), "whisper": ("faster_whisper", "asr")}
)
"""What has to be importable for an engine's entries to be of use, and the extra that brings it."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a kept entry: was its hash known before it came, and its time in ns when it was last checked."""

    name: str
    bytes: int
    sha256: str
    verified: bool
    modified: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that is here, as its manifest has it, and the folder it lies in."""

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
    files: tuple[KeptFile, ...]
    notice: str | None = None

    def path(self, name: str) -> Path:
        """Where its file `name` lies."""
        return self.folder / name

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(file.bytes for file in self.files)


def voices_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that AUDIORENDER_VOICES names, else `voices` in the user's data folder of this system."""
    if named := environment.get(VARIABLE):
        return Path(named)
    return platformdirs.user_data_path("audiorender", appauthor=False) / "voices"


def idle(here: Iterable[Kept]) -> dict[str, str]:
    """Those of the kept entries that nothing here can run, and for each what to run to change that."""
    return {
        each.entry: install(NEEDS[each.engine][1])
        for each in here
        if each.engine in NEEDS and find_spec(NEEDS[each.engine][0]) is None
    }


def kept(folder: Path | None = None) -> dict[str, Kept]:
    """Every entry that is here, by name, sorted; of files only their sizes are looked at."""
    root = voices_folder() if folder is None else folder
    try:
        inside = sorted(each for each in root.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError:
        return {}
    found = (read(each) for each in inside)
    return {each.entry: each for each in sorted((one for one in found if one), key=lambda one: one.entry)}


def read(folder: Path) -> Kept | None:
    """What the manifest in `folder` says; None where there is none, or where a file is missing or has another size."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = _parsed(folder, data)
        fits = all((folder / file.name).stat().st_size == file.bytes for file in found.files)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if fits and found.accepted and found.files else None


def _parsed(folder: Path, data: Mapping[str, Any]) -> Kept:
    if data["schema"] != SCHEMA:
        raise ValueError("another schema")
    known = {field.name for field in fields(Kept)} - {"folder", "files", "languages"}
    return Kept(
        folder=folder,
        files=tuple(KeptFile(**file) for file in data["files"]),
        languages=tuple(data["languages"]),
        **{key: data[key] for key in known},
    )


def manifest(entry: Kept) -> str:
    """The text of an entry's manifest."""
    data = {"schema": SCHEMA, **asdict(entry)}
    del data["folder"]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def need(name: str, folder: Path | None = None) -> Kept:
    """The kept entry called `name`, its bytes checked. Raises EngineError, with the command that helps."""
    found = kept(folder).get(name)
    if found is None:
        raise EngineError(f"'{name}' is not here", hint=f"run `audiorender voices add {name}`")
    check(found)
    return found


def check(entry: Kept) -> None:
    """Raise EngineError where a file is not the one that was added: of one touched since, the hash is taken again."""
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
