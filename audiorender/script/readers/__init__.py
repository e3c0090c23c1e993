"""One module a source format, each with the same three: `NAME`, `looks(text)`, `read(source) -> Document`.

A source is read as what its content looks like, never by its suffix. A new format is a module with the three in one
of the rooms, a place in `FORMATS` (the first that claims a text reads it), and its line in
`tests/contracts/test_readers.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from audiorender.script.document import Document, Marked
from audiorender.script.readers import scriptsource
from audiorender.script.readers.captions import srt, ttml, webvtt
from audiorender.script.readers.data import delimited, transcriptjson, transcriptyaml
from audiorender.script.readers.documents import markdown, webpage, wikitext, worddocument
from audiorender.script.readers.markup.mask import Mask
from audiorender.script.readers.markup.within import with_markup
from audiorender.script.readers.talk import chat, chevrons, fountain, labelled, mail, tagged, timed
from audiorender.script.readers.unread import refuse_unread
from audiorender.script.reading.frontmatter import read_front_matter
from audiorender.script.reading.source import Source


class Format(Protocol):
    """What a module of this package offers; `NAME` is for people."""

    NAME: str

    def looks(self, text: str) -> bool:
        """Whether the text is in this format."""

    def read(self, source: Source) -> Document:
        """Read it: every character but white space in a block, or silent by a rule of `coverage.RULES`."""


FORMATS: tuple[Format, ...] = (
    scriptsource,
    webvtt,
    srt,
    ttml,
    transcriptjson,
    transcriptyaml,
    delimited,
    worddocument,
    tagged,
    webpage,
    fountain,
    timed,
    chat,
    mail,
    chevrons,
    wikitext,
    markdown,
    labelled,
)
"""In the order in which they are asked; the last one reads any text."""


def read_document(source: Source) -> Document:
    """Read `source` as what it looks like.

    Raises SourceError for what is broken in a way that would cost words, and for a format that is not read here.
    """
    if scriptsource.looks(source.text):
        return scriptsource.read(source)
    refuse_unread(source)
    front = read_front_matter(source)
    mask = Mask(source.text)
    mask.cover([(front.span.start, front.span.end)] if front else [], "front-matter")
    bare = replace(source, text=mask.text) if front else source
    chosen = next(each for each in FORMATS if each.looks(bare.text))
    suffix = source.path.suffix.casefold() if source.path else ""
    if chosen is labelled and (front or suffix in (".md", ".markdown", ".mdown")):  # plain text is Markdown too
        chosen = markdown
    found = chosen.read(bare)
    if chosen in (timed, chat, transcriptjson, transcriptyaml, delimited, webpage):
        found = with_markup(found, escapes_alone=chosen is webpage)
    if front is None:
        return found
    marks = (Marked(front.span, "front-matter"), *found.marks)
    people = (*front.people, *found.people)
    return replace(found, source=source, meta=front.meta, people=people, marks=marks, remarks=front.remarks)
