"""Dates, years and decades. Ambiguous dates are read in American order."""

from __future__ import annotations

import re

from audiorender.expressions import one_of
from audiorender.languages.notation.english.amounts.unitnames import UNITS
from audiorender.languages.notation.english.numbers.words import (
    AT_STOPPED_WORDS,
    BEGINS,
    DASH,
    DETERMINER,
    cardinal,
    numeral,
    ordinal,
    plural,
    year,
)
from audiorender.languages.notation.english.sentences import STOP
from audiorender.languages.notation.english.times.clock import CLOCK, minutes_past
from audiorender.rewriting import alternatives, at, rule

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH_OF = {month[:3]: month for month in _MONTHS} | {month: month for month in _MONTHS} | {"Sept": "September"}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})"
_MONTHS_BEGIN = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_AT_MONTHS = at(_MONTHS_BEGIN)
_SHORT_STOP = rf"(?:(?<![a-z]{{4}})(?<!June)(?<!July)(?<!May){STOP})?"
"""The full stop after a shortened month (`Jan.`); none after a full month name."""

_DAY = r"(0?[1-9]|[12]\d|3[01])"
_SUFFIX = r"(?:st|nd|rd|th)"
_YEAR = r"((?:1[0-9]|20)\d\d)"
_WEEKDAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_WEEKDAYS |= {day: day for day in tuple(_WEEKDAYS.values())}
_WEEKDAY = one_of(_WEEKDAYS)

_BEFORE_A_DAY = rf"(?i:{DETERMINER}|last|next)"
_AT_DAYS = at(r"[\dA-Za-z](?:(?<=\d)|(?<!\w\w)(?=[A-Za-z]{0,6}\s\d))")
"""Where a day of a month, or a determiner before one, begins."""

_NO_PLURALS = alternatives("""
    was is has its this us as plus versus always perhaps sees saw does across news elections? olympics series
""")
_COUNTED = (
    r"(?:of\s(?:the|them|these|those|my|our|his|her)\b|people|men|women|children"
    rf"|(?!(?:{_NO_PLURALS})\b)[a-z]{{2,}}[a-rt-z]s)\b"
)
"""Words for what is counted; a number before them is not a year."""


def _day_of_month(match: re.Match[str]) -> str:
    """ "March third", then "to fifth" for a second day, then the year."""
    said = rf"\1<{_MONTH_OF[match[1]]}> \2<{ordinal(int(match[2]))}>"
    if match[4]:
        said += rf"\3< to >\4<{ordinal(int(match[4]))}>"
    if match[6]:
        said += rf"\5<{', ' if ',' in match[5] or not match[5].strip() else ' '}>\6<{year(int(match[6]))}>"
    return said


def _month_after_day(match: re.Match[str]) -> str:
    article = "" if match[1] else "the "
    start = r"\1 " if match[1] else ""
    said = rf"{start}\2<{article}{ordinal(int(match[2]))}> of \3<{_MONTH_OF[match[3]]}>"
    return said + (rf"\4<, >\5<{year(int(match[5]))}>" if match[5] else "")


def _from_day(match: re.Match[str]) -> str:
    start = r"\1 " if match[1] else ""
    joint = r"\3" if match[3].strip().isalpha() else r"\3< to >"
    return rf"{start}\2<{'' if match[1] else 'the '}{ordinal(int(match[2]))}>{joint}"


def _calendar(month: str, day: str, in_year: str) -> str:
    return f"{_MONTHS[int(month) - 1]} {ordinal(int(day))}, {_year_of(in_year)}"


def _year_of(figures: str) -> str:
    """A year in four figures, or in two that are within fifty years of 2000."""
    return year(int(figures if len(figures) == 4 else f"{'20' if int(figures) < 50 else '19'}{figures}"))


def _decade(match: re.Match[str]) -> str:
    if match[1]:
        return plural(year(int(match[1])))
    return plural(cardinal(int(match[2])))


_BEFORE_YEARS = {"c": "circa", "ca": "circa", "b": "born", "d": "died", "r": "reigned", "fl": "flourished"}
_MANY = {
    "10": "tens", "100": "hundreds", "1000": "thousands", "10000": "tens of thousands",
    "100000": "hundreds of thousands",
}  # fmt: skip


def _short_year(match: re.Match[str]) -> str:
    return minutes_past(match[1])


def _abbreviated(match: re.Match[str]) -> str:
    first, second = match[1], match[3]
    if first[2:] < second:
        return rf"\1<{year(int(first))}>\2< to >\3<{minutes_past(second)}>"
    return rf"\1<{year(int(first))}>\2<, >\3<{minutes_past(second)}>"


_LONG_UNITS = "|".join(sorted(unit for unit in UNITS if (len(unit) > 1 and unit.isalnum()) or unit == "m"))
_MEASURED = rf"(?:{_LONG_UNITS})(?![\w'’])"
"""A unit after a number; the number is then not a year."""

_ENDS = r"(?![\w,.:]?\d|\s?%)"

DATES = (
    rule(
        "circa, born and died",
        r"(?<![\w.])(ca?|b|d|r|fl)\.\s?(?=\d{3,4}\b)",
        lambda match: f"{_BEFORE_YEARS[match[1]]} ",
        begins=AT_STOPPED_WORDS,
    ),
    numeral(
        "a date, year first",
        r"(?<![\w/-])(\d{4})[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?:(T)(?=\d\d:\d)|(?![\w/-]))",
        lambda match: _calendar(match[2], match[3], match[1]) + (", " if match[4] else ""),
    ),
    numeral(
        "a date, month first",
        r"(?<![\w/.-])(0?[1-9]|1[0-2])([/.-])(0?[1-9]|[12]\d|3[01])\2((?:19|20)\d\d|\d\d)(?![\w/-])",
        lambda match: _calendar(match[1], match[3], match[4]),
    ),
    numeral(
        "a date, day first",
        r"(?<![\w/.-])(1[3-9]|2\d|3[01])([/.-])(0?[1-9]|1[0-2])\2((?:19|20)\d\d|(?<=/)\d\d)(?![\w/-])",
        lambda match: f"the {ordinal(int(match[1]))} of {_MONTHS[int(match[3]) - 1]}, {_year_of(match[4])}",
        needs=r"[/.-]\d",
    ),
    rule(
        "a day of a month in figures",
        r"\b(on|by|until|since|dated|due|week\sof|before|after)\s(?!(?:1/[2-9]|2/[35]|3/[458]|4/5|5/[68]|7/8|9/11)\b)"
        rf"(0?[1-9]|1[0-2])/{_DAY}(?![\w/]|\.\d|\s(?:of|an?|inch\w*|cups?|miles?|acres?)\b)",
        lambda match: rf"\1 \2<{_MONTHS[int(match[2]) - 1]}> \3<{ordinal(int(match[3]))}>",
        needs=r"\d/\d",
    ),
    numeral("the eleventh of September", r"(?<![\w/])9/11(?![\w/])", "nine eleven"),
    rule(
        "a range of days across months",
        rf"\b({_MONTH})\b\.?\s{_DAY}{_SUFFIX}?({DASH})(?={_MONTH}\b\.?\s{_DAY}\b)",
        lambda match: rf"\1<{_MONTH_OF[match[1]]}> \2<{ordinal(int(match[2]))}>\3< to >",
        begins=_AT_MONTHS,
    ),
    rule(
        "a day of a month",
        rf"\b({_MONTH})\b{_SHORT_STOP}\s{_DAY}{_SUFFIX}?\b(?:({DASH}){_DAY}{_SUFFIX}?\b)?(?:(,\s|\s){_YEAR}\b)?{_ENDS}",
        _day_of_month,
        begins=_AT_MONTHS,
    ),
    rule(
        "a range of days in a month",
        rf"(?:\b({_BEFORE_A_DAY})\s|\b)(?<![\d.,$€£/]){_DAY}{_SUFFIX}?({DASH}|\s(?:to|and|or)\s)(?={_DAY}{_SUFFIX}?\s(?:of\s)?{_MONTH}\b)",
        _from_day,
        needs=_MONTHS_BEGIN,
        begins=_AT_DAYS,
    ),
    rule(
        "a month after its day",
        rf"(?:\b({_BEFORE_A_DAY})\s|\b)(?<![\d.,$€£/]){_DAY}{_SUFFIX}?\s(?:of\s)?({_MONTH})\b{_SHORT_STOP}(?:(,?\s){_YEAR}\b)?{_ENDS}",
        _month_after_day,
        needs=_MONTHS_BEGIN,
        begins=_AT_DAYS,
    ),
    rule(
        "a short month before a year",
        rf"\b({'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\.?(?=\s(?:1[0-9]|20)\d\d\b)",
        lambda match: _MONTH_OF[match[1]],
        begins=_AT_MONTHS,
    ),
    rule(
        "a range of months",
        rf"\b({_MONTH})\.?([-–])({_MONTH})\b\.?",
        lambda match: rf"\1<{_MONTH_OF[match[1]]}>\2< to >\3<{_MONTH_OF[match[3]]}>",
        begins=_AT_MONTHS,
    ),
    rule(
        "a range of weekdays",
        rf"\b({_WEEKDAY})\.?([-–])({_WEEKDAY})\b\.?",
        lambda match: rf"\1<{_WEEKDAYS[match[1]]}>\2< to >\3<{_WEEKDAYS[match[3]]}>",
        begins=at("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
    ),
    rule(
        "a short month",
        rf"\b({'|'.join(m for m in _MONTH_OF if m not in {*_MONTHS, 'Mar', 'Jan', 'Dec'})}|Jan|Mar|Dec)\.(?=\s[a-z\d])",
        lambda match: _MONTH_OF[match[1]],
        begins=_AT_MONTHS,
    ),
    *CLOCK,
    numeral(
        "hundreds and thousands",
        r"(?<![\w.,$€£])(100?|1,?000|10,?000|100,?000)s(?=\sof\b)",
        lambda match: f"\\1<{_MANY[match[1].replace(',', '')]}>",
        needs="0s of",
    ),
    rule("a range of decades", r"(?<=\d0s)[-–](?=['’‘]?(?:\d\d)?\d0s)", " to ", needs="0s[-–]"),
    rule(
        "a decade",
        r"(?<![\w.,$€£])(?:['’‘]?((?:1[0-9]|20)\d0)|['’‘]?([2-9]0))['’]?s\b(?!\s?[=<>])",
        _decade,
        begins=at(r"['’‘\d]"),
    ),
    rule(
        "a range of short years",
        rf"(?<![\w])['’‘](\d\d)({DASH})(?=['’‘]\d\d(?!\w))",
        lambda match: rf"\1<{_short_year(match)}>\2< to >",
        begins=at(r"['’‘](?=\d)"),
    ),
    rule("a year after an apostrophe", r"(?<![\w])['’‘](\d\d)(?![\w'’])", _short_year, begins=at(r"['’‘](?=\d)")),
    numeral(
        "a range of years, the second one short", rf"{BEGINS}((?:1[5-9]|20)\d\d)([-–/])(\d\d)(?![\w-])", _abbreviated
    ),
    numeral(
        "a range of years",
        rf"{BEGINS}((?:1[0-9]|20)\d\d)({DASH})((?:1[0-9]|20)\d\d)(?![\w,-]|\.\d)",
        lambda match: rf"\1<{year(int(match[1]))}>\2< to >\3<{year(int(match[3]))}>",
    ),
    numeral("a future year", r"(?<=\b[Yy]ear )(2[1-9]\d\d|3\d\d\d)\b", lambda match: year(int(match[1]))),
    numeral(
        "by a future year",
        rf"(?<=\b[Bb]y )(2[1-9]\d\d)(?![\w%]|[.,:]\d|\s?[-–]\s?\d|\s{_COUNTED})",
        lambda match: year(int(match[1])),
    ),
    numeral(
        "a year",
        rf"{BEGINS}{_YEAR}(?![\w%]|[.,:]\d|\s?[-–]\s?\d|\s{_COUNTED}|\s{_MEASURED})",
        lambda match: rf"\1<{year(int(match[1]))}>",
    ),
)
