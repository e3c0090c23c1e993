"""Vorbis comments: parsed, changed by an `Edit`, and written again, foreign ones byte for byte."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from audiorender.audio.formats.ogg import VORBIS
from audiorender.errors import VerifyError
from audiorender.model import Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.link import web_link
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import check_count, left_out, media_type, titled
from audiorender.publish.tags.xiph.revise import chapter_key, revised_entries
from audiorender.timecode import clock

SHOWN_BY_ALL = 100
"""AntennaPod uses the last two digits as the number, so that from here on a chapter would hide an earlier one."""

VENDOR = b"audiorender"
"""The vendor for a file without comments; others keep theirs."""

_COVER = 3
_PICTURE = b"METADATA_BLOCK_PICTURE"
_SIZE = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Comments:
    """The vendor, and each comment as the bytes `NAME=value`; `rest` is what follows them."""

    vendor: bytes = VENDOR
    entries: tuple[bytes, ...] = ()
    rest: bytes = b""

    def __bytes__(self) -> bytes:
        """Everything but the rest."""
        parts = [self.vendor, *self.entries]
        sized = [_SIZE.pack(len(part)) + part for part in parts]
        return b"".join([sized[0], _SIZE.pack(len(self.entries)), *sized[1:]])


def parse_comments(data: bytes) -> Comments:
    """Raises VerifyError for comments that are truncated or have wrong sizes."""
    at = 0

    def number() -> int:
        nonlocal at
        if at + _SIZE.size > len(data):
            raise VerifyError("the comments are damaged: they are longer than their block")
        at += _SIZE.size
        return int(_SIZE.unpack_from(data, at - _SIZE.size)[0])

    def part() -> bytes:
        nonlocal at
        size = number()
        if at + size > len(data):
            raise VerifyError("the comments are damaged: one is longer than its block")
        at += size
        return data[at - size : at]

    vendor = part()
    entries = tuple(part() for _ in range(number()))
    return Comments(vendor, entries, data[at:])


def edited(there: Comments, edit: Edit, *, cover: bool) -> Comments:
    """The comments after `edit`: its fields, then foreign ones in order, chapters, and with `cover` the cover.

    Raises OutputError for more than 1000 chapters, a blank title, or a cover that is neither JPEG nor PNG.
    """
    if edit.revised is not None:
        revised = revised_entries(there.entries, edit, VORBIS.holds.chapters)
        there = Comments(there.vendor, tuple(revised), there.rest)
        edit = replace(edit, chapters=None)
    new = list(_fields(edit))
    names = {name for name, _ in new}
    if b"DESCRIPTION" in names:
        names.add(b"COMMENT")
    kept = [entry for entry in there.entries if not _is_replaced(edit, entry, names)]
    entries = [
        *(name + b"=" + words.encode() for name, words in new if words),
        *(entry for entry in kept if not _is_last(entry)),
        *_chapters(edit),
        *([_PICTURE + b"=" + base64.b64encode(picture_block(edit.cover))] if cover and edit.cover is not None else ()),
        *(entry for entry in kept if _is_last(entry)),
    ]
    return Comments(there.vendor, tuple(entries), there.rest)


def cannot_hold(edit: Edit) -> tuple[str, ...]:
    """One sentence for each thing in `edit` that Vorbis comments cannot hold, or that some app does not show."""
    chapters = edit.named()
    links = [number for number, chapter in chapters if chapter.url and not web_link(chapter.url)]
    images = [number for number, chapter in chapters if chapter.image]
    count = len(edit.chapters or ()) if chapters else 0
    many = f"AntennaPod shows at most {SHOWN_BY_ALL} chapters in this kind of file, but there are {count}"
    return (
        *left_out("link", links, "apps only open http and https links"),
        *left_out("picture", images, "Vorbis comments only hold links of chapters"),
        *([many] * (count > SHOWN_BY_ALL)),
    )


def picture_block(picture: bytes) -> bytes:
    """A cover as a FLAC picture block (RFC 9639 §8.8), without its size in pixels and its colours.

    Raises OutputError if it is neither JPEG nor PNG.
    """
    mime = media_type(picture, "the cover").encode("ascii")
    head = struct.pack(">II", _COVER, len(mime)) + mime
    return head + struct.pack(">6I", 0, 0, 0, 0, 0, len(picture)) + picture


def is_cover_block(block: bytes) -> bool:
    """Whether a picture block holds the front cover."""
    return block[:4] == struct.pack(">I", _COVER)


def _fields(edit: Edit) -> Iterator[tuple[bytes, str]]:
    if edit.title is not None:
        yield b"TITLE", titled(edit.title, "the episode")
    for name, value in [
        (b"ARTIST", edit.author),
        (b"ALBUM", edit.show),
        (b"DATE", edit.date),
        (b"LANGUAGE", edit.language),
        (b"DISCNUMBER", edit.season),
        (b"TRACKNUMBER", edit.episode),
        (b"DESCRIPTION", edit.comment),
        (b"ENCODER", edit.encoder),
    ]:
        if value is not None:
            yield name, one_line(str(value))


def _chapters(edit: Edit) -> Iterator[bytes]:
    chapters = edit.chapters or ()
    check_count(chapters, VORBIS.holds.chapters, "a file with Vorbis comments")
    for number, chapter in enumerate(chapters):
        yield from _chapter(number, chapter)


def _chapter(number: int, chapter: Chapter) -> Iterator[bytes]:
    key = f"CHAPTER{number:03d}"
    yield f"{key}={clock(chapter.start)}".encode()
    yield f"{key}NAME={titled(chapter.title, f'chapter {number + 1}')}".encode()
    link = web_link(chapter.url or "")
    if link:
        yield f"{key}URL={link}".encode()


def _is_replaced(edit: Edit, entry: bytes, names: set[bytes]) -> bool:
    name = entry.partition(b"=")[0].upper()
    if edit.chapters is not None and chapter_key(entry):
        return True
    return name in names or (edit.cover is not None and _is_cover(entry))


def _is_cover(entry: bytes) -> bool:
    name, _, value = entry.partition(b"=")
    try:
        return name.upper() == _PICTURE and is_cover_block(base64.b64decode(value[:8]))
    except binascii.Error:
        return False


def _is_last(entry: bytes) -> bool:
    """Pictures are large, so they go last: readers find the small comments before them faster."""
    return entry[: len(_PICTURE) + 1].upper() == _PICTURE + b"="
