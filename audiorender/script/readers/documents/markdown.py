"""Markdown, parsed into blocks by markdown-it-py, with every character of every line accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Block, Document, Kind, Line, Marked, Run, silence
from audiorender.script.readers.data.delimited import columns
from audiorender.script.readers.documents.portraits import Picture, named_by_portraits
from audiorender.script.readers.markup.dialects import without_dialects
from audiorender.script.readers.markup.inline import Place, Walk
from audiorender.script.readers.markup.leftover import Leftover
from audiorender.script.readers.markup.mask import Mask, outermost, uncovered
from audiorender.script.readers.markup.numerals import spoken_numerals
from audiorender.script.readers.markup.parser import markdown_parser
from audiorender.script.readers.markup.references import References, references
from audiorender.script.readers.pieces import speaker_name
from audiorender.script.reading.source import Lines, Source

NAME = "Markdown"

_MARKS = expression(
    r"^[ ]{0,3}(?:>|#{1,6}\s+\S|```|\d{1,3}\.[ ]\S|\|.*\|[ \t]*$|\[[^\]\n]+\]:\s)"  # quote, heading, code, number
    r"|(?<![\w*])\*\*?[^\s*]|(?<!\w)__?[^\s_][^\n_]*_(?!\w)"  # emphasis
    r"|\]\(|<!--|</?\w+>|&\w+;|\\[!-/:-@\[-`{-~]|`[^`\n]+`",  # link, image, HTML, entity, escape, code
    re.MULTILINE,
)
_CELL = expression(r"(?:\\.|[^|])+", re.DOTALL)
_ITEM = expression(r"(?:[-+*]|\d+[.)])[ \t]+")
_CLOSING = expression(r"\s+#+\s*\Z")
_TITLE_WORDS = 12
"""A paragraph above a `---` line is a heading in Markdown. A longer one than this is speech and a horizontal rule."""


def looks(text: str) -> bool:
    """Whether the text contains any Markdown markup."""
    return _MARKS.search(text) is not None


def read(source: Source) -> Document:
    """Read `source` as Markdown, with the extensions that other programs use.

    Raises SourceError for markup that cannot be followed; text is never left out.
    """
    return read_masked(source, without_dialects(source.text))


def read_masked(source: Source, mask: Mask) -> Document:
    """Read the visible part of a masked `source` as Markdown. Raises SourceError as `read` does."""
    shown = replace(source, text=mask.text)
    reader = _Reader(shown, shown.text)
    reader.read()
    marks, found = [*mask.marks, *reader.marks, *reader.leftover()], reader.references()
    return Document(
        source,
        None,
        (),
        uncovered(reader.blocks, mask),
        tuple(outermost(marks)),
        links=found.links,
        footnotes=found.footnotes,
    )


class _Reader:
    """Goes through markdown-it's block tokens."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._text = text
        self._rows = text.split("\n")
        self._lines = Lines(text)
        self._starts = self._lines.starts
        self._parser = markdown_parser()
        self._env: dict[str, Any] = {}
        self._quote = 0
        self._after_rule = False
        self._item = ""
        self._numeral: Run | None = None
        self._noted = False
        self._pictures: list[Picture] = []
        self.blocks: list[Block] = []
        self.marks: list[Marked] = []
        self._tokens: list[Token] = []

    def read(self) -> None:
        """Go through all block tokens and build the blocks."""
        self._tokens = self._parser.parse(self._text, self._env)
        spoken = dict(spoken_numerals(self._tokens, self._rows, self._starts))
        heading: Token | None = None
        in_table = False
        for index, token in enumerate(self._tokens):
            match token.type:
                case "blockquote_open" | "blockquote_close":
                    self._flush_numeral()
                    self._quote += token.nesting
                case "list_item_open":
                    self._flush_numeral()
                    self._item = f"{token.info}{token.markup}"
                    self._numeral = spoken.get(index)
                case "list_item_close":
                    self._flush_numeral()
                    self._item = ""
                case "hr":
                    self._after_rule = True
                case "heading_open" | "heading_close":
                    heading = token if token.nesting > 0 else None
                case "table_open":
                    self._flush_numeral()
                    in_table = True
                    self._table(token)
                case "table_close":
                    in_table = False
                case "html_block":
                    self._html(token)
                case "inline" if not in_table:
                    self._paragraph(token, heading)
        self._flush_numeral()
        self.blocks = named_by_portraits(self.blocks, self._pictures)

    def leftover(self) -> Iterator[Marked]:
        """Whatever no block used, each part with its rule."""
        used = [run.span for block in self.blocks for line in block.lines for run in line.runs]
        used.extend(mark.span for mark in self.marks)
        return Leftover(self._source, self._text, self._tokens, self._env).marks(used)

    def references(self) -> References:
        """The links of the text, and its footnotes."""
        return references(self._tokens, self._env)

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _add(self, kind: Kind, lines: Sequence[Line], level: int = 0, speaker: str | None = None) -> None:
        """Add a block of these lines, with the context that it is in."""
        stripped = tuple(line for line in (line.stripped() for line in lines) if line.runs)
        kept = {run.span for line in stripped for run in line.runs}
        edges = (run for line in lines for run in line.runs if not run.verbatim and run.span not in kept)
        self.marks.extend(silence(edges, "space-entity"))
        if stripped:
            block = Block(kind, stripped, self._quote, level, self._item, self._after_rule, speaker)
            self.blocks.append(block)
            self._after_rule = False
            self._item = ""

    def _paragraph(self, token: Token, heading: Token | None) -> None:
        """Add a paragraph, list item or heading; a footnote's text is silent."""
        walk, children = Walk(self._source, self._place(token)), token.children or []
        walk.through(children)
        self.marks.extend(walk.marks)
        lines = walk.lines
        if [child.type for child in children] == ["image"]:
            self._pictures.append(Picture(len(self.blocks), children[0].content.strip(), self._quote))
        if self._numeral is not None:
            if lines and lines[0].number == self._lines.number(self._numeral.span.start):
                lines[0] = Line(lines[0].number, (self._numeral, *lines[0].runs))
                self._numeral = None
            else:
                self._flush_numeral()
        self._noted = heading is None and (self._noted or walk.from_note)
        if _is_footnote(token) or self._noted:
            self.marks.extend(silence((run for line in lines for run in line.runs), "footnote"))
            return
        if heading is None:
            for start, end in pairwise([0, *walk.ends, len(lines)]):
                self._add("item" if self._item else "paragraph", self._unpiped(lines[start:end]))
        elif heading.markup in "-=" and len(token.content.split()) > _TITLE_WORDS:
            self._add("paragraph", lines)
            self._after_rule = True
        else:
            self._add("heading", lines, int(heading.tag[1:]))

    def _html(self, token: Token) -> None:
        walk = Walk(self._source, self._place(token))
        outside = self._quote
        for quote, lines in walk.through_html():
            self._quote = max(0, outside + quote)
            self._add("paragraph", lines)
        self._quote = max(0, outside + walk.quote)
        self.marks.extend(walk.marks)

    def _table(self, token: Token) -> None:
        """Turn each row into a block. If columns are named for the speaker and the text, use them."""
        first, end = token.map or (0, 0)
        place: dict[str, int] | None = None
        speaker: str | None = None
        for number in range(first, end):
            if number == first + 1:
                continue  # the line of dashes below the header
            cells = self._cells(number, listed=number == first)
            if number == first:
                place = columns([" ".join(line.text for line in cell) for cell in cells])
                titles = [run for cell in cells for line in cell for run in line.runs] if place else []
                self.marks.extend(silence(titles, "column-name"))
            if place is None:
                self._add("row", self._parted(cells))
                continue
            for column, cell in enumerate(cells if number > first else ()):
                if column == place["text"]:
                    continue
                named = column == place["speaker"]
                speaker = speaker_name(" ".join(line.text for line in cell)) or speaker if named else speaker
                rule = "label" if named else "column-value"
                self.marks.extend(silence((run for line in cell for run in line.runs), rule))
            if number > first and place["text"] < len(cells):
                self._said_in_row(cells[place["text"]], cells[place["speaker"]], speaker)

    def _said_in_row(self, said: list[Line], who: Sequence[Line], speaker: str | None) -> None:
        """Add what `speaker` says in a row. In a row without a name, italics are a stage direction."""
        runs = [run for line in said for run in line.runs if run.text.strip()]
        named = any(char.isalnum() for line in who for char in line.text)
        if not named and runs and all(run.italic for run in runs):
            self.marks.extend(silence(runs, "stage-direction"))
        else:
            self._add("row", said, speaker=speaker)

    def _parted(self, cells: Sequence[Sequence[Line]]) -> list[Line]:
        """The lines of a row. The `|` between two cells is read as a comma, which makes a short pause."""
        found: list[Line] = []
        for cell in cells:
            if found and cell and found[-1].text.rstrip()[-1:].isalnum():
                last = found[-1].stripped()
                bar = self._text.find("|", last.runs[-1].span.end, cell[0].runs[0].span.start)
                found[-1] = Line(last.number, (*last.runs, *([Run(",", Span(bar, bar + 1))] if bar >= 0 else [])))
            found.extend(cell)
        return found

    def _cells(self, number: int, *, listed: bool) -> list[list[Line]]:
        """The cells of a table row, each with its lines; `listed` if the row may begin with a list marker."""
        prefix = re.match(rf"(?:\s*>){{0,{self._quote}}}\s*", self._rows[number])
        at = prefix.end() if prefix else 0
        if listed and self._item and (mark := _ITEM.match(self._rows[number], at)):
            at = mark.end()
        cells: list[list[Line]] = []
        for match in _CELL.finditer(self._rows[number], at):
            cell = match[0].strip()
            start = self._starts[number] + match.start() + len(match[0]) - len(match[0].lstrip())
            walk = Walk(self._source, Place(cell, [(0, start, number + 1)]))
            walk.through(self._parser.parseInline(cell, self._env)[0].children or [])
            self.marks.extend(walk.marks)
            cells.append(walk.lines)
        return cells

    def _unpiped(self, lines: list[Line]) -> list[Line]:
        """The lines without the `|` at both ends: a table without its line of dashes, used as a box."""
        text = "\n".join(line.text.strip() for line in lines)
        if len(text) < 3 or not text.startswith("|") or not text.endswith("|"):
            return lines
        first, last = lines[0].stripped(), lines[-1].stripped()
        edges = [*first.cut(0, 1).runs, *last.cut(len(last.text) - 1).runs]
        self.marks.extend(silence(edges, "table-mark"))
        if len(lines) == 1:
            return [first.cut(1, len(first.text) - 1)]
        return [first.cut(1), *lines[1:-1], last.cut(0, len(last.text) - 1)]

    def _flush_numeral(self) -> None:
        if self._numeral is not None:
            numeral, self._numeral = self._numeral, None
            self._add("paragraph", [Line(self._lines.number(numeral.span.start), (numeral,))])

    # -- where content is in the source ------------------------------------------------------------------------------

    def _place(self, token: Token) -> Place:
        """Where a block's content is: each of its lines is the end of a source line, apart from blanks and `#`.

        Lines before it with only unusual white space (a form feed) are in the token's range but not in its content.
        """
        content = token.content.split("\n")
        first, end = token.map or (0, 0)
        while first + 1 < end and _column(content[0], self._rows[first]) is None:
            first += 1
        lines: list[tuple[int, int, int]] = []
        at = 0
        for number, line in enumerate(content, first):
            row = min(number, len(self._rows) - 1)
            lines.append((at, self._starts[row] + (_column(line, self._rows[row]) or 0), row + 1))
            at += len(line) + 1
        return Place(token.content, lines)


def _column(line: str, row: str) -> int | None:
    """Where the content's `line` begins in the source's `row`, which ends with it; None if it does not."""
    if not (body := line.strip(" \t")):
        return max(0, len(row) - len(line))
    for text, end in ((row.rstrip(" \t"), body), (row.rstrip(), body.rstrip()), (_CLOSING.sub("", row), body)):
        if text.endswith(end):
            return len(text) - len(end) - line.index(body)
    return None


def _is_footnote(token: Token) -> bool:
    children = token.children or []
    return len(children) > 1 and children[0].type == "footnote_mark" and children[1].content.startswith(":")
