"""The main job, stage by stage: script, clips, timeline, encoded pieces, the tagged file, and what lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiorender import __version__
from audiorender.audio import ffmpeg
from audiorender.build.account import episode_report, guessed
from audiorender.build.artwork import Artwork, artwork, write_artwork
from audiorender.build.beside import sidecars, write_sidecars
from audiorender.build.encoding import Encoded, encode, stored_pieces
from audiorender.build.opening import Opened, open_script, write_script
from audiorender.build.request import Note, Request
from audiorender.build.speech import Paragraph, check_speakable, paragraphs, seats, speak
from audiorender.build.studio import Studio
from audiorender.build.webpage import write_page
from audiorender.files import whole_file, write_whole
from audiorender.mixer.encode import CEILING, LOSS, assemble
from audiorender.mixer.level import TARGET, plan_master
from audiorender.mixer.master import Master
from audiorender.mixer.timeline import lay_out
from audiorender.model import Line, Timeline
from audiorender.publish.edit import Edit
from audiorender.publish.sidecars import Shown
from audiorender.publish.tags.mp3 import id3_tag
from audiorender.publish.verify import verify
from audiorender.report import Silence, Watch, as_json
from audiorender.timecode import for_people


@dataclass(frozen=True, slots=True)
class Episode:
    """What was delivered. `loudness` in LUFS and `true_peak` in dBTP are measured on the encoded file."""

    audio: Path
    timeline: Timeline
    loudness: float
    true_peak: float
    report: dict[str, Any]
    clips_made: int
    pieces_made: int
    notes: tuple[Note, ...]

    def summary(self) -> str:
        """One line for a person."""
        length, chapters = for_people(self.timeline.frames), len(self.timeline.chapters)
        level = f"{self.loudness:.1f} LUFS, {self.true_peak:.1f} dBTP"
        clips = f"{self.clips_made} of {len(self.report['clips'])} clips made"
        return f"{self.audio}: {length}, {chapters} chapter{'s' * (chapters > 1)}, {level}; {clips}"

    def as_json(self) -> dict[str, Any]:
        """The report, and what this run did."""
        made = {"audio": str(self.audio), "clips_made": self.clips_made, "pieces_made": self.pieces_made}
        return {**self.report, **made, "notes": [note.text for note in self.notes]}


@dataclass(frozen=True, slots=True)
class Planned:
    """An episode up to its timeline: all decided, nothing mixed."""

    opened: Opened
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    timeline: Timeline
    clips_made: int

    def master(self, request: Request, loss: float = 0.0) -> Master:
        """The gain and the ceiling that bring it to its target, behind an encoder that takes `loss` dB."""
        clips = {line.clip.key: line.clip for line in self.lines if line.clip}
        return plan_master(self.timeline, clips, target=target_of(request), ceiling=CEILING, loss=loss)


def render(request: Request, watch: Watch | None = None) -> Episode:
    """Make the episode that `request` asks for: what is stored already is not made again.

    Raises AudiorenderError; then no file under a final name is partial, and clips made so far are kept.
    """
    opened = open_script(request)
    watch = watch or Silence()
    write_script(opened)
    with Studio(request) as studio:
        art = artwork(opened, request, studio.store)  # before the long work, as it may fail
        planned = plan_episode(opened, paragraphs(opened, request), request, studio, watch)
        tag = _tag(planned, request, art)  # before the long work: it knows how many chapters an MP3 holds
        master = planned.master(request, LOSS[request.channels])
        encoded = encode(planned.timeline, master, target_of(request), studio, watch)
        told = disclosure(opened) if request.project.disclosure else None
        shown = Shown(opened.script.meta, planned.timeline, told, art.files(opened.folder.stem))
        return _deliver(planned, encoded, tag, art, shown, studio)


def plan_episode(
    opened: Opened, spoken: Sequence[Paragraph], request: Request, studio: Studio, watch: Watch
) -> Planned:
    """Speak what is missing and lay everything out. Raises SourceError when there is nothing to speak."""
    check_speakable(opened, spoken)
    lines, made = speak(opened, spoken, studio, watch)
    timeline = lay_out(opened.script, lines, seats(opened), channels=request.channels, style=request.project.style)
    return Planned(opened, tuple(spoken), lines, timeline, made)


def target_of(request: Request) -> float:
    """LUFS: what the project asks of a stereo episode, and 3 LU less of a mono one, which plays as loud."""
    return request.project.target + TARGET[request.channels] - TARGET[2]


def _tag(planned: Planned, request: Request, art: Artwork) -> bytes:
    meta = planned.opened.script.meta
    edit = Edit.of(
        meta,
        planned.timeline.chapters,
        comment=disclosure(planned.opened) if request.project.disclosure else None,
        encoder=f"audiorender {__version__}",
        cover=art.embedded,
        pictures=art.pictures,
    )
    return id3_tag(edit)


def _deliver(planned: Planned, encoded: Encoded, tag: bytes, art: Artwork, shown: Shown, studio: Studio) -> Episode:
    """Write all that lies beside the audio, then the audio, which gets its name only when it has been read back."""
    opened, timeline, folder = planned.opened, planned.timeline, planned.opened.folder
    meta = opened.script.meta
    versions = {"ffmpeg": ffmpeg.version(), **studio.versions()}
    beside = sidecars(folder.stem, shown)
    write_sidecars(beside, folder, shown)
    pictures = write_artwork(art, folder)
    audio = folder.audio(".mp3")
    player = write_page(opened, planned.lines, timeline, [audio.name], art, shown.disclosure)
    with whole_file(audio) as file:
        file.write(tag)
        assemble(file, timeline, encoded.settings, stored_pieces(encoded, studio))
        file.flush()
        verify(Path(file.name), timeline, meta, suffix=audio.suffix)
    report = episode_report(opened, planned.paragraphs, planned.lines, timeline, encoded, versions)
    report["beside"] = [*(sidecar.as_json() for sidecar in beside), *pictures, player]
    write_whole(folder.report, as_json(report))
    notes = (*opened.notes, *casting_notes(opened), *art.notes, *encoded.notes)
    return Episode(
        audio, timeline, encoded.loudness, encoded.true_peak, report, planned.clips_made, encoded.made, notes
    )


def disclosure(opened: Opened) -> str:
    """What listeners are told of the voices."""
    engines = sorted({seat.voice.engine for _, seat in opened.casting.seats})
    return f"The voices are synthetic ({', '.join(engines)}), made with audiorender."


def casting_notes(opened: Opened) -> Sequence[Note]:
    """Guessed turns and shared voices: nothing is wrong, and somebody should know."""
    notes = []
    unsure = guessed(opened)
    if unsure:
        first = ", ".join(str(one["line"]) for one in unsure[:5])
        more = ", ..." if len(unsure) > 5 else ""
        turns = "1 turn has a guessed speaker" if len(unsure) == 1 else f"{len(unsure)} turns have a guessed speaker"
        notes.append(Note(f"{turns} ({opened.path}, lines {first}{more})"))
    notes += [Note(f"these share a voice: {', '.join(group)}") for group in opened.casting.shared]
    return notes
