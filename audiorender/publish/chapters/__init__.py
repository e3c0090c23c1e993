"""Chapter files: one module per format, each with the same five names.

`NAME` and `SUFFIXES` identify the format, `looks(text)` tells whether a text is in it, `read(text) -> Listing` returns
its chapters, and `write(chapters, meta, audio)` writes such a text for the audio file of that name. When reading, the
format is decided by the content, never by the suffix; when writing, by the file's name.

To add a format: a module with the five names, an entry in `FORMATS` (the first that recognises a text reads it), and a
line in `tests/contracts/test_chapter_formats.py`, which fails until it is there.
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
    """The interface of a module in this package."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def looks(self, text: str) -> bool:
        """Whether the text is in this format, valid or not."""

    def read(self, text: str) -> Listing:
        """Its chapters; lines end in `\\n`. Raises SourceError, with the line if there is one."""

    def write(self, chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:
        """The chapters, in samples at `model.RATE`, with the metadata of the audio file called `audio`.

        A chapter's `image` is written unchanged. Raises OutputError for more chapters than the format holds.
        """


FORMATS: tuple[Format, ...] = (podcasting, matroska, psc, webvtt, ffmetadata, ogm, cuesheet, audacity, markers, lines)
"""In the order in which they are tried; the last one accepts any text."""

BY_NAME: Mapping[str, Format] = MappingProxyType({each.NAME: each for each in FORMATS})
"""Formats by name."""

BY_SUFFIX: Mapping[str, Format] = MappingProxyType({suffix: each for each in FORMATS for suffix in each.SUFFIXES})
"""Formats by file suffix, in lower case."""


def read_listing(text: str) -> Listing:
    """The chapters of a text in whatever format it looks like. Raises SourceError, with the line if there is one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return next((each for each in FORMATS if each.looks(text)), FORMATS[-1]).read(text)
