"""An episode, or part of one, up to its timeline: everything is decided, nothing mixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from audiorender.audio.formats.format import CEILING
from audiorender.files import Scratch
from audiorender.mixer.levels.matching import TARGET, plan_master
from audiorender.mixer.master import Master
from audiorender.mixer.timeline import lay_out
from audiorender.mixer.turntaking import Style
from audiorender.model import RATE, Clip, Score, Script, Seat, Timeline
from audiorender.produce.note import Note
from audiorender.produce.session import Session
from audiorender.produce.speaking.lines import Fallback, speak
from audiorender.produce.speaking.paragraphs import Paragraph, check_speakable
from audiorender.produce.speaking.proofing import Doubt, Listener
from audiorender.settings.project import Project
from audiorender.watch import Stage, Tracker

Scored = Callable[[int], Score]
"""Returns the music and sounds of an episode, read as far as beds of so many samples need."""

_SLOW = 14  # characters in a second of a slow talk
_BESIDE = 10 * RATE  # samples by which a bed may be longer than its chapter


def _none(_: int) -> Score:
    """No music at all."""
    return Score()


@dataclass(frozen=True, slots=True)
class Planned:
    """The timeline of the `script`; `clips_made` is how many were missing; `versions` are those of the engines.

    `said` has the clip of each paragraph, None if nothing in it can be spoken. When each word is said is only known to
    the timeline's captions: paragraphs and clips are without it here, or an episode would be in memory several times.
    """

    script: Script
    paragraphs: tuple[Paragraph, ...]
    said: tuple[Clip | None, ...]
    timeline: Timeline
    clips_made: int
    score: Score
    versions: Mapping[str, str]
    notes: tuple[Note, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def clips(self) -> dict[str, Clip]:
        """Everything that is placed, by key: clips, and chunks of recordings."""
        return {**{clip.key: clip for clip in self.said if clip}, **self.score.chunks()}

    def master(self, target: float, loss: float = 0.0, ceiling: float = CEILING) -> Master:
        """The gain for `target` LUFS, under `ceiling` dBTP, with an encoder that loses `loss` dB."""
        with Scratch() as aside:
            return plan_master(self.timeline, self.clips, target=target, ceiling=ceiling, loss=loss, aside=aside)


def target_for(channels: Literal[1, 2], project: Project) -> float:
    """LUFS: the settings' target for a stereo episode, and 3 LU less for a mono one, which plays as loud."""
    return project.target + TARGET[channels] - TARGET[2]


def plan_episode(
    script: Script,
    seats: Mapping[str, Seat],
    spoken: Sequence[Paragraph],
    path: Path,
    channels: Literal[1, 2],
    style: Style,
    session: Session,
    tracker: Tracker,
    scored: Scored = _none,
    fallback: Fallback | None = None,
    listener: Listener | None = None,
    target: float | None = None,
) -> Planned:
    """Make the missing clips and lay everything out, with the recordings of `scored`. Errors call the script `path`.

    Music is read before anyone speaks, so that its faults are known early, as far as a slow talk of so many characters
    needs; more of it is read if that is not enough. `fallback` says what another voice fails to say, `listener` checks
    clips, and `target` is that of `lay_out`. Raises SourceError if there is nothing to speak.
    """
    check_speakable(spoken, path)
    score = scored(sum(len(each.written) for each in spoken) * RATE // _SLOW)
    said = speak(spoken, path, session, tracker, fallback, listener)
    spoken = tuple(replace(each, spoken=replace(each.spoken, words=())) for each in spoken)
    tracker.begin(Stage.LAYING_OUT)
    lay = partial(lay_out, script, said.lines, seats, channels=channels, style=style, target=target)
    timeline = lay(score=score)
    longest = max(chapter.end - chapter.start for chapter in timeline.chapters) + _BESIDE
    if not score.lasts(longest):
        score = scored(longest)
        timeline = lay(score=score)
    clips = tuple(line.clip and replace(line.clip, words=()) for line in said.lines)
    return Planned(script, spoken, clips, timeline, said.made, score, said.versions, said.notes, said.doubts)
