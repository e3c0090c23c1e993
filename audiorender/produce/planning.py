"""An episode, or part of one, up to its timeline: everything is decided, nothing mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from audiorender.audio.formats.format import CEILING
from audiorender.files import Scratch
from audiorender.mixer.levels.matching import plan_master
from audiorender.mixer.master import Master
from audiorender.mixer.timeline import lay_out
from audiorender.mixer.turntaking import Style
from audiorender.model import Clip, Score, Script, Seat, Timeline
from audiorender.produce.note import Note
from audiorender.produce.session import Session
from audiorender.produce.speaking.lines import Fallback, speak
from audiorender.produce.speaking.paragraphs import Paragraph, check_speakable
from audiorender.produce.speaking.proofing import Doubt, Listener
from audiorender.watch import Stage, Tracker


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


def plan_episode(
    script: Script,
    seats: Mapping[str, Seat],
    spoken: Sequence[Paragraph],
    path: Path,
    channels: Literal[1, 2],
    style: Style,
    session: Session,
    tracker: Tracker,
    score: Score | None = None,
    fallback: Fallback | None = None,
    listener: Listener | None = None,
    target: float | None = None,
) -> Planned:
    """Make the missing clips and lay everything out, with the recordings of `score`. Errors call the script `path`.

    `fallback` says what another voice fails to say, `listener` checks clips, and `target` is that of `lay_out`. Raises
    SourceError if there is nothing to speak.
    """
    check_speakable(spoken, path)
    said = speak(spoken, path, session, tracker, fallback, listener)
    spoken = tuple(replace(each, spoken=replace(each.spoken, words=())) for each in spoken)
    tracker.begin(Stage.LAYING_OUT)
    score = score or Score()
    timeline = lay_out(script, said.lines, seats, channels=channels, style=style, score=score, target=target)
    clips = tuple(line.clip and replace(line.clip, words=()) for line in said.lines)
    return Planned(script, spoken, clips, timeline, said.made, score, said.versions, said.notes, said.doubts)
