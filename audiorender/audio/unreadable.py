"""How mutagen fails on a damaged file."""

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
