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
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol

from audiorender.errors import OutputError
from audiorender.files import sweep, whole_file, write_whole
from audiorender.store.upkeep import KEY, KIND, RUNNING, USES, hits

ROOT_VARIABLE = "AUDIORENDER_CACHE"

LIMIT_VARIABLE = "AUDIORENDER_CACHE_LIMIT"
"""The environment variable for how many MB to keep when a run ends."""

_LONG = 64_000
"""Size of `.uses` in bytes above which its lines are summed up."""

_serial = count()

_CHECKSUM_BYTES = 4


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


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of an entry, and how many it has."""

    data: bytes
    size: int


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
        self._damaged = False
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

    def head(self, kind: str, key: str, size: int) -> Head | None:
        """The first `size` bytes of an entry, which the caller verifies; None if there is none on this machine.

        Once an entry was found to be damaged, there is no head of any: then all of each has to be verified.
        """
        if self._damaged:
            return None
        try:
            with self._path(kind, key).open("rb") as file:
                state = os.fstat(file.fileno())
                file.seek(_CHECKSUM_BYTES)
                data = file.read(size)
        except OSError:
            return None
        self._used(kind, key, state.st_mtime)
        self._asked[kind, True] += 1
        return Head(data, state.st_size - _CHECKSUM_BYTES)

    def part(self, kind: str, key: str, start: int, size: int) -> bytes | None:
        """Bytes `start` to `start + size` of an entry that was read before, and so verified; None if it is gone."""
        try:
            with self._path(kind, key).open("rb") as file:
                file.seek(_CHECKSUM_BYTES + start)
                found = file.read(size)
        except OSError:
            return None
        return found if len(found) == size else None

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
            self._damaged = True
            return None
        self._used(kind, key, last_used)
        return data

    def _used(self, kind: str, key: str, last_used: float) -> None:
        """Keep an entry, last used at a time in seconds of the epoch, from being pruned."""
        self._take_lease()
        if last_used < self._began:
            with contextlib.suppress(OSError):  # a read-only cache is still useful
                os.utime(self._path(kind, key))

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

    def close(self) -> None:
        """Release the lease, and record the numbers of hits and misses."""
        if self._lease is None:
            return
        lines = [f"{kind} {'hit' if hit else 'miss'} {count}\n" for (kind, hit), count in self._asked.items()]
        self._asked.clear()
        with contextlib.suppress(OSError, OutputError):
            uses = self.root / USES
            with uses.open("a", encoding="ascii") as file:
                file.write("".join(lines))
            if uses.stat().st_size > _LONG:
                sums = hits(self.root).items()
                write_whole(uses, "".join(f"{kind} hit {hit}\n{kind} miss {miss}\n" for kind, (hit, miss) in sums))
            self._lease.unlink()
        self._lease = None

    def _take_lease(self) -> None:
        if self._leased and self._lease is None:
            self._lease = self.root / RUNNING / f"{os.getpid()}-{next(_serial)}"
            with contextlib.suppress(OSError):  # a read-only cache needs no lease
                self._lease.parent.mkdir(parents=True, exist_ok=True)
                self._lease.touch()
                os.utime(self._lease, (self._began, self._began))

    def _path(self, kind: str, key: str) -> Path:
        if not KIND.fullmatch(kind) or not KEY.fullmatch(key):
            raise ValueError(f"not a valid entry name: {kind!r}, {key!r}")
        return self.root.joinpath(kind, key[:2], key)

    def _sweep_once(self, folder: Path) -> None:
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder)


def _checksum(data: bytes, key: str) -> bytes:
    """CRC-32 of the key and the data: it protects against disk faults and power cuts, and checks 3 GB a second."""
    return zlib.crc32(data, zlib.crc32(key.encode())).to_bytes(_CHECKSUM_BYTES, "little")
