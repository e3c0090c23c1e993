"""The tables of reStructuredText: those with borders around each cell, and those with rows of `=`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from audiorender.expressions import expression
from audiorender.script.readers.documents.prose import Prose
from audiorender.script.readers.documents.tabular import Range, Table, trimmed

GRID = expression(r"[ \t]*\+(?:[-=]+\+)+[ \t]*\Z")
SIMPLE = expression(r"[ \t]*=+(?:[ ]+=+)+[ \t]*\Z")
_RULED = expression(r"[ \t]*[-=]+(?:[ ]+[-=]+)*[ \t]*\Z")


def grid(text: str, rows: Sequence[tuple[int, str]], prose: Prose, table: Table) -> int:
    """Read a table with borders from the first of `rows`, each with its offset; returns how many rows it has."""
    edges = [match.start() for match in re.finditer(r"\+", rows[0][1])]
    size, group, first = 0, list[tuple[int, str]](), True
    for start, row in rows:
        if not row.strip().startswith(("+", "|")):
            break
        size += 1
        if not GRID.match(row):
            group.append((start, row))
            continue
        if group:
            _group(text, group, edges, prose, table, first=first)
            group, first = [], False
        prose.mute(start, start + len(row), "table-mark")
    if group:
        _group(text, group, edges, prose, table, first=first)
    return size


def _group(
    text: str, group: Sequence[tuple[int, str]], edges: Sequence[int], prose: Prose, table: Table, *, first: bool
) -> None:
    """The lines of one row of cells. A border that some line does not have is not one: the cells are joined."""
    kept = [edge for edge in edges if all(edge < len(row) and row[edge] in "|+" for _, row in group)]
    outside = [row[: kept[0]] + row[kept[-1] + 1 :] for _, row in group] if len(kept) > 1 else ["?"]
    if any(map(str.strip, outside)):  # too damaged to have cells: each line is one
        for start, row in group:
            table.row([[trimmed(text, start, start + len(row))]], [None])
        return
    cells: list[list[Range]] = []
    bars: list[Range | None] = []
    for one, other in pairwise(kept):
        cells.append(list(_filled(text, [(start + one + 1, start + other) for start, _ in group])))
        bars.append((group[0][0] + other, group[0][0] + other + 1))
    for line, (start, row) in enumerate(group):
        prose.mute(start, start + kept[0] + 1, "table-mark")
        prose.mute(start + kept[-1] + 1, start + len(row), "table-mark")
        for edge in kept[1:] if line else ():
            prose.mute(start + edge, start + edge + 1, "table-mark")
    if first and table.header(cells):
        for bar in filter(None, bars):
            prose.mute(*bar, "table-mark")
    else:
        table.row(cells, bars)


def simple(text: str, rows: Sequence[tuple[int, str]], prose: Prose, table: Table) -> int:
    """Read a table of rows of `=` from the first of `rows`; returns how many rows it has."""
    starts = [match.start() for match in re.finditer(r"=+", rows[0][1])]
    pending: list[list[Range]] = []
    size, first, borders = 0, True, 0

    def flush() -> None:
        nonlocal pending, first
        if pending and not (first and table.header(pending)):
            table.row(pending, [None] * len(pending))
        first = first and not pending
        pending = []

    for number, (start, row) in enumerate(rows):
        if borders > 1 and not row.strip() and _RULED.match(rows[number - 1][1]):
            break
        size += 1
        if not row.strip() or _RULED.match(row):
            flush()
            borders += bool(row.strip())
            prose.mute(start, start + len(row), "table-mark")
            continue
        ends = [*starts[1:], max(len(row), starts[-1])]
        cells = [
            list(_filled(text, [(start + (one if column else 0), start + min(other, len(row)))]))
            for column, (one, other) in enumerate(zip(starts, ends, strict=True))
        ]
        more = pending and not cells[0]
        for cell in cells:
            if cell and text[slice(*cell[0])] in ("..", "\\"):  # an empty cell
                prose.mute(*cell.pop(), "markup")
        if more:
            pending = [before + after for before, after in zip(pending, cells, strict=True)]
        else:
            flush()
            pending = cells
    flush()
    return size


def _filled(text: str, ranges: Sequence[Range]) -> Iterator[Range]:
    """The ranges without blanks at either end, if anything is left."""
    for start, end in ranges:
        if start < end and text[start:end].strip():
            yield trimmed(text, start, end)
