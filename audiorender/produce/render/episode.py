"""The main command, stage by stage: the script, its clips and timeline, then all files and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiorender.model import Heading, Script, Seat, Timeline
from audiorender.produce.casting import language_of
from audiorender.produce.namedfiles import Places
from audiorender.produce.note import Note
from audiorender.produce.opening.announcing import announced
from audiorender.produce.opening.opened import OpenedScript
from audiorender.produce.opening.script import open_script, write_script
from audiorender.produce.planning import plan_episode, target_for
from audiorender.produce.render.ahead import loading_meanwhile
from audiorender.produce.render.audio.encodings import Encoding, check_chapters, encodings_of
from audiorender.produce.render.inputs import inputs
from audiorender.produce.render.score import dry, room_beside, score_of
from audiorender.produce.request import Request
from audiorender.produce.session import Session, made_again
from audiorender.produce.speaking.forms import remember, remembered
from audiorender.produce.speaking.lines import Fallback
from audiorender.produce.speaking.paragraphs import Pace, Paragraph, heard_chapters, lexicon_of, paragraphs
from audiorender.produce.speaking.proofing import Listener
from audiorender.produce.voices.credits import credits_of, public_name, required_credits
from audiorender.publish.published import disclosure
from audiorender.report.schema import AudioFile, Report, as_json
from audiorender.settings.project import Project
from audiorender.store import Store
from audiorender.timecode import for_people
from audiorender.watch import Stage, Tracker

if TYPE_CHECKING:
    from audiorender.produce.render.beside.artwork import Artwork


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
    script, seats = opened.script, opened.seats
    pace = Pace(request.rate, project.style.sentence)
    scored = partial(score_of, script, opened.places, project, session.store, room, music=not request.dry)
    target = target_for(request.channels, project)
    spoken = [_spoken(opened, encodings, pace, project.lexicon, session.store)]
    drawing = _drawing(script, opened.places, project.cover, session)
    with loading_meanwhile():
        planned = plan_episode(
            dry(script) if request.dry else script,
            seats,
            spoken.pop(),  # without a name, it is soon freed
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
    from audiorender.produce.render import finishing  # takes a while to load, while an engine speaks

    art = drawing.result()
    notice, words = _notice(seats, script, project), request.words or project.words
    about = (art, notice, project.feed.url, words, request.stems, request.video)
    delivery = finishing.delivery(planned, opened.folder, encodings, target, *about)
    about_script = (opened.casting, opened.draft, opened.guessed())
    done = finishing.delivered(delivery, about_script, project.target, session, tracker)
    notes = (*opened.notes, *planned.notes, *opened.not_kept(request.overrides), *opened.doubts())
    read = inputs(script, (opened.origin.parent, opened.folder.path, Path()), project)
    return replace(done, notes=(*notes, *done.notes, *session.notes()), inputs=read)


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


def _notice(seats: Mapping[str, Seat], script: Script, project: Project) -> str | None:
    """The notice about the voices: that they are synthetic, and whom a licence requires to credit."""
    voices = [seat.voice for seat in seats.values()]
    names = [public_name(voice.engine) for voice in voices]
    synthetic = disclosure(names, script.meta.language) if project.disclosure else None
    return " ".join(filter(None, (synthetic, required_credits(credits_of(voices))))) or None


def _drawing(script: Script, places: Places, default: Path | None, session: Session) -> Future[Artwork]:
    """The pictures, made while other work goes on. Given ones come first, since they may not be readable."""
    future = session.executor.submit(_artwork, script, places, default, session.store)
    if places.cover or script.meta.cover or default or any(isinstance(i, Heading) and i.image for i in script.items):
        future.result()
    return future


def _artwork(script: Script, places: Places, default: Path | None, store: Store) -> Artwork:
    from audiorender.produce.render.beside.artwork import artwork  # takes a while to load

    return artwork(script, places, default, store)
