r"""FFmpeg's metadata file: `;FFMETADATA1`, `key=value`, and a `[CHAPTER]` section for each chapter.

FFmpeg's formats manual, "Metadata", and libavformat/ffmetadec.c: a backslash escapes `=`, `;`, `#`, `\` and line ends;
a chapter's times are in units of its TIMEBASE, by default nanoseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import milliseconds, rescaled

NAME = "ffmetadata"
SUFFIXES: tuple[str, ...] = (".ffmetadata", ".ffmeta")

_HEAD = ";FFMETADATA"
_LOGICAL = expression(r"(?:[^\\\n]|\\(?:.|\n|\Z))*", re.DOTALL)
_PAIR = expression(r"((?:[^\\=]|\\.)*)=(.*)", re.DOTALL)
_ESCAPED = expression(r"\\(.)", re.DOTALL)
_SPECIAL = expression(r"([=;#\\\n])")
_BASE = expression(r"([0-9]{1,10})/([0-9]{1,10})")
_TICKS = expression(r"-?[0-9]{1,20}")
_NANOSECONDS = (1, 1_000_000_000)


def looks(text: str) -> bool:
    """Whether the text begins as such a file does."""
    return text.startswith(_HEAD)


def read(text: str) -> Listing:
    """The chapters in order, as FFmpeg reads them.

    Raises SourceError for a line that is not `key=value`, a chapter without START, and a TIMEBASE that is not a
    fraction.
    """
    sections: list[tuple[int, dict[str, tuple[str, int]]]] = []
    here: dict[str, tuple[str, int]] = {}
    for number, line in _lines(text):
        if line.startswith("["):
            here = {}
            if line.strip() == "[CHAPTER]":
                sections.append((number, here))
            continue
        pair = _PAIR.fullmatch(line)
        if pair is None:
            raise SourceError("this is not key=value", line=number, column=1, hint="a comment begins with ';' or '#'")
        key, value = (_ESCAPED.sub(r"\1", part) for part in pair.groups())
        here[key.lower()] = value, number
    return listing((_entry(number, fields) for number, fields in sections), ordered=False)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with content and the numbers they begin on; an escaped line end continues on the next line."""
    number, at = 1, 0
    while at < len(text):
        match = _LOGICAL.match(text, at)
        line = match[0] if match else ""
        if line.strip() and line[0] not in ";#":
            yield number, line
        number += line.count("\n") + 1
        at += len(line) + 1


def _entry(number: int, fields: dict[str, tuple[str, int]]) -> Entry:
    if "start" not in fields:
        raise SourceError("this chapter has no START", line=number, column=1, hint="say where it begins")
    base, line = fields.get("timebase", ("", number))
    fraction = _BASE.fullmatch(base.strip())
    if base and (fraction is None or not int(fraction[1]) or not int(fraction[2])):
        raise SourceError(f"the TIMEBASE '{base}' is not a fraction", line=line, column=1, hint="for example 1/1000")
    above, below = (int(fraction[1]), int(fraction[2])) if fraction else _NANOSECONDS
    ticks, line = fields["start"]
    if not _TICKS.fullmatch(ticks.strip()) or int(ticks) < 0:
        raise SourceError(f"the START '{ticks}' is not a number of 0 or more", line=line, column=1)
    start = rescaled(int(ticks) * above, below, RATE)
    return Entry(start, fields.get("title", ("", 0))[0], line=number)


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """The chapters in milliseconds, after the title, artist and album of the episode."""
    known = {"title": meta.title, "artist": meta.author, "album": meta.show}
    lines = [f"{_HEAD}1", *(f"{key}={_escaped(value)}" for key, value in known.items() if value)]
    for chapter in chapters:
        times = f"START={milliseconds(chapter.start)}", f"END={milliseconds(chapter.end)}"
        lines += ["", "[CHAPTER]", "TIMEBASE=1/1000", *times, f"title={_escaped(chapter.title)}"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
