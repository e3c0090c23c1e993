"""WebVTT: captions whose voice tags (`<v Name>`) name the speaker. https://www.w3.org/TR/webvtt1/

A caption without a voice continues the last one, as in files that tag a voice only where it changes.
"""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.model import Meta
from audiorender.script.document import Document
from audiorender.script.readers.captions.cues import read_captions
from audiorender.script.reading.source import Source

NAME = "WebVTT"

_SIGNATURE = expression(r"WEBVTT(?:[ \t].*)?$", re.MULTILINE)
_LANGUAGE = expression(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-\w+)*)[ \t]*$", re.MULTILINE)


def looks(text: str) -> bool:
    """Whether the first non-empty line is WebVTT's signature, or the signature comes before the first caption."""
    before, arrow, _ = text.partition("-->")
    if not arrow:
        return re.match(r"\s*WEBVTT[ \t]*(?:\n|\Z)", text) is not None
    return any(_SIGNATURE.fullmatch(line.rstrip()) for line in before.split("\n"))


def read(source: Source) -> Document:
    """Read `source` as WebVTT, even if it is faulty."""
    blocks, marks = read_captions(source)
    language = _LANGUAGE.search(source.text.partition("-->")[0])
    meta = Meta("", language=language[1]) if language else None
    return Document(source, meta, (), blocks, marks)
