"""reStructuredText: sections, lists, fields, tables, footnotes, targets and directives.

By docutils' specification (docutils.sourceforge.io/docs/ref/rst/restructuredtext.html). Text that it would refuse, as
for an unexpected indentation, is read.
"""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.script.document import Document
from audiorender.script.readers.documents.prose import Prose, top_level
from audiorender.script.readers.documents.restructured import directives, grids
from audiorender.script.readers.documents.restructured.definitions import inline_of
from audiorender.script.readers.documents.restructured.sections import sections
from audiorender.script.readers.documents.tabular import Table
from audiorender.script.reading.source import Source

NAME = "reStructuredText"

_SIGN = expression(
    r"^(?P<directive>\.\. [\w:-]+::(?:\s|\Z))|^(?P<target>\.\. _[^:\n]+:)|^(?P<footnote>\.\. \[[#\w*]+\] )"
    r"|^(?P<defined>\.\. \|[^|\n]+\| \w+::)|(?P<link>`[^`\n]+ <[^<>\n]+>`__?)|(?P<leads>(?<!`)`[^`\n]+`__?(?!\w))"
    r"|(?P<role>(?<!\w):\w+:`[^`\n]+`)|(?P<note>\[(?:#?\w+|[#*])\]_(?!\w))"
    r"|^(?P<section>\S[^\n]*\n([=~^\"*+#-])\10{3,}[ \t]*$)|^(?P<field>:\w+:[ \t]+\S)|(?P<literal>``[^`\n]+``)",
    re.MULTILINE,
)
_EXPLICIT = frozenset({"directive", "target", "footnote", "defined"})
_WEAK = frozenset({"section", "field", "literal"})
_MARKDOWN = expression(r"^#{1,6} \S|\]\((?:https?:|/|#)|^```", re.MULTILINE)


def looks(text: str) -> bool:
    """Whether `text` has two kinds of markup, one of them found nowhere else, and nothing that only Markdown has."""
    if _MARKDOWN.search(text):
        return False
    kinds = [match.lastgroup for match in _SIGN.finditer(text)]
    strong = [kind for kind in kinds if kind not in _WEAK]
    explicit = sum(kind in _EXPLICIT for kind in kinds)
    return explicit > 1 or (len(set(kinds)) > 1 and len(strong) > 0 and (explicit > 0 or len(strong) > 1))


_ROW = expression(
    r"[ \t]*(?:(?P<ruled>([!-/:-@\[-`{-~])\2{3,}[ \t]*\Z)|(?P<explicit>\.\.(?:[ \t]+|\Z))|(?P<anonymous>__[ \t]+\S)"
    r"|(?P<bullet>[-*+•‣⁃](?:[ \t]+|\Z))|(?P<number>\(?(?:\d{1,3}|\#)[.)](?:[ \t]+|\Z))"
    r"|(?P<field>:(?![:\s])(?P<name>(?:\\.|[^:\\\n])+):(?:[ \t]+|\Z))|(?P<typed>\|(?:[ \t]+|\Z))|(?P<tested>>>>[ \t]))"
)
_BIBLIOGRAPHIC = words("""
    author authors date version organization contact address revision status copyright dedication abstract license tags
    category slug title lang language summary keywords
""")
_ATTRIBUTION = expression(r"[ \t]*(?:---?|—)[ \t]?[^\W_]\S*(?:[ \t]+\S+){0,7}(?<![.?!])\Z")
_TERM_WORDS = 8


def read(source: Source) -> Document:
    """Read `source` as reStructuredText."""
    return _Reader(source).document()


class _Reader:
    """Goes through the blocks of a text, each of which begins in a row of its own."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._prose = Prose(source.text)
        self._flow = self._prose.flow
        self._inline = inline_of(source.text, self._prose)
        self._rows = source.text.split("\n")
        starts = [0]
        for row in self._rows:
            starts.append(starts[-1] + len(row) + 1)
        self._at = directives.Rows(self._rows, starts, self._prose, self._inline.say)
        self._sections = {number: (title, title + 2, level) for number, title, level in sections(self._rows)}
        levels = [level for _, _, level in self._sections.values()]
        self._raised = top_level(levels, titled=False)
        self._within: list[tuple[int, bool]] = []
        """How far the content of what is open is indented, and whether that is a quotation."""
        self._after_term = False

    def document(self) -> Document:
        """Read all blocks."""
        number = 0
        while number < len(self._rows):
            number = self._block(number)
        return self._prose.document(self._source, self._at.values)

    # -- blocks --------------------------------------------------------------------------------------------------------

    def _block(self, number: int) -> int:
        """Read the block that begins in this row; returns the row after it."""
        row = self._rows[number]
        if not row.strip():
            self._after_term = False
            self._flow.begin()
            return number + 1
        if number in self._sections:
            return self._section(number, *self._sections[number])
        indent = self._at.indent(number)
        self._enter(indent)
        match = _ROW.match(row)
        silent = match is not None and self._silent(number, indent, match)
        if match and silent:
            return silent
        self._at.begun = True
        if grids.GRID.match(row) or grids.SIMPLE.match(row):
            return self._table(number)
        if match:
            return self._marked(number, indent, match)
        return self._text(number, indent)

    def _silent(self, number: int, indent: int, match: re.Match[str]) -> int | None:
        """Explicit markup, fields at the top, a line between paragraphs: the next row; None for text."""
        if match["explicit"]:
            return self._explicit(number, indent, match.end())
        if match["anonymous"]:
            return self._at.mute(number, number + 1, "link-target")
        if match["field"] and not self._at.begun and match["name"].casefold() in _BIBLIOGRAPHIC:
            return self._header(number, indent)
        if match["ruled"] and not "".join(self._rows[number + 1 : number + 2]).strip():
            self._flow.after_rule = True
            self._flow.begin()
            return self._at.mute(number, number + 1, "rule-line")
        return None

    def _enter(self, indent: int) -> None:
        """End what is indented further than this; text that is indented further than what is open is a quotation."""
        while self._within and self._within[-1][0] > indent:
            self._leave()
        if indent > (self._within[-1][0] if self._within else 0):
            self._open(indent, quote=True)

    def _open(self, indent: int, *, quote: bool) -> None:
        self._within.append((indent, quote))
        self._flow.quote += quote
        self._flow.begin()

    def _leave(self) -> None:
        self._flow.quote -= self._within.pop()[1]
        self._flow.begin()

    def _section(self, number: int, title: int, after: int, level: int) -> int:
        """A title, with the lines above and below it."""
        while self._within:
            self._leave()
        self._flow.begin("heading", max(1, min(6, level - self._raised)))
        self._at.mute(number, title, "heading-mark")
        self._inline.say(self._at.starts[title], self._at.end(title))
        self._at.mute(title + 1, after, "heading-mark")
        self._flow.begin()
        return after

    def _explicit(self, number: int, indent: int, column: int) -> int:
        """Explicit markup, with all that is indented below it."""
        last = number + 1
        while last < len(self._rows) and (not self._rows[last].strip() or self._at.indent(last) > indent):
            last += 1
        while not self._rows[last - 1].strip():
            last -= 1
        self._flow.begin()
        found = directives.explicit(self._at, number, last, column)
        if isinstance(found, int):
            return found
        content = next((row for row in range(found.row, last) if self._rows[row].strip()), last)
        if content < last:
            self._open(self._at.indent(content), quote=found.quote)
        return content

    def _header(self, number: int, indent: int) -> int:
        """The fields at the top of a document, which say what it is."""
        first, key = number, ""
        while number < len(self._rows) and self._rows[number].strip():
            match = _ROW.match(self._rows[number])
            if match and match.lastgroup == "field" and self._at.indent(number) == indent:
                key = {"authors": "author", "lang": "language", "summary": "description"}.get(
                    match["name"].casefold(), match["name"].casefold()
                )
                value = self._rows[number][match.end() :]
            else:
                value = " " + self._rows[number].strip()
            if key in directives.VALUES:
                self._at.values[key] = self._at.values.get(key, "") + value
            number += 1
        return self._at.mute(first, number, "page-head")

    def _table(self, number: int) -> int:
        table = Table(self._source.text, self._prose, self._inline.say)
        rows = list(zip(self._at.starts[number:], self._rows[number:], strict=False))
        read = grids.grid if grids.GRID.match(self._rows[number]) else grids.simple
        size = read(self._source.text, rows, self._prose, table)
        table.ends()
        return number + size

    def _marked(self, number: int, indent: int, match: re.Match[str]) -> int:
        """An item of a list, a field, a line of verse or a test."""
        start, kind = self._at.starts[number], match.lastgroup or ""
        if kind == "tested":
            last = number
            while last < len(self._rows) and self._rows[last].strip():
                last += 1
            return self._at.mute(number, last, "code-block")
        if kind == "typed":
            self._prose.mute(start, start + match.end(), "list-mark")
            self._inline.say(start + match.end(), self._at.end(number))
            self._flow.next_line()
            return number + 1
        if kind == "field":
            return self._field(number, indent, match)
        if kind not in ("bullet", "number"):
            return self._text(number, indent)
        mark = match[kind].strip()
        self._flow.begin("item", mark=mark if kind == "bullet" else "1.")
        self._prose.mute(start, start + match.end(), "list-mark")
        nested = _ROW.match(self._rows[number][match.end() :])
        if nested and nested.lastgroup == "bullet":
            self._prose.mute(start + match.end(), start + match.end() + nested.end(), "list-mark")
            return self._paragraph(number, match.end() + nested.end(), match.end(), within=True)
        return self._paragraph(number, match.end(), indent, within=True)

    def _text(self, number: int, indent: int) -> int:
        """A paragraph, which stands in the same block as the term above that it defines."""
        row = self._rows[number]
        if self._flow.quote and _ATTRIBUTION.match(row) and not "".join(self._rows[number + 1 : number + 2]).strip():
            return self._at.mute(number, number + 1, "byline")
        if not self._after_term:
            self._flow.begin()
        self._after_term = False
        return self._paragraph(number, indent, indent - 1)

    def _field(self, number: int, indent: int, match: re.Match[str]) -> int:
        """`:Name: text`, which is read as a name, a colon and the text."""
        start = self._at.starts[number]
        opens, ends = start + match.start("field"), start + match.end("name")
        self._flow.begin()
        self._prose.mute(opens, opens + 1, "list-mark")
        face, self._prose.face = self._prose.face, (True, False)
        self._inline.say(opens + 1, ends)
        self._prose.say(ends, ends + 1)
        self._prose.face = face
        return self._paragraph(number, match.end("name") + 1, indent, within=True)

    def _paragraph(self, number: int, column: int, floor: int, *, within: bool = False) -> int:
        """A paragraph from this `column` on; rows that are indented further than `floor` go on with it."""
        start, last = self._at.starts[number] + column, number + 1
        while last < len(self._rows) and self._rows[last].strip() and self._at.indent(last) > floor:
            if last in self._sections:
                break
            if within and _ROW.match(self._rows[last]) and self._at.indent(last) < column:
                break
            last += 1
        if within:
            deeper = [self._at.indent(row) for row in range(number + 1, last)]
            self._open_content(number, last, min(deeper, default=0) or column)
        elif last > number + 1 and self._at.indent(number + 1) > column and self._is_term(number):
            face, self._prose.face = self._prose.face, (True, False)
            self._inline.say(start, self._at.end(number))
            self._prose.face = face
            self._flow.next_line()
            self._within.append((self._at.indent(number + 1), False))
            self._after_term = True
            return number + 1
        return self._ends(start, last, floor)

    def _open_content(self, number: int, last: int, column: int) -> None:
        """What follows an item and is indented like its content belongs to it."""
        below = next((row for row in range(last, len(self._rows)) if self._rows[row].strip()), None)
        indent = self._at.indent(below) if below is not None and last == number + 1 else column
        self._within.append((indent if 0 < indent < column else column, False))

    def _is_term(self, number: int) -> bool:
        text = self._rows[number].strip()
        return len(text.split()) <= _TERM_WORDS and not text.endswith((".", "!", "?", ","))

    def _ends(self, start: int, last: int, floor: int) -> int:
        """Read a paragraph up to the row `last`; `::` at its end announces a literal block."""
        end = self._at.starts[last - 1] + len(self._rows[last - 1].rstrip())
        below = next((row for row in range(last, len(self._rows)) if self._rows[row].strip()), None)
        level = self._within[-1][0] if self._within else 0
        if (
            below is None
            or not self._source.text[start:end].endswith("::")
            or self._at.indent(below) <= max(floor, level)
        ):
            self._inline.say(start, end)
            return last
        alone = end - start == 2 or self._source.text[end - 3].isspace()
        self._inline.say(start, end - 2 + (not alone))
        self._prose.mute(end - 2 + (not alone), end, "markup")
        least, after = self._at.indent(below), below
        while after < len(self._rows) and (not self._rows[after].strip() or self._at.indent(after) >= least):
            after += 1
        return self._at.mute(below, after, "code-block")
