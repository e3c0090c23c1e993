"""What was found in a delivered file: values that every reader here fills in and `verify` compares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audiorender.timecode import clock


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of a file: `start` and `end` in milliseconds, and the title that an app shows ('' if none).

    `url` is its link; `image` is its picture, a JPEG or PNG file as bytes.
    """

    start: int
    end: int
    title: str
    url: str | None = None
    image: bytes | None = None

    def __str__(self) -> str:
        link = f" ({self.url})" if self.url else ""
        return f"{clock(self.start, 1000)} to {clock(self.end, 1000)} '{self.title}'{link}"


class Fault(str):
    """A violation of a rule, as a sentence; `rule` is that rule's name in `publish.check.rules`.

    `chapters` are the numbers, from 1, of those that break it.
    """

    __slots__ = ("chapters", "rule")

    rule: str
    chapters: tuple[int, ...]

    def __new__(cls, rule: str, text: str, chapters: Iterable[int] = ()) -> Fault:
        """The sentence, with the rule and the chapters for programs."""
        fault = super().__new__(cls, text)
        fault.rule, fault.chapters = rule, tuple(chapters)
        return fault


@dataclass(frozen=True, slots=True)
class Tags:
    """What an app would show of an audio file, and in `faults` the container's rules that it breaks.

    The chapters are in file order; `cover` is a JPEG or PNG file as bytes. `listed` counts the chapters of a second
    list that is all some apps read; None if there is none.
    """

    title: str | None
    chapters: tuple[Mark, ...]
    faults: tuple[Fault, ...] = ()
    show: str | None = None
    author: str | None = None
    cover: bytes | None = None
    listed: int | None = None
