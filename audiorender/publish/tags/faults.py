"""What every reader of this room asks of the chapters it found, and how mutagen fails on a damaged file."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mutagen import MutagenError

from audiorender.publish.readback import Mark

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


def in_chapters(fault: str, numbers: Iterable[int]) -> Iterator[str]:
    """`fault` and the chapters (counted from 1) that have it; nothing where none has."""
    found = list(numbers)
    if found:
        shown = ", ".join(map(str, found[:5])) + (", ..." if len(found) > 5 else "")
        yield f"{fault} (chapter{'s' * (len(found) > 1)} {shown})"


def mark_faults(marks: Sequence[Mark]) -> Iterator[str]:
    """Chapters that do not begin at 0, are out of order, empty, apart or one over the other, or have no title."""
    if marks and marks[0].start != 0:
        yield "the first chapter does not begin at 0"
    neighbours = list(enumerate(pairwise(marks), start=2))
    shuffled = [number for number, (a, b) in neighbours if b.start < a.start]
    if shuffled:
        yield from in_chapters("the chapters are not in order of time", shuffled)
    else:
        yield from in_chapters("there is a gap before a chapter", (n for n, (a, b) in neighbours if b.start > a.end))
        overlaps = (n for n, (a, b) in neighbours if a.start <= b.start < a.end)
        yield from in_chapters("a chapter begins before the one before it ends", overlaps)
    yield from in_chapters("a chapter has no length", (n for n, m in enumerate(marks, start=1) if m.end <= m.start))
    yield from in_chapters("a chapter has no title", (n for n, m in enumerate(marks, start=1) if not m.title.strip()))
