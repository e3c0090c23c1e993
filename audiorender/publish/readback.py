"""What was found in a delivered file: values that every reader of this room fills and `verify` compares."""

from __future__ import annotations

from dataclasses import dataclass

from audiorender.timecode import clock


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter as the file has it: `start` and `end` in milliseconds, and the title an app shows ('' if none)."""

    start: int
    end: int
    title: str

    def __str__(self) -> str:
        return f"{clock(self.start, 1000)} to {clock(self.end, 1000)} '{self.title}'"


@dataclass(frozen=True, slots=True)
class Tags:
    """The title of the episode, its chapters in the order of the file, and the container's rules that it breaks."""

    title: str | None
    chapters: tuple[Mark, ...]
    faults: tuple[str, ...] = ()
