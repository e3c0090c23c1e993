"""Reading an MP4 file's tags as apps do, and saying which rules it breaks.

Nothing of the writer's is used but what takes boxes apart; that these read what others write is what the tests ask
of files by FFmpeg, and that others read what we write, of mutagen, FFmpeg, MediaInfo and AtomicParsley.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audiorender.errors import VerifyError
from audiorender.publish.readback import Fault, Mark, Tags
from audiorender.publish.tags.faults import in_chapters, mark_faults
from audiorender.publish.tags.mp4.boxes import (
    Box,
    BoxError,
    Movie,
    chapter_tracks,
    duration,
    handler,
    read_movie,
    timescale,
)
from audiorender.publish.tags.mp4.tables import length, samples

_LONGEST = 127
_MOST = 255
_MARKS = frozenset({b"\xff\xfe", b"\xfe\xff"})


@dataclass(frozen=True, slots=True)
class _Listed:
    """Chapters as one of the two places has them: starts in ms, titles as bytes, and the end of the last in ms."""

    starts: tuple[int, ...]
    titles: tuple[bytes, ...]
    end: int


def read_tags(path: Path) -> Tags:
    """What an app would show of an MP4 file. The chapters are the track's, or the list's where there is no track.

    Raises VerifyError when it is no MP4 file with sound, or a damaged one.
    """
    try:
        with path.open("rb") as file:
            movie = read_movie(file)
            texts = [track for track in chapter_tracks(movie.moov) if handler(track) in {b"text", b"sbtl", b"subt"}]
            track = _tracked(file, movie.moov, texts[0]) if texts else None
        nero = _nero(movie.moov)
        shown = track if track and track.starts else nero or track
        marks = tuple(_marks(shown)) if shown else ()
        items = _items(movie.moov)
        faults = (*_order_faults(movie), *_chapter_faults(movie.moov, marks, track, nero))
    except (BoxError, struct.error) as error:
        raise VerifyError(f"not an MP4 file that can be read: {error}", path=path) from error
    except (OSError, ValueError) as error:
        raise VerifyError(f"cannot be read: {getattr(error, 'strerror', None) or error}", path=path) from error
    title, show, author = (_text(items.get(name)) for name in (b"\xa9nam", b"\xa9alb", b"\xa9ART"))
    return Tags(title, marks, faults, show, author, items.get(b"covr"))


def _items(moov: Box) -> dict[bytes, bytes]:
    """The first value of each item of the iTunes tag."""
    found: dict[bytes, bytes] = {}
    for udta in moov.all(b"udta"):
        for meta in udta.all(b"meta"):
            for item in (meta.find(b"ilst") or Box(b"ilst")).children or ():
                size, kind = struct.unpack_from(">I4s", item.content.ljust(8, b"\0"))
                if kind == b"data" and 16 <= size <= len(item.content):
                    found.setdefault(item.kind, item.content[16:size])
    return found


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _ms(units: int, per_second: int) -> int:
    return (units * 2000 + per_second) // (2 * per_second)


def _nero(moov: Box) -> _Listed | None:
    """Nero's list: a version, and behind it (and four bytes more from version 1 on) a count and the entries."""
    box = next((box for udta in moov.all(b"udta") for box in udta.all(b"chpl")), None)
    if box is None:
        return None
    content = box.content
    at = 9 if content[:1] != b"\0" else 5
    (count,) = struct.unpack_from(">B", content, at - 1)
    starts, titles = [], []
    for _ in range(count):
        start, size = struct.unpack_from(">QB", content, at)
        title = content[at + 9 : at + 9 + size]
        if len(title) != size:
            raise BoxError("its list of chapters is cut off")
        starts.append(_ms(start, 10_000_000))
        titles.append(title)
        at += 9 + size
    header = moov.need(b"mvhd")
    return _Listed(tuple(starts), tuple(titles), max([_ms(duration(header), timescale(header)), *starts]))


def _tracked(file: BinaryIO, moov: Box, track: Box) -> _Listed:
    """The chapter track's texts and when they are shown, its edit list heeded."""
    units = timescale(track.need(b"mdia", b"mdhd"))
    shift = _shift(track, units, timescale(moov.need(b"mvhd")))
    starts, titles = [], []
    for start, place, size in samples(track):
        file.seek(place)
        sample = file.read(min(size, 2 + 0xFFFF))
        told = int.from_bytes(sample[:2])
        if len(sample) < min(size, 2) or len(sample) < 2 + told:
            raise BoxError("a chapter's text is cut off")
        starts.append(max(0, _ms(start + shift, units)))
        titles.append(sample[2 : 2 + told])
    return _Listed(tuple(starts), tuple(titles), max(0, _ms(length(track) + shift, units)))


def _shift(track: Box, units: int, movie_units: int) -> int:
    """How much later than its own clock a track is shown, by its edit list, in its own units."""
    edits = track.find(b"edts", b"elst")
    if edits is None:
        return 0
    wide = edits.content[:1] == b"\1"
    (count,) = struct.unpack_from(">I", edits.content, 4)
    shift = 0
    for number in range(count):
        span, media = struct.unpack_from(">Qq" if wide else ">Ii", edits.content, 8 + number * (20 if wide else 12))
        if media >= 0:
            return shift - int(media)
        shift += span * units // movie_units
    return shift


def _marks(listed: _Listed) -> Iterator[Mark]:
    ends = (*listed.starts, listed.end)[1:]
    for start, end, title in zip(listed.starts, ends, listed.titles, strict=True):
        yield Mark(start, end, _shown(title))


def _shown(title: bytes) -> str:
    """UTF-8, or UTF-16 where it begins with a mark of that (QuickTime File Format, Text Media)."""
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
        yield Fault("mp4-index-late", "the index stands behind the sound: players must load all before they start")


def _chapter_faults(moov: Box, marks: tuple[Mark, ...], track: _Listed | None, nero: _Listed | None) -> Iterator[Fault]:
    if not marks:
        return
    if track is None or not track.starts:
        yield Fault("mp4-track-missing", "there is no chapter track, which is all that Apple's players read")
    elif nero is None or not nero.starts:
        yield Fault("mp4-list-missing", "there is no list of chapters (chpl), which is all that AntennaPod reads")
    else:
        yield from _differences(track, nero)
    if len(marks) > _MOST:
        yield Fault("chapter-count", f"there are {len(marks)} chapters, and the list of them holds {_MOST}")
    yield from mark_faults(marks)
    titles = list(enumerate((track or nero or _Listed((), (), 0)).titles, start=1))
    too_long = (number for number, title in titles if len(title) > _LONGEST)
    yield from in_chapters(
        "mp4-title-long", f"a title has more than {_LONGEST} bytes, and AntennaPod's list ends there", too_long
    )
    yield from in_chapters("title-encoding", "a title is not UTF-8", (n for n, title in titles if not _is_text(title)))
    header = moov.need(b"mvhd")
    if marks[-1].start >= _ms(duration(header), timescale(header)):
        yield Fault("chapter-beyond-end", "the last chapter begins after the end of the sound")


def _differences(track: _Listed, nero: _Listed) -> Iterator[Fault]:
    if len(track.starts) != len(nero.starts):
        told = f"the chapter track has {len(track.starts)} chapters, the list (chpl) has {len(nero.starts)}"
        yield Fault("mp4-differ", told)
    elif any(abs(a - b) > 1 for a, b in zip(track.starts, nero.starts, strict=True)):
        yield Fault("mp4-differ", "the chapter track and the list (chpl) do not agree on the times")
    elif track.titles != nero.titles:
        yield Fault("mp4-differ", "the chapter track and the list (chpl) do not agree on the titles")
