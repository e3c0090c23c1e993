"""Times of day, running times and military time."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import BEGINS, DASH, cardinal, digits, numeral
from audiorender.languages.notation.english.sentences import STOP

_HALF = rf"(?:\s?([AaPp])(?:\.\s?[Mm]{STOP}|[Mm]\b))"
"""a.m. or p.m. in any spelling. The group is the first letter."""

_COMPARED = r"(?:odds|ratio|scale|dilution|mix|mixture|slope|gradient|aspect|split|compression|exchange)\b"
"""A word after two numbers that shows they are not a time of day: "a 16:10 aspect ratio"."""


def minutes_past(text: str) -> str:
    """ "oh five", "thirty": the two figures after an hour, or of a shortened year."""
    if text == "00":
        return "oh oh"
    return f"oh {cardinal(int(text))}" if text.startswith("0") else cardinal(int(text))


def _clock(match: re.Match[str]) -> str:
    """Hour and minutes, with optional seconds (a running time) and a.m. or p.m."""
    hour, minutes, seconds, half = int(match[1]), match[2], match[3], match[4]
    said = cardinal(hour)
    if seconds:
        return rf"\1<{said} {minutes_past(minutes)} {minutes_past(seconds)}>"
    if minutes != "00":
        said = f"{said} {minutes_past(minutes)}"
    elif not half:
        said = f"{said} o'clock" if 1 <= hour <= 12 else f"{said} hundred" if hour else "midnight"
    return rf"\1<{said}>" + (rf" \4<{half.upper()} M>" if half else "")


def _running(match: re.Match[str]) -> str:
    """ "one oh nine forty-four point three": hours, minutes, and seconds with decimals."""
    minutes = minutes_past(match[2]) if match[1] else cardinal(int(match[2]))
    hours = f"{cardinal(int(match[1]))} " if match[1] else ""
    return f"{hours}{minutes} {minutes_past(match[3])} point {digits(match[4])}"


def _stamp(match: re.Match[str]) -> str:
    """A time of day with its UTC offset. Zero seconds are not read out."""
    hour, minutes, seconds = match.group(1, 2, 3)
    past = f" {minutes_past(seconds)}" if seconds and seconds != "00" else ""
    said = rf"\1<{minutes_past(hour)} {minutes_past(minutes) if minutes != '00' else 'hundred'}{past}>"
    if match[4]:
        return rf"{said} \4<U T C>"
    off = "" if match[7] == "00" else f" {cardinal(int(match[7]))}"
    return rf"{said} \5<U T C {'plus' if match[5] == '+' else 'minus'}> \6<{cardinal(int(match[6]))}{off}>"


def _military(match: re.Match[str]) -> str:
    """ "oh six hundred hours", "fourteen thirty hours"."""
    hour, minutes = match[1] or match[2], match[3]
    said = "hundred" if minutes == "00" else minutes_past(minutes)
    return rf"\{1 if match[1] else 2}<{minutes_past(hour)}> \3<{said}> hours"


def _from_hour(match: re.Match[str]) -> str:
    minutes = f" {minutes_past(match[2])}" if match[2] and match[2] != "00" else ""
    half = f" {match[3].upper()} M" if match[3] else ""
    return rf"\1<{cardinal(int(match[1]))}{minutes}{half}>\4< to >"


CLOCK = (
    numeral(
        "a machine timestamp",
        r"(?<![\w.:])([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(?:(Z)|([+−-])(\d\d):?([0-5]\d))(?!\w)",
        _stamp,
        needs=":",
    ),
    numeral(
        "a range of hours",
        rf"{BEGINS}(\d{{1,2}})(?::(\d\d))?{_HALF}?({DASH}|\sto\s)(?=\d{{1,2}}(?::\d\d)?\s?[AaPp](?:\.\s?[Mm]\.|[Mm]\b))",
        _from_hour,
    ),
    numeral(
        "hours until noon or midnight",
        rf"{BEGINS}(\d{{1,2}})(?::(\d\d))?{_HALF}?({DASH})(?=(?:noon|midnight)\b)",
        _from_hour,
        needs="n(?=oon)|m(?=idnight)",
    ),
    numeral(
        "a range of times", rf"{BEGINS}(\d{{1,2}}):(\d\d)()({DASH})(?=\d{{1,2}}:\d\d(?!\d))", _from_hour, needs=":"
    ),
    numeral(
        "a running time",
        rf"{BEGINS}(?:(\d{{1,2}}):(?=\d\d:))?(\d{{1,2}}):([0-5]\d)\.(\d{{1,3}})(?!\d)",
        _running,
        needs=":",
    ),
    numeral(
        "military time",
        rf"{BEGINS}(?:(0\d)|(?<=\bat )([01]\d|2[0-3]))[.:]?([0-5]\d)\s(?:hrs\b\.?|hours\b)",
        _military,
        needs=r"\sh(?=rs|ours)",
    ),
    numeral(
        "a time",
        rf"{BEGINS}([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![:\d]|\s{_COMPARED}){_HALF}?",
        _clock,
        needs=":",
    ),
    numeral(
        "a time with a point",
        rf"{BEGINS}(1[0-2]|[1-9])\.([0-5]\d){_HALF}",
        lambda match: rf"\1<{cardinal(int(match[1]))} {minutes_past(match[2])}> \3<{match[3].upper()} M>",
    ),
    numeral(
        "an hour",
        rf"{BEGINS}(\d{{1,2}}){_HALF}(?!')",
        lambda match: rf"\1<{cardinal(int(match[1]))}> {match[2].upper()} M",
    ),
)
