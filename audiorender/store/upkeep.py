"""The folder of a store: how much it holds, how often it helped, and what is removed from it."""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audiorender.errors import OutputError
from audiorender.expressions import expression
from audiorender.files import alive, sweep

RUNNING = ".running"
"""The folder of leases, below the root."""

USES = ".uses"
"""The file of hits and misses, below the root."""

KIND = expression(r"[a-z][a-z0-9-]*")
KEY = expression(r"[0-9a-f]{8,128}")  # lower case, so that the name is the same on case-insensitive file systems

_COARSE = 2.0
"""Seconds to which some file systems round a file's time."""

_DAY = 86_400.0


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


def usage(root: Path) -> dict[str, Usage]:
    """The disk usage of each kind, by its name."""
    sizes: dict[str, Usage] = {}
    for kind in _kinds(root):
        entries = list(_entries(kind))
        oldest = min((entry.used for entry in entries), default=None)
        sizes[kind.name] = Usage(len(entries), sum(entry.size for entry in entries), oldest)
    return sizes


def hits(root: Path) -> dict[str, tuple[int, int]]:
    """For each kind, how often runs found what they asked for, and how often not."""
    found: Counter[tuple[str, bool]] = Counter()
    for line in _lines(root):
        with contextlib.suppress(ValueError):
            kind, hit, count = line.split()
            found[kind, hit == "hit"] += int(count)
    return {kind: (found[kind, True], found[kind, False]) for kind in sorted({kind for kind, _ in found})}


def prune(root: Path, *, unused_days: float | None = None, keep_bytes: int | None = None) -> Usage:
    """Remove entries not used for `unused_days`, then the least recently used until `keep_bytes` are left.

    Entries used by a run that is still active stay. With neither limit, only temporary files of killed processes
    are removed. Returns what was removed, without those.
    """
    for kind in _kinds(root):
        for folder in _folders(kind):
            sweep(folder)
    entries = sorted(
        (entry for kind in _kinds(root) for entry in _entries(kind)), key=lambda entry: (entry.used, entry.path)
    )
    oldest = float("-inf") if unused_days is None else time.time() - unused_days * _DAY
    left, needed = sum(entry.size for entry in entries), _needed_since(root)
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


def _needed_since(root: Path) -> float:
    """When the oldest active lease began; infinity if there is none."""
    began = [float("inf")]
    for lease in _files(root / RUNNING):
        with contextlib.suppress(OSError, ValueError):
            if alive(int(lease.name.partition("-")[0])):
                began.append(lease.stat().st_mtime - _COARSE)
            else:
                lease.unlink()
    return min(began)


def _lines(root: Path) -> list[str]:
    try:
        return (root / USES).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []


def _kinds(root: Path) -> list[Path]:
    return [kind for kind in _folders(root) if KIND.fullmatch(kind.name)]


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
                if not KEY.fullmatch(entry.name) or not entry.name.startswith(folder.name):
                    continue
                with contextlib.suppress(FileNotFoundError):  # pruned by another process in the meantime
                    status = entry.stat()
                    if entry.is_dir(follow_symlinks=False):
                        continue
                    yield _Entry(Path(entry.path), status.st_size, status.st_mtime)
