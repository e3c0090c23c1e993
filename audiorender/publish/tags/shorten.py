"""Shorten titles for containers that limit their bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"


def shortened(title: str, size: int) -> str:
    """`title` in at most `size` bytes of UTF-8, cut between user-perceived characters, with `…` in place of the rest.

    Raises ValueError if `size` has no room for `…` and one code point before it.
    """
    if size < 7:
        raise ValueError(f"{size} bytes are too few for a title")
    if len(title.encode()) <= size:
        return title
    room = size - len("…".encode())
    kept = ""
    for character in _characters(title):
        if len((kept + character).encode()) > room:
            break
        kept += character
    # A single character with more combining marks than fit is cut wherever possible.
    return (kept.rstrip() or title.encode()[:room].decode(errors="ignore")) + "…"


def _characters(text: str) -> Iterator[str]:
    """Runs of code points that form one character: the rules of Unicode Annex 29 without those for Hangul and Indic."""
    run = ""
    for point in text:
        if run and not _goes_on(run, point):
            yield run
            run = ""
        run += point
    yield run


def _goes_on(run: str, point: str) -> bool:
    if unicodedata.category(point) in {"Mn", "Me", "Mc"} or point == _JOINER:
        return True
    if "\U0001f3fb" <= point <= "\U0001f3ff" or "\U000e0020" <= point <= "\U000e007f":  # skin tones, letters of flags
        return True
    if run.endswith(_JOINER):
        return True
    return _regional(point) and _regional(run[-1]) and len(run) % 2 == 1


def _regional(point: str) -> bool:
    """Letters of which two form a flag."""
    return "\U0001f1e6" <= point <= "\U0001f1ff"
