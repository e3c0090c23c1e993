"""Tables of chapters: find columns by their names in the first row."""

from __future__ import annotations

from collections.abc import Sequence

TITLES = (
    *("name", "marker name", "title", "chapter title", "chapter name", "label", "topic", "subject", "description"),
    *("chapter", "titel", "thema", "titre", "título", "titolo"),
)
STARTS = (
    *("start", "in", "time", "position", "timecode", "start time", "in point"),
    *("start_time", "starttime", "begin", "from", "timestamp", "offset", "location"),
    *("zeit", "anfang", "début", "inicio", "inizio", "tijd"),
)
LINKS = ("url", "link", "href")
UNITS = ("time format",)


def column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    """The index of the first of the `wanted` names that is there."""
    plain = [name.strip(' \t"*`_').lower() for name in names]
    return next((plain.index(each) for each in wanted if each in plain), None)


def time_and_title(names: Sequence[str]) -> tuple[int, int] | None:
    """The indexes of the times and of the titles; None if the names do not say."""
    time, title = column(names, STARTS), column(names, TITLES)
    return None if time is None or title is None else (time, title)
