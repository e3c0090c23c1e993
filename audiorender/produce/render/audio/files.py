"""Make the audio files of an episode if they are missing or outdated, tag them, and read them back."""

from __future__ import annotations

import hashlib
import math
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from audiorender.audio import ffmpeg
from audiorender.audio.formats import FORMATS
from audiorender.errors import OutputError
from audiorender.files import Parts, cannot_write, sha256
from audiorender.folder import Folder
from audiorender.keys import key_of
from audiorender.mixer.encoding.pieces import assemble
from audiorender.mixer.encoding.streams import Measured, Stream, stream_key, write_streams
from audiorender.mixer.master import Master
from audiorender.model import Meta, Timeline
from audiorender.produce.note import Note
from audiorender.produce.render.audio.encodings import Encoding
from audiorender.produce.render.audio.levels import corrected, correction_note, limited, shortfalls
from audiorender.produce.render.audio.pieces import encode, stored_pieces
from audiorender.produce.session import Session
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import write_tags
from audiorender.publish.tags.mp3 import cannot_hold, id3_tag
from audiorender.publish.verify import verify
from audiorender.report.reading import last_report, still_there
from audiorender.report.schema import AudioFile
from audiorender.watch import Tracker

_TAGS_SCHEMA = 2  # raise it whenever the same edit would give other tags


@dataclass(frozen=True, slots=True)
class Order:
    """What to deliver: the encodings, each with its initial gain and ceiling, the `target` in LUFS, and the tags."""

    folder: Folder
    timeline: Timeline
    meta: Meta
    encodings: tuple[tuple[Encoding, Master], ...]
    target: float
    edit: Edit

    def path(self, encoding: Encoding) -> Path:
        """The path of this encoding's file."""
        return self.folder.file(encoding.format.suffix)


@dataclass(frozen=True, slots=True)
class Audio:
    """The `files` in the order of the encodings, the names of those `made` now, and how many MP3 pieces were."""

    files: tuple[AudioFile, ...]
    made: tuple[str, ...]
    pieces_made: int
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Run:
    """One run of an order: the state after the last run, and the results of this one."""

    order: Order
    parts: Parts
    session: Session
    tracker: Tracker
    tag_key: str
    tagged: tuple[str, ...]
    before: Mapping[str, AudioFile]
    encoder: str
    files: dict[str, AudioFile] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def deliver_audio(order: Order, parts: Parts, session: Session, tracker: Tracker) -> Audio:
    """Write every encoding's file, unless it exists with the same audio and the same tags.

    The files are renamed together with all others of `parts`. Raises AudiorenderError for the first that cannot be
    made, or differs from the plan when read back.
    """
    _check_room(order)
    edit, before = order.edit, _before(order.folder)
    run = _Run(order, parts, session, tracker, _tag_key(edit), _tagged(edit), before, ffmpeg.version())
    pieces_made = 0
    for encoding, plan in order.encodings:
        if encoding.format.in_pieces:
            pieces_made += _mp3(run, encoding, plan)
    _streamed(run, [(encoding, plan) for encoding, plan in order.encodings if not encoding.format.in_pieces])
    files = tuple(run.files[order.path(encoding).name] for encoding, _ in order.encodings)
    for file in files:
        run.notes += shortfalls(file, order.target)
        run.notes += [Note(f"{file.file}: {sentence}", lessened=True) for sentence in file.left_out]
    run.notes += _others(order)
    return Audio(files, tuple(name for name in run.files if name in run.made), pieces_made, tuple(run.notes))


def _check_room(order: Order) -> None:
    """Raise OutputError if the disk has too little space for the missing files, before any is made."""
    seconds = order.timeline.frames / order.timeline.rate
    missing = [encoding for encoding, _ in order.encodings if not order.path(encoding).exists()]
    need = round(sum(encoding.least(seconds, order.timeline.channels) for encoding in missing))
    try:
        free = shutil.disk_usage(order.folder.path).free
    except OSError:  # the write that fails will say what is wrong
        return
    if need > free:
        message = f"the episode needs {need / 1e6:.1f} MB or more, and {free / 1e6:.1f} MB are free"
        raise OutputError(message, path=order.folder.path, hint="free some space, or choose another folder with -o")


def _before(folder: Folder) -> Mapping[str, AudioFile]:
    """What the last report says about the audio files, by name."""
    report = last_report(folder.path)
    return {file.file: file for file in report.files} if report else {}


def _others(order: Order) -> Iterator[Note]:
    """Files of formats that were not requested this time: existing audio is never removed unasked."""
    wanted = {encoding.format.suffix for encoding, _ in order.encodings}
    for suffix in (encoding.suffix for encoding in FORMATS.values() if encoding.suffix not in wanted):
        path = order.folder.file(suffix)
        if path.exists():
            yield Note(f"{path} is from an earlier render: add --format {suffix[1:]}, or remove it")


def _mp3(run: _Run, encoding: Encoding, plan: Master) -> int:
    """Make the MP3 from pieces in the store; return how many of them had to be made."""
    order, path = run.order, run.order.path(encoding)
    tag = id3_tag(order.edit)
    encoded = encode(order.timeline, plan, order.target, encoding.bitrate or 0, run.session, run.tracker, path.name)
    run.notes += encoded.notes
    key = key_of((encoded.settings, encoded.keys))
    old = run.before.get(path.name)
    if old and (old.audio_key, old.tag_key) == (key, run.tag_key) and still_there(order.folder.path, old):
        run.files[path.name] = old
        return encoded.made
    part = run.parts.part(path)
    try:
        with part.open("wb") as file:
            file.write(tag)
            assemble(file, order.timeline, encoded.settings, stored_pieces(encoded, run.session))
    except OSError as error:
        raise cannot_write(path, error) from error
    found = Measured(order.timeline.frames, encoded.loudness, encoded.true_peak, encoded.loudness_range)
    _finish(run, encoding, part, key, found, encoded.plan.gain, cannot_hold(order.edit))
    return encoded.made


def _streamed(run: _Run, wanted: Sequence[tuple[Encoding, Master]]) -> None:
    """Make all other formats: missing files from one mix; others are left alone, or get new tags."""
    missing: list[tuple[Encoding, Stream, str]] = []
    for encoding, plan in wanted:
        path = run.order.path(encoding)
        key = _sound_key(run, encoding, plan)
        old = run.before.get(path.name)
        if (
            old is None
            or old.audio_key != key
            or not set(old.tagged) <= set(run.tagged)
            or not still_there(path.parent, old)
        ):
            missing.append((encoding, Stream(encoding.format, encoding.bitrate, plan, run.parts.part(path), path), key))
        elif old.tag_key == run.tag_key:
            run.files[path.name] = old
        else:
            _retag(run, encoding, old)
    if missing:
        streams = [stream for _, stream, _ in missing]
        for (encoding, stream, key), (found, plan) in zip(missing, _made(run, streams), strict=True):
            left_out = write_tags(stream.path, run.order.edit, encoding.format.suffix, stream.name)
            _finish(run, encoding, stream.path, key, found, plan.gain, left_out)


def _sound_key(run: _Run, encoding: Encoding, plan: Master) -> str:
    key = stream_key(run.order.timeline, encoding.format, encoding.bitrate, plan, run.encoder)
    return key_of((key, run.order.target))


def _retag(run: _Run, encoding: Encoding, old: AudioFile) -> None:
    """Copy the existing file with new tags; fields in the old tags are overwritten."""
    path = run.order.path(encoding)
    part = run.parts.part(path)
    try:
        shutil.copyfile(path, part)
    except OSError as error:
        raise cannot_write(path, error) from error
    left_out = write_tags(part, run.order.edit, encoding.format.suffix, path)
    loudness, true_peak = (-math.inf if level is None else level for level in (old.loudness, old.true_peak))
    found = Measured(old.samples, loudness, true_peak, old.loudness_range or 0.0)
    _finish(run, encoding, part, old.audio_key, found, old.gain, left_out)


def _made(run: _Run, streams: Sequence[Stream]) -> Iterator[tuple[Measured, Master]]:
    """Write and measure each stream, a second time if it misses its level, with the plan that was used."""
    first = _written(run, streams)
    again: dict[Path, Stream] = {}
    for stream, found in zip(streams, first, strict=True):
        plan = limited(corrected(stream.plan, found.loudness, run.order.target), found.true_peak)
        if plan != stream.plan:
            again[stream.path] = Stream(stream.format, stream.bitrate, plan, stream.path, stream.name)
    second = dict(zip(again, _written(run, list(again.values())), strict=True))
    for stream, found in zip(streams, first, strict=True):
        better = again.get(stream.path, stream)
        measured = second.get(stream.path, found)
        if better.plan.gain != stream.plan.gain:
            run.notes.append(correction_note(stream.name.name, found.loudness, measured.loudness))
        yield measured, better.plan


def _written(run: _Run, streams: Sequence[Stream]) -> tuple[Measured, ...]:
    if not streams:
        return ()
    return write_streams(run.order.timeline, streams, run.session.sounds.samples, run.session.executor, run.tracker)


def _finish(
    run: _Run, encoding: Encoding, part: Path, key: str, found: Measured, gain: float, left_out: Iterable[str]
) -> None:
    """Read the file back, and add it to the results."""
    path = run.order.path(encoding)
    verify(part, run.order.timeline, run.order.meta, name=path)
    levels = (found.loudness, found.true_peak)
    loudness, true_peak = (round(level, 2) if math.isfinite(level) else None for level in levels)
    run.made.append(path.name)
    run.files[path.name] = AudioFile(
        path.name,
        encoding.format.name,
        encoding.format.media_type,
        part.stat().st_size,
        sha256(part),
        found.samples,
        loudness,
        true_peak,
        encoding.bitrate,
        gain,
        key,
        run.tag_key,
        run.tagged,
        tuple(left_out),
        round(found.loudness_range, 1),
    )


def _tagged(edit: Edit) -> tuple[str, ...]:
    """The fields that the edit sets."""
    return tuple(each.name for each in fields(edit) if getattr(edit, each.name))


def _tag_key(edit: Edit) -> str:
    """Everything that the tags are made from, as a hexadecimal digest."""
    facts: list[object] = [_TAGS_SCHEMA]
    for each in fields(edit):
        value = getattr(edit, each.name)
        if isinstance(value, bytes):
            value = hashlib.sha256(value).hexdigest()
        elif isinstance(value, Mapping):
            value = sorted((name, hashlib.sha256(data).hexdigest()) for name, data in value.items())
        facts.append((each.name, value))
    return key_of(facts)
