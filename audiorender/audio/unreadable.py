"""The errors that libraries raise for damaged files, and the message a user sees."""

from __future__ import annotations

import struct

from mutagen import MutagenError

UNREADABLE = (
    MutagenError, OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    RecursionError, MemoryError, struct.error,
)  # fmt: skip
"""What mutagen raises for truncated files and wrong sizes: its own error, and those that it forgets to convert."""


def reason_of(error: Exception) -> str:
    """The reason in plain words: the system's for a file that cannot be read, else that it is damaged."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    if isinstance(error, MemoryError):
        return "it claims to be larger than memory"
    return "it is damaged or cut off"
