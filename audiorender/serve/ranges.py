"""Parse the byte range that a client requests (RFC 9110, section 14)."""

from __future__ import annotations

import re

from audiorender.expressions import expression

_RANGE = expression(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


class UnsatisfiableError(ValueError):
    """The range is outside the file: the answer is 416."""


def wanted(header: str | None, size: int) -> tuple[int, int] | None:
    """The requested range of a file of `size` bytes as (first, one past the last); None for the whole file.

    A header that cannot be parsed, or asks for several ranges, is ignored, as RFC 9110, 14.2, allows: no audio player
    asks for several, and they could multiply what is sent.

    Raises UnsatisfiableError if no byte of the range is in the file.
    """
    match = _RANGE.fullmatch(header or "")
    if not match or match[1] == match[2] == "":
        return None
    first, last = match[1], match[2]
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= min(end, size):
        raise UnsatisfiableError(f"{header} of {size} bytes")
    return start, end
