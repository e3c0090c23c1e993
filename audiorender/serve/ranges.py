"""Which bytes of a file a client wants (RFC 9110, section 14)."""

from __future__ import annotations

import re

from audiorender.expressions import expression

_RANGE = expression(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


class UnsatisfiableError(ValueError):
    """The range lies outside of the file: the answer is 416."""


def wanted(header: str | None, size: int) -> tuple[int, int] | None:
    """The first byte that is wanted of `size`, and the one after the last; None means the whole file.

    A header that is not understood, and one that asks for several ranges, counts as none (RFC 9110, 14.2, lets a server
    ignore it): nothing that plays audio asks for several, and they could multiply what is sent.

    Raises UnsatisfiableError for a range that has no byte in the file.
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
