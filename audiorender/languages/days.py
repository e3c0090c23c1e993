"""A day as people write it: `3 May 2026`, `May 3rd, 2026`, `03.05.2026`, `le 3 mai 2026`, `2026-05-03`."""

from __future__ import annotations

import re
from calendar import monthrange

from audiorender.languages import SUPPORTED

_WEEKDAY = r"(?:[^\W\d]+\.?,?[ ]+){0,2}"  # and an article: `Sunday, the 3rd of May`; the weekday is ignored
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
_MONTH = r"(?P<month>[^\W\d]{3,})\.?"
_YEAR = r"(?P<year>\d{4})"
_OF = r"(?:(?:of|de|del)[ ])?"

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ]\d{2}:?\d{2}\S*)?")
_NAMED = (
    re.compile(rf"{_WEEKDAY}{_DAY}[ -]*{_OF}{_MONTH},?[ -]+{_OF}{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH}[ -]+{_DAY},?[ -]+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}[ -]+{_MONTH}[ -]+{_DAY}", re.IGNORECASE),
)
_NUMBERED = (
    re.compile(r"(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})\.[ ]?(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"),
)
_EITHER = re.compile(r"(?P<one>\d{1,2})(?P<mark>[-/])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4})")


def iso_day(text: str) -> str:
    """The date in `text` as ISO 8601 (`2026-05-03`). Text that is ISO 8601 already, with or without a time, is kept.

    With full stops (`03.05.2026`) the day comes first, as it does wherever dates are written like that. Raises
    ValueError, with the reason, if `text` is not a date, if there is no such day, or if it could be either of two
    (`03/05/2026`).
    """
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        _checked(text, int(match["year"]), int(match["month"]), int(match["day"]))
        return text
    for pattern in _NAMED:
        if (match := pattern.fullmatch(text)) and (month := _month(match["month"])):
            return _checked(text, int(match["year"]), month, int(match["day"]))
    for pattern in _NUMBERED:
        if match := pattern.fullmatch(text):
            return _checked(text, int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _EITHER.fullmatch(text):
        return _either(text, int(match["one"]), int(match["other"]), int(match["year"]))
    raise ValueError(f"'{text[:40]}' is not a date")


def _either(text: str, one: int, other: int, year: int) -> str:
    """Resolve `3/5/2026`, which may be day and month or month and day."""
    if one > 12 or one == other:
        return _checked(text, year, other, one)
    if other > 12:
        return _checked(text, year, one, other)
    names = SUPPORTED[0].months
    if not (one and other):
        raise ValueError(f"'{text}' is not a date")
    raise ValueError(f"'{text}' may be {one} {names[other - 1]} or {other} {names[one - 1]}")


def _month(word: str) -> int | None:
    """1 to 12 for a month's name, or the start of one, in any of our languages; None if it is unknown or ambiguous."""
    word = word.casefold()
    whole = {number for each in SUPPORTED for number, name in enumerate(each.months, 1) if name.casefold() == word}
    found = whole or {
        n for each in SUPPORTED for n, name in enumerate(each.months, 1) if name.casefold().startswith(word)
    }
    return found.pop() if len(found) == 1 else None


def _checked(text: str, year: int, month: int, day: int) -> str:
    if not (year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"'{text[:40]}' is not a date: there is no such day")
    return f"{year:04}-{month:02}-{day:02}"
