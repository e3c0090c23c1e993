"""The second half of a render: from the plan and the pictures to the files that are delivered, and the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiorender import __version__
from audiorender.files import all_or_none
from audiorender.folder import Folder
from audiorender.jsontext import json_text
from audiorender.mixer.levels.balance import Balance
from audiorender.model import RATE, Draft, Role, Timeline
from audiorender.produce.note import Note
from audiorender.produce.planning import Planned
from audiorender.produce.render.audio.encodings import Encoding
from audiorender.produce.render.audio.files import Order
from audiorender.produce.render.beside.artwork import Artwork
from audiorender.produce.render.delivery import Delivery, deliver
from audiorender.produce.render.episode import Episode
from audiorender.produce.render.reporting import episode_report, guid_of
from audiorender.produce.render.score import damaged
from audiorender.produce.session import Session
from audiorender.publish.check.finding import Level
from audiorender.publish.check.levels import LEAST_OVER_MUSIC
from audiorender.publish.editing.edit import Edit
from audiorender.publish.published import Published
from audiorender.report.schema import GuessedRow, as_json
from audiorender.timecode import for_people
from audiorender.tts.casting.cast import Casting
from audiorender.watch import Tracker


def delivery(
    planned: Planned,
    folder: Folder,
    encodings: Sequence[Encoding],
    target: float,
    art: Artwork,
    notice: str | None,
    feed_url: str | None,
    words: bool,
    stems: bool,
    video: bool,
) -> Delivery:
    """What to write; `notice` is about the voices."""
    order = _order(planned, folder, encodings, target, art, notice)
    published = Published(planned.script.meta, planned.timeline, notice, art.files(folder.stem), words)
    return Delivery(planned, order, art, published, feed_url, stems, video)


def delivered(
    wanted: Delivery,
    about_script: tuple[Casting, Draft | None, Sequence[GuessedRow]],
    target: float,
    session: Session,
    tracker: Tracker,
) -> Episode:
    """Write all files, the report last, and check them; the notes are those about the files."""
    planned, folder = wanted.planned, wanted.order.folder
    with all_or_none() as parts:
        audio, beside, levels = deliver(wanted, parts, session, tracker)
        told = (*about_script, guid_of(planned.script.meta, folder), audio.files, beside)
        report = episode_report(planned, *told, wanted.published.pictures, levels)
        parts.write(folder.report, json_text(as_json(report)))
    notes = (
        *wanted.art.notes,
        *audio.notes,
        *damaged(planned.score),
        *_music_too_loud(levels),
        *_heard_on(planned.timeline),
        *_warnings(folder.path, [file.file for file in audio.files], target),
    )
    made = (planned.clips_made, audio.pieces_made, audio.made)
    return Episode(folder.path / audio.files[0].file, planned.timeline, audio.files, report, *made, notes)


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
