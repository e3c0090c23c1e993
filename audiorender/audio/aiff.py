"""How much of an AIFF file was cut off; music may be in that format."""

from __future__ import annotations

from pathlib import Path


def begins(head: bytes) -> bool:
    """Whether a file with these first 12 bytes is AIFF."""
    return head[:4] == b"FORM" and head[8:] in {b"AIFF", b"AIFC"}


def lacking(path: Path) -> float:
    """How many seconds are missing from a file, by the size of its first chunk, which contains all others.

    Raises one of `UNREADABLE` if the file is not such a container.
    """
    from mutagen.aiff import AIFF

    with path.open("rb") as file:
        stated = int.from_bytes(file.read(8)[4:], "big")
        missing = stated - file.seek(0, 2) + 8
    return float(AIFF(path).info.length) * missing / stated if missing > 0 else 0.0
