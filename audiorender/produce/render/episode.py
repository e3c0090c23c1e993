"""The main job, stage by stage: script, clips, timeline, encoded pieces, the tagged file, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audiorender import __version__
from audiorender.audio import ffmpeg
from audiorender.audio.formats.form import CEILING
from audiorender.files import Parts, all_or_none
from audiorender.jsontext import json_text
from audiorender.mixer.level import TARGET, plan_master
from audiorender.mixer.master import Master
from audiorender.mixer.timeline import lay_out
from audiorender.model import Clip, Line, Score, Timeline
from audiorender.produce.check.files import check_rendered
from audiorender.produce.opening import Opened, open_script, write_script
from audiorender.produce.render.account import episode_report, guessed
from audiorender.produce.render.artwork import Artwork, artwork, write_artwork
from audiorender.produce.render.audiofiles import Audio, Order, deliver_audio
from audiorender.produce.render.beside import sidecars, write_sidecars
from audiorender.produce.render.forms import Form, check_chapters, forms_of
from audiorender.produce.render.player import around, write_page
from audiorender.produce.render.score import dry, score_of
from audiorender.produce.request import Note, Request
from audiorender.produce.session import Session
from audiorender.produce.speaking import Paragraph, chapters, check_speakable, paragraphs, seats, speak
from audiorender.publish.check.finding import Level
from audiorender.publish.edit import Edit
from audiorender.publish.shown import Shown, disclosure
from audiorender.report.schema import AudioFile, Report, as_json
from audiorender.timecode import for_people
from audiorender.watch import Stage, Tracker, Watch


@dataclass(frozen=True, slots=True)
class Episode:
    """What was delivered: `audio` is the first of the `files`, which lie beside each other.

    `files_made` are the names of those that were not there already, sound and tags. Levels are None for silence.
    """

    audio: Path
    timeline: Timeline
    files: tuple[AudioFile, ...]
    report: Report
    clips_made: int
    pieces_made: int
    files_made: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def loudness(self) -> float | None:
        """Integrated loudness of the first file in LUFS, measured on its decoded sound."""
        return self.files[0].loudness

    @property
    def true_peak(self) -> float | None:
        """True peak of the first file in dBTP, measured on its decoded sound."""
        return self.files[0].true_peak

    def summary(self) -> str:
        """One line for a person."""
        length, chapters = for_people(self.timeline.frames), len(self.timeline.chapters)
        names = ", ".join((str(self.audio), *(f".{file.format}" for file in self.files[1:])))
        silent = self.loudness is None or self.true_peak is None
        level = "silent" if silent else f"{self.loudness:.1f} LUFS, {self.true_peak:.1f} dBTP"
        clips = f"{self.clips_made} of {len(self.report.clips)} clips made"
        return f"{names}: {length}, {chapters} chapter{'s' * (chapters > 1)}, {level}; {clips}"

    def as_json(self) -> dict[str, Any]:
        """The report, and what this run did."""
        made = {"audio": str(self.audio), "clips_made": self.clips_made, "pieces_made": self.pieces_made}
        done = {"files_made": list(self.files_made), "notes": [note.text for note in self.notes]}
        return {**as_json(self.report), **made, **done}


@dataclass(frozen=True, slots=True)
class Planned:
    """An episode up to its timeline: all decided, nothing mixed."""

    opened: Opened
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    timeline: Timeline
    clips_made: int
    score: Score

    @property
    def clips(self) -> dict[str, Clip]:
        """All that is placed, by its key: clips, and chunks of recordings."""
        return {**{line.clip.key: line.clip for line in self.lines if line.clip}, **self.score.chunks()}

    def master(self, request: Request, loss: float = 0.0, ceiling: float = CEILING) -> Master:
        """The gain that brings it to its target, under `ceiling` dBTP and behind an encoder that takes `loss` dB."""
        return plan_master(self.timeline, self.clips, target=target_of(request), ceiling=ceiling, loss=loss)


def render_episode(request: Request, watch: Watch | None = None) -> Episode:
    """Make the episode that `request` asks for: what is stored already is not made again.

    Raises AudiorenderError; then no file under a final name is partial, and clips made so far are kept.
    """
    tracker = Tracker(watch)
    tracker.begin(Stage.READING, about=str(request.source))
    opened, forms = open_script(request), forms_of(request)
    write_script(opened)
    with Session(request) as session:
        art = artwork(opened, request, session.store)  # before the long work, as it may fail
        spoken = paragraphs(opened, request)
        check_chapters(forms, chapters(opened, spoken))
        score = score_of(opened, request, session.store)
        planned = plan_episode(dry(opened) if request.dry else opened, spoken, request, session, tracker, score)
        with all_or_none() as parts:
            audio = deliver_audio(_order(planned, forms, request, art), parts, session, tracker)
            shown = Shown(
                opened.script.meta,
                planned.timeline,
                _disclosure(opened, request),
                art.files(opened.folder.stem),
                request.words or request.project.words,
            )
            tracker.begin(Stage.WRITING, about="transcripts, page and report")
            episode = _account(planned, audio, art, shown, request.project.feed.url, session, parts)
    return replace(episode, notes=(*episode.notes, *_found(episode, request)))


def _found(episode: Episode, request: Request) -> Iterator[Note]:
    """What `check` would warn of, without listening: the sound was measured when it was made."""
    names = [file.file for file in episode.files]
    for finding in check_rendered(episode.audio.parent, names, request.project.target):
        if finding.level is not Level.NOTE and finding.rule != "xiph-over-100":  # of which the tags' writer tells
            yield Note(str(finding), lessened=True)


def plan_episode(
    opened: Opened,
    spoken: Sequence[Paragraph],
    request: Request,
    session: Session,
    tracker: Tracker,
    score: Score | None = None,
) -> Planned:
    """Speak what is missing and lay everything out, with the recordings of `score`.

    Raises SourceError when there is nothing to speak.
    """
    check_speakable(opened, spoken)
    lines, made = speak(opened, spoken, session, tracker)
    tracker.begin(Stage.LAYING_OUT)
    score = score or Score()
    style = request.project.style
    timeline = lay_out(opened.script, lines, seats(opened), channels=request.channels, style=style, score=score)
    return Planned(opened, tuple(spoken), lines, timeline, made, score)


def target_of(request: Request) -> float:
    """LUFS: what the project asks of a stereo episode, and 3 LU less of a mono one, which plays as loud."""
    return request.project.target + TARGET[request.channels] - TARGET[2]


def _order(planned: Planned, forms: Sequence[Form], request: Request, art: Artwork) -> Order:
    meta, timeline = planned.opened.script.meta, planned.timeline
    edit = Edit.of(
        meta,
        timeline.chapters,
        comment=_disclosure(planned.opened, request),
        encoder=f"audiorender {__version__}",
        cover=art.embedded,
        pictures=art.pictures,
    )
    plans = (
        planned.master(request, form.format.coder.loss_at(form.bitrate), form.format.coder.ceiling) for form in forms
    )
    return Order(planned.opened.folder, timeline, meta, tuple(zip(forms, plans, strict=True)), target_of(request), edit)


def _account(
    planned: Planned, audio: Audio, art: Artwork, shown: Shown, feed_url: str | None, session: Session, parts: Parts
) -> Episode:
    """Write all that lies beside the audio, and say what was delivered."""
    opened, timeline, folder = planned.opened, planned.timeline, planned.opened.folder
    versions = {"ffmpeg": ffmpeg.version(), **session.versions()}
    beside = sidecars(folder.stem, shown)
    write_sidecars(beside, folder, shown, parts)
    pictures = write_artwork(art, folder, parts)
    names = [file.file for file in audio.files]
    place = around(folder, beside, art, feed_url)
    player = write_page(opened, planned.clips, timeline, names, art, shown.disclosure, place, parts)
    rows = [*(sidecar.row() for sidecar in beside), *pictures, player]
    report = episode_report(
        opened, planned.paragraphs, planned.lines, timeline, audio.files, rows, versions, shown.pictures
    )
    parts.write(folder.report, json_text(as_json(report)))
    notes = (*opened.notes, *casting_notes(opened), *art.notes, *audio.notes)
    first = folder.path / names[0]
    made = (planned.clips_made, audio.pieces_made, audio.made)
    return Episode(first, timeline, audio.files, report, *made, notes)


def _disclosure(opened: Opened, request: Request) -> str | None:
    engines = [seat.voice.engine for _, seat in opened.casting.seats]
    return disclosure(engines, opened.script.meta.language) if request.project.disclosure else None


def casting_notes(opened: Opened) -> Sequence[Note]:
    """Guessed turns and shared voices: nothing is wrong, and somebody should know."""
    notes = []
    unsure = guessed(opened)
    if unsure:
        first = ", ".join(str(one.line) for one in unsure[:5])
        more = ", ..." if len(unsure) > 5 else ""
        if len(unsure) == 1:
            notes.append(Note(f"1 turn has a guessed speaker ({opened.path}, line {first})"))
        else:
            where = f"{opened.path}, lines {first}{more}, the least certain first"
            notes.append(Note(f"{len(unsure)} turns have a guessed speaker ({where})"))
    notes += [Note(f"these share a voice: {', '.join(group)}") for group in opened.casting.shared]
    return notes
