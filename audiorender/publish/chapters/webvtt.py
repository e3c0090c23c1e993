"""Chapters as a WebVTT track of kind `chapters` (W3C WebVTT §1.3): a cue per chapter, whose text is the title.

SRT is read, too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Chapter, Meta
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, from_people

NAME = "vtt"
SUFFIXES: tuple[str, ...] = (".vtt",)

_TIME = r"(?:[0-9]{1,6}:)?[0-9]{1,2}:[0-5][0-9][.,][0-9]{3}"
_LOOKS = expression(rf"WEBVTT(?:[ \t\n]|\Z)|\s*(?:[0-9]+\n)?[ \t]*{_TIME}[ \t]*-->")
_TIMING = expression(rf"[ \t]*({_TIME})[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_SPAN = expression(r"</?[a-z0-9][^<>]*>", re.IGNORECASE)


def looks(text: str) -> bool:
    """Whether the text begins like WebVTT, or with the first cue of an SRT file."""
    return bool(_LOOKS.match(text))


def read(text: str) -> Listing:
    """A chapter from each cue; text between cues is ignored. Raises SourceError for a malformed time line."""
    words: list[str] | None = None
    numbered = text.lstrip()[:1].isdecimal()
    cues: list[tuple[int, int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "-->" in line:
            match = _TIMING.fullmatch(line)
            start = from_people(match[1]) if match else None
            if start is None:
                hint = "write 00:01:23.000 --> 00:04:56.000"
                raise SourceError("this is not the time of a cue", line=number, column=1, hint=hint)
            if words and numbered and words[-1].strip().isdecimal():
                words.pop()  # the number of this cue: no empty line is before it
            words = []
            cues.append((start, number, words))
        elif not line.strip():
            words = None
        elif words is not None:
            words.append(line)
    return listing(
        (Entry(start, html.unescape(_SPAN.sub("", " ".join(lines))), line=number) for start, number, lines in cues),
        ordered=False,
    )


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """A cue from each chapter's start to its end."""
    cues = (f"{clock(c.start)} --> {clock(c.end)}\n{html.escape(one_line(c.title), quote=False)}\n" for c in chapters)
    return "\n".join(["WEBVTT\n", *cues])
