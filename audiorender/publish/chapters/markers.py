"""Marker lists of editors: Reaper's CSV, Audition's and Pro Tools' lists with tabs, the XML of Hindenburg's sessions.

The first line of a table has column names, two of which are a marker's name and start; Pro Tools writes others before
it.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.chapters.columns import LINKS, UNITS, column, time_and_title
from audiorender.publish.chapters.entry import Entry, Listing, listing
from audiorender.publish.oneline import one_line
from audiorender.timecode import clock, from_people

NAME = "markers"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv")

_MARKER = expression(r"<Marker\b([^>]*)/?>")
_ATTRIBUTE = expression(r"""\b(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PER_SECOND = expression(r"(\d{1,6}(?:\.\d{1,3})?)\s*(hz|fps)", re.IGNORECASE)
_FRAMES = expression(r"(\d{1,3}):([0-5]\d):([0-5]\d)[:;](\d{1,3})")


def looks(text: str) -> bool:
    """Whether the first line names the columns of such a table, or the text has Hindenburg's markers."""
    return bool(_columns(text)) or (text.lstrip().startswith("<") and "<Marker " in text)


def read(text: str) -> Listing:
    """The markers as chapters; if a list has both markers and regions, only the markers.

    Raises SourceError, with the line, for a row whose start is not a time.
    """
    if text.lstrip().startswith("<"):
        return listing(_hindenburg(text), ordered=False)
    return _table(text)


def _time(text: str, unit: str) -> int | None:
    """The samples of a start time; Audition's column `Time Format` gives samples or frames per second."""
    per_second = _PER_SECOND.match(unit.strip())
    if per_second is None:
        return from_people(text.replace(",", "."))
    rate = float(per_second[1])
    frames = _FRAMES.fullmatch(text.strip())
    if frames:
        hours, minutes, seconds, rest = map(int, frames.groups())
        whole, part = (hours * 60 + minutes) * 60 + seconds, rest / rate if rate and rest < rate else None
        return None if part is None else round((whole + part) * RATE)
    counted = text.strip().isascii() and text.strip().isdecimal() and per_second[2].lower() == "hz" and rate
    return round(int(text) * RATE / rate) if counted else from_people(text.replace(",", "."))


@dataclass(frozen=True, slots=True)
class _Columns:
    """The line (1-based) that names the columns, what separates them, and where they are."""

    line: int
    between: str
    name: int
    start: int
    link: int | None
    unit: int | None


def _columns(text: str) -> _Columns | None:
    """The columns of a table; None if neither its first line names them, nor a later one with tabs."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines:
        for between in "\t,;" if number == lines[0][0] else "\t":
            names = line.split(between)
            if places := time_and_title(names):
                start, name = places
                return _Columns(number, between, name, start, column(names, LINKS), column(names, UNITS))
    return None


def _table(text: str) -> Listing:
    columns = _columns(text)
    if columns is None:
        raise SourceError("no line names the columns", line=1, hint="such as #,Name,Start,End,Length")
    name, start, link, unit = columns.name, columns.start, columns.link, columns.unit
    rows = csv.reader(text.splitlines(keepends=True)[columns.line :], delimiter=columns.between)
    found: list[tuple[str, Entry]] = []
    try:
        for row in rows:
            at_line = columns.line + rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) <= max(name, start):
                raise SourceError("the row is too short", line=at_line, hint="give it a name and a start")
            at = _time(row[start], row[unit] if unit is not None and len(row) > unit else "")
            if at is None:
                hint = "let the editor write minutes and seconds"
                raise SourceError(f"'{row[start]}' is not a time", line=at_line, hint=hint)
            url = row[link] if link is not None and len(row) > link else None
            found.append((row[0].strip()[:1], Entry(at, row[name], url, line=at_line)))
    except csv.Error as error:
        raise SourceError(
            "this table cannot be read", line=columns.line + rows.line_num, hint="write it again"
        ) from error
    markers = [entry for kind, entry in found if kind == "M"]
    regions = [entry for kind, entry in found if kind == "R"]
    if markers and regions and len(markers) + len(regions) == len(found):
        notes = [f"{len(regions)} regions were left out: the chapters are the {len(markers)} markers"]
        return listing(markers, notes=notes, ordered=False)
    return listing((entry for _, entry in found), ordered=False)


def _hindenburg(text: str) -> Iterator[Entry]:
    for match in _MARKER.finditer(text):
        attributes = {key.lower(): html.unescape(one or other) for key, one, other in _ATTRIBUTE.findall(match[1])}
        line = text.count("\n", 0, match.start()) + 1
        start = from_people(attributes.get("time", ""))
        if start is None:
            raise SourceError(f"'{attributes.get('time', '')}' is not a time", line=line, hint="a marker has a Time")
        yield Entry(start, attributes.get("name", ""), attributes.get("url"), line=line)


def write(chapters: Sequence[Chapter], meta: Meta, audio: str) -> str:  # noqa: ARG001  one signature for all formats
    """The CSV that Reaper's region and marker manager imports."""
    rows = ["#,Name,Start,End,Length"]
    for number, chapter in enumerate(chapters, start=1):
        quoted = one_line(chapter.title).replace('"', '""')
        rows.append(f'M{number},"{quoted}",{clock(chapter.start)},,')
    return "\n".join(rows) + "\n"
