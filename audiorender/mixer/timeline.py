"""The plan of an episode: which clip sounds when and where, which chapter it is, which words are on the screen.

Every clip starts on a multiple of an MP3 frame. A chapter's mark stands on a whole second, and its first clip starts
at the first such multiple at or after the mark; the pause before it is lengthened to allow that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from audiorender.audio.loudness import amplitude
from audiorender.mixer.captions import captions
from audiorender.mixer.level import match
from audiorender.mixer.turntaking import Side, Style, asks, gap
from audiorender.model import (
    FRAME,
    RATE,
    Chapter,
    Clip,
    Heading,
    Line,
    Pause,
    Placement,
    Script,
    Seat,
    Timeline,
    Turn,
    TurnMark,
)

BETWEEN_TITLES = " – "
"""Between the titles of headings with nothing spoken between them."""


def lay_out(
    script: Script,
    lines: Sequence[Line],
    seats: Mapping[str, Seat],
    *,
    channels: Literal[1, 2] = 2,
    style: Style | None = None,
) -> Timeline:
    """The timeline of a script whose paragraphs are `lines`, one each and in order, spoken from `seats`.

    The first chapter begins at 0: with the first heading, or under the episode's title when someone speaks before any
    heading. A heading with no sound after it joins the next, or the last chapter: no title is lost; of links and
    pictures the first is taken. The episode is a whole number of MP3 frames. Raises ValueError when lines and script do
    not fit together.
    """
    layout = _Layout(style or Style(), script.meta.title)
    matched = match(lines)
    gains = {name: _gains(seats[name], level, channels) for name, level in matched.items()}
    remaining = iter(lines)
    turn = 0
    for item in script.items:
        match item:
            case Heading():
                layout.headings.append(item)
            case Pause():
                layout.pause = (layout.pause or 0) + item.milliseconds
            case Turn():
                for line in _lines_of(turn, item, remaining):
                    layout.place(line, gains.get(line.speaker, ()))
                turn += 1
    if next(remaining, None) is not None:
        raise ValueError("there are more lines than paragraphs")
    return layout.timeline(channels)


def _lines_of(number: int, turn: Turn, lines: Iterator[Line]) -> Iterator[Line]:
    for _ in turn.paragraphs:
        line = next(lines, None)
        if line is None or line.turn != number or line.speaker != turn.speaker:
            raise ValueError(f"turn {number} and its lines do not fit together: {line}")
        yield line


def _gains(seat: Seat, level: float, channels: Literal[1, 2]) -> tuple[float, ...]:
    """The gain of each channel for a speaker `level` dB below where they should be, moved by the seat's own gain.

    Constant power: from any chair the sum of squares, and so the loudness, is the same. The sum of the channels, which
    is what a mono player plays, is lower off the middle: by 0.1 dB at a pan of 0.2, by 0.25 dB at 0.3.
    """
    gain = amplitude(level + seat.gain)
    if channels == 1:
        return (gain,)
    angle = (seat.pan + 1) * math.pi / 4
    return gain * math.cos(angle), gain * math.sin(angle)


class _Layout:
    """The episode so far: `clock` is the end of its last sound; `headings` and `pause` wait for the next clip."""

    def __init__(self, style: Style, title: str) -> None:
        self.headings: list[Heading] = []
        self.pause: int | None = None
        self._style = style
        self._title = title
        self._clock = 0
        self._last: Side | None = None
        self._placed: list[tuple[Placement, Line]] = []
        self._chapters: list[tuple[int, list[Heading]]] = []

    def place(self, line: Line, gains: tuple[float, ...]) -> None:
        if line.clip is None or not line.clip.frames:
            self._clock += _samples(self._style.unspoken)
            return
        side = _side(line, line.clip, self._style)
        start = self._begin(self._clock + _samples(self._silence(side)))
        placement = Placement(line.clip.key, start, line.clip.frames, 0, gains)
        self._placed.append((placement, line))
        self._clock, self._last, self.pause = placement.end, side, None

    def _silence(self, side: Side) -> int:
        if self.pause is not None:
            return self.pause
        if self._last is None:
            return self._style.lead_in
        return gap(self._last, side, self._style, chapter=bool(self.headings))

    def _begin(self, earliest: int) -> int:
        """Where a clip starts that may start at `earliest`, and its chapter's mark if it begins one."""
        if self._last is None:
            self._chapters.append((0, self.headings))
        elif self.headings:
            earliest = _up(earliest, RATE)
            self._chapters.append((earliest, self.headings))
        self.headings = []
        return _up(earliest, FRAME)

    def timeline(self, channels: Literal[1, 2]) -> Timeline:
        tail = self._style.tail if self.pause is None else self.pause
        frames = _up(max(1, self._clock + _samples(tail)), FRAME)
        start, headings = self._chapters.pop() if self._chapters else (0, [])
        self._chapters.append((start, headings + self.headings))
        ends = [start for start, _ in self._chapters[1:]] + [frames]
        return Timeline(
            rate=RATE,
            channels=channels,
            frames=frames,
            placements=tuple(placement for placement, _ in self._placed),
            captions=captions(((placement.start, line) for placement, line in self._placed), frames),
            chapters=tuple(self._chapter(*opening, end) for opening, end in zip(self._chapters, ends, strict=True)),
            turns=self._turns(),
        )

    def _chapter(self, start: int, headings: Sequence[Heading], end: int) -> Chapter:
        title = BETWEEN_TITLES.join(heading.title for heading in headings) or self._title
        url = next((heading.url for heading in headings if heading.url), None)
        image = next((heading.image for heading in headings if heading.image), None)
        return Chapter(start, end, title, url, image)

    def _turns(self) -> tuple[TurnMark, ...]:
        marks: dict[int, TurnMark] = {}
        for placement, line in self._placed:
            first = marks.get(line.turn)
            marks[line.turn] = TurnMark(line.turn, first.start if first else placement.start, placement.end)
        return tuple(marks.values())


def _side(line: Line, clip: Clip, style: Style) -> Side:
    question = bool(line.words) and asks(line.words[-1].text)
    return Side(line.speaker, question, clip.frames <= _samples(style.brief))


def _samples(milliseconds: int) -> int:
    return milliseconds * RATE // 1000


def _up(sample: int, grid: int) -> int:
    return -(-sample // grid) * grid
