"""Wiki pages and AsciiDoc: headings marked with `=`, `'''bold'''` or `*bold*`, links in brackets.

https://www.mediawiki.org/wiki/Help:Formatting and https://docs.asciidoctor.org/asciidoc/latest/syntax-quick-reference/.
A wiki's templates, references, files and categories are not spoken, nor is AsciiDoc's header below the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Block, Document, Kind, Line, Marked, Run, silence
from audiorender.script.readers.data.delimited import columns
from audiorender.script.readers.markup.mask import covered
from audiorender.script.readers.pieces import speaker_name
from audiorender.script.reading.source import Source

NAME = "wiki text or AsciiDoc"

_WIKI = expression(r"'''[^'\n]+'''|^==+[ \t]*[^=\n]+==+[ \t]*$|\[\[[^\[\]\n]+\]\]|^\{\{[^{}]+\}\}", re.MULTILINE)
_ADOC = expression(r"\A=[ \t]\S.*\n")
_ADOC_MORE = expression(r"^(?:==+[ \t]\S|:[\w-]+:|\[\w+.*\]$|image::)", re.MULTILINE)
_LEAST_WIKI_MARKS = 3

_SILENT = (
    (expression(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), "html-comment"),
    (expression(r"<ref\b[^<>/]*>(?:(?!</?ref\b).)*</ref>|<ref\b[^<>]*/>", re.DOTALL | re.IGNORECASE), "footnote"),
    (expression(r"\{\{[^{}]*\}\}"), "page-part"),
    (
        expression(
            r"\[\[(?:File|Image|Datei|Bild|Fichier|Archivo)[ \t]*:(?:[^\[\]]|\[\[[^\[\]]*\]\]|\[[^\[\]]*\])*\]\]", re.I
        ),
        "image",
    ),
    (expression(r"\[\[(?:Category|Kategorie|Catégorie|Categoría|[a-z]{2,3})[ \t]*:[^\[\]]*\]\]"), "page-part"),
    (expression(r"\[\[(?:[^\[\]|]*\|)?(?=[^\[\]]*\]\])|(?<=[^\[\]])\]\]"), "link"),
    (expression(r"^__[A-Z]+__[ \t]*$", re.MULTILINE), "page-part"),
)
_ROUNDS = 6
"""How deeply templates may be nested."""
_WIKI_INLINE = expression(
    r"(?P<strong>''''')|(?P<bold>''')|(?P<slanted>'')"
    r"|(?P<link>\[(?:https?:)?//[^\s\]\0]+[ \t]?)"
    r"|(?P<end>(?<!\])\](?!\]))|(?P<tag></?[A-Za-z]\w*[^<>\n\0]*>)"
)
_ADOC_INLINE = expression(
    r"(?P<bold>\*\*|(?<![\w*])\*(?=\S)|(?<=[^\s*])\*(?![\w*]))|(?P<slanted>(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<link>(?:link:)?https?://[^\s\[\]]+\[(?=[^\[\]\n]+\])|(?:xref:|link:)[^\s\[\]]+\[)|(?P<end>\])|(?P<tag>`)"
)
_HEADING = expression(r"(={1,6})[ \t]*(?P<title>[^\s=](?:.*[^\s=])?)[ \t]*(?:={1,6}[ \t]*)?\Z")
_LIST = expression(r"(?:[*#:;.-]+(?=[ \t])|[#:;]+)[ \t]*(?=\S)")
_ADOC_SILENT = expression(
    r":!?[\w-]+!?:.*|(?:image|video|audio|include|toc)::.*|//.*|\[[\w\"%#.][^\]\n]*\]|[-=*_.+]{4,}|'''|<<<"
)
_TABLE = expression(r"(?:\{\||\|\}|\|-|\|\+).*")
"""A line that opens or closes a table or separates its rows, or its caption."""
_CELL = expression(r"[|!]{1,2}(?:(?:[ \t]*[\w-]+=(?:\"[^\"\n]*\"|[^\s|]+))+[ \t]*\|(?!\|))?[ \t]*")
_INDENT = expression(r":+[ \t]*")


def looks(text: str) -> bool:
    """Whether the text contains several kinds of wiki markup, or begins like AsciiDoc."""
    if _ADOC.match(text):
        return _ADOC_MORE.search(text) is not None
    kinds = {match[0][:2] for match in _WIKI.finditer(text)}
    return len(kinds) > 1 and sum(1 for _ in _WIKI.finditer(text)) >= _LEAST_WIKI_MARKS


def read(source: Source) -> Document:
    """Read `source` as wiki text, or as AsciiDoc if it begins like that."""
    reader = _Reader(source.text, adoc=_ADOC.match(source.text) is not None)
    reader.read()
    return Document(source, None, (), tuple(reader.blocks), tuple(sorted(reader.marks, key=lambda mark: mark.span)))


class _Reader:
    """Goes through the rows of a page."""

    def __init__(self, text: str, *, adoc: bool) -> None:
        self._adoc = adoc
        self._lines: list[Line] = []
        self._mark = ""
        self._bold = self._slanted = False
        self.blocks: list[Block] = []
        self.marks: list[Marked] = []
        self._row: list[Line] = []
        self._columns: dict[str, int] | None = None
        self._speaker: str | None = None
        self._rows = (text if adoc else self._masked(text)).split("\n")

    def _masked(self, text: str) -> str:
        """`text` with NUL in place of each character that is silent in any context."""
        for _ in range(_ROUNDS):
            before = text
            for pattern, rule in _SILENT:
                for match in pattern.finditer(text):
                    for part in re.finditer(r"[^\0]+", match[0]):
                        start = match.start() + part.start()
                        self.marks.append(Marked(Span(start, start + len(part[0])), rule))
                text = pattern.sub(lambda match: covered(match[0]), text)
            if text == before:
                break
        return text

    def read(self) -> None:
        """Go through all rows and build the blocks."""
        start, header, table = 0, self._adoc, False
        for number, row in enumerate(self._rows, 1):
            text = row.strip(" \t\0")
            at = start + row.find(text) if text else start
            start += len(row) + 1
            header = header and bool(text)
            if not text:
                self._close()
                continue
            if not self._adoc and (text.startswith("{|") or (table and _TABLE.match(text))):
                self._end_row()
                self._close()
                self._mute(text, at, "table-mark")
                table = not text.startswith("|}")
                if text.startswith("{|"):
                    self._columns = None
                continue
            if table and (cells := list(_CELL.finditer(text))) and not cells[0].start():
                self._cells(text, number, at)
                continue
            heading = _HEADING.match(text)
            if heading and (self._adoc is False or text[len(heading[1])] in " \t"):
                self._heading(heading, number, at)
            elif self._adoc and (header or _ADOC_SILENT.fullmatch(text)):
                self._close()
                self._mute(text, at, "page-part")
            else:
                self._say(text, number, at)
        self._end_row()
        self._close()

    def _mute(self, text: str, at: int, rule: str) -> None:
        """Silence a row, except what is silent in it already."""
        self.marks.extend(
            Marked(Span(at + each.start(), at + each.end()), rule) for each in re.finditer(r"[^\0]*[^\0\s]", text)
        )

    def _cells(self, text: str, number: int, at: int) -> None:
        """The cells on one line of a table: `| Ana || Yes.`, or those of a header after `!`."""
        header = text.startswith("!")
        marks = [
            match
            for match in _CELL.finditer(text)
            if not match.start() or len(match[0].strip("|! \t")) > 0 or match[0][:2] in ("||", "!!")
        ]
        found: list[Line] = []
        for match, after in zip(marks, [*marks[1:], None], strict=True):
            end = after.start() if after else len(text)
            self.marks.append(Marked(Span(at + match.start(), at + len(text[: match.end()].rstrip())), "table-mark"))
            found.append(Line(number, tuple(self._runs(text[match.end() : end], at + match.end()))).stripped())
        if not header:
            self._row.extend(found)
        elif place := columns([line.text for line in found]):
            self._columns = place
            self.marks.extend(mark for line in found for mark in silence(line.runs, "column-name"))
        else:
            self._row.extend(found)

    def _end_row(self) -> None:
        """Turn the cells into a block. If columns are named for the speaker and the text, use them."""
        cells, self._row = self._row, []
        if self._columns is None or len(cells) <= max(self._columns.values()):
            self._add("row", cells)
            return
        for column, cell in enumerate(cells):
            if column == self._columns["text"]:
                continue
            named = column == self._columns["speaker"]
            self._speaker = (speaker_name(cell.text) if named else None) or self._speaker
            self.marks.extend(silence(cell.runs, "label" if named else "column-value"))
        self._add("row", [cells[self._columns["text"]]], speaker=self._speaker)

    def _heading(self, match: re.Match[str], number: int, at: int) -> None:
        """Add a heading; its markup is silent."""
        self._close()
        first, end = match.span("title")
        for one, other in ((0, first), (end, len(match.string))):
            if match.string[one:other].strip():
                self.marks.append(Marked(Span(at + one, at + other), "heading-mark"))
        line = Line(number, tuple(self._runs(match["title"], at + first)))
        self._add("heading", [line], level=len(match[1]))

    def _say(self, text: str, number: int, at: int) -> None:
        """Add a row of text, which may begin a list item."""
        mark = _LIST.match(text)
        if mark and not (self._adoc and mark[0].strip() == ":"):
            self._close()
            self.marks.append(Marked(Span(at, at + len(mark[0].rstrip())), "list-mark"))
            self._mark = "" if _INDENT.fullmatch(mark[0]) else mark[0].strip()
            text, at = text[mark.end() :], at + mark.end()
        line = Line(number, tuple(self._runs(text, at))).stripped()
        self._lines.extend([line] if line.runs else [])
        if not self._adoc:
            self._bold = self._slanted = False

    def _runs(self, text: str, at: int) -> Iterator[Run]:
        """The words of a row, each in its typeface; markup is silent."""
        place = 0
        pattern = _ADOC_INLINE if self._adoc else _WIKI_INLINE
        links = 0
        for match in pattern.finditer(text):
            kind = match.lastgroup
            if kind == "end" and not links:
                continue
            yield from self._plain(text[place : match.start()], at + place)
            rule = {"link": "link", "end": "link", "tag": "html-tag"}.get(kind or "", "emphasis-mark")
            if match[0].strip():
                self.marks.append(Marked(Span(at + match.start(), at + match.end()), rule))
            links += (kind == "link") - (kind == "end")
            self._bold ^= kind in ("bold", "strong")
            self._slanted ^= kind in ("slanted", "strong")
            place = match.end()
        yield from self._plain(text[place:], at + place)

    def _plain(self, text: str, at: int) -> Iterator[Run]:
        for match in re.finditer(r"[^\0]+", text):
            start = at + match.start()
            yield Run(match[0], Span(start, start + len(match[0])), self._bold, self._slanted)

    def _close(self) -> None:
        self._add("item" if self._mark else "paragraph", self._lines)
        self._lines, self._mark = [], ""
        self._bold = self._slanted = False

    def _add(self, kind: Kind, lines: list[Line], level: int = 0, speaker: str | None = None) -> None:
        kept = tuple(line for line in (each.stripped() for each in lines) if line.runs)
        if kept:
            self.blocks.append(Block(kind, kept, level=level, mark=self._mark, speaker=speaker))
