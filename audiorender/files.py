"""Files appear whole or not at all: written to a dot-file `.NAME.PID.part` beside the target, then renamed.

A process that is killed leaves only such a dot-file; `sweep` removes those whose process is gone.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

from audiorender.errors import OutputError

_PART = re.compile(r"^\..*\.(\d+)-\d+-\d+\.part$")
_serial = count()


@contextlib.contextmanager
def whole_file(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Open a binary file that becomes `path` when the block ends well, and vanishes when it does not.

    `durable` waits until the bytes are on the disk; a cache that checks what it reads can do without.

    Raises OutputError when it cannot be written (no permission, a full disk, a folder in the way).
    """
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}-{threading.get_ident()}-{next(_serial)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes | str) -> None:
    """Write `data` (text as UTF-8 with `\\n`) so that `path` is never seen half-written."""
    with whole_file(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The error for a write that the system refused, with its reason and what to do."""
    reason = error.strerror or type(error).__name__
    return OutputError(
        f"cannot write: {reason[:1].lower()}{reason[1:]}", path=path, hint="choose another folder with -o, or make room"
    )


def sweep(folder: Path) -> int:
    """Remove what killed processes left in `folder` (not below it); how many files that were."""
    removed = 0
    try:
        entries = list(folder.iterdir())
    except OSError:
        return 0
    for entry in entries:
        match = _PART.match(entry.name)
        if match and not _alive(int(match[1])):
            with contextlib.suppress(OSError):
                entry.unlink()
                removed += 1
    return removed


def _alive(pid: int) -> bool:
    if sys.platform == "win32":  # os.kill(pid, 0) would end the process there
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
