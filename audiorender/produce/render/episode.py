"""The main command, stage by stage: script, clips, timeline, encoded pieces, the tagged file, and the files beside
it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender import __version__
from audiorender.audio import ffmpeg
from audiorender.files import Parts, all_or_none
from audiorender.folder import Folder
from audiorender.jsontext import json_text
from audiorender.mixer.levels.balance import Balance, balance
from audiorender.mixer.master import Master
from audiorender.model import Seat, Timeline
from audiorender.produce.casting import language_of
from audiorender.produce.note import Note
from audiorender.produce.opening.announcing import announced
from audiorender.produce.opening.script import open_script, write_script
from audiorender.produce.planning import Planned, plan_episode
from audiorender.produce.render.account import episode_report, guid_of
from audiorender.produce.render.audio.files import Order, deliver_audio
from audiorender.produce.render.audio.forms import Form, check_chapters, forms_of
from audiorender.produce.render.beside.artwork import Artwork, artwork_beside
from audiorender.produce.render.inputs import inputs
from audiorender.produce.render.score import damaged, dry, score_of
from audiorender.produce.request import Request, target_for
from audiorender.produce.session import Session, made_again
from audiorender.produce.speaking.forms import remember, remembered
from audiorender.produce.speaking.lines import Fallback
from audiorender.produce.speaking.paragraphs import Pace, heard_chapters, lexicon_of, paragraphs
from audiorender.produce.speaking.proofing import Ear
from audiorender.produce.voices.credits import credits_of, public_name, required_credits
from audiorender.publish.check.levels import LEAST_OVER_MUSIC
from audiorender.publish.edit import Edit
from audiorender.publish.shown import Shown, disclosure
from audiorender.report.reading import last_report
from audiorender.report.schema import AudioFile, BesideFile, Report, as_json
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
    opened = open_script(request)
    forms = forms_of(request.formats or project.formats, request.channels, request.bitrate, project.bitrate)
    write_script(opened)
    opened = announced(opened, project)
    script, seats = opened.script, opened.seats
    said = _voice_notice(seats, script.meta.language, disclosed=bool(project.disclosure))
    drawing = artwork_beside(script, opened.places, project.cover, session.store, session.executor)
    pace = Pace(request.rate, project.style.sentence)
    lexicon = lexicon_of(project.lexicon)
    spoken_forms = remembered(opened.path, lexicon, session.store)
    spoken = paragraphs(script, seats, spoken_forms, pace)
    remember(spoken_forms, opened.path, lexicon, session.store)
    check_chapters(forms, heard_chapters(script, spoken))
    score = score_of(script, opened.places, project, session.store, music=not request.dry)
    heard = dry(script) if request.dry else script
    target = target_for(request.channels, project)
    planned = plan_episode(
        heard,
        seats,
        spoken,
        opened.path,
        request.channels,
        project.style,
        session,
        tracker,
        score,
        Fallback.of(opened.fallback, pace),
        Ear.of(request.listen, language_of(script)),
        target,
    )
    art = drawing.result()
    order = _order(planned, opened.folder, forms, target, art, said)
    words = request.words or project.words
    shown = Shown(script.meta, planned.timeline, said, art.files(opened.folder.stem), words)
    with all_or_none() as parts:
        with ThreadPoolExecutor(1, "audiorender-beside") as writer:  # needs no audio, so it does not wait for it
            written = writer.submit(_write_beside, planned, order, art, shown, project.feed.url, parts)
            audio = deliver_audio(order, parts, session, tracker)
        tracker.begin(Stage.WRITING, about="transcripts, page and report")
        beside = written.result()
        beside += _stems(planned, opened.folder, session, parts) if request.stems else []
        beside += _video(planned, target, art, shown, opened.folder, session, parts) if request.video else []
        _remove_stale(opened.folder, beside, parts)
        versions = {"ffmpeg": ffmpeg.version(), **planned.versions}
        levels = _levels(planned, audio.files[0], forms[0])
        report = episode_report(
            planned,
            opened.casting,
            opened.draft,
            opened.guessed(),
            guid_of(script.meta, opened.folder),
            audio.files,
            beside,
            versions,
            shown.pictures,
            levels,
        )
        parts.write(opened.folder.report, json_text(as_json(report)))
    names = [file.file for file in audio.files]
    found = _warnings(opened.folder.path, names, project.target)
    notes = (
        *opened.notes,
        *planned.notes,
        *opened.not_kept(request.overrides),
        *opened.doubts(),
        *art.notes,
        *audio.notes,
        *damaged(score),
        *_music_too_loud(levels),
        *found,
        *session.notes(),
    )
    made = (planned.clips_made, audio.pieces_made, audio.made)
    near = (opened.origin.parent, opened.folder.path, Path())
    read = inputs(script, near, project)
    return Episode(opened.folder.path / names[0], planned.timeline, audio.files, report, *made, notes, read)


def _levels(planned: Planned, file: AudioFile, form: Form) -> Balance:
    """How loud each speaker is in `file`, behind limiter and encoder."""
    coder = form.format.coder
    mastered = Master(file.gain, coder.ceiling)
    return balance(planned.timeline, planned.clips, mastered, coder.loss_at(form.bitrate))


def _remove_stale(folder: Folder, beside: Sequence[BesideFile], parts: Parts) -> None:
    """Remove stems and a video of an earlier render that this one does not write: they belong to another episode."""
    before = last_report(folder.path)
    old = {each.file for role in ("stem", "markers", "video") for each in (before.role(role) if before else ())}
    for name in old - {each.file for each in beside}:
        parts.remove(folder.path / name)


def _music_too_loud(levels: Balance) -> Iterator[Note]:
    """A note that music is too loud under the voices."""
    if levels.over_music is not None and levels.over_music < LEAST_OVER_MUSIC:
        yield Note(f"voices are only {levels.over_music:.0f} LU above the music under them", lessened=True)


def _stems(planned: Planned, folder: Folder, session: Session, parts: Parts) -> list[BesideFile]:
    from audiorender.produce.render.beside.stems import write_stems

    speakers = [turn.speaker for turn in planned.script.turns]
    return write_stems(planned.timeline, speakers, folder, parts, session.sounds.samples, session.executor)


def _video(
    planned: Planned, target: float, art: Artwork, shown: Shown, folder: Folder, session: Session, parts: Parts
) -> list[BesideFile]:
    from audiorender.produce.render.beside.video import write_video

    return [write_video(planned, target, art, shown, folder, parts, session.sounds.samples)]


def _voice_notice(seats: Mapping[str, Seat], language: str | None, *, disclosed: bool) -> str | None:
    """The notice about the voices: that they are synthetic, and whom a licence requires to credit."""
    voices = [seat.voice for seat in seats.values()]
    synthetic = disclosure([public_name(voice.engine) for voice in voices], language) if disclosed else None
    return " ".join(filter(None, (synthetic, required_credits(credits_of(voices))))) or None


def _order(
    planned: Planned, folder: Folder, forms: Sequence[Form], target: float, art: Artwork, said: str | None
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
    coders = ((form.format.coder, form.bitrate) for form in forms)
    plans = (planned.master(target, coder.loss_at(bitrate), coder.ceiling) for coder, bitrate in coders)
    return Order(folder, timeline, meta, tuple(zip(forms, plans, strict=True)), target, edit)


def _write_beside(
    planned: Planned, order: Order, art: Artwork, shown: Shown, feed_url: str | None, parts: Parts
) -> list[BesideFile]:
    from audiorender.produce.render.afterwards import write_beside  # takes a while to load

    return write_beside(planned, order, art, shown, feed_url, parts)


def _warnings(folder: Path, names: Sequence[str], target: float) -> Iterator[Note]:
    from audiorender.produce.render.afterwards import warnings

    return warnings(folder, names, target)
