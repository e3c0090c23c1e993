"""Chapters in files of their own: one module a format, each with the same five.

`NAME` and `SUFFIXES` say which it is, `looks(text)` whether a text is in it, `read(text) -> Listing` what its chapters
are, and `write(chapters, meta, audio)` makes such a text for the audio file of that name. A text is read as what its
content looks like, never by its suffix; it is written as what its name says.

To add a format: a module with the five, a place in `FORMATS` (the first that claims a text reads it), and its line in
`tests/contracts/test_chapter_formats.py`, which fails until it is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from audiorender.model import Chapter, Meta
from audiorender.publish.chapters import (
    audacity,
    cuesheet,
    ffmetadata,
    lines,
    markers,
    matroska,
    ogm,
    podcasting,
    psc,
    webvtt,
)
from audiorender.publish.chapters.entry import Entry, Listing

__all__ = ["BY_NAME", "BY_SUFFIX", "FORMATS", "Entry", "Format", "Listing", "read_listing"]


class Format(Protocol):
    """What a module of this package offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def looks(self, text: str) -> bool:
        """Whether the text is in this format, be it right or wrong."""

    def read(self, text: str) -> Listing:
        """Its chapters; lines end in `\\n`. Raises SourceError, with the line where there is one."""

    def write(self, chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:
        """The chapters, in samples at `model.RATE`, and what is known of the audio file called `audio`.

        A chapter's `image` is written as it is. Raises OutputError for more chapters than the format holds.
        """


FORMATS: tuple[Format, ...] = (
    podcasting,
    matroska,
    psc,
    webvtt,
    ffmetadata,
    ogm,
    cuesheet,
    audacity,
    markers,
    lines,
)
"""In the order in which they are asked; the last one reads any text."""

BY_NAME: Mapping[str, Format] = MappingProxyType({each.NAME: each for each in FORMATS})
"""A format by its name."""

BY_SUFFIX: Mapping[str, Format] = MappingProxyType({suffix: each for each in FORMATS for suffix in each.SUFFIXES})
"""A format by the end of a file's name, in lower case."""


def read_listing(text: str) -> Listing:
    """The chapters of a text in whatever format it looks like. Raises SourceError, with the line where there is one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return next((each for each in FORMATS if each.looks(text)), FORMATS[-1]).read(text)
