"""Find an entry's files among those on the user's disk: by name, by content, or in parts to be joined.

A folder is searched recursively, so the unpacked packages of a registry can be used as they are. A file with the right
name but wrong content is reported as damaged.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from audiorender.errors import SourceError
from audiorender.files import cannot_read, sha256
from audiorender.tts.catalogue.entries import Entry, File

MOST = 20_000
"""Maximum number of files to look at, in case a home folder is given by mistake."""

Parts = tuple[Path, ...]
"""The files that joined make up the wanted one: usually just one."""


def find(entry: Entry, source: Path) -> tuple[dict[str, Parts], Parts | None]:
    """Where each file of `entry` is in `source`, a file or a folder; and the bundle, if it replaces some.

    Raises SourceError, naming the file, for one that is missing, truncated, damaged or a different one.
    """
    here = LocalFiles(source)
    found: dict[str, Parts] = {}
    for file in entry.files:
        if parts := here.parts_of(file):
            found[file.name] = parts
    lacking = [file for file in entry.files if file.name not in found]
    bundle = None
    if entry.bundle and any(file.address is None for file in lacking):
        bundle = here.parts_of(entry.bundle)
        if bundle:
            lacking = [file for file in lacking if file.address]
    if lacking:
        more = f" and {len(lacking) - 1} more are" if len(lacking) > 1 else " is"
        raise SourceError(
            f"'{Path(lacking[0].name).name}' ({lacking[0].size:,} bytes){more} not in it, whole or in parts",
            path=source,
            hint=f"name the folder that has all files of '{entry.name}'",
        )
    return found, bundle


class LocalFiles:
    """The files in `source`."""

    def __init__(self, source: Path) -> None:
        self._source = source
        files = list(_files(source))
        self._sizes = {path: _size(path) for path in files}
        self._by_size: dict[int, list[Path]] = defaultdict(list)
        for path, size in self._sizes.items():
            self._by_size[size].append(path)

    def parts_of(self, file: File) -> Parts | None:
        """The file, or its parts in order; None if it is not there. Raises SourceError for wrong content."""
        name = file.given or Path(file.name).name
        called = [path for path in self._sizes if path.name == name]
        for path in called:
            if self._sizes[path] == file.size and (file.sha256 is None or sha256(path) == file.sha256):
                return (path,)
        if file.sha256:
            for path in () if "/" in file.name else self._by_size[file.size]:
                if path not in called and sha256(path) == file.sha256:
                    return (path,)
            if parts := self._joined(file):
                return parts
        if called:
            raise _false(called[0], self._sizes[called[0]], file)
        return None

    def _joined(self, file: File) -> Parts | None:
        """Files whose paths differ only in numbers, and that together have the wanted size."""
        rows: dict[str, list[tuple[list[int], Path]]] = defaultdict(list)
        for path in self._sizes:
            text = path.as_posix()
            numbers = list(re.finditer(r"\d+", text))
            for number in numbers:
                rows[text[: number.start()] + "\0" + text[number.end() :]].append(([int(number[0])], path))
            if len(numbers) > 1:
                rows[re.sub(r"\d+", "\0", text)].append(([int(number[0]) for number in numbers], path))
        for row in rows.values():
            parts = tuple(path for _, path in sorted(row))
            if (
                len(parts) > 1
                and sum(self._sizes[path] for path in parts) == file.size
                and _digest(parts) == file.sha256
            ):
                return parts
        return None


def _false(path: Path, size: int, file: File) -> SourceError:
    if size != file.size:
        return SourceError(
            f"has {size:,} bytes instead of {file.size:,}",
            path=path,
            hint="it is incomplete or another file: download it again",
        )
    return SourceError(
        "is damaged, or another file: its SHA-256 is not the known one", path=path, hint="download it again"
    )


def _files(source: Path) -> Iterable[Path]:
    if not source.exists():
        raise SourceError(
            "there is no such file or folder", path=source, hint="--from names files that you already have"
        )
    if source.is_file():
        # The other files are beside it: a voice's settings, a model's vocabulary.
        return [each for each in source.parent.iterdir() if each.is_file() and each.name.startswith(source.name)]
    try:
        found = list(islice((path for path in sorted(source.rglob("*")) if path.is_file()), MOST + 1))
    except OSError as error:
        raise cannot_read(source, error) from error
    if len(found) > MOST:
        raise SourceError(f"contains more than {MOST:,} files", path=source, hint="name the folder of the voice")
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise cannot_read(path, error) from error


@cache
def _digest(parts: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in parts:
        with path.open("rb") as file:
            while data := file.read(1 << 20):
                digest.update(data)
    return digest.hexdigest()
