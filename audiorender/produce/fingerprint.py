"""Fingerprints of the program: what it makes can be reused as long as they are unchanged."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from audiorender.tts.catalogue.installed import voices_folder


def installed() -> Iterator[object]:
    """Python, each of our own files, the added voices, and a sign of packages being installed or removed."""
    yield sys.version, sys.executable
    for place in (each for each in sys.path if each.endswith("-packages") and Path(each).is_dir()):
        yield place, Path(place).stat().st_mtime_ns  # installing or removing anything changes it
    yield from stats([Path(__file__).parents[1], voices_folder()])


def stats(paths: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Path, size and modification time in nanoseconds of each file, and of all files in each folder, in order."""
    for path in paths:
        if path.is_dir():
            yield from _inside(path)
        elif path.is_file():
            yield _one(str(path), path.stat())


def _inside(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if entry.name != "__pycache__"), key=lambda entry: entry.path)
    for entry in entries:
        if entry.is_dir():
            yield from _inside(entry.path)
        elif entry.is_file():
            yield _one(entry.path, entry.stat())


def _one(path: str, status: os.stat_result) -> tuple[str, int, int]:
    return path, status.st_size, status.st_mtime_ns
