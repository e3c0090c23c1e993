"""Tables with a column for the speaker: CSV and TSV, as exported by spreadsheets and transcription services.

The first row names the columns. Fields are parsed here because `csv` does not say where they are in the file; tests
compare the two. RFC 4180: a quoted field may contain the delimiter, line breaks, and doubled quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Document, Line, Marked, Run
from audiorender.script.readers.pieces import Talk, dropped, rows, speaker_name
from audiorender.script.reading.source import Lines, Source
from audiorender.script.words import NAMES_SPEAKERS, NAMES_SPEECH, NAMES_TIMES
from audiorender.timecode import WRITTEN

NAME = "a table (CSV or TSV)"

_END = expression(r"(?:end|stop|to|out)(?: ?time)?\b", re.IGNORECASE)
_SECONDS = expression(rf"(?:\d{{1,6}}(?:\.\d{{1,9}})?|{WRITTEN})\Z")
_TWO_QUOTES = expression('""')
_DELIMITERS = (",", "\t", ";")
_COLUMNS = (("text", NAMES_SPEECH), ("speaker", NAMES_SPEAKERS), ("start", NAMES_TIMES), ("end", _END))


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its characters `start` to `end` including quotes, and its content, `text`."""

    start: int
    end: int
    text: str
    quoted: bool


def looks(text: str) -> bool:
    """Whether the first row names a speaker column and a text column, and another row follows."""
    return _layout(text) is not None


def read(source: Source) -> Document:
    """Read `source` as a table. Raises SourceError for a quote that is never closed."""
    layout = _layout(source.text)
    if layout is None:
        raise SourceError(
            "a table without columns named 'speaker' and 'text'", path=source.path, hint="give its columns these names"
        )
    delimiter, place = layout
    who, what = place["speaker"], place["text"]
    talk, lines = Talk(), Lines(source.text)
    marks: list[Marked] = []
    blanks: list[Run] = []
    speaker: str | None = None
    width = 0
    for number, row in enumerate(_rows(source, delimiter)):
        width = width or len(row)
        if len(row) > width:
            row = _rejoined(source, row, width, what, lines)  # noqa: PLW2901
        for left, right in pairwise(row):
            marks.append(Marked(Span(left.end, right.start), "column-mark"))
        name = row[who].text if number and who < len(row) else ""
        speaker = speaker_name(name) or speaker
        for column, field in enumerate(row):
            if column != what or not number:
                rule = "column-name" if not number else "label" if column == who else "column-value"
                marks.extend(_mark(source.text, field, rule))
                continue
            runs = list(_runs(source.text, field))
            blanks.extend(run for run in runs if run.text.isspace())
            marks.extend(_quotes(field))
            start, end = (_seconds(row, place.get(key)) for key in ("start", "end"))
            for each in rows(runs):
                at = lines.number(each[0].span.start) if each else 0
                talk.say([Line(at, tuple(each))], speaker, start, end)
    blocks = talk.blocks()
    marks.extend(dropped(blanks, blocks, ()))
    return Document(source, None, (), blocks, tuple(sorted(marks, key=lambda mark: mark.span)))


def _rejoined(source: Source, row: list[_Field], count: int, what: int, lines: Lines) -> list[_Field]:
    """A row with more fields than columns. Without quotes, and in the last column, the extra fields belong to its text.

    Raises SourceError if it is unclear which fields belong together.
    """
    if what != count - 1 or any(field.quoted for field in row[what:]):
        line = lines.number(row[0].start)
        raise SourceError(
            f"{len(row)} fields in a table of {count} columns",
            path=source.path,
            line=line,
            column=row[count].start - lines.starts[line - 1] + 1,
            hint="put the text into double quotes",
        )
    start, end = row[what].start, row[-1].end
    return [*row[:what], _Field(start, end, source.text[start:end], quoted=False)]


def _layout(text: str) -> tuple[str, dict[str, int]] | None:
    """The delimiter, and the columns of the speaker, the text, the start and the end."""
    head, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or len(head) > 2000:
        return None
    for delimiter in _DELIMITERS:
        if found := columns(head.split(delimiter)):
            return delimiter, found
    return None


def columns(titles: Sequence[str]) -> dict[str, int] | None:
    """The columns of the speaker, the text, the start and the end; None if speaker or text is missing.

    If no column is named for the text, it is the only column without a name.
    """
    names = [" ".join(re.split(r"[\s_-]+", title.strip(" \t\"'*.:"))) for title in titles]
    found: dict[str, int] = {}
    for key, pattern in _COLUMNS:
        for column, name in enumerate(names):
            if key not in found and column not in found.values() and pattern.match(name):
                found[key] = column
    unnamed = [column for column, name in enumerate(names) if not name]
    if "text" not in found and len(unnamed) == 1:
        found["text"] = unnamed[0]
    return found if "speaker" in found and "text" in found else None


def _rows(source: Source, delimiter: str) -> Iterator[list[_Field]]:
    """Every row that is not empty."""
    text = source.text
    field = re.compile(rf"[ ]*\"(?P<quoted>(?:[^\"]|\"\")*+)\"[ ]*(?=[{delimiter}\n]|\Z)|[^{delimiter}\n]*+")
    at, row = len(text) - len(text.lstrip()), list[_Field]()
    while at <= len(text):
        match = field.match(text, at)
        if match is None:
            break
        raw, quoted = match[0], match["quoted"] is not None
        if raw.lstrip(" ").startswith('"') and not quoted and '"' not in raw.lstrip(" ")[1:]:
            raise _unclosed(source, at)
        start = at + len(raw) - len(raw.lstrip(" "))
        says = match["quoted"].replace('""', '"') if quoted else raw
        row.append(_Field(start, at + len(raw.rstrip(" ")), says, quoted))
        at = match.end()
        if at >= len(text) or text[at] == "\n":
            if any(each.text.strip() for each in row) or len(row) > 1:
                yield row
            row = []
        at += 1


def _unclosed(source: Source, at: int) -> SourceError:
    """The error for a quote at `at` that is never closed."""
    lines = Lines(source.text)
    line = lines.number(at)
    return SourceError(
        "a quote opened here is never closed",
        path=source.path,
        line=line,
        column=at - lines.starts[line - 1] + 1,
        hint='close it, or write it twice ("") where it is text',
    )


def _runs(text: str, field: _Field) -> Iterator[Run]:
    """The characters of a field; doubled quotes become one."""
    at, end = (field.start + 1, field.end - 1) if field.quoted else (field.start, field.end)
    if field.quoted:
        for match in _TWO_QUOTES.finditer(text, at, end):
            if match.start() > at:
                yield Run(text[at : match.start()], Span(at, match.start()))
            yield Run('"', Span(*match.span()))
            at = match.end()
    if at < end:
        yield Run(text[at:end], Span(at, end))


def _quotes(field: _Field) -> Iterator[Marked]:
    if field.quoted:
        yield Marked(Span(field.start, field.start + 1), "column-mark")
        yield Marked(Span(field.end - 1, field.end), "column-mark")


def _mark(text: str, field: _Field, rule: str) -> Iterator[Marked]:
    if text[field.start : field.end].strip():
        yield Marked(Span(field.start, field.end), rule)


def _seconds(row: Sequence[_Field], column: int | None) -> float | None:
    """A time in seconds from a column, or None if it has none."""
    raw = row[column].text.strip() if column is not None and column < len(row) else ""
    if not _SECONDS.match(raw):
        return None
    total = 0.0
    for part in raw.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
