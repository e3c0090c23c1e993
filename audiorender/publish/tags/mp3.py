"""ID3v2.3 tags with chapters, as podcast apps really read them.

The rules come from ID3v2.3.0 (id3.org), the ID3v2 Chapter Frame Addendum 1.0, and the apps named in
`docs/standards.md`. mutagen renders each frame; the order of the frames is ours, because mutagen sorts them by size
and readers built on ffmpeg list chapters in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from mutagen import MutagenError
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TDAT,
    TIT2,
    TLAN,
    TLEN,
    TPE1,
    TPOS,
    TRCK,
    TRDA,
    TSSE,
    TYER,
    CTOCFlags,
    Encoding,
    Frame,
    PictureType,
    TextFrame,
)

from audiorender.errors import OutputError, VerifyError
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark, Tags
from audiorender.publish.tags.language import three_letters
from audiorender.timecode import milliseconds

MAX_CHAPTERS = 255
"""The CTOC frame counts its entries in one byte."""

PADDING = 1024
"""Zero bytes after the frames, so that a later change of title need not move the audio."""

_VERSION = (2, 3, 0)
_TOC = "toc"
_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:[T ].*)?)?)?")


def id3_tag(
    meta: Meta,
    chapters: Sequence[Chapter],
    *,
    rate: int = RATE,
    comment: str | None = None,
    encoder: str | None = None,
    cover: bytes | None = None,
) -> bytes:
    """A complete ID3v2.3 tag, to stand before the audio: the same bytes for the same arguments.

    `chapters` are contiguous from 0, in samples at `rate`; the end of the last is the episode's length. The comment
    follows the episode's description in COMM, from which AntennaPod describes a local file. `cover` is a JPEG or
    PNG file.

    Raises OutputError for more than 255 chapters, a blank title, or another picture.
    """
    frames = [
        *_text_frames(meta, milliseconds(chapters[-1].end, rate), encoder),
        *_comment_frames(meta, comment),
        *_chapter_frames(chapters, rate),
        *_cover_frames(cover),
    ]
    body = b"".join(map(_rendered, frames)) + bytes(PADDING)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def _text_frames(meta: Meta, length: int, encoder: str | None) -> Iterator[TextFrame]:
    yield _text(TIT2, _titled(meta.title, "the episode"))
    optional: list[tuple[type[TextFrame], str | int | None]] = [
        (TPE1, meta.author),
        (TALB, meta.show),
        (TRCK, meta.episode),
        (TPOS, meta.season),
        (TLAN, three_letters(meta.language or "")),
        (TLEN, length),
        (TSSE, encoder),
    ]
    for frame, value in optional:
        words = "" if value is None else one_line(str(value))
        if words:
            yield _text(frame, words)
    date = one_line(meta.date or "")
    if date:
        yield from _date_frames(date)


def _comment_frames(meta: Meta, comment: str | None) -> Iterator[COMM]:
    words = " ".join(filter(None, (one_line(part or "") for part in (meta.description, comment))))
    if words:
        language = three_letters(meta.language or "") or "XXX"  # ID3v2.3 §4.11: unknown
        yield COMM(encoding=_encoding(words), lang=language, desc="", text=[words])


def _chapter_frames(chapters: Sequence[Chapter], rate: int) -> Iterator[CTOC | CHAP]:
    """The table of contents, then each chapter in order of time: Pocket Casts and Apple show only what it lists."""
    if len(chapters) > MAX_CHAPTERS:
        raise OutputError(
            f"an MP3 holds at most {MAX_CHAPTERS} chapters, this episode has {len(chapters)}",
            hint="take some headings out of the script",
        )
    names = [f"chp{number}" for number in range(len(chapters))]
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    yield CTOC(element_id=_TOC, flags=flags, child_element_ids=names, sub_frames=[])
    for number, (name, chapter) in enumerate(zip(names, chapters, strict=True), start=1):
        yield CHAP(
            element_id=name,
            start_time=milliseconds(chapter.start, rate),
            end_time=milliseconds(chapter.end, rate),
            start_offset=0xFFFFFFFF,
            end_offset=0xFFFFFFFF,
            sub_frames=[_text(TIT2, _titled(chapter.title, f"chapter {number}"))],
        )


def _cover_frames(cover: bytes | None) -> Iterator[APIC]:
    if cover is None:
        return
    if cover.startswith(b"\xff\xd8\xff"):
        mime = "image/jpeg"
    elif cover.startswith(b"\x89PNG\r\n\x1a\n"):
        mime = "image/png"
    else:
        raise OutputError("the cover is neither JPEG nor PNG", hint="convert it to one of them")
    yield APIC(encoding=Encoding.LATIN1, mime=mime, type=PictureType.COVER_FRONT, desc="", data=cover)


def _text(frame: type[TextFrame], words: str) -> TextFrame:
    return frame(encoding=_encoding(words), text=[words])


def _encoding(words: str) -> Encoding:
    """Encoding 0 for ASCII alone (Pocket Casts on iOS reads it as ASCII), else UTF-16 with a byte order mark."""
    return Encoding.LATIN1 if words.isascii() else Encoding.UTF16


def _titled(title: str, whose: str) -> str:
    words = one_line(title)
    if not words:
        raise OutputError(f"{whose} has no title that can be shown", hint="give it one in the script")
    return words


def _date_frames(date: str) -> Iterator[TextFrame]:
    """An ISO 8601 date as a year and `DDMM`; any other as it is written, in TRDA, which is free text."""
    match = _DATE.fullmatch(date)
    if match is None:
        yield _text(TRDA, date)
        return
    year, month, day = match.groups()
    yield _text(TYER, year)
    if day:
        yield _text(TDAT, day + month)


def _rendered(frame: Frame) -> bytes:
    """One frame as the bytes of ID3v2.3, by mutagen."""
    tag, file = ID3(), BytesIO()
    tag.add(frame)
    tag.save(file, v1=0, v2_version=3, padding=lambda _info: 0)
    return file.getvalue()[10:]


# -- reading back --------------------------------------------------------------------------------------------------


def read_tags(path: Path) -> Tags:
    """The title and the chapters of an MP3, and which of the rules above it breaks.

    Raises VerifyError when there is no ID3v2 tag that can be read.
    """
    try:
        tag = ID3(path, translate=False, load_v1=False)
    except MutagenError as error:
        raise VerifyError(f"no ID3 tag can be read: {error}", path=path) from error
    chapters: list[CHAP] = tag.getall("CHAP")
    marks = tuple(Mark(frame.start_time, frame.end_time, _title(frame.sub_frames) or "") for frame in chapters)
    return Tags(_title(tag), marks, tuple(_faults(tag, chapters)))


def _faults(tag: ID3, chapters: Iterable[CHAP]) -> Iterator[str]:
    if tag.version != _VERSION:
        yield f"the tag is ID3v{'.'.join(map(str, tag.version))}, not ID3v2.3.0"
    if tag.f_unsynch or tag.f_extended:
        yield "the tag is unsynchronised or has an extended header"
    order = [frame.FrameID for frame in tag.values() if frame.FrameID in {"CTOC", "CHAP"}]
    tables: list[CTOC] = tag.getall("CTOC")
    if len(tables) != 1 or order[0] != "CTOC":
        yield f"one CTOC should stand before the chapters, there are {len(tables)}"
        return
    if tables[0].flags != CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED:
        yield f"the CTOC's flags are {int(tables[0].flags)}, not 3 (top-level, ordered)"
    if tables[0].child_element_ids != [frame.element_id for frame in chapters]:
        yield "the CTOC does not list the chapters in their order"


def _title(frames: ID3) -> str | None:
    title = frames.get("TIT2")
    return str(title) if title else None
