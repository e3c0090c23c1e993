"""One module per source format, each with the same three names: `NAME`, `looks(text)`, `read(source) -> Document`.

A source's format is recognised by its content; only plain text and tables look at its suffix, too. To add a format,
write a module with these three names in one of the packages, put it in `FORMATS` (the first format that claims a text
reads it), and add its line to `tests/contracts/test_readers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from audiorender.expressions import expression
from audiorender.script.document import Document, Marked
from audiorender.script.readers import scriptsource
from audiorender.script.readers.captions import srt, ttml, webvtt
from audiorender.script.readers.data import delimited, transcriptjson, transcriptyaml
from audiorender.script.readers.documents import markdown, webpage, wikitext, worddocument
from audiorender.script.readers.documents.latex import reader as latex
from audiorender.script.readers.documents.org import reader as org
from audiorender.script.readers.documents.restructured import reader as restructured
from audiorender.script.readers.markup.embedded import with_markup
from audiorender.script.readers.markup.mask import Mask
from audiorender.script.readers.talk import chat, chevrons, fountain, labelled, mail, tagged, timed
from audiorender.script.readers.talk.scribing import as_scribed
from audiorender.script.readers.unsupported import refuse_unsupported
from audiorender.script.reading.frontmatter import read_front_matter
from audiorender.script.reading.source import Source


class Format(Protocol):
    """What a module of this package provides; `NAME` is shown to people."""

    NAME: str

    def looks(self, text: str) -> bool:
        """Whether the text is in this format."""

    def read(self, source: Source) -> Document:
        """Read it. Every character but white space ends up in a block, or is silent by a rule of `coverage.RULES`."""


FORMATS: tuple[Format, ...] = (
    scriptsource,
    latex,
    org,
    restructured,
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
"""In the order in which they are tried; the last one accepts any text."""

_BY_SUFFIX: Mapping[str, Format] = {
    ".tex": latex,
    ".org": org,
    ".rst": restructured,
    ".wiki": wikitext,
    ".mediawiki": wikitext,
    ".csv": delimited,  # which says what its columns should be called
    ".tsv": delimited,
}
"""By suffix, the format of a text that has no markup but what Markdown has, too."""
_MARKDOWN = expression(r"^#{2,6} \S|\]\(https?:", re.MULTILINE)


def read_document(source: Source) -> Document:
    """Read `source` in the format that it looks like.

    Raises SourceError for damage that would lose words, and for a format that cannot be read here.
    """
    if scriptsource.looks(source.text):
        return scriptsource.read(source)
    refuse_unsupported(source)
    front = read_front_matter(source)
    mask = Mask(source.text)
    mask.cover([(front.span.start, front.span.end)] if front else [], "front-matter")
    bare = replace(source, text=mask.text) if front else source
    chosen = next(each for each in FORMATS if each.looks(bare.text))
    suffix = source.path.suffix.casefold() if source.path else ""
    if chosen is labelled and (front or suffix in (".md", ".markdown", ".mdown")):  # plain text is valid Markdown
        chosen = markdown
    if chosen in (labelled, markdown) and suffix in _BY_SUFFIX and not _MARKDOWN.search(bare.text):
        chosen = _BY_SUFFIX[suffix]
    found = chosen.read(bare)
    if chosen in (timed, chat):
        found = as_scribed(found)
    if chosen in (timed, chat, transcriptjson, transcriptyaml, delimited, webpage):
        found = with_markup(found, escapes_alone=chosen is webpage)
    if front is None:
        return found
    marks = (Marked(front.span, "front-matter"), *found.marks)
    people = (*front.people, *found.people)
    return replace(found, source=source, meta=front.meta, people=people, marks=marks, remarks=front.remarks)
