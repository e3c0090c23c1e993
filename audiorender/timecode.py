"""Sample counts in the units that people and file formats use, each rounded once from the absolute position."""

from __future__ import annotations

import math

from audiorender.expressions import expression
from audiorender.model import RATE

WRITTEN = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
"""The pattern of a time of day or in a recording, as people write it."""

_LOOSE = expression(r"\s*(?:([0-9]{1,6}):)?([0-9]{1,6}):([0-9]{1,2})(?:[.,]([0-9]{1,18}))?\s*(?:-->.*)?")
_TIME = expression(r"(?:(?:([0-9]{1,6}):)?([0-9]{1,6}):)?([0-9]{1,9})(?:[.,]([0-9]{1,18}))?(s?)")
_SPELT = expression(
    r"(?:([0-9]{1,6}) ?h(?:rs?)?)? ?(?:([0-9]{1,6}) ?m(?:ins?)?)? ?(?:([0-9]{1,6})(?:[.,]([0-9]{1,18}))? ?s(?:ecs?)?)?"
)


def rescaled(count: int, rate: int, other: int) -> int:
    """A position counted at `rate` a second as one at `other` a second, rounded half up."""
    return (2 * count * other + rate) // (2 * rate)


def milliseconds(samples: int, rate: int = RATE) -> int:
    """The absolute position `samples` in whole milliseconds, rounded half up."""
    return rescaled(samples, rate, 1000)


def loose_clock(text: str) -> int | None:
    """The milliseconds of a time as programs write it in tags: `00:00:10.000`, `0:10`, `00:10,5`, `0:10 --> 0:20`.

    None if it is not such a time.
    """
    match = _LOOSE.fullmatch(text)
    if match is None or int(match[3]) > 59 or (match[1] and int(match[2]) > 59):
        return None
    return of_clock(match[1] or 0, match[2], match[3], (match[4] or "")[:3].ljust(3, "0"))


def of_seconds(seconds: float) -> int:
    """Seconds as milliseconds, rounded half up. Raises ValueError or OverflowError if not finite."""
    return math.floor(seconds * 1000 + 0.5)


def of_clock(hours: str | int, minutes: str | int, seconds: str | int, thousandths: str | int) -> int:
    """Hours, minutes, seconds and thousandths as milliseconds."""
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def clock(samples: int, rate: int = RATE) -> str:
    """`HH:MM:SS.mmm`, as in WebVTT and PSC (hours may exceed two digits and never wrap)."""
    seconds, ms = divmod(milliseconds(samples, rate), 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"


def for_people(samples: int, rate: int = RATE) -> str:
    """`M:SS`, or `H:MM:SS` from one hour on, the second rounded down, as a player shows it."""
    seconds = samples // rate
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def stamp(samples: int, rate: int = RATE) -> str:
    """`MM:SS`, or `H:MM:SS` from one hour on, the second rounded down, as apps recognise it in show notes."""
    return for_people(samples, rate).rjust(5, "0")


def from_people(text: str) -> int | None:
    """Parse a time to samples at `RATE`: `12:34`, `1:02:03.5`, `754`, `754.2s`, `1h2m3s`; None if it is not a time.

    The largest unit may be of any size (`75:10`); minutes and seconds after it are 0 to 59.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return _spelt(text.strip().lower())
    hours, minutes, seconds, fraction, unit = match.groups()
    if minutes and (int(seconds) > 59 or unit or (hours and int(minutes) > 59)):
        return None
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return whole * RATE + _scaled(fraction or "")


def _spelt(text: str) -> int | None:
    """The samples of a time whose numbers are followed by their units, such as `1h 2m 3s` or `62 min`."""
    match = _SPELT.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds, fraction = match.groups()
    if (hours and minutes and int(minutes) > 59) or ((hours or minutes) and seconds and int(seconds) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * RATE + _scaled(fraction or "")


def _scaled(fraction: str) -> int:
    """The decimals of a second (`5` is half of one) as samples at `RATE`, rounded half up."""
    return rescaled(int(fraction or 0), 10 ** len(fraction), RATE)
