"""Paragraphs, quotations and tables of a LaTeX text."""

from __future__ import annotations

from audiorender.expressions import expression
from audiorender.script.document import Kind
from audiorender.script.readers.data.delimited import columns
from audiorender.script.readers.documents.prose import Prose

_MARKUP = expression(r"\\[A-Za-z]+|[{}]")


class Layout:
    """Begins and ends paragraphs, except in an aside."""

    def __init__(self, text: str, prose: Prose) -> None:
        self._text = text
        self._prose = prose
        self._flow = prose.flow
        self._tables = 0
        self.lists: list[str] = []
        """The lists that are open."""
        self.listed = False
        """Whether a list of terms, which may be turns, is over."""
        self.raised = 0
        """By how many levels headings move up."""

    def begin(self, kind: Kind = "paragraph", level: int = 0, mark: str = "") -> None:
        """Begin a paragraph, unless in a table."""
        if self._prose.asides:
            self._prose.asides[-1].text += " "
        elif not self._tables:
            self._flow.begin(kind, level, mark)

    def line_ends(self, start: int, end: int) -> None:
        """`\\\\`: the end of a line, or of a table's row."""
        self._prose.mute(start, end, "table-mark" if self._tables else "hard-break")
        if self._prose.asides:
            self._prose.asides[-1].text += " "
        elif self._tables:
            self._row()
        else:
            self._flow.next_line()

    def list_ends(self) -> None:
        """The innermost list is over."""
        self.listed = self.lists.pop() in ("description", "dialogue")

    def quote_begins(self) -> None:
        """Paragraphs from here are quoted, or more deeply quoted."""
        self._flow.quote += 1
        self._flow.begin()

    def quote_ends(self) -> None:
        """See `quote_begins`."""
        self._flow.quote -= 1
        self._flow.begin()

    def table_begins(self) -> None:
        """Rows and cells from here."""
        self._tables += 1
        self._row()

    def table_ends(self) -> None:
        """See `table_begins`."""
        self._tables -= 1
        self._flow.name_ends()
        self._flow.forget()

    def _row(self) -> None:
        """Begin a row, whose first cell may be a name."""
        self._flow.name_ends()
        self._flow.begin("row")
        self._flow.name_begins("cell 0")

    def cell_ends(self, start: int, end: int) -> None:
        """`&` between two cells, which is a short pause."""
        if not self._tables or self._prose.asides:
            self._prose.mute(start, end, "table-mark")
        else:
            self._prose.cell_ends(start, end)


def names_columns(row: str) -> bool:
    """Whether the first row of a table names a column for speakers and one for what they say."""
    return columns([_MARKUP.sub("", cell).strip() for cell in row.split("&")]) is not None
