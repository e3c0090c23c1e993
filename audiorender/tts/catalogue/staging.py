"""The folder in which an entry is put together, and the step that moves it into place: all of it or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from audiorender.errors import OutputError, SourceError, UsageError
from audiorender.files import alive, cannot_read, cannot_write
from audiorender.tts.catalogue import download
from audiorender.tts.catalogue.entries import Entry
from audiorender.tts.catalogue.installed import MANIFEST

ACCEPTED = "accepted"
"""The file that says when which licence was accepted."""

_LOCK = "lock"


@contextlib.contextmanager
def staging_folder(root: Path, entry: Entry) -> Iterator[Path]:
    """The folder for work in progress, locked for us; it is removed on success."""
    staging = root / f".adding-{entry.folder}"
    lock = staging / _LOCK
    try:
        (staging / "ready").mkdir(parents=True, exist_ok=True)
        _take(lock, entry)
    except OSError as error:
        raise disk_error(staging, error) from error
    try:
        yield staging
    except BaseException:
        lock.unlink(missing_ok=True)
        if {path.name for path in staging.rglob("*")} <= {"ready", ACCEPTED}:  # nothing to resume
            shutil.rmtree(staging, ignore_errors=True)
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _take(lock: Path, entry: Entry) -> None:
    with contextlib.suppress(OSError, ValueError):
        if not alive(int(lock.read_text())):
            lock.unlink(missing_ok=True)
    try:
        with lock.open("x") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        raise UsageError(
            f"'{entry.name}' is being added by another command", hint="wait until that command ends"
        ) from None


def settle(ready: Path, target: Path) -> None:
    """Rename the finished folder, replacing whatever incomplete entry was there."""
    try:
        if target.exists():
            discard(target)
        ready.replace(target)
    except OSError as error:
        raise disk_error(target, error) from error


def discard(folder: Path) -> None:
    """Remove a folder, its manifest first, so that one that is half removed does not count as an entry."""
    try:
        (folder / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(f"cannot be removed: {error.strerror}", path=folder, hint="is it in use?") from error


def check_room(root: Path, needed: int) -> None:
    """Raise OutputError if the disk does not have enough space."""
    free = shutil.disk_usage(root).free
    if free < needed:
        raise OutputError(
            f"{needed / 1e6:,.0f} MB are needed, and {free / 1e6:,.0f} MB are free",
            path=root,
            hint="free some space, or name another folder in AUDIORENDER_VOICES",
        )


def move(part: Path, target: Path) -> None:
    """Move a finished download into place."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)
    except OSError as error:
        raise disk_error(target, error) from error
    download.forget(part)


def write(path: Path, data: bytes) -> None:
    """Write a file of the work in progress."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise disk_error(path, error) from error


def disk_error(path: Path, error: OSError) -> OutputError | SourceError:
    """The error for a file that cannot be written at `path`, or not be read elsewhere."""
    if error.filename is not None and Path(str(error.filename)) != path and Path(str(error.filename)).exists():
        return cannot_read(str(error.filename), error)
    cause = cannot_write(path, error)
    return OutputError(cause.message, path=path, hint="free some space, or name another folder in AUDIORENDER_VOICES")
