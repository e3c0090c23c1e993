"""Transcripts in which a name and a time stand on a line above what is said, as transcription services export them.

Ana Ruiz  0:03
So the lamp went out?
"""

from __future__ import annotations

import re

from audiorender.model import Span
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.talk import TIME, Talk, speaker_name
from audiorender.script.source import Source

NAME = "a transcript with names and times"

_NAME = r"(?P<name>[^\W\d_][^\W_]*(?:[ .,'’&-]{1,2}[^\W_]+){0,4}\.?(?:[ \t]*\([^()\d]{1,40}\))?)"
_HEAD = re.compile(
    rf"(?:{_NAME}[ \t]*[:,|–-]?[ \t]+[\[(]?{TIME}[\])]?|[\[(]?{TIME}[\])]?[ \t]*[|–-]?[ \t]+"
    rf"{_NAME.replace('<name>', '<after>')})[ \t]*:?[ \t]*\Z"
)
_SHARE = 0.1


def looks(text: str) -> bool:
    """Whether lines of a name and a time, with speech below, come again and again."""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    heads = [_HEAD.match(row) is not None for row in rows]
    above = sum(head and not after for head, after in zip(heads, [*heads[1:], True], strict=True)) if rows else 0
    return above > 1 and above >= _SHARE * len(rows)


def read(source: Source) -> Document:
    """Read `source` as such a transcript; what stands before the first name is nobody's that the format names."""
    talk, marks = Talk(), list[Marked]()
    speaker: str | None = None
    start, fresh = 0, False
    for number, row in enumerate(source.text.split("\n"), 1):
        text = row.strip()
        at = start + len(row) - len(row.lstrip())
        start += len(row) + 1
        if not text:
            fresh = True
        elif match := _HEAD.match(text):
            speaker = speaker_name(match["name"] or match["after"])
            first, end = match.span("name") if match["name"] else match.span("after")
            for one, other, rule in ((0, first, "timestamp"), (first, end, "label"), (end, len(text), "timestamp")):
                if text[one:other].strip():
                    marks.append(Marked(Span(at + one, at + other), rule))
            fresh = True
        else:
            talk.say([Line(number, (Run(text, Span(at, at + len(text))),))], speaker, fresh=fresh)
            fresh = False
    return Document(source, None, (), talk.blocks(), tuple(marks))
