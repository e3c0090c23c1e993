"""Rows of tables whose cells are found by a reader of Org or reStructuredText."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audiorender.script.readers.data.delimited import columns
from audiorender.script.readers.documents.prose import Prose

Range = tuple[int, int]
"""The offsets of the first character and of the one after the last."""


class Table:
    """A table of `text`, row by row. `say` reads what is in a cell."""

    def __init__(self, text: str, prose: Prose, say: Callable[[int, int], None]) -> None:
        self._text = text
        self._prose = prose
        self._say = say
        self._place: dict[str, int] | None = None

    def header(self, cells: Sequence[Sequence[Range]]) -> bool:
        """Silence a first row that names a column for speakers and one for what they say, in this order."""
        titles = [" ".join(self._text[start:end].strip(" *") for start, end in cell) for cell in cells]
        place = columns(titles)
        if place is None or place["speaker"] > place["text"]:
            return False
        self._place = place
        for start, end in (each for cell in cells for each in cell):
            self._prose.mute(start, end, "column-name")
        return True

    def row(self, cells: Sequence[Sequence[Range]], bars: Sequence[Range | None]) -> None:
        """Speak a row. `bars` has the mark behind each cell, if there is one; it is read as a pause."""
        flow, place = self._prose.flow, self._place
        flow.begin("row")
        for number, (cell, bar) in enumerate(zip(cells, bars, strict=True)):
            named = number == (place["speaker"] if place else 0)
            if place and not named and number != place["text"]:
                for start, end in cell:
                    self._prose.mute(start, end, "column-value")
            else:
                if named:
                    flow.name_begins("cell 0", sure=place is not None)
                for line, (start, end) in enumerate(cell):
                    if line:
                        flow.next_line()
                    self._say(start, end)
            if bar and number + 1 < len(cells) and (place is None or number == place["text"]):
                self._prose.cell_ends(*bar)
            elif bar:
                self._prose.mute(*bar, "table-mark")
            flow.name_ends()
            flow.next_line()

    def ends(self) -> None:
        """The table is over: what follows belongs to nobody in it."""
        self._prose.flow.forget()


def trimmed(text: str, start: int, end: int) -> Range:
    """The offsets without blanks at either end."""
    cell = text[start:end]
    return start + len(cell) - len(cell.lstrip()), end - len(cell) + len(cell.rstrip())
