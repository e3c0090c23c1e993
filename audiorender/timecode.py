"""Sample counts as the texts and numbers that people and formats want, each rounded once from the absolute sample."""

from __future__ import annotations

from audiorender.model import RATE


def milliseconds(samples: int, rate: int = RATE) -> int:
    """The absolute position `samples` in whole milliseconds, rounded half up."""
    return (samples * 2000 + rate) // (2 * rate)


def clock(samples: int, rate: int = RATE) -> str:
    """`HH:MM:SS.mmm`, as WebVTT and PSC write it (hours grow past two digits, never wrap)."""
    seconds, ms = divmod(milliseconds(samples, rate), 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"


def for_people(samples: int, rate: int = RATE) -> str:
    """`M:SS`, or `H:MM:SS` from one hour on, the second rounded down, as a player shows it."""
    seconds = samples // rate
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
