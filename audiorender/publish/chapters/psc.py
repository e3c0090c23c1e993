"""Podlove Simple Chapters 1.2, the XML element that feeds and players use (podlove.org/simple-chapters).

The XML of Apple's ChapterTool, whose chapters have a `starttime` and their title as an element, is read too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.elements import Elements
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, from_people

NAME = "psc"
SUFFIXES: tuple[str, ...] = (".psc", ".xml")

NAMESPACE = "http://podlove.org/simple-chapters"

_DECLARATION = expression(r"\A\s*<\?xml[^>]*\?>")
_CHAPTERS = expression(r"<(?:[\w.-]+:)?chapters[\s/>]")


def psc(chapters: Sequence[Chapter], rate: int = RATE, pictures: Mapping[str, str] = MappingProxyType({})) -> str:
    """The element with all chapters; `pictures` maps a chapter's image to its URL."""
    lines = [f'<psc:chapters version="1.2" xmlns:psc="{NAMESPACE}">']
    for chapter in chapters:
        image = pictures.get(chapter.image or "")
        given = {"start": clock(chapter.start, rate), "title": chapter.title, "href": chapter.url, "image": image}
        attributes = "".join(f' {name}="{html.escape(one_line(value))}"' for name, value in given.items() if value)
        lines.append(f"  <psc:chapter{attributes}/>")
    return "\n".join([*lines, "</psc:chapters>"]) + "\n"


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """The element as a file of its own."""
    named = {chapter.image: chapter.image for chapter in chapters if chapter.image}
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{psc(chapters, pictures=named)}'


def looks(text: str) -> bool:
    """Whether the text is XML that contains an element `chapters`."""
    return text.lstrip().startswith("<") and bool(_CHAPTERS.search(text))


def read(text: str) -> Listing:
    """The chapters of the only list in the text: the element alone, with or without its namespace, or within a feed.

    Raises SourceError, with line and column, for text that is not XML, for a chapter without a time, and for several
    lists.
    """
    found = _Found()
    found.parse(_DECLARATION.sub(_without_encoding, text, count=1))
    if found.lists != 1:
        what = f"{found.lists} lists of chapters" if found.lists else "no element psc:chapters"
        raise SourceError(what, line=found.at_line or None, hint="give the one list of the episode")
    return listing(found.entries, ordered=False)


def _without_encoding(declaration: re.Match[str]) -> str:
    """Blanks in place of the XML declaration: the text is already decoded, whatever it says there."""
    return re.sub(r"[^\n]", " ", declaration[0])


class _Found(Elements):
    """The chapters of a text. Elements are matched by local name, anywhere; the last list begins `at_line`."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.lists = self.at_line = self._within = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """A list, a chapter or its link."""
        local = name.rpartition(":")[2]
        if local == "chapters" and "url" not in attributes:  # podcast:chapters only refers to another file
            self.lists += not self._within
            self._within += 1
            self.at_line = self.line
        elif local == "chapter" and self._within:
            given = attributes.get("start", attributes.get("starttime"))
            start = from_people(given or "")
            if start is None:
                what = "this chapter has no start" if given is None else f"'{given}' is not a time"
                raise SourceError(what, line=self.line, column=self.column, hint='write start="01:23:45.678"')
            title, url, image = (attributes.get(key, "") for key in ("title", "href", "image"))
            self.entries.append(Entry(start, title, url, image, self.line))
        elif local == "link" and self._within and self.entries:
            self.entries[-1] = replace(self.entries[-1], url=attributes.get("href") or self.entries[-1].url)

    def end(self, name: str, words: str) -> None:
        """The end of a list, or the title or picture of a chapter."""
        local = name.rpartition(":")[2]
        if not self._within:
            return
        if local == "chapters":
            self._within -= 1
        elif local == "title" and self.entries:
            self.entries[-1] = replace(self.entries[-1], title=self.entries[-1].title or words)
        elif local == "picture" and self.entries:
            self.entries[-1] = replace(self.entries[-1], image=self.entries[-1].image or words)
