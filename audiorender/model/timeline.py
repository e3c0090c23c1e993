"""The plan of an episode, in sample counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Literal

from audiorender.model.grid import FRAME
from audiorender.model.voice import Word

Envelope = tuple[tuple[int, float], ...]
"""Gain over time: (sample from the placement's start, linear gain), ascending, straight lines between."""


class Role(StrEnum):
    """What a placement is in the mix, which decides its stem."""

    VOICE = "voice"
    MUSIC = "music"
    SOUND = "sound"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Placement:
    """Samples `offset`..`offset + frames` of `source` (a clip's key) play from `start` on, with one gain per channel.

    `speaker` is whose voice it is. A placement that `leads` is the first of its clip and starts on an MP3 frame, where
    an episode may be cut. A clip may be placed in several parts, with shorter or longer silences between them than it
    has.
    """

    source: str
    start: int
    frames: int
    offset: int
    gains: tuple[float, ...]
    envelope: Envelope = ()
    role: Role = Role.VOICE
    speaker: str = ""

    def __post_init__(self) -> None:
        if self.start < 0 or self.frames <= 0 or self.offset < 0 or (self.leads and self.start % FRAME):
            raise ValueError(f"a clip must start on a frame and not be empty: start {self.start}, frames {self.frames}")

    @property
    def leads(self) -> bool:
        """Whether it is the first placement of a voice's clip."""
        return self.role is Role.VOICE and self.offset == 0

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.frames

    def overlap(self, start: int, frames: int) -> tuple[slice, slice] | None:
        """(mine, yours): which samples of `source` fall on which part of the block `start`..`start + frames`, or None.

        Mixing is `block[yours] += source[mine] * gain`.
        """
        first, last = max(self.start, start), min(self.end, start + frames)
        if first >= last:
            return None
        mine = slice(self.offset + first - self.start, self.offset + last - self.start)
        return mine, slice(first - start, last - start)

    def sound(self, first: int, last: int, origin: int) -> tuple[object, ...]:
        """Everything that its samples within `first`..`last` depend on, with positions relative to `origin`."""
        start, end = max(self.start, first), min(self.end, last)
        curve = self._curve(start - self.start, end - self.start)
        nodes = tuple((at + self.start - origin, gain) for at, gain in curve)
        return self.source, start - origin, end - start, self.offset + start - self.start, self.gains, nodes

    def _curve(self, first: int, last: int) -> Envelope:
        """The nodes that the gain runs between from `first` to `last`; constant stretches are cut to that range."""
        nodes = list(self.envelope)
        while len(nodes) > 1 and nodes[1][0] <= first:
            del nodes[0]
        while len(nodes) > 1 and nodes[-2][0] >= last:
            del nodes[-1]
        if len(nodes) > 1 and nodes[0][1] == nodes[1][1]:
            nodes[0] = max(nodes[0][0], first), nodes[0][1]
        if len(nodes) > 1 and nodes[-1][1] == nodes[-2][1]:
            nodes[-1] = min(nodes[-1][0], last), nodes[-1][1]
        return tuple(nodes)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on the screen from sample `start` to `end`, and who says them. `turn` is 0-based.

    `words` are those of `text` in order, each with the samples of the episode in which it is said. `lines` is the text
    as subtitles show it, in one or two short lines, with the speaker's name in front when the speaker changes.
    """

    start: int
    end: int
    speaker: str
    text: str
    turn: int
    words: tuple[Word, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter from sample `start` to `end`; it begins on a whole second.

    `url` is a link that apps show with it. `image` is the name of a picture: the file's path as the script gives it.
    """

    start: int
    end: int
    title: str
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class TurnMark:
    """When turn `turn` (0-based) is heard: from the first sample of its first clip to the last of its last."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole plan in sample counts: all audio, chapters and captions are made from it.

    `ended` has for each placement the first sample after it and all before it.
    """

    rate: int
    channels: Literal[1, 2]
    frames: int
    placements: tuple[Placement, ...]
    captions: tuple[Caption, ...]
    chapters: tuple[Chapter, ...]
    turns: tuple[TurnMark, ...]
    ended: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if any(b.start < a.start for a, b in pairwise(self.placements)):
            raise ValueError("placements must be sorted")
        if any(p.end > self.frames or len(p.gains) != self.channels for p in self.placements):
            raise ValueError("placements must lie inside the episode, with one gain per channel")
        if any(not 0 <= c.start < c.end <= self.frames for c in self.captions):
            raise ValueError("captions must lie inside the episode")
        if any(b.start < a.end for a, b in pairwise(self.captions)):
            raise ValueError("captions must be sorted and must not overlap")
        if not self.chapters or self.chapters[0].start != 0 or self.chapters[-1].end != self.frames:
            raise ValueError("chapters must begin at 0 and end with the episode")
        if any(a.end != b.start for a, b in pairwise(self.chapters)):
            raise ValueError("chapters must be contiguous")
        if any(c.start >= c.end for c in self.chapters):
            raise ValueError("a chapter must not be empty")
        object.__setattr__(self, "ended", tuple(accumulate((placement.end for placement in self.placements), max)))

    def near(self, first: int, last: int) -> tuple[Placement, ...]:
        """The placements that may be heard between two samples, in order: all that are, and few others."""
        start = bisect_right(self.ended, first)
        return self.placements[start : bisect_left(self.placements, last, key=attrgetter("start"))]
