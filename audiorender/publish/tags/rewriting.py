"""Rewriting an audio file with other tags: the old file is complete until the new one is."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from errno import EACCES
from pathlib import Path
from typing import BinaryIO

from audiorender.errors import VerifyError
from audiorender.files import cannot_read, cannot_write, whole_file

_BLOCK = 1 << 20


@contextlib.contextmanager
def rewriting(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The file at `path` to read from, and the one that replaces it if the block succeeds.

    The new file gets the old one's permissions; if `path` is a symbolic link, its target is replaced.

    Raises SourceError if it cannot be read, OutputError if it cannot be written.
    """
    try:
        old = path.open("rb")
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error
    with old:
        target = path.resolve() if path.is_symlink() else path
        if not os.access(target, os.W_OK):
            raise cannot_write(path, PermissionError(EACCES, os.strerror(EACCES)))
        with whole_file(target) as new:
            yield old, new
            shutil.copymode(target, new.name)


def copy_rest(old: BinaryIO, new: BinaryIO) -> None:
    """Copy the rest of `old`, byte for byte."""
    shutil.copyfileobj(old, new, _BLOCK)


def copy_span(old: BinaryIO, new: BinaryIO, start: int, size: int) -> None:
    """Copy `size` bytes of `old` from `start` on, in blocks. Raises VerifyError if the file has become shorter."""
    old.seek(start)
    while size:
        block = old.read(min(size, _BLOCK))
        if not block:
            raise VerifyError("the file became shorter while it was being copied")
        new.write(block)
        size -= len(block)
