"""The plan of an episode: which clip is heard when and where, in which chapter, with which captions.

Every clip starts on a multiple of an MP3 frame. A chapter begins on a whole second, and its first clip starts at the
first such multiple from there; the pause before it is lengthened accordingly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audiorender.audio.loudness import amplitude
from audiorender.mixer.captions import captions
from audiorender.mixer.levels.matching import SPEAKER_LEVEL, TARGET, match
from audiorender.mixer.music.placing import placements as music_placements
from audiorender.mixer.music.roomtone import room_tone
from audiorender.mixer.music.scoring import Scoring
from audiorender.mixer.phrasing import FADE, Phrased, Stretch, phrased
from audiorender.mixer.turntaking import ALIKE, Side, Style, gap, side
from audiorender.model import (
    FRAME,
    RATE,
    Chapter,
    Clip,
    Cue,
    Envelope,
    Heading,
    Line,
    Pause,
    Placement,
    Score,
    Script,
    Seat,
    Timeline,
    Turn,
    TurnMark,
)

BETWEEN_TITLES = " – "
"""Between the titles of headings with nothing spoken between them."""

_OVER = -4.0  # dB of a voice while it overlaps the end of another
_RISE = RATE * 30 // 1000  # samples over which it then comes up


def lay_out(
    script: Script,
    lines: Sequence[Line],
    seats: Mapping[str, Seat],
    *,
    channels: Literal[1, 2] = 2,
    style: Style | None = None,
    score: Score | None = None,
    target: float | None = None,
) -> Timeline:
    """The timeline of a script whose paragraphs are `lines`, one each and in order, spoken from `seats`.

    `target` is the loudness of the episode in LUFS (by default that for its channels), for which speakers are matched.

    The first chapter begins at 0: with the first heading, or with the episode's title if someone speaks before any
    heading. A heading with no audio after it joins the next, or the last chapter, so that no title is lost; the first
    of their links and pictures is used. The episode is a whole number of MP3 frames. Raises ValueError if lines and
    script do not match, and KeyError for a cue whose recording is not in `score`.
    """
    layout = _Layout(style or Style(), script.meta.title, Scoring(score or Score()))
    chairs = {name: max(_gains(seat, 0.0, channels)) for name, seat in seats.items()}
    matched = match(lines, chairs, (TARGET[channels] if target is None else target) - SPEAKER_LEVEL)
    gains = {name: _gains(seats[name], level, channels) for name, level in matched.items()}
    remaining = iter(lines)
    turn = 0
    for item in script.items:
        match item:
            case Heading():
                layout.headings.append(item)
            case Pause():
                layout.pause = (layout.pause or 0) + item.milliseconds
            case Cue():
                layout.cues.append(item)
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
            raise ValueError(f"turn {number} and its lines do not match: {line}")
        yield line


def _gains(seat: Seat, level: float, channels: Literal[1, 2]) -> tuple[float, ...]:
    """The gain of each channel for a speaker `level` dB below the target, plus the seat's own gain.

    Constant power: the sum of squares, and so the loudness, is the same for any pan. The sum of the channels, which a
    mono player plays, is lower off the centre: by 0.1 dB at a pan of 0.2, by 0.25 dB at 0.3.
    """
    gain = amplitude(level + seat.gain)
    if channels == 1:
        return (gain,)
    angle = (seat.pan + 1) * math.pi / 4
    return gain * math.cos(angle), gain * math.sin(angle)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, where it starts, and its levels: its words are those of the line, at their times in its clip."""

    start: int
    line: Line
    phrased: Phrased

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.phrased.frames


class _Layout:
    """The episode so far: `clock` is the end of its last sound; `headings`, `pause` and `cues` wait for the next."""

    def __init__(self, style: Style, title: str, scoring: Scoring) -> None:
        self.headings: list[Heading] = []
        self.pause: int | None = None
        self.cues: list[Cue] = []
        self._style = style
        self._title = title
        self._scoring = scoring
        self._clock = 0
        self._last: Side | None = None
        self._kind = ""
        self._silences: dict[str, int] = {}
        self._placed: list[_Placed] = []
        self._placements: list[Placement] = []
        self._chapters: list[tuple[int, list[Heading]]] = []

    def place(self, line: Line, gains: tuple[float, ...]) -> None:
        if line.clip is None or not line.clip.frames:
            self._clock += _samples(self._style.unspoken)
            return
        sounding = phrased(line, line.clip, self._style)
        here = side(line, sounding.frames, self._style)
        start = self._begin(self._earliest(here))
        placed = _Placed(start, replace(line, words=sounding.words), sounding)
        self._placements += _placements(placed, line.clip, gains, max(0, self._clock - start))
        self._placed.append(placed)
        self._clock, self._last, self.pause, self.cues = max(self._clock, placed.end), here, None, []

    def _earliest(self, here: Side) -> int:
        """Where a clip would start without frames: after the silence, or the music, before it."""
        self._kind = ""
        chapter = bool(self.headings)
        waits = self._scoring.before(self._clock, self.cues, chapter=chapter, first=self._last is None)
        if self.pause is not None:
            return waits.ends + _samples(self.pause)
        if self._last is None:
            return max(waits.next, _samples(self._style.lead_in))
        silence = gap(self._last, here, self._style, chapter=chapter)
        self._kind = silence.kind
        return max(waits.next, self._clock + round(silence.milliseconds * RATE / 1000))

    def _begin(self, earliest: int) -> int:
        """Where a clip starts that may start at `earliest`, and its chapter's beginning if it begins one."""
        start = _near(earliest) if _near(earliest) >= self._clock else _up(earliest)
        if self._last is None:
            self._chapters.append((0, self.headings))
            start = _up(earliest)
        elif self.headings:
            mark = _up(earliest, RATE)
            start = _up(mark)
            self._chapters.append((mark, self.headings))
            self._scoring.chapter(self._clock, start)
        elif self._kind and self._style.spread:
            start = self._unlike(start)
        self.headings = []
        return start

    def _unlike(self, start: int) -> int:
        """The same start, or a frame later where the silence would be just as long as the last one of its kind."""
        silence = start - self._clock
        if abs(silence - self._silences.get(self._kind, silence + FRAME)) < ALIKE:
            start += FRAME
        self._silences[self._kind] = start - self._clock
        return start

    def timeline(self, channels: Literal[1, 2]) -> Timeline:
        tail = self._style.tail if self.pause is None else self.pause
        sounds = self._scoring.end(self._clock, self.cues)
        frames = _up(max(1, self._clock + _samples(tail), sounds))
        start, headings = self._chapters.pop() if self._chapters else (0, [])
        self._chapters.append((start, headings + self.headings))
        ends = [start for start, _ in self._chapters[1:]] + [frames]
        return Timeline(
            rate=RATE,
            channels=channels,
            frames=frames,
            placements=self._all(frames, channels),
            captions=captions(((placed.start, placed.line) for placed in self._placed), frames),
            chapters=tuple(self._chapter(*opening, end) for opening, end in zip(self._chapters, ends, strict=True)),
            turns=self._turns(),
        )

    def _all(self, frames: int, channels: Literal[1, 2]) -> tuple[Placement, ...]:
        voices = [(placed.start, placed.end) for placed in self._placed]
        music = music_placements(self._scoring.placed, self._scoring.beds, voices, channels)
        opening = {_up(mark) for mark, _ in self._chapters}
        room = room_tone(self._scoring.score.room, self._placements, opening, frames, channels)
        return tuple(sorted((*self._placements, *music, *room), key=lambda placement: placement.start))

    def _chapter(self, start: int, headings: Sequence[Heading], end: int) -> Chapter:
        title = BETWEEN_TITLES.join(heading.title for heading in headings) or self._title
        url = next((heading.url for heading in headings if heading.url), None)
        image = next((heading.image for heading in headings if heading.image), None)
        return Chapter(start, end, title, url, image)

    def _turns(self) -> tuple[TurnMark, ...]:
        marks: dict[int, TurnMark] = {}
        for placed in self._placed:
            first = marks.get(placed.line.turn)
            marks[placed.line.turn] = TurnMark(placed.line.turn, first.start if first else placed.start, placed.end)
        return tuple(marks.values())


def _placements(placed: _Placed, clip: Clip, gains: tuple[float, ...], over: int) -> Iterable[Placement]:
    """A clip's stretches as placements; the first `over` samples overlap the end of another voice."""
    stretches = placed.phrased.stretches
    for number, stretch in enumerate(stretches):
        envelope = _envelope(stretch, number > 0, number + 1 < len(stretches), over if number == 0 else 0)
        start = placed.start + stretch.at
        yield Placement(clip.key, start, stretch.frames, stretch.offset, gains, envelope, speaker=placed.line.speaker)


def _envelope(stretch: Stretch, cut_before: bool, cut_behind: bool, over: int) -> Envelope:
    """The fades of a stretch where its clip was cut, and its lower level while it overlaps another voice."""
    frames, fade = stretch.frames, min(FADE, stretch.frames // 4)
    if over:
        low = round(amplitude(_OVER), 7)
        over = min(over, frames // 2)
        nodes = [(0, low), (over, low), (min(over + _RISE, frames - fade), 1.0)]
    elif cut_before:
        nodes = [(0, 0.0), (fade, 1.0)]
    elif cut_behind:
        nodes = [(0, 1.0)]
    else:
        return ()
    return (*nodes, (frames - fade, 1.0), (frames, 0.0)) if cut_behind else tuple(nodes)


def _samples(milliseconds: int) -> int:
    return milliseconds * RATE // 1000


def _up(sample: int, grid: int = FRAME) -> int:
    return -(-sample // grid) * grid


def _near(sample: int) -> int:
    """The nearest frame: on average, silences are as long as planned."""
    return (sample + FRAME // 2) // FRAME * FRAME
