"""Read an MP4 file's tags as apps do, and find the rules it breaks.

It shares only the box parser with the writer. Tests check that it reads files by FFmpeg, and that mutagen, FFmpeg,
MediaInfo and AtomicParsley read ours.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from audiorender.audio.probe import length
from audiorender.audio.unreadable import reason_of
from audiorender.errors import SourceError, VerifyError
from audiorender.publish.readback import Fault, Mark, Tags
from audiorender.publish.tags.faults import in_chapters, link_faults, mark_faults
from audiorender.publish.tags.mp4.chapters.listed import Listed, nero_list, tracked
from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, Movie, duration, read_movie, timescale
from audiorender.publish.tags.mp4.items import items_of
from audiorender.timecode import milliseconds

_LONGEST = 127
_LISTED = 255
_MARKS = frozenset({b"\xff\xfe", b"\xfe\xff"})


def read_tags(path: Path) -> Tags:
    """What an app would show of an MP4 file. The chapters are the track's, or the list's if there is no track.

    Raises VerifyError if it is not an MP4 file with audio, or damaged.
    """
    try:
        with path.open("rb") as file:
            movie = read_movie(file)
            track = tracked(file, movie.moov)
        nero = nero_list(movie.moov, _whole(path, movie))
        shown = track if track and track.starts else nero or track
        marks = tuple(_marks(shown)) if shown else ()
        items = items_of(movie.moov)
        faults = (*_order_faults(movie), *_chapter_faults(movie.moov, marks, track, nero))
    except (BoxError, struct.error) as error:
        why = error if isinstance(error, BoxError) else reason_of(error)
        raise VerifyError(f"not a readable MP4 file: {why}", path=path) from error
    except (OSError, ValueError) as error:
        raise VerifyError(f"cannot be read: {reason_of(error)}", path=path) from error
    title, show, author = (_text(items.get(name)) for name in (b"\xa9nam", b"\xa9alb", b"\xa9ART"))
    listed = len(nero.starts) if nero else None
    return Tags(title, marks, faults, show, author, items.get(b"covr"), listed)


def _whole(path: Path, movie: Movie) -> int:
    """The length of the audio in ms if it is in fragments and the header does not say it; else 0."""
    if not movie.fragmented or duration(movie.moov.need(b"mvhd")):
        return 0
    try:
        return milliseconds(length(path, ".m4a"))
    except SourceError:
        return 0


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _marks(listed: Listed) -> Iterator[Mark]:
    ends = (*listed.starts, listed.end)[1:]
    columns = zip(listed.starts, ends, listed.titles, listed.links, listed.pictures, strict=True)
    for start, end, title, link, picture in columns:
        yield Mark(start, end, _shown(title), link, picture)


def _shown(title: bytes) -> str:
    """UTF-8, or UTF-16 if it begins with a byte order mark (QuickTime File Format, Text Media)."""
    return title.decode("utf-16" if title[:2] in _MARKS else "utf-8", "replace")


def _is_text(title: bytes) -> bool:
    try:
        title.decode("utf-16" if title[:2] in _MARKS else "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _order_faults(movie: Movie) -> Iterator[Fault]:
    kinds = [box.kind for box in movie.ranges]
    if movie.fragmented:
        yield Fault("mp4-fragmented", "the file is fragmented, as for a live stream")
    elif b"mdat" in kinds and kinds.index(b"mdat") < kinds.index(b"moov"):
        yield Fault("mp4-index-late", "the index comes after the audio: players must load the whole file first")


def _chapter_faults(moov: Box, marks: tuple[Mark, ...], track: Listed | None, nero: Listed | None) -> Iterator[Fault]:
    if not marks:
        return
    if track is None or not track.starts:
        yield Fault("mp4-track-missing", "there is no chapter track, which is all that Apple's players read")
    elif nero is None or not nero.starts:
        yield Fault("mp4-list-missing", "there is no list of chapters (chpl), which is all that AntennaPod reads")
    else:
        yield from _differences(track, nero)
    if len(marks) > _LISTED:
        message = (
            f"there are {len(marks)} chapters, and the list (chpl) has room for {_LISTED}: AntennaPod shows no more"
        )
        yield Fault("mp4-list-full", message)
    yield from mark_faults(marks)
    listed = track or nero
    titles = list(enumerate(listed.titles if listed else (), start=1))
    too_long = (number for number, title in titles if len(title) > _LONGEST)
    yield from in_chapters(
        "mp4-title-long", f"a title has more than {_LONGEST} bytes, and AntennaPod's list ends there", too_long
    )
    yield from in_chapters("title-encoding", "a title is not UTF-8", (n for n, title in titles if not _is_text(title)))
    yield from link_faults((number, mark.url) for number, mark in enumerate(marks, start=1) if mark.url)
    header = moov.need(b"mvhd")
    if duration(header) and marks[-1].start >= milliseconds(duration(header), timescale(header)):
        yield Fault("chapter-beyond-end", "the last chapter begins after the end of the audio")


def _differences(track: Listed, nero: Listed) -> Iterator[Fault]:
    held = min(len(track.starts), _LISTED)
    if len(track.starts) != len(nero.starts) and len(nero.starts) != held:
        message = f"the chapter track has {len(track.starts)} chapters, the list (chpl) has {len(nero.starts)}"
        yield Fault("mp4-differ", message)
    elif any(abs(a - b) > 1 for a, b in zip(track.starts, nero.starts, strict=False)):
        yield Fault("mp4-differ", "the chapter track and the list (chpl) disagree on the times")
    elif track.titles[:held] != nero.titles[:held]:
        yield Fault("mp4-differ", "the chapter track and the list (chpl) disagree on the titles")
