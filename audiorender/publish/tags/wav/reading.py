"""Read a WAV file's tags as players and editors do, and find the rules it breaks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from mutagen.id3 import ID3

from audiorender.audio.unreadable import UNREADABLE, reason_of
from audiorender.errors import VerifyError
from audiorender.publish.readback import Fault, Mark, Tags
from audiorender.publish.tags.faults import in_chapters, mark_faults
from audiorender.publish.tags.mp3.read import KNOWN, tags_of
from audiorender.publish.tags.wav.chunks import ChunkError, Wave, content_of, read_wave, walked_list
from audiorender.timecode import milliseconds

_NOTHING = Tags(None, ())


@dataclass(frozen=True, slots=True)
class _Labels:
    """The contents of a `LIST adtl`: titles and lengths by cue point number, and whether a title comes after a
    length."""

    titles: dict[int, bytes]
    lengths: dict[int, int]
    late: bool = False


def read_tags(path: Path) -> Tags:
    """What apps would show of a WAV file; its chapters are its cue points, else those of its ID3 tag.

    Raises VerifyError if it is not a WAV file, or damaged.
    """
    try:
        with path.open("rb") as file:
            wave = read_wave(file)
            tag = _id3(file, wave)
            info = dict(entry for chunk in wave.all(b"LISTINFO")[:1] for entry in walked_list(content_of(file, chunk)))
            cues, faults = _cues(file, wave)
            size = file.seek(0, 2)
    except (ChunkError, *UNREADABLE) as error:
        why = error if isinstance(error, ChunkError) else reason_of(error)
        raise VerifyError(f"not a readable WAV file: {why}", path=path) from error
    title, show, author = (_text(info.get(kind)) for kind in (b"INAM", b"IPRD", b"IART"))
    return Tags(
        tag.title or title,
        cues or tag.chapters,
        (*_size_faults(wave, size), *tag.faults, *faults, *_doubled(tag.chapters, cues)),
        tag.show or show,
        tag.author or author,
        tag.cover,
    )


def _id3(file: BinaryIO, wave: Wave) -> Tags:
    chunks = wave.all(b"id3 ")
    if not chunks:
        return _NOTHING
    return tags_of(_tag(content_of(file, chunks[0])))


def _tag(content: bytes) -> ID3:
    known = None if content[3:4] == b"\2" else KNOWN
    return ID3(BytesIO(content), translate=False, load_v1=False, known_frames=known)


def _text(value: bytes | None) -> str | None:
    """An entry of the list, in UTF-8 or else the Windows encoding of older programs; None if empty."""
    words = (value or b"").split(b"\0")[0]
    try:
        return words.decode() or None
    except UnicodeDecodeError:
        return words.decode("cp1252", "replace")


def _cues(file: BinaryIO, wave: Wave) -> tuple[tuple[Mark, ...], tuple[Fault, ...]]:
    """The cue points in file order, each up to the end of its region, else to the next; and their faults."""
    points = [point for chunk in wave.all(b"cue ")[:1] for point in _points(content_of(file, chunk))]
    if not points:
        return (), ()
    labels = _labels(entry for chunk in wave.all(b"LISTadtl") for entry in walked_list(content_of(file, chunk)))
    frames = wave.frames
    ends = [*(start for _, start in points[1:]), frames]
    marks = []
    for (number, start), following in zip(points, ends, strict=True):
        length = labels.lengths.get(number)
        end = start + length if length else max(start, following)  # a length of 0 means no length
        title = _text(labels.titles.get(number)) or ""
        marks.append(Mark(milliseconds(start, wave.rate), milliseconds(end, wave.rate), title))
    outside = (n for n, (_, start) in enumerate(points, start=1) if start >= frames)
    return tuple(marks), (
        *(
            [Fault("wav-label-late", "a label comes after a length (ltxt), where some editors do not find it")]
            * labels.late
        ),
        *([Fault("wav-number", "two cue points have the same number")] * (len({n for n, _ in points}) < len(points))),
        *in_chapters("chapter-beyond-end", "a cue point is after the end of the audio", outside),
        *mark_faults(marks),
    )


def _points(content: bytes) -> Iterator[tuple[int, int]]:
    """Number and sample of each cue point."""
    (count,) = struct.unpack_from("<I", content)
    if 4 + 24 * count > len(content):
        raise ChunkError("its cue points are cut off")
    for at in range(4, 4 + 24 * count, 24):
        number, _, _, _, _, sample = struct.unpack_from("<II4sIII", content, at)
        yield number, sample


def _labels(entries: Iterator[tuple[bytes, bytes]]) -> _Labels:
    titles: dict[int, bytes] = {}
    lengths: dict[int, int] = {}
    late = False
    for kind, content in entries:
        if kind == b"labl":
            titles.setdefault(*_numbered(content))
            late = late or bool(lengths)
        elif kind == b"ltxt":
            number, rest = _numbered(content)
            lengths.setdefault(number, struct.unpack_from("<I", rest)[0])
    return _Labels(titles, lengths, late)


def _numbered(content: bytes) -> tuple[int, bytes]:
    return struct.unpack_from("<I", content)[0], content[4:]


def _size_faults(wave: Wave, size: int) -> Iterator[Fault]:
    if wave.data.unsized or (wave.stated >= 0x7FFFF000 and wave.stated + 8 > size):
        yield Fault("wav-length", "its header does not give its length: it was written to a pipe")
    elif wave.stated + 8 > size:
        yield Fault("wav-size", "its header says it is longer than it is")


def _doubled(tag: tuple[Mark, ...], cues: tuple[Mark, ...]) -> Iterator[Fault]:
    if tag and cues:
        yield Fault("wav-doubled", "the ID3 tag has chapters too, and players built on FFmpeg list both")
