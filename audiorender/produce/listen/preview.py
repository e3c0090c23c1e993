"""Preview a turn, a line, a chapter or a speaker before the whole is made, with the episode's own clips.

pydub is only used here: it holds the few seconds that were mixed, and writes or plays them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.audio.formats import FORMATS
from audiorender.audio.wav import sixteen_bits
from audiorender.errors import OutputError, ToolError, UsageError
from audiorender.files import write_whole
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer
from audiorender.model import RATE, Script, Timeline, Turn, written
from audiorender.produce.listen.playing import play, segment_of
from audiorender.produce.note import Note
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.script import open_script
from audiorender.produce.planning import Planned, plan_episode, target_for
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.lines import Fallback
from audiorender.produce.speaking.paragraphs import Pace, lexicon_of, paragraphs
from audiorender.script.file.scriptfile import locate
from audiorender.script.file.turnlabel import find_speaker
from audiorender.settings.project import Project
from audiorender.timecode import for_people
from audiorender.watch import Stage, Tracker

FORMS = (".wav", ".mp3")
_BLOCK = 60 * RATE

_QUOTED = 40
"""How many characters of a turn are shown when it is played."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to play, exactly one of: turn, line of the script or chapter by number (from 1), or one speaker.

    `take` replaces the one that the script asks for.
    """

    turn: int | None = None
    line: int | None = None
    chapter: int | None = None
    speaker: str | None = None
    take: int | None = None

    def __post_init__(self) -> None:
        if (self.turn, self.line, self.chapter, self.speaker).count(None) != 3:
            raise UsageError("say what to preview", hint="use exactly one of --turn, --line, --chapter and --speaker")


@dataclass(frozen=True, slots=True)
class Preview:
    """What was played, or written to `path`: part of an episode, or voices."""

    planned: Planned
    path: Path | None
    notes: tuple[Note, ...]
    what: str

    def summary(self) -> str:
        """One line for people: what was played, who speaks in it, and how long it is."""
        what = f"{self.what}, {for_people(self.planned.timeline.frames)}"
        return f"{self.path}: {what}" if self.path else f"played {what}"

    def as_json(self) -> dict[str, Any]:
        """The result as JSON."""
        lines = [paragraph.line for paragraph in self.planned.paragraphs]
        return {
            "audio": str(self.path) if self.path else None,
            "samples": self.planned.timeline.frames,
            "lines": lines,
            "heard": self.what,
            "clips_made": self.planned.clips_made,
        }


def preview_part(request: Request, choice: Selection, into: Path | None, session: Session, tracker: Tracker) -> Preview:
    """Play what `choice` names, or write it to `into` (`.wav` or `.mp3`): only its clips are made.

    Raises UsageError if there is no such turn, line, chapter or speaker, OutputError if it cannot be played.
    """
    tracker.begin(Stage.READING, about=request.name)
    opened = open_script(request)
    if choice.take is not None:
        opened = replace(opened, script=in_take(opened.script, choice.take))
    turns = chosen(opened.script, opened.path, choice)
    return preview_of(opened, turns, into, session, tracker, request.project, request.rate, request.channels)


def in_take(script: Script, take: int) -> Script:
    """The script with this take of every turn."""
    items = (replace(item, take=take) if isinstance(item, Turn) else item for item in script.items)
    return replace(script, items=tuple(items))


def preview_of(
    opened: OpenedScript,
    turns: Collection[int],
    into: Path | None,
    session: Session,
    tracker: Tracker,
    project: Project,
    rate: float = 1.0,
    channels: Literal[1, 2] = 2,
) -> Preview:
    """Play or write these turns (0-based) of a script."""
    if into is not None and into.suffix.lower() not in FORMS:
        raise UsageError(f"cannot write '{into.name}'", hint=f"a preview is {' or '.join(FORMS)}")
    keep = sorted(turns)
    part = replace(opened.script, items=tuple(opened.script.turns[turn] for turn in keep))
    pace = Pace(rate, project.style.sentence)
    spoken = paragraphs(part, opened.seats, Forms(lexicon_of(project.lexicon)), pace)
    planned = plan_episode(
        part,
        opened.seats,
        spoken,
        opened.path,
        channels,
        project.style,
        session,
        tracker,
        fallback=Fallback.of(opened.fallback, pace),
        target=target_for(channels, project),
    )
    samples = _samples(planned.timeline, planned.master(target_for(channels, project)), session)
    if into is None:
        play(samples, tracker)
    else:
        _write(samples, into)
    return Preview(planned, into, (*opened.notes, *planned.notes), _what(opened, keep))


def _what(opened: OpenedScript, turns: Sequence[int]) -> str:
    """Who says what in these turns: `turn 3, Ada (amber): "Is it late?"`; `turns 3 to 9, Ada (amber), Bo (basil)`."""
    said = [opened.script.turns[turn] for turn in turns]
    voices = {name: seat.voice.name for name, seat in opened.casting.seats}
    people = dict.fromkeys(turn.speaker for turn in said)
    who = ", ".join(name if voices[name] == name else f"{name} ({voices[name]})" for name in people)
    if opened.text == "":  # an audition has no script
        return who
    if len(said) == 1:
        return f'turn {turns[0] + 1}, {who}: "{shorten(written(said[0].paragraphs[0]), _QUOTED, placeholder=" ...")}"'
    run = turns[-1] - turns[0] == len(turns) - 1
    which = f"turns {turns[0] + 1} to {turns[-1] + 1}" if run else f"{len(turns)} turns"
    return f"{which}, {who}"


def chosen(script: Script, path: Path, choice: Selection) -> set[int]:
    """The turns (0-based) that `choice` names. Raises UsageError, which calls the script `path`, if there are none."""
    turns = script.turns
    if choice.turn is not None:
        return {_within("turn", choice.turn, len(turns)) - 1}
    if choice.line is not None:
        return {_turn_on(script, choice.line, path)}
    if choice.chapter is not None:
        chapters = script.chapters
        return set(chapters[_within("chapter", choice.chapter, len(chapters)) - 1])
    speaker = find_speaker(str(choice.speaker), dict.fromkeys(turn.speaker for turn in turns))
    return {number for number, turn in enumerate(turns) if turn.speaker == speaker}


def _within(what: str, number: int, count: int) -> int:
    if number > count:
        raise UsageError(f"there is no {what} {number}", hint=f"the script has {count}")
    return number


def _turn_on(script: Script, line: int, path: Path) -> int:
    place = locate(script, line)
    if place is None:
        raise UsageError(f"nobody speaks on line {line}", path=path, hint="name a line of a turn")
    return place[0]


def _samples(timeline: Timeline, plan: Master, session: Session) -> NDArray[np.int16]:
    """The mastered audio as interleaved 16-bit samples (frames, channels)."""
    mixer = Mixer(timeline, session.sounds.samples)
    blocks: Iterable[NDArray[np.float32]] = (
        mixer.mastered(start, min(_BLOCK, timeline.frames - start), plan) for start in range(0, timeline.frames, _BLOCK)
    )
    return np.concatenate([sixteen_bits(block).T for block in blocks])


def _write(samples: NDArray[np.int16], into: Path) -> None:
    segment = segment_of(samples)
    form = into.suffix.lower().removeprefix(".")
    options = {"bitrate": f"{FORMATS['mp3'].bitrate(samples.shape[1])}k"} if form == "mp3" else {}
    from pydub.exceptions import CouldntEncodeError

    try:
        with segment.export(format=form, **options) as made:
            data = made.read()
    except CouldntEncodeError as error:
        raise ToolError("ffmpeg could not encode it", path=ffmpeg.executable(), hint="write a .wav instead") from error
    except OSError as error:  # pydub works through temporary files
        raise OutputError(f"no temporary file can be created: {error.strerror}", hint="make room") from error
    if not data:
        raise ToolError("ffmpeg encoded nothing", path=ffmpeg.executable(), hint="write a .wav instead")
    write_whole(into, data)
