"""What is available: the entries of `catalogue.toml`, as frozen data.

Keys of an `[[entry]]`: `name` (the argument of `voices add`), `engine`, `title`, `about` (a short description of the
sound), `languages` (BCP 47; `mul` for all), `sex`, `licence`, `licence_address`, `attribution` (whom to credit),
`credit` (true if the licence requires that wherever the voice is heard), `commercial` (false if it forbids commercial
use), `notice` (anything else to know), `at` (the base address of its files), `files`, and for Kokoro a `bundle` (an
.npz of all styles) that contains the files listed under `[styles.NAME]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from audiorender.errors import UsageError, near
from audiorender.tomlfile import TomlFile


@dataclass(frozen=True, slots=True)
class File:
    """A file of an entry: its name below the entry's folder (with `/`), its size, and its SHA-256 if known.

    `given` is its name among a user's files, if different.
    """

    name: str
    size: int
    sha256: str | None = None
    address: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be added. `bundle` is downloaded for those of `files` that have no address of their own."""

    name: str
    engine: str
    title: str
    about: str
    languages: tuple[str, ...]
    licence: str
    licence_address: str
    attribution: str
    files: tuple[File, ...]
    bundle: File | None = None
    sex: str | None = None
    commercial: bool = True
    credit: bool = False
    notice: str | None = None

    @property
    def folder(self) -> str:
        """The name of its folder among the kept ones, valid on every file system."""
        return self.name.replace(":", "-")

    @property
    def size(self) -> int:
        """Total bytes to download."""
        return sum(file.size for file in self.fetched)

    @property
    def fetched(self) -> tuple[File, ...]:
        """The files to download, including the bundle."""
        own = tuple(file for file in self.files if file.address)
        return own if self.bundle is None else (*own, self.bundle)

    @property
    def verified(self) -> bool:
        """Whether the hash of every file is known in advance."""
        return all(file.sha256 for file in self.fetched)

    @property
    def command(self) -> str:
        """The command that adds it."""
        return f"audiorender voices add {self.name}"


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry by name, in display order."""
    table = TomlFile(files("audiorender.tts.catalogue") / "catalogue.toml").table
    entries = [_entry(row, table["styles"]) for row in table["entry"]]
    return {entry.name: entry for entry in entries}


def find(name: str) -> Entry:
    """The entry called `name`. Raises UsageError, with the closest names, if there is none."""
    entries = catalogue()
    if name not in entries:
        hint = near(name, entries) or ""
        hint = hint if hint.startswith("did") else "`audiorender voices list` shows all"
        raise UsageError(f"there is no voice '{name}' to add", hint=hint)
    return entries[name]


def _entry(row: Mapping[str, Any], styles: Mapping[str, Any]) -> Entry:
    at = row["at"]
    own = [_file(each, at) for each in row["files"]]
    bundle = _file(row["bundle"], at) if "bundle" in row else None
    if bundle is not None:
        kind = styles[row["styles"]]
        own += [File(f"{kind['folder']}/{name}.bin", kind["bytes"], digest) for name, digest in kind["sha256"].items()]
    return Entry(
        name=row["name"],
        engine=row["engine"],
        title=row["title"],
        about=row["about"],
        languages=tuple(row["languages"]),
        licence=row["licence"],
        licence_address=row["licence_address"],
        attribution=row["attribution"],
        files=tuple(own),
        bundle=bundle,
        sex=row.get("sex"),
        commercial=row.get("commercial", True),
        credit=row.get("credit", False),
        notice=row.get("notice"),
    )


def _file(row: Mapping[str, Any], at: str) -> File:
    return File(row["name"], row["bytes"], row.get("sha256"), at + row["name"])
