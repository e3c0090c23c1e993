"""How a library fails on a damaged file, and what a person is told of it."""

from __future__ import annotations

import struct

from mutagen import MutagenError

UNREADABLE = (
    MutagenError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    struct.error,
)
"""What mutagen raises for files that are cut off or lie about sizes: its own error, and what it forgets to convert."""


def plainly(error: Exception) -> str:
    """Why, in words for a person: what the system says of a file, else that it is damaged; never a library's words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    if isinstance(error, MemoryError):
        return "it claims to be larger than memory"
    return "it is damaged or cut off"
