"""The main command, stage by stage: the script, its clips and timeline, then all files and the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from audiorender import __version__
from audiorender.files import all_or_none
from audiorender.folder import Folder
from audiorender.jsontext import json_text
from audiorender.mixer.levels.balance import Balance
from audiorender.model import RATE, Role, Seat, Timeline
from audiorender.produce.casting import language_of
from audiorender.produce.note import Note
from audiorender.produce.opening.announcing import announced
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.script import open_script, write_script
from audiorender.produce.planning import Planned, plan_episode
from audiorender.produce.render.ahead import loading_meanwhile
from audiorender.produce.render.audio.encodings import Encoding, check_chapters, encodings_of
from audiorender.produce.render.audio.files import Order
from audiorender.produce.render.beside.artwork import Artwork, artwork_beside
from audiorender.produce.render.delivery import Delivery, deliver
from audiorender.produce.render.inputs import inputs
from audiorender.produce.render.reporting import episode_report, guid_of
from audiorender.produce.render.score import damaged, dry, room_beside, score_of
from audiorender.produce.request import Request, target_for
from audiorender.produce.session import Session, made_again
from audiorender.produce.speaking.forms import remember, remembered
from audiorender.produce.speaking.lines import Fallback
from audiorender.produce.speaking.paragraphs import Pace, Paragraph, heard_chapters, lexicon_of, paragraphs
from audiorender.produce.speaking.proofing import Listener
from audiorender.produce.voices.credits import credits_of, public_name, required_credits
from audiorender.publish.check.finding import Level
from audiorender.publish.check.levels import LEAST_OVER_MUSIC
from audiorender.publish.editing.edit import Edit
from audiorender.publish.published import Published, disclosure
from audiorender.report.schema import AudioFile, Report, as_json
from audiorender.store import Store
from audiorender.timecode import for_people
from audiorender.watch import Stage, Tracker


@dataclass(frozen=True, slots=True)
class Episode:
    """What was delivered: `audio` is the first of the `files`, which are all in one folder.

    `files_made` are the names of those with new audio and tags. Levels are None for silence. `inputs` are the files and
    folders that it may have been made from beside its source, including missing ones.
    """

    audio: Path
    timeline: Timeline
    files: tuple[AudioFile, ...]
    report: Report
    clips_made: int
    pieces_made: int
    files_made: tuple[str, ...]
    notes: tuple[Note, ...]
    inputs: tuple[Path, ...] = ()

    @property
    def loudness(self) -> float | None:
        """Integrated loudness of the first file in LUFS, measured on its decoded audio."""
        return self.files[0].loudness

    @property
    def true_peak(self) -> float | None:
        """True peak of the first file in dBTP, measured on its decoded audio."""
        return self.files[0].true_peak

    def summary(self) -> str:
        """One line for people."""
        length, chapters = for_people(self.timeline.frames), len(self.timeline.chapters)
        video = [each.file for each in self.report.beside if each.role == "video"]
        stems = sum(each.role == "stem" for each in self.report.beside)
        also = [*(file.file for file in self.files[1:]), *video, *([f"{stems} stems"] if stems else [])]
        names = ", ".join([str(self.audio), *also])
        silent = self.loudness is None or self.true_peak is None
        level = "silent" if silent else f"{self.loudness:.1f} LUFS, {self.true_peak:.1f} dBTP"
        clips = f"{self.clips_made} of {len({clip.key for clip in self.report.clips})} clips made"
        return f"{names}: {length}, {chapters} chapter{'s' * (chapters > 1)}, {level}; {clips}"

    def as_json(self) -> dict[str, Any]:
        """The report, and what this run did."""
        made = {"audio": str(self.audio), "clips_made": self.clips_made, "pieces_made": self.pieces_made}
        done = {"files_made": list(self.files_made), "notes": [note.text for note in self.notes]}
        return {**as_json(self.report), **made, **done}


@made_again
def render_episode(request: Request, session: Session, tracker: Tracker) -> Episode:
    """Render the episode that `request` asks for: what is already stored is not made again.

    Cache entries that are removed while they are needed are made again. Raises AudiorenderError; then no file under a
    final name is partial, and clips made so far are kept.
    """
    project = request.project
    tracker.begin(Stage.READING, about=request.name)
    room = room_beside(project, session.store, session.executor)
    opened = open_script(request, session.store)
    encodings = encodings_of(request.formats or project.formats, request.channels, request.bitrate, project.bitrate)
    write_script(opened)
    opened = announced(opened, project)
    script, seats, folder = opened.script, opened.seats, opened.folder
    drawing = artwork_beside(script, opened.places, project.cover, session.store, session.executor)
    pace = Pace(request.rate, project.style.sentence)
    scored = partial(score_of, script, opened.places, project, session.store, room, music=not request.dry)
    target = target_for(request.channels, project)
    with loading_meanwhile():
        planned = plan_episode(
            dry(script) if request.dry else script,
            seats,
            _spoken(opened, encodings, pace, project.lexicon, session.store),  # without a name, it is soon freed
            opened.path,
            request.channels,
            project.style,
            session,
            tracker,
            scored,
            Fallback.of(opened.fallback, pace),
            Listener.of(request.listen, language_of(script)),
            target,
        )
    art = drawing.result()
    notice = _voice_notice(seats, script.meta.language, disclosed=bool(project.disclosure))
    order = _order(planned, folder, encodings, target, art, notice)
    published = Published(script.meta, planned.timeline, notice, art.files(folder.stem), request.words or project.words)
    delivery = Delivery(planned, order, art, published, project.feed.url, request.stems, request.video)
    with all_or_none() as parts:
        audio, beside, levels = deliver(delivery, parts, session, tracker)
        about_script = (opened.casting, opened.draft, opened.guessed(), guid_of(script.meta, folder))
        report = episode_report(planned, *about_script, audio.files, beside, published.pictures, levels)
        parts.write(folder.report, json_text(as_json(report)))
    notes = (
        *opened.notes,
        *planned.notes,
        *opened.not_kept(request.overrides),
        *opened.doubts(),
        *art.notes,
        *audio.notes,
        *damaged(planned.score),
        *_music_too_loud(levels),
        *_heard_on(planned.timeline),
        *_warnings(folder.path, [file.file for file in audio.files], project.target),
        *session.notes(),
    )
    made = (planned.clips_made, audio.pieces_made, audio.made)
    read = inputs(script, (opened.origin.parent, folder.path, Path()), project)
    return Episode(folder.path / audio.files[0].file, planned.timeline, audio.files, report, *made, notes, read)


def _spoken(
    opened: OpenedScript, encodings: tuple[Encoding, ...], pace: Pace, words: Sequence[Path], store: Store
) -> tuple[Paragraph, ...]:
    """The paragraphs of the script; spoken forms are taken from the last render, and kept for the next.

    Raises OutputError if one of the `encodings` cannot hold their chapters.
    """
    lexicon = lexicon_of(words)
    forms = remembered(opened.path, lexicon, store)
    spoken = paragraphs(opened.script, opened.seats, forms, pace)
    remember(forms, opened.path, lexicon, store)
    check_chapters(encodings, heard_chapters(opened.script, spoken))
    return spoken


def _voice_notice(seats: Mapping[str, Seat], language: str | None, *, disclosed: bool) -> str | None:
    """The notice about the voices: that they are synthetic, and whom a licence requires to credit."""
    voices = [seat.voice for seat in seats.values()]
    synthetic = disclosure([public_name(voice.engine) for voice in voices], language) if disclosed else None
    return " ".join(filter(None, (synthetic, required_credits(credits_of(voices))))) or None


def _order(
    planned: Planned, folder: Folder, encodings: Sequence[Encoding], target: float, art: Artwork, said: str | None
) -> Order:
    """The audio files, each with the gain that brings it to its target."""
    meta, timeline = planned.script.meta, planned.timeline
    edit = Edit.of(
        meta,
        timeline.chapters,
        comment=said,
        encoder=f"audiorender {__version__}",
        cover=art.embedded,
        pictures=art.pictures,
    )
    coders = ((encoding.format.coder, encoding.bitrate) for encoding in encodings)
    plans = (planned.master(target, coder.loss_at(bitrate), coder.ceiling) for coder, bitrate in coders)
    return Order(folder, timeline, meta, tuple(zip(encodings, plans, strict=True)), target, edit)


def _music_too_loud(levels: Balance) -> Iterator[Note]:
    """A note that music is too loud under the voices."""
    if levels.over_music is not None and levels.over_music < LEAST_OVER_MUSIC:
        yield Note(f"voices are only {levels.over_music:.0f} LU above the music under them", lessened=True)


def _heard_on(timeline: Timeline) -> Iterator[Note]:
    """A note that a sound goes on for more than a minute after the last words."""
    ends = {one.role: 0 for one in timeline.placements}
    for one in timeline.placements:
        ends[one.role] = max(ends[one.role], one.end)
    beyond = ends.get(Role.SOUND, 0) - ends.get(Role.VOICE, 0)
    if beyond > 60 * RATE:
        yield Note(f"a sound is heard for {for_people(beyond)} after the last words; use a shorter file")


def _warnings(folder: Path, names: Sequence[str], target: float) -> Iterator[Note]:
    """What `check` would warn about, without listening: the audio was measured when it was made."""
    from audiorender.produce.check.files import check_rendered  # takes a while to load, as do the rules

    for finding in check_rendered(folder, names, target):
        if finding.level is not Level.NOTE and finding.rule != "xiph-over-100":  # the tags' writer has reported it
            yield Note(str(finding), lessened=True)
