"""The content-addressed cache: blobs stored by kind and key, verified when read, shared by any number of processes.

An entry is at `ROOT/KIND/ab/abcdef...`, with a checksum of four bytes before its data. It appears complete or not at
all, and never changes, so that two renders that make the same entry at once write the same bytes. A file's modification
time is when a run last used it (many systems do not keep access times).

Everyone who uses a store holds a lease: a file in `ROOT/.running` whose time is when the lease began. Pruning keeps
everything that was used since the oldest lease began.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol

from audiorender.errors import OutputError
from audiorender.expressions import expression
from audiorender.files import alive, sweep, whole_file, write_whole

ROOT_VARIABLE = "AUDIORENDER_CACHE"

LIMIT_VARIABLE = "AUDIORENDER_CACHE_LIMIT"
"""The environment variable for how many MB to keep when a run ends."""

_RUNNING = ".running"
_USES = ".uses"
_LONG = 64_000
"""Size of `.uses` in bytes above which its lines are summed up."""

_COARSE = 2.0
"""Seconds to which some file systems round a file's time."""

_serial = count()

_CHECKSUM_BYTES = 4
_DAY = 86_400.0
_KIND = expression(r"[a-z][a-z0-9-]*")
_KEY = expression(r"[0-9a-f]{8,128}")  # lower case, so that the name is the same on case-insensitive file systems


@dataclass(frozen=True, slots=True)
class Usage:
    """Number of entries, bytes on disk, and when the least recently used entry was last used (seconds)."""

    entries: int = 0
    size: int = 0
    oldest: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    size: int
    used: float


def default_root(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that AUDIORENDER_CACHE names, else the user's cache folder on this system."""
    if named := environment.get(ROOT_VARIABLE):
        return Path(named)
    import platformdirs  # slow to load, and not needed for `--help`

    return Path(platformdirs.user_cache_dir("audiorender", appauthor=False))


class VanishedError(OutputError):
    """A cache entry that existed a moment ago is gone; rendering again recreates it."""


class Shared(Protocol):
    """A store behind this one that several machines use (`shared.store`). It verifies what it returns."""

    def fetch(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The entries that exist, as they arrive."""

    def put(self, kind: str, key: str, read: Callable[[], bytes | None]) -> None:
        """Store what `read` returns, in the background."""


class Store:
    """A cache in the folder `root`, which is created with the first entry."""

    def __init__(self, root: Path, *, leased: bool = False, shared: Shared | None = None) -> None:
        """With `leased`, entries in use are kept until `close`. Missing entries are taken from `shared`."""
        self.root = root
        self._leased = leased
        self._shared = shared
        self._swept: set[Path] = set()
        self._began = time.time()
        self._lease: Path | None = None
        self._asked: Counter[tuple[str, bool]] = Counter()
        self.written = False

    def get(self, kind: str, key: str) -> bytes | None:
        """The data stored under `key`, or None if there is none that is readable and undamaged."""
        data = self._read(kind, key)
        if data is None and self._shared is not None:
            data = next((data for _, data in self._fetched(self._shared, kind, (key,))), None)
        self._asked[kind, data is not None] += 1
        return data

    def here(self, kind: str, key: str) -> bytes | None:
        """The same, without looking in the shared store."""
        data = self._read(kind, key)
        self._asked[kind, data is not None] += 1
        return data

    def fetch(self, kind: str, keys: Iterable[str], check: Callable[[], None]) -> None:
        """Fetch those of the entries that only the shared store has, many at a time.

        `check` is called after each one, and may raise.
        """
        if self._shared is not None:
            missing = [key for key in dict.fromkeys(keys) if not self.holds(kind, key)]
            for _ in self._fetched(self._shared, kind, missing):
                check()

    def _fetched(self, shared: Shared, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Entries of the shared store, which are kept here from now on."""
        for key, data in shared.fetch(kind, keys):
            with contextlib.suppress(OutputError):  # a read-only cache is still a cache
                self._keep(kind, key, data)
            yield key, data

    def _read(self, kind: str, key: str) -> bytes | None:
        path = self._path(kind, key)
        self._sweep_once(path.parent)
        try:
            with path.open("rb") as file:
                checksum = file.read(_CHECKSUM_BYTES)
                data = file.read()
                last_used = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        if checksum != _checksum(data, key):
            return None
        self._take_lease()
        if last_used < self._began:
            with contextlib.suppress(OSError):  # a read-only cache is still useful
                os.utime(path)
        return data

    def holds(self, kind: str, key: str) -> bool:
        """Whether an entry exists for `key`; it is not read, so it may be damaged."""
        return self._path(kind, key).is_file()

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Store `data` under `key`. Raises OutputError, naming the cache folder, if that fails."""
        self._keep(kind, key, data)
        if self._shared is not None:
            self._shared.put(kind, key, partial(self._read, kind, key))

    def _keep(self, kind: str, key: str, data: bytes) -> None:
        path = self._path(kind, key)
        self._sweep_once(path.parent)
        if path.is_dir() and not path.is_symlink():  # not one of our entries, but in the way
            shutil.rmtree(path, ignore_errors=True)
        self.written = True
        self._take_lease()
        try:
            with whole_file(path, durable=False) as file:
                file.write(_checksum(data, key))
                file.write(data)
        except OutputError as error:
            if self._read(kind, key) == data:  # Windows: another process has the same entry open
                return
            raise OutputError(
                f"{error.message}, in the cache",
                path=self.root,
                hint=f"free some space, allow access, or name another folder in {ROOT_VARIABLE}",
            ) from error

    def vanished(self, what: str) -> VanishedError:
        """The error for an entry that existed a moment ago."""
        return VanishedError(f"{what} vanished from the cache while it was needed", path=self.root, hint="run again")

    def usage(self) -> dict[str, Usage]:
        """The disk usage of each kind, by its name."""
        sizes: dict[str, Usage] = {}
        for kind in self._kinds():
            entries = list(_entries(kind))
            oldest = min((entry.used for entry in entries), default=None)
            sizes[kind.name] = Usage(len(entries), sum(entry.size for entry in entries), oldest)
        return sizes

    def hits(self) -> dict[str, tuple[int, int]]:
        """For each kind, how often runs found what they asked for, and how often not."""
        found: Counter[tuple[str, bool]] = Counter()
        for line in self._told():
            with contextlib.suppress(ValueError):
                kind, hit, count = line.split()
                found[kind, hit == "hit"] += int(count)
        return {kind: (found[kind, True], found[kind, False]) for kind in sorted({kind for kind, _ in found})}

    def close(self) -> None:
        """Release the lease, and record the numbers of hits and misses."""
        if self._lease is None:
            return
        lines = [f"{kind} {'hit' if hit else 'miss'} {count}\n" for (kind, hit), count in self._asked.items()]
        self._asked.clear()
        with contextlib.suppress(OSError, OutputError):
            uses = self.root / _USES
            with uses.open("a", encoding="ascii") as file:
                file.write("".join(lines))
            if uses.stat().st_size > _LONG:
                sums = self.hits().items()
                write_whole(uses, "".join(f"{kind} hit {hit}\n{kind} miss {miss}\n" for kind, (hit, miss) in sums))
            self._lease.unlink()
        self._lease = None

    def _told(self) -> list[str]:
        try:
            return (self.root / _USES).read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return []

    def _take_lease(self) -> None:
        if self._leased and self._lease is None:
            self._lease = self.root / _RUNNING / f"{os.getpid()}-{next(_serial)}"
            with contextlib.suppress(OSError):  # a read-only cache needs no lease
                self._lease.parent.mkdir(parents=True, exist_ok=True)
                self._lease.touch()
                os.utime(self._lease, (self._began, self._began))

    def _needed_since(self) -> float:
        """When the oldest active lease began; infinity if there is none."""
        began = [float("inf")]
        for lease in _files(self.root / _RUNNING):
            with contextlib.suppress(OSError, ValueError):
                if alive(int(lease.name.partition("-")[0])):
                    began.append(lease.stat().st_mtime - _COARSE)
                else:
                    lease.unlink()
        return min(began)

    def prune(self, *, unused_days: float | None = None, keep_bytes: int | None = None) -> Usage:
        """Remove entries not used for `unused_days`, then the least recently used until `keep_bytes` are left.

        Entries used by a run that is still active stay. With neither limit, only temporary files of killed processes
        are removed. Returns what was removed, without those.
        """
        for kind in self._kinds():
            for folder in _folders(kind):
                sweep(folder)
        entries = sorted(
            (entry for kind in self._kinds() for entry in _entries(kind)), key=lambda entry: (entry.used, entry.path)
        )
        oldest = float("-inf") if unused_days is None else time.time() - unused_days * _DAY
        left, needed = sum(entry.size for entry in entries), self._needed_since()
        removed = Usage()
        for entry in entries:
            if _used(entry) >= needed:
                continue
            if entry.used >= oldest and (keep_bytes is None or left <= keep_bytes):
                break
            try:
                entry.path.unlink(missing_ok=True)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise OutputError(
                    f"cannot remove from the cache: {reason}", path=entry.path, hint="allow access, or remove the file"
                ) from error
            left -= entry.size
            removed = Usage(removed.entries + 1, removed.size + entry.size)
        return removed

    def _path(self, kind: str, key: str) -> Path:
        if not _KIND.fullmatch(kind) or not _KEY.fullmatch(key):
            raise ValueError(f"not a valid entry name: {kind!r}, {key!r}")
        return self.root / kind / key[:2] / key

    def _sweep_once(self, folder: Path) -> None:
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder)

    def _kinds(self) -> list[Path]:
        return [kind for kind in _folders(self.root) if _KIND.fullmatch(kind.name)]


def _checksum(data: bytes, key: str) -> bytes:
    """CRC-32 of the key and the data: it protects against disk faults and power cuts, and checks 3 GB a second."""
    return zlib.crc32(data, zlib.crc32(key.encode())).to_bytes(_CHECKSUM_BYTES, "little")


def _used(entry: _Entry) -> float:
    """When the entry was last used, read now: a run may have begun to use it since it was listed."""
    try:
        return entry.path.stat().st_mtime
    except OSError:
        return entry.used


def _files(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if entry.is_file()]
    except OSError:
        return []


def _folders(parent: Path) -> list[Path]:
    try:
        return sorted(entry for entry in parent.iterdir() if entry.is_dir())
    except OSError:
        return []


def _entries(kind: Path) -> Iterator[_Entry]:
    """The entries below a kind's folder, intact or damaged, but no other files."""
    for folder in _folders(kind):
        with contextlib.suppress(OSError), os.scandir(folder) as found:
            for entry in found:
                if not _KEY.fullmatch(entry.name) or not entry.name.startswith(folder.name):
                    continue
                with contextlib.suppress(FileNotFoundError):  # pruned by another process in the meantime
                    status = entry.stat()
                    if entry.is_dir(follow_symlinks=False):
                        continue
                    yield _Entry(Path(entry.path), status.st_size, status.st_mtime)
