"""Captions copied without their times: `>>` marks each new speaker."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script import words
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.pieces import Talk
from audiorender.script.reading.source import Source
from audiorender.timecode import WRITTEN

NAME = "captions without times"

_CHEVRONS = expression(r"(?:^|(?<=\s))(?:&gt;&gt;|>>)>?[ \t]*")
_AFTER_A_SENTENCE = expression(r"[.?!…\"”)\]-][ \t]+(?:&gt;&gt;|>>)>?[ \t]*(?=[^\W_a-z])")
_BESIDE = expression(rf"(?:{WRITTEN}|\[(?:{words.DIRECTIONS})\b[^\[\]]{{0,30}}\])\Z", re.IGNORECASE)
"""A time or a sound on a line of its own, in captions that were copied from a video with them."""
_FEWEST = 3
_FIRST = 2
_SHARE = 0.15
"""The least share of lines with a mark; a turn takes several lines."""


def looks(text: str) -> bool:
    """Whether many lines begin with `>>`, including one of the first, and none with the `>` of a quotation.

    Or several follow a sentence within a line: then the lines of the captions have been joined.
    """
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    rows = [row for row in rows if not _BESIDE.match(row)]
    opened = [row for row in rows if _CHEVRONS.match(row)]
    quoted = any(row.startswith(">") and not _CHEVRONS.match(row) for row in rows)
    often = max(_FEWEST, _SHARE * len(rows))
    joined = sum(len(_AFTER_A_SENTENCE.findall(row)) for row in rows) >= often
    return not quoted and (joined or (len(opened) >= often and any(row in opened for row in rows[:_FIRST])))


def read(source: Source) -> Document:
    """Read `source` as captions; each mark begins a new speaker's paragraph."""
    talk, marks = Talk(), list[Marked]()
    start = 0
    for number, row in enumerate(source.text.split("\n"), 1):
        at, mark = 0, ""
        if _BESIDE.match(row.strip()):
            rule = "stage-direction" if row.strip()[0] == "[" else "timestamp"
            marks.append(Marked(Span(start + len(row) - len(row.lstrip()), start + len(row.rstrip())), rule))
            start += len(row) + 1
            continue
        found = list(_CHEVRONS.finditer(row))
        for first, end in [*(match.span() for match in found), (len(row), len(row))]:
            text = row[at:first]
            if text.strip():
                talk.say([Line(number, (Run(text, Span(start + at, start + first)),))], mark=mark)
            if first < end:
                sign = row[first:end].rstrip()
                marks.append(Marked(Span(start + first, start + first + len(sign)), "speaker-mark"))
                mark = ">>"
            at = end
        start += len(row) + 1
    return Document(source, None, (), talk.blocks(), tuple(marks))
