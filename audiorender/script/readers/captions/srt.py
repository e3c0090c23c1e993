"""SubRip captions (SRT): numbers, times and text. `Name:`, a dash or `>>` marks a new speaker."""

from __future__ import annotations

from audiorender.expressions import expression
from audiorender.script.document import Document
from audiorender.script.readers.captions.cues import TIMING, read_captions
from audiorender.script.reading.source import Source

NAME = "SRT"

_FIRST = expression(rf"\s*+(?:\d+[ \t]*\n)?{TIMING.pattern.removeprefix('^')}")
_SHARE = 0.15
"""The least share of lines that are times, in captions that do not begin with one."""


def looks(text: str) -> bool:
    """Whether the text begins with a caption's time (below its number), or many of its lines are times."""
    if _FIRST.match(text):
        return True
    times = sum(1 for _ in TIMING.finditer(text))
    return times > 2 and times > _SHARE * sum(1 for line in text.split("\n") if line.strip())


def read(source: Source) -> Document:
    """Read `source` as SRT, even if it is faulty."""
    blocks, marks = read_captions(source)
    return Document(source, None, (), blocks, marks)
