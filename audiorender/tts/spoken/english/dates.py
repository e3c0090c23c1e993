"""Dates, years, decades and times of day, in the American order where the order is open."""

from __future__ import annotations

import re

from audiorender.tts.rewriting import at, rule
from audiorender.tts.spoken.english.numbers import (
    AT_FIGURES,
    AT_STOPPED_WORDS,
    BEGINS,
    DASH,
    cardinal,
    digits,
    ordinal,
    plural,
    year,
)
from audiorender.tts.spoken.english.sentences import STOP
from audiorender.tts.spoken.english.unitnames import UNITS

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH_OF = {month[:3]: month for month in _MONTHS} | {month: month for month in _MONTHS} | {"Sept": "September"}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})"
_MONTHS_BEGIN = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_AT_MONTHS = at(_MONTHS_BEGIN)
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_SUFFIX = r"(?:st|nd|rd|th)"
_YEAR = r"((?:1[0-9]|20)\d\d)"
_WEEKDAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_WEEKDAYS |= {day: day for day in tuple(_WEEKDAYS.values())}
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))

_HALF = rf"(?:\s?([AaPp])(?:\.\s?[Mm]{STOP}|[Mm]\b))"
"""a.m. or p.m., in whatever make; its group is the first letter."""

_COUNTED = (
    r"(?:of\s(?:the|them|these|those|my|our|his|her)\b|people|men|women|children|(?!(?:was|is|has|its|this|us|as|plus"
    r"|versus|always|perhaps|sees|saw|does|across|news|elections?|olympics|series)\b)[a-z]{2,}[a-rt-z]s)\b"
)
"""After it comes what is counted, so that the number is no year."""


def _day_of_month(match: re.Match[str]) -> str:
    """ "March third", and "to fifth" where there is a second day; then the year."""
    said = rf"\1<{_MONTH_OF[match[1]]}> \2<{ordinal(int(match[2]))}>"
    if match[4]:
        said += rf"\3< to >\4<{ordinal(int(match[4]))}>"
    if match[6]:
        said += rf"\5<{', ' if ',' in match[5] or not match[5].strip() else ' '}>\6<{year(int(match[6]))}>"
    return said


def _month_after_day(match: re.Match[str]) -> str:
    article = "" if match[1] else "the "
    start = r"\1" if match[1] else ""
    said = rf"{start}\2<{article}{ordinal(int(match[2]))}> of \3<{_MONTH_OF[match[3]]}>"
    return said + (rf"\4<, >\5<{year(int(match[5]))}>" if match[5] else "")


def _calendar(month: str, day: str, in_year: str) -> str:
    full = in_year if len(in_year) == 4 else f"{'20' if int(in_year) < 50 else '19'}{in_year}"
    return f"{_MONTHS[int(month) - 1]} {ordinal(int(day))}, {year(int(full))}"


def _decade(match: re.Match[str]) -> str:
    if match[1]:
        return plural(year(int(match[1])))
    return plural(cardinal(int(match[2])))


def _minutes(text: str) -> str:
    return f"oh {cardinal(int(text))}" if text.startswith("0") else cardinal(int(text))


def _clock(match: re.Match[str]) -> str:
    """An hour and minutes, perhaps seconds (a running time), perhaps before or after noon."""
    hour, minutes, seconds, half = int(match[1]), match[2], match[3], match[4]
    said = cardinal(hour)
    if seconds:
        return rf"\1<{said} {_minutes(minutes)} {_minutes(seconds)}>"
    if minutes != "00":
        said = f"{said} {_minutes(minutes)}"
    elif not half:
        said = f"{said} o'clock" if 1 <= hour <= 12 else f"{said} hundred" if hour else "midnight"
    return rf"\1<{said}>" + (rf" \4<{half.upper()} M>" if half else "")


def _from_hour(match: re.Match[str]) -> str:
    minutes = f" {_minutes(match[2])}" if match[2] and match[2] != "00" else ""
    half = f" {match[3].upper()} M" if match[3] else ""
    return rf"\1<{cardinal(int(match[1]))}{minutes}{half}>\4< to >"


def _short_year(match: re.Match[str]) -> str:
    return _minutes(match[1])


def _abbreviated(match: re.Match[str]) -> str:
    first, second = match[1], match[3]
    if first[2:] < second:
        return rf"\1<{year(int(first))}>\2< to >\3<{cardinal(int(second)) if second[0] != '0' else _minutes(second)}>"
    return rf"\1<{year(int(first))}>\2<, >\3<{_minutes(second)}>"


_LONG_UNITS = "|".join(sorted(unit for unit in UNITS if (len(unit) > 1 and unit.isalnum()) or unit == "m"))
_MEASURED = rf"(?:{_LONG_UNITS})(?![\w'’])"
"""After it stands a unit, so that the number is no year."""

_ENDS = r"(?![\w,.:]?\d|\s?%)"

DATES = (
    rule(
        "a date, year first",
        r"(?<![\w/-])(\d{4})[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?![\w/-])",
        lambda match: _calendar(match[2], match[3], match[1]),
        begins=AT_FIGURES,
    ),
    rule(
        "a date, month first",
        r"(?<![\w/.-])(0?[1-9]|1[0-2])([/.-])(0?[1-9]|[12]\d|3[01])\2((?:19|20)\d\d|\d\d)(?![\w/-])",
        lambda match: _calendar(match[1], match[3], match[4]),
        begins=AT_FIGURES,
    ),
    rule("the eleventh of September", r"(?<![\w/])9/11(?![\w/])", "nine eleven", begins=AT_FIGURES),
    rule(
        "from a day of one month to another",
        rf"\b({_MONTH})\b\.?\s{_DAY}{_SUFFIX}?({DASH})(?={_MONTH}\b\.?\s{_DAY}\b)",
        lambda match: rf"\1<{_MONTH_OF[match[1]]}> \2<{ordinal(int(match[2]))}>\3< to >",
        begins=_AT_MONTHS,
    ),
    rule(
        "a day of a month",
        rf"\b({_MONTH})\b\.?\s{_DAY}{_SUFFIX}?\b(?:({DASH}){_DAY}{_SUFFIX}?\b)?(?:(,\s|\s){_YEAR}\b)?{_ENDS}",
        _day_of_month,
        begins=_AT_MONTHS,
    ),
    rule(
        "a month after its day",
        rf"\b(the\s)?(?<![\d.,$€£/]){_DAY}{_SUFFIX}?\s(?:of\s)?({_MONTH})\b\.?(?:(,?\s){_YEAR}\b)?{_ENDS}",
        _month_after_day,
        needs=_MONTHS_BEGIN,
        begins=at(r"[t\d](?:(?<=\d)|(?=he\s\d))"),
    ),
    rule(
        "a short month before a year",
        rf"\b({'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\.?(?=\s(?:1[0-9]|20)\d\d\b)",
        lambda match: _MONTH_OF[match[1]],
        begins=_AT_MONTHS,
    ),
    rule(
        "months from one to another",
        rf"\b({_MONTH})\.?([-–])({_MONTH})\b\.?",
        lambda match: rf"\1<{_MONTH_OF[match[1]]}>\2< to >\3<{_MONTH_OF[match[3]]}>",
        begins=_AT_MONTHS,
    ),
    rule(
        "weekdays from one to another",
        rf"\b({_WEEKDAY})([-–])({_WEEKDAY})\b\.?",
        lambda match: rf"\1<{_WEEKDAYS[match[1]]}>\2< to >\3<{_WEEKDAYS[match[3]]}>",
        begins=at("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
    ),
    rule(
        "a short month",
        rf"\b({'|'.join(m for m in _MONTH_OF if m not in {*_MONTHS, 'Mar', 'Jan', 'Dec'})}|Jan|Mar|Dec)\.(?=\s[a-z\d])",
        lambda match: _MONTH_OF[match[1]],
        begins=_AT_MONTHS,
    ),
    rule(
        "hours from one to another",
        rf"{BEGINS}(\d{{1,2}})(?::(\d\d))?{_HALF}?({DASH}|\sto\s)(?=\d{{1,2}}(?::\d\d)?\s?[AaPp](?:\.\s?[Mm]\.|[Mm]\b))",
        _from_hour,
        begins=AT_FIGURES,
    ),
    rule(
        "hours and minutes from one to another",
        rf"{BEGINS}(\d{{1,2}}):(\d\d)()({DASH})(?=\d{{1,2}}:\d\d(?!\d))",
        _from_hour,
        needs=":",
        begins=AT_FIGURES,
    ),
    rule(
        "a running time",
        rf"{BEGINS}(\d{{1,2}}):([0-5]\d)\.(\d{{1,3}})(?!\d)",
        lambda match: rf"\1<{cardinal(int(match[1]))} {_minutes(match[2])} point {digits(match[3])}>",
        needs=":",
        begins=AT_FIGURES,
    ),
    rule(
        "a time",
        rf"{BEGINS}([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![:\d]){_HALF}?",
        _clock,
        needs=":",
        begins=AT_FIGURES,
    ),
    rule(
        "a time with a point",
        rf"{BEGINS}(1[0-2]|[1-9])\.([0-5]\d){_HALF}",
        lambda match: rf"\1<{cardinal(int(match[1]))} {_minutes(match[2])}> \3<{match[3].upper()} M>",
        begins=AT_FIGURES,
    ),
    rule(
        "an hour",
        rf"{BEGINS}(\d{{1,2}}){_HALF}(?!')",
        lambda match: rf"\1<{cardinal(int(match[1]))}> {match[2].upper()} M",
        begins=AT_FIGURES,
    ),
    rule(
        "a decade",
        r"(?<![\w.,$€£])(?:['’‘]?((?:1[0-9]|20)\d0)|['’‘]?([2-9]0))['’]?s\b(?!\s?[=<>])",
        _decade,
        begins=at(r"['’‘\d]"),
    ),
    rule("a year after an apostrophe", r"(?<![\w])['’‘](\d\d)(?![\w'’])", _short_year, begins=at(r"['’‘](?=\d)")),
    rule(
        "some years, the second one short",
        rf"{BEGINS}((?:1[5-9]|20)\d\d)([-–/])(\d\d)(?![\w-])",
        _abbreviated,
        begins=AT_FIGURES,
    ),
    rule(
        "years from one to another",
        rf"{BEGINS}((?:1[0-9]|20)\d\d)({DASH})((?:1[0-9]|20)\d\d)(?![\w,-]|\.\d)",
        lambda match: rf"\1<{year(int(match[1]))}>\2< to >\3<{year(int(match[3]))}>",
        begins=AT_FIGURES,
    ),
    rule(
        "a year to come", r"(?<=\b[Yy]ear )(2[1-9]\d\d|3\d\d\d)\b", lambda match: year(int(match[1])), begins=AT_FIGURES
    ),
    rule(
        "by a year to come",
        rf"(?<=\b[Bb]y )(2[1-9]\d\d)(?![\w%]|[.,:]\d|\s?[-–]\s?\d|\s{_COUNTED})",
        lambda match: year(int(match[1])),
        begins=AT_FIGURES,
    ),
    rule("circa", r"\b(?:c|ca)\.\s?(?=\d{3,4}\b)", "circa ", begins=AT_STOPPED_WORDS),
    rule(
        "a year",
        rf"{BEGINS}{_YEAR}(?![\w%]|[.,:]\d|\s?[-–]\s?\d|\s{_COUNTED}|\s{_MEASURED})",
        lambda match: rf"\1<{year(int(match[1]))}>",
        begins=AT_FIGURES,
    ),
)
