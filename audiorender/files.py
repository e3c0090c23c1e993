"""Files appear whole or not at all: written to a dot-file `.NAME.PID.part` beside the target, then renamed.

A process that is killed leaves only such a dot-file; `sweep` removes those whose process is gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from errno import EDQUOT, EISDIR, ENOENT, ENOSPC
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import BinaryIO, Self

from audiorender.errors import OutputError, SourceError
from audiorender.expressions import expression

_PART = expression(r"^\..*\.(\d+)-\d+-\d+\.part$")
_serial = count()

_SETTLED = 2_000_000_000  # nanoseconds

_IN_MEMORY = 8_000_000
"""Bytes of a `Scratch` that need no file."""


@contextlib.contextmanager
def staged(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` for a file that becomes `path` if the block succeeds, and is removed if it fails.

    Raises OutputError if the file cannot be written (no permission, a full disk, a folder in the way).
    """
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}-{threading.get_ident()}-{next(_serial)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_file(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Open a binary file that becomes `path` if the block succeeds, and is removed if it fails.

    With `durable`, the bytes are flushed to disk, and temporary files of killed processes in the folder are removed. A
    cache that verifies what it reads and does its own sweeping can do without.

    Raises OutputError like `staged`.
    """
    if durable:
        sweep(path.parent)
    with staged(path) as part, part.open("wb") as file:
        yield file
        file.flush()
        if durable:
            os.fsync(file.fileno())


class Parts:
    """Files that are written beside their targets and renamed together when all of them are complete."""

    def __init__(self, names: contextlib.ExitStack) -> None:
        self._names = names
        self._parts: list[Path] = []
        self._stale: list[Path] = []

    def part(self, path: Path) -> Path:
        """Where to write the future `path`. Raises OutputError if it cannot be written, or is a folder."""
        if path.is_dir():
            raise cannot_write(path, IsADirectoryError(EISDIR, os.strerror(EISDIR)))
        self._parts.append(self._names.enter_context(staged(path)))
        return self._parts[-1]

    def write(self, path: Path, data: bytes | str) -> Path:
        """Write `data` (text as UTF-8 with `\\n`) for `path`, and return where it is until it is renamed."""
        part = self.part(path)
        try:
            part.write_bytes(data.encode() if isinstance(data, str) else data)
        except OSError as error:
            raise cannot_write(path, error) from error
        return part

    def remove(self, path: Path) -> None:
        """Remove `path`, if it exists, once the others have been renamed."""
        self._stale.append(path)

    def settle(self) -> None:
        """Flush everything that was written to disk."""
        for part in self._parts:
            with part.open("rb+") as file:
                os.fsync(file.fileno())

    def clear(self) -> None:
        """Remove the files marked for removal."""
        for path in self._stale:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise OutputError(f"is from an earlier render and cannot be removed: {reason}", path=path) from error


@contextlib.contextmanager
def all_or_none() -> Iterator[Parts]:
    """Files that appear together if the block succeeds; if it fails, none of them does.

    Only a kill between two renames, which take microseconds, can leave new files beside old ones.
    """
    with contextlib.ExitStack() as names:
        parts = Parts(names)
        yield parts
        parts.settle()
    parts.clear()


def write_whole(path: Path, data: bytes | str) -> None:
    """Write `data` (text as UTF-8 with `\\n`) so that `path` is never half-written."""
    with whole_file(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


class Scratch:
    """Blocks of bytes that are read again in order: the first few in memory, more in a temporary file without a name.

    Use it in a `with` block. `append` raises OutputError if the file cannot be written.
    """

    def __init__(self) -> None:
        from tempfile import SpooledTemporaryFile  # not loaded for `--help`

        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._sizes: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, block: bytes, /) -> None:
        """Put another block away."""
        try:
            self._file.write(block)
        except OSError as error:
            from tempfile import gettempdir

            raise cannot_write(Path(gettempdir()), error) from error
        self._sizes.append(len(block))

    def __iter__(self) -> Iterator[bytes]:
        """Read them all."""
        self._file.seek(0)
        for size in self._sizes:
            yield self._file.read(size)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The error for a write that the system refused, with its reason and what to do."""
    reason = "a folder cannot be created here" if error.errno == ENOENT else error.strerror or type(error).__name__
    full = error.errno in {ENOSPC, EDQUOT}
    return OutputError(
        f"cannot write: {reason[:1].lower()}{reason[1:]}",
        path=path,
        hint=f"{'free some space, or ' * full}choose another folder with -o",
    )


def cannot_read(path: Path | str, error: OSError | ValueError) -> SourceError:
    """The error for a file that the system cannot read, with its reason."""
    reason = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return SourceError(
        f"cannot be read: {reason[:1].lower()}{reason[1:]}", path=path, hint="does it exist, and may you read it?"
    )


def sha256(path: Path) -> str:
    """The digest of a file's bytes, hexadecimal. Raises OSError.

    A file is read again only if its state has changed since, or if it was changed less than two seconds ago, as two
    changes soon after each other may have the same time.
    """
    state = path.stat()
    changed = max(state.st_mtime_ns, state.st_ctime_ns)
    digest = _sha256 if changed < time.time_ns() - _SETTLED else _sha256.__wrapped__
    return digest(path, state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


@lru_cache(maxsize=64)
def _sha256(path: Path, *_state: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path) -> int:
    """Remove temporary files of killed processes in `folder` (not below it); return how many there were."""
    removed = 0
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry in found if entry.name.startswith(".")]
    except OSError:
        return 0
    for name in names:
        match = _PART.match(name)
        if match and not alive(int(match[1])):
            with contextlib.suppress(OSError):
                (folder / name).unlink()
                removed += 1
    return removed


def alive(pid: int) -> bool:
    """Whether a process with this ID exists."""
    if sys.platform == "win32":  # on Windows, os.kill(pid, 0) would end the process
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
