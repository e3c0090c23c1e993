"""The simple chapter format of OGM tools, which MKVToolNix and HandBrake also read and write.

    CHAPTER01=00:00:00.000
    CHAPTER01NAME=Introduction

Some programs write CHAPTERNAME01 for the name. Vorbis comments hold chapters in the same form, among other comments.

MKVToolNix's manual, "Simple (OGM style) chapter format". The lines of a chapter may be anywhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Chapter, Meta
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, from_people

NAME = "ogm"
SUFFIXES: tuple[str, ...] = (".ogm",)

_LOOKS = expression(r"^[ \t]*CHAPTER(?:NAME|URL)?[0-9]+(?:NAME|URL)?=", re.IGNORECASE | re.MULTILINE)
_COMMENT = expression(r"[ \t]*(?!CHAPTER[0-9])([ -<>-}]+)=.*", re.IGNORECASE)
_LINE = expression(r"[ \t]*CHAPTER(?:([0-9]{1,9})(NAME|URL)?|(NAME|URL)([0-9]{1,9}))=(.*)", re.IGNORECASE)


def looks(text: str) -> bool:
    """Whether a line is a chapter's time or name."""
    return bool(_LOOKS.search(text))


def read(text: str) -> Listing:
    """The chapters in order. Raises SourceError for any other line, and for a name without a time."""
    starts: dict[int, tuple[int, int]] = {}
    words: dict[tuple[int, str], tuple[str, int]] = {}
    others: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            if comment := _COMMENT.fullmatch(line):
                others.append(comment[1])
                continue
            raise SourceError("this is not a chapter", line=number, column=1, hint="CHAPTER01=00:00:00.000 is one")
        kind = (match[2] or match[3] or "").upper()
        chapter = int(match[1] or match[4])
        if kind:
            words[chapter, kind] = match[5], number
            continue
        start = from_people(match[5])
        if start is None:
            column = match.start(5) + 1
            raise SourceError(f"'{match[5]}' is not a time", line=number, column=column, hint="write 01:23:45.678")
        if chapter in starts:
            raise SourceError(f"a second CHAPTER{match[1]}", line=number, column=1, hint="give each its own number")
        starts[chapter] = start, number
    for (named, what), (_, number) in words.items():
        if named not in starts:
            raise SourceError(f"a {what} without CHAPTER{named:02d}", line=number, column=1, hint="say where it begins")
    nothing = ("", 0)
    entries = (
        Entry(start, words.get((n, "NAME"), nothing)[0], words.get((n, "URL"), nothing)[0], line=line)
        for n, (start, line) in starts.items()
    )
    notes = [f"other comments were left out: {', '.join(dict.fromkeys(others))}"] if others else []
    return listing(entries, notes=notes, ordered=False)


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """Two lines per chapter, with times in milliseconds."""
    return "".join(
        f"CHAPTER{number:02d}={clock(chapter.start)}\nCHAPTER{number:02d}NAME={one_line(chapter.title)}\n"
        for number, chapter in enumerate(chapters, start=1)
    )
