"""The frames that an `Edit` asks for, each rendered by mutagen as ID3v2.3 by the rules of `docs/standards.md`."""

from __future__ import annotations

from collections.abc import Iterator

from mutagen.id3 import (
    APIC,
    COMM,
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
    WXXX,
    Encoding,
    Frame,
    PictureType,
    TextFrame,
)

from audiorender.audio.formats.mp3 import MP3
from audiorender.expressions import expression
from audiorender.model import Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import MAX_PICTURE, check_count, media_type, titled
from audiorender.publish.tags.language import three_letters
from audiorender.publish.tags.mp3.frames import RawFrame, chapter_frame, encoding_of, rendered
from audiorender.timecode import milliseconds

_TOC = "toc"
_NOWHERE = 0xFFFFFFFF
_DATE = expression(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:[T ].*)?)?)?")


def text_frames(edit: Edit) -> Iterator[RawFrame]:
    """Title, author, show, numbers, language, length, encoder and date."""
    yield from _rendered(_texts(edit))


def _texts(edit: Edit) -> Iterator[TextFrame]:
    if edit.title is not None:
        yield _text(TIT2, titled(edit.title, "the episode"))
    optional: list[tuple[type[TextFrame], str | int | None]] = [
        (TPE1, edit.author),
        (TALB, edit.show),
        (TRCK, edit.episode),
        (TPOS, edit.season),
        (TLAN, three_letters(edit.language or "")),
        (TLEN, milliseconds(edit.chapters[-1].end) if edit.chapters and edit.revised is None else None),
        (TSSE, edit.encoder),
    ]
    for frame, value in optional:
        words = "" if value is None else one_line(str(value))
        if words:
            yield _text(frame, words)
    date = one_line(edit.date or "")
    if date:
        yield from _date_frames(date)


def comment_frames(edit: Edit) -> Iterator[RawFrame]:
    """The description that apps show: AntennaPod keeps the last COMM that it reads."""
    words = one_line(edit.comment or "")
    if words:
        language = three_letters(edit.language or "") or "XXX"  # ID3v2.3 §4.11: an unknown language
        yield from rendered(COMM(encoding=encoding_of(words), lang=language, desc="", text=[words]))


def chapter_frames(edit: Edit) -> Iterator[RawFrame]:
    """The table of contents, then each chapter in order: Pocket Casts and Apple show only chapters listed in the
    table."""
    chapters = edit.chapters or ()
    check_count(chapters, MP3.holds.chapters, "an MP3")
    if not chapters:
        return
    names = [f"chp{number}" for number in range(len(chapters))]
    top_level_and_ordered = 3
    listed = b"".join(name.encode("ascii") + b"\0" for name in names)
    yield RawFrame("CTOC", f"{_TOC}\0".encode("ascii") + bytes([top_level_and_ordered, len(names)]) + listed)
    for number, (name, chapter) in enumerate(zip(names, chapters, strict=True), start=1):
        yield new_chapter(name, edit, number, chapter)


def _inside(edit: Edit, number: int, chapter: Chapter) -> Iterator[Frame]:
    """The title of a chapter, and its link and picture if it has them."""
    yield _text(TIT2, titled(chapter.title, f"chapter {number}"))
    link = web_link(chapter.url or "")
    if link:
        yield WXXX(encoding=Encoding.LATIN1, desc="", url=link)
    picture = edit.pictures.get(chapter.image or "", b"")
    if picture and len(picture) <= MAX_PICTURE:
        yield _picture(picture, f"the picture of chapter {number}")


def _picture(picture: bytes, what: str) -> Frame:
    mime = media_type(picture, what)
    return APIC(encoding=Encoding.LATIN1, mime=mime, type=PictureType.OTHER, desc="", data=picture)


def new_chapter(element: str, edit: Edit, number: int, chapter: Chapter) -> RawFrame:
    """A new chapter with the element ID `element`."""
    times = (milliseconds(chapter.start), milliseconds(chapter.end), _NOWHERE, _NOWHERE)
    return chapter_frame(element, times, [*_rendered(_inside(edit, number, chapter))])


def inner_title(title: str, number: int) -> tuple[RawFrame, ...]:
    """The frame with the title of a chapter. Raises OutputError for a blank title."""
    return rendered(_text(TIT2, titled(title, f"chapter {number}")))


def inner_link(url: str) -> tuple[RawFrame, ...]:
    """The frame with the link of a chapter; nothing if apps cannot open the link."""
    link = web_link(url)
    return rendered(WXXX(encoding=Encoding.LATIN1, desc="", url=link)) if link else ()


def inner_picture(picture: bytes, number: int) -> tuple[RawFrame, ...]:
    """The frame with the picture of a chapter; nothing if it is missing or too large."""
    if not picture or len(picture) > MAX_PICTURE:
        return ()
    return rendered(_picture(picture, f"the picture of chapter {number}"))


def cover_frames(cover: bytes | None) -> Iterator[RawFrame]:
    """The cover of the whole file."""
    if cover is not None:
        mime = media_type(cover, "the cover")
        front = PictureType.COVER_FRONT
        yield from rendered(APIC(encoding=Encoding.LATIN1, mime=mime, type=front, desc="", data=cover))


def _text(frame: type[TextFrame], words: str) -> TextFrame:
    return frame(encoding=encoding_of(words), text=[words])


def _date_frames(date: str) -> Iterator[TextFrame]:
    """An ISO 8601 date as a year and `DDMM`; any other date as it is written, in TRDA, which is free text."""
    match = _DATE.fullmatch(date)
    if match is None:
        yield _text(TRDA, date)
        return
    year, month, day = match.groups()
    yield _text(TYER, year)
    if day:
        yield _text(TDAT, day + month)


def _rendered(frames: Iterator[Frame]) -> Iterator[RawFrame]:
    for frame in frames:
        yield from rendered(frame)
