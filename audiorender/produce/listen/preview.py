"""Hear one thing before the whole is made: a turn, a line, a chapter or a speaker, with the clips of the episode.

pydub is the listening edge: it holds the few seconds that were mixed, and writes or hands on what is to be heard.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.audio.formats import FORMATS
from audiorender.audio.wav import sixteen_bits
from audiorender.errors import OutputError, ToolError, UsageError, near
from audiorender.files import write_whole
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer
from audiorender.model import RATE, Script, Timeline, Turn
from audiorender.produce.opening import Opened, open_script
from audiorender.produce.planning import Planned, plan_episode
from audiorender.produce.request import Note, Request, target_for
from audiorender.produce.session import Session
from audiorender.produce.speaking import Fallback, Pace, lexicon_of, paragraphs
from audiorender.project import Project
from audiorender.script.file.scriptfile import locate
from audiorender.timecode import for_people
from audiorender.watch import Stage, Tracker

FORMS = (".wav", ".mp3")
_BLOCK = 60 * RATE


@dataclass(frozen=True, slots=True)
class Choice:
    """What to hear, exactly one of: turn, line of the script or chapter by number (from 1), or all that one says.

    `take` is heard in place of the one that the script asks for.
    """

    turn: int | None = None
    line: int | None = None
    chapter: int | None = None
    speaker: str | None = None
    take: int | None = None

    def __post_init__(self) -> None:
        if (self.turn, self.line, self.chapter, self.speaker).count(None) != 3:
            raise UsageError("say what to preview", hint="with exactly one of --turn, --line, --chapter, --speaker")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was played, or written to `path`."""

    planned: Planned
    path: Path | None
    notes: tuple[Note, ...]

    def summary(self) -> str:
        """One line for a person."""
        made = self.planned.clips_made
        what = f"{for_people(self.planned.timeline.frames)}, {made} clip{'s' * (made != 1)} made"
        return f"{self.path}: {what}" if self.path else f"played {what}"

    def as_json(self) -> dict[str, Any]:
        """What was heard."""
        lines = [paragraph.line for paragraph in self.planned.paragraphs]
        return {
            "audio": str(self.path) if self.path else None,
            "samples": self.planned.timeline.frames,
            "lines": lines,
            "clips_made": self.planned.clips_made,
        }


def preview_part(request: Request, choice: Choice, into: Path | None, session: Session, tracker: Tracker) -> Heard:
    """Play what `choice` names, or write it to `into` (`.wav` or `.mp3`): only its clips are made.

    Raises UsageError when there is no such turn, line, chapter or speaker, OutputError when it cannot be heard.
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
    opened: Opened,
    turns: Collection[int],
    into: Path | None,
    session: Session,
    tracker: Tracker,
    project: Project,
    rate: float = 1.0,
    channels: Literal[1, 2] = 2,
) -> Heard:
    """Play or write these turns (0-based) of a script."""
    if into is not None and into.suffix.lower() not in FORMS:
        raise UsageError(f"cannot write '{into.name}'", hint=f"a preview is {' or '.join(FORMS)}")
    keep = sorted(turns)
    part = replace(opened.script, items=tuple(opened.script.turns[turn] for turn in keep))
    pace = Pace(rate, project.style.sentence)
    spoken = paragraphs(part, opened.seats, lexicon_of(project.lexicon), pace)
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
        _play(samples, tracker)
    else:
        _write(samples, into)
    return Heard(planned, into, (*opened.notes, *planned.notes))


def chosen(script: Script, path: Path, choice: Choice) -> set[int]:
    """The turns (0-based) that `choice` names. Raises UsageError, which calls the script `path`, for none."""
    turns = script.turns
    if choice.turn is not None:
        return {_within("turn", choice.turn, len(turns)) - 1}
    if choice.line is not None:
        return {_turn_on(script, choice.line, path)}
    if choice.chapter is not None:
        chapters = script.chapters
        return set(chapters[_within("chapter", choice.chapter, len(chapters)) - 1])
    speakers = {turn.speaker for turn in turns}
    if choice.speaker not in speakers:
        raise UsageError(f"'{choice.speaker}' has no turn in it", hint=near(str(choice.speaker), speakers))
    return {number for number, turn in enumerate(turns) if turn.speaker == choice.speaker}


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
    """The mastered sound as interleaved 16-bit samples (frames, channels)."""
    mixer = Mixer(timeline, session.samples)
    blocks: Iterable[NDArray[np.float32]] = (
        mixer.mastered(start, min(_BLOCK, timeline.frames - start), plan) for start in range(0, timeline.frames, _BLOCK)
    )
    return np.concatenate([sixteen_bits(block).T for block in blocks])


def _segment(samples: NDArray[np.int16]) -> Any:
    """The samples as a pydub segment, which knows our ffmpeg and says nothing at its import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that no ffmpeg is on PATH, and invalid escapes in its source
        from pydub import AudioSegment
    AudioSegment.converter = ffmpeg.executable()
    return AudioSegment(samples.astype("<i2").tobytes(), sample_width=2, frame_rate=RATE, channels=samples.shape[1])


def _write(samples: NDArray[np.int16], into: Path) -> None:
    segment = _segment(samples)
    form = into.suffix.lower().removeprefix(".")
    options = {"bitrate": f"{FORMATS['mp3'].bitrate(samples.shape[1])}k"} if form == "mp3" else {}
    from pydub.exceptions import CouldntEncodeError

    try:
        with segment.export(format=form, **options) as made:
            data = made.read()
    except CouldntEncodeError as error:
        raise ToolError("ffmpeg could not encode it", path=ffmpeg.executable(), hint="write a .wav instead") from error
    except OSError as error:  # pydub works through temporary files
        raise OutputError(f"no temporary file could be used: {error.strerror}", hint="make room") from error
    if not data:
        raise ToolError("ffmpeg encoded nothing", path=ffmpeg.executable(), hint="write a .wav instead")
    write_whole(into, data)


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what the system's sound library prints about devices it has not found off standard error."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def _play(samples: NDArray[np.int16], tracker: Tracker) -> None:
    """Play to the end on the machine's sound device. Raises OutputError where there is none."""
    import threading

    import miniaudio

    done = threading.Event()
    segment = _segment(samples)

    def stream() -> Any:
        data, width = segment.raw_data, segment.channels * segment.sample_width
        wanted = yield b""
        at = 0
        while at < len(data):
            block = data[at : at + wanted * width]
            at += len(block)
            wanted = yield block
        done.set()

    source = stream()
    next(source)
    try:
        with _hushed():
            device = miniaudio.PlaybackDevice(nchannels=segment.channels, sample_rate=segment.frame_rate)
        with device:
            device.start(source)
            while not done.wait(0.1):
                tracker.check()
    except miniaudio.MiniaudioError as error:
        raise OutputError(
            f"there is no sound device to play on ({error})", hint="write a file with -o preview.wav"
        ) from error
