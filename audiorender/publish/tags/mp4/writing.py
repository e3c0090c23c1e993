"""Change an MP4 file: its index is edited, the file offsets in it are adjusted, and everything else is copied."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from audiorender.audio.unreadable import reason_of
from audiorender.errors import SourceError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import refuse_losses
from audiorender.publish.tags.language import three_letters
from audiorender.publish.tags.mp4.chapters.covered import with_shown_chapters
from audiorender.publish.tags.mp4.chapters.make import (
    Contents,
    contents,
    nero_list,
    picture_track,
    pictures_of,
    text_track,
)
from audiorender.publish.tags.mp4.chapters.replaced import left_behind
from audiorender.publish.tags.mp4.chapters.revise import (
    cannot_hold,
    lost_pictures,
    new_pictures,
    picture_tracks,
    revised_in_place,
    stays_in_place,
)
from audiorender.publish.tags.mp4.index.boxes import (
    Box,
    BoxError,
    Movie,
    Range,
    chapter_tracks,
    content_of,
    handler,
    read_movie,
    taken_apart,
    timescale,
    track_id,
)
from audiorender.publish.tags.mp4.index.layout import Added, arranged, unneeded
from audiorender.publish.tags.mp4.index.track import Place
from audiorender.publish.tags.mp4.items import edit_items, items_of
from audiorender.publish.tags.rewriting import copy_span, rewriting

_GAPLESS = b"iTunSMPB"
Maker = Callable[[Contents, Place], tuple[Box, bytes]]
_UNKNOWN = 0x55C4
"""`und`, packed."""


def write_audiobook(path: Path, edit: Edit) -> tuple[str, ...]:
    """Change the tags of an M4B like `write_tags`, and mark it as an audiobook unless it has another media type."""
    return write_tags(path, edit, audiobook=True)


def write_tags(path: Path, edit: Edit, *, audiobook: bool = False) -> tuple[str, ...]:
    """Change the tags of an MP4 file, which is complete at any time; return one sentence for each thing it cannot hold.

    `audiobook` means that its suffix is M4B: it is marked as one unless it has another media type.

    Raises VerifyError if the file is not an MP4 with audio or is damaged, SourceError if it cannot be read or is of a
    kind that cannot be changed, OutputError for chapters, titles or a cover that no MP4 file can hold, and if it cannot
    be written.
    """
    try:
        with rewriting(path) as (old, new):
            movie = read_movie(old)
            _refuse(path, old, movie)
            whole = with_shown_chapters(old, movie.moov, edit)
            before, index, after, losses = _edited(old, movie, whole, audiobook)
            for box in before:
                copy_span(old, new, box.start, box.size)
            new.write(index)
            for box in after:
                copy_span(old, new, box.start, box.size)
    except (BoxError, struct.error) as error:
        why = error if isinstance(error, BoxError) else reason_of(error)
        raise VerifyError(f"not an MP4 file that can be changed: {why}", path=path) from error
    return losses


def _edited(
    file: BinaryIO, movie: Movie, edit: Edit, audiobook: bool
) -> tuple[list[Range], bytes, list[Range], tuple[str, ...]]:
    """What precedes the new index, the index and the chapters' samples, what follows, and what was lost."""
    losses = edit_items(movie.moov, edit, audiobook=audiobook)
    if edit.language is not None and not _set_language(movie.audio[0], edit.language):
        losses += (f"the language '{one_line(edit.language)}' was left out: ISO 639-2 has no code for it",)
    kept = [box for box in movie.ranges if box.kind != b"moov"]
    added: list[Added] = []
    if stays_in_place(movie, edit):
        cover = edit.cover or items_of(movie.moov).get(b"covr")
        pictures = pictures_of(edit.chapters or (), edit.pictures, cover) if new_pictures(edit) else None
        refuse_losses(edit, tuple(lost_pictures(movie.moov, edit)) if pictures else ())
        kept, added, said = revised_in_place(file, movie, kept, edit)
        losses += said
        if pictures:
            added += _set_pictures(movie, pictures[0])
            losses += pictures[1]
    elif edit.chapters is not None:
        if edit.revised is not None:
            refuse_losses(edit, tuple(cannot_hold(file, movie, edit)))
        plan = contents(edit.chapters, edit.pictures, edit.cover or items_of(movie.moov).get(b"covr"))
        losses += (*plan.losses, *(left_behind(movie.moov) if edit.chapters else ()))
        kept, added = _set_chapters(movie, kept, plan)
    index, after = arranged(movie, kept, added)
    return kept[: len(kept) - len(after)], index, after, losses


def _refuse(path: Path, file: BinaryIO, movie: Movie) -> None:
    """Refuse files with offsets that we do not know how to adjust."""
    if movie.fragmented:
        raise SourceError(
            "a fragmented MP4 file cannot be tagged", path=path, hint="convert it first: ffmpeg -i IN -c copy OUT"
        )
    metas = [taken_apart(b"meta", content_of(file, box)) for box in movie.ranges if box.kind == b"meta"]
    tables = [track.need(b"mdia", b"minf", b"stbl") for track in movie.moov.all(b"trak")]
    outside = [track for track in movie.moov.all(b"trak") if not _self_contained(track)]
    if outside or any(meta.find(b"iloc") for meta in metas) or any(table.find(b"saio") for table in tables):
        raise SourceError("this MP4 file is encrypted or needs other files, so it cannot be tagged", path=path)


def _self_contained(track: Box) -> bool:
    references = track.find(b"mdia", b"minf", b"dinf", b"dref")
    if references is None:
        return True
    at, content = 8, references.content
    while at + 12 <= len(content):
        size, _, flags = struct.unpack_from(">I4sI", content, at)
        if not flags & 1:
            return False
        at += max(size, 12)
    return True


def _set_chapters(movie: Movie, kept: list[Range], plan: Contents) -> tuple[list[Range], list[Added]]:
    """Replace the chapters in the index; return the boxes that stay, and the new tracks."""
    removed = chapter_tracks(movie.moov)
    unused = unneeded(movie, removed)
    tracks = [track for track in movie.moov.all(b"trak") if track not in removed]
    for track in tracks:
        references = track.find(b"tref")
        if references:
            references.without(b"chap")
            if not references.children:
                track.without(b"tref")
    for udta in movie.moov.all(b"udta"):
        udta.without(b"chpl")
    makers = [text_track, picture_track] if any(plan.pictures) else [text_track]
    added = _new_tracks(movie, tracks, plan, makers) if plan.titles else []
    _set_tracks(movie.moov, tracks, [each.track for each in added])
    if added:
        movie.moov.need(b"udta").open().append(nero_list(plan))
    return [box for box in kept if box not in unused], added


def _set_pictures(movie: Movie, plan: Contents) -> list[Added]:
    """Put a picture track in place of those in the index, after the other chapter tracks."""
    gone = picture_tracks(movie.moov)
    numbers = {track_id(track) for track in gone}
    named = [box for track in movie.moov.all(b"trak") for box in (track.find(b"tref") or Box(b"tref")).all(b"chap")]
    for box in named:
        left = [number for (number,) in struct.iter_unpack(">I", box.content) if number not in numbers]
        box.content = struct.pack(f">{len(left)}I", *left)
    boxes = movie.moov.open()
    boxes[:] = [box for box in boxes if box not in gone]
    if not any(plan.pictures):
        return []
    place = boxes.index(chapter_tracks(movie.moov)[-1]) + 1
    (added,) = _new_tracks(movie, list(movie.moov.all(b"trak")), plan, [picture_track])
    boxes.insert(place, added.track)
    return [added]


def _set_tracks(moov: Box, tracks: list[Box], new: list[Box]) -> None:
    """Put the tracks in place of the existing ones, where the first of those was, followed by the `new` ones.

    If the tag after a track that stays says how much of the audio is encoder delay, the new ones go after the tag:
    FFmpeg applies it to the track that it read last.
    """
    kinds = [child.kind for child in moov.open()]
    first = kinds.index(b"trak")
    tag = next((n for n, box in enumerate(moov.open()) if box.kind == b"udta" and _GAPLESS in box.rendered()), 0)
    before = [box for box in moov.open()[:tag] if box.kind == b"trak"]
    gapless = bool(before) and before[-1] in tracks
    moov.without(b"trak")
    moov.open()[first:first] = tracks if gapless else [*tracks, *new]
    if gapless:
        moov.open().extend(new)


def _new_tracks(movie: Movie, tracks: list[Box], plan: Contents, makers: Sequence[Maker]) -> list[Added]:
    """Chapter tracks for texts and for pictures, referred to by every other audio and video track."""
    header = movie.moov.need(b"mvhd")
    number = max(map(track_id, tracks)) + 1
    numbers = range(number, number + len(makers))
    (following,) = struct.unpack(">I", header.content[-4:])
    if numbers[-1] > 0xFFFFFFFE:
        raise BoxError("no track number is left")
    header.content = header.content[:-4] + struct.pack(">I", max(following, numbers[-1] + 1))
    named = chapter_tracks(movie.moov)
    for track in tracks:
        if handler(track) in {b"soun", b"vide"} and track not in named:
            _refer(track, numbers)
    units, language = timescale(header), _language_of(movie.audio[0])
    return [Added(*make(plan, Place(each, units, language))) for make, each in zip(makers, numbers, strict=True)]


def _refer(track: Box, numbers: Sequence[int]) -> None:
    """Add these tracks to the chapter references of `track`, after existing ones."""
    if track.find(b"tref") is None:
        _insert_reference(track)
    references = track.need(b"tref")
    if references.find(b"chap") is None:
        references.open().append(Box(b"chap"))
    references.need(b"chap").content += struct.pack(f">{len(numbers)}I", *numbers)


def _insert_reference(track: Box) -> None:
    """An empty `tref` before the media, where FFmpeg and Apple put it."""
    kinds = [child.kind for child in track.open()]
    track.open().insert(kinds.index(b"mdia"), Box(b"tref", children=[]))


def _language_of(track: Box) -> int:
    header = track.need(b"mdia", b"mdhd").content
    (code,) = struct.unpack_from(">H", header, 32 if header[:1] == b"\1" else 20)
    return code if code >= 0x400 else _UNKNOWN  # lower values are codes of the classic Macintosh


def _set_language(track: Box, language: str) -> bool:
    """Three letters of five bits each (ISO/IEC 14496-12 §8.4.2). False if the language has no such code."""
    letters = three_letters(one_line(language)) if one_line(language) else "und"
    if letters is None:
        return False
    a, b, c = (ord(letter) - 0x60 for letter in letters)
    box = track.need(b"mdia", b"mdhd")
    at = 32 if box.content[:1] == b"\1" else 20
    box.content = box.content[:at] + struct.pack(">H", a << 10 | b << 5 | c) + box.content[at + 2 :]
    return True
