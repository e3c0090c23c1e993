"""The items of an iTunes tag (`ilst`): some are set, and every other item stays byte for byte."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import chain

from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.tags.fields import media_type, titled
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.publish.tags.shorten import shortened

AUDIOBOOK = 2
"""The media type (`stik`) that makes Apple's players list a file among the audiobooks."""

_SHORT = 255
"""Bytes that iTunes allows in `desc`; the full text is in `ldes`."""

_BINARY, _TEXT, _JPEG, _PNG, _INTEGER = 0, 1, 13, 14, 21


def edit_items(moov: Box, edit: Edit, *, audiobook: bool) -> tuple[str, ...]:
    """Change the tag inside `moov` (created if missing); return one sentence for each thing it could not hold.

    `audiobook` marks the file as one if it has no media type yet. Raises OutputError for a blank title and for a cover
    that is neither JPEG nor PNG.
    """
    items = _tag(moov)
    for name, text in _texts(edit):
        if text:
            items.put(_item(name, _TEXT, text.encode()))
        else:
            items.without(name)
    if edit.cover is not None:
        items.put(_cover(edit.cover))
    if audiobook and items.find(b"stik") is None:
        items.put(_item(b"stik", _INTEGER, bytes([AUDIOBOOK])))
    numbers = ((b"trkn", "episode", edit.episode, 8), (b"disk", "season", edit.season, 6))
    return tuple(chain.from_iterable(_number(items, *number) for number in numbers))


def items_of(moov: Box) -> dict[bytes, bytes]:
    """The first value of each item of the iTunes tag."""
    found: dict[bytes, bytes] = {}
    for udta in moov.all(b"udta"):
        for meta in udta.all(b"meta"):
            for item in (meta.find(b"ilst") or Box(b"ilst")).children or ():
                size, kind = struct.unpack_from(">I4s", item.content.ljust(8, b"\0"))
                if kind == b"data" and 16 <= size <= len(item.content):
                    found.setdefault(item.kind, item.content[16:size])
    return found


def _texts(edit: Edit) -> Iterator[tuple[bytes, str]]:
    if edit.title is not None:
        yield b"\xa9nam", titled(edit.title, "the episode")
    for name, value in (
        (b"\xa9ART", edit.author),
        (b"\xa9alb", edit.show),
        (b"\xa9day", edit.date),
        (b"\xa9too", edit.encoder),
        (b"\xa9cmt", edit.comment),
        (b"desc", None if edit.comment is None else shortened(one_line(edit.comment), _SHORT)),
        (b"ldes", edit.comment),
    ):
        if value is not None:
            yield name, one_line(value)


def _number(items: Box, name: bytes, what: str, value: int | None, size: int) -> Iterator[str]:
    """Set a number and keep the total that follows it."""
    if value is None:
        return
    if not 0 <= value <= 0xFFFF:
        yield f"the number {value} of the {what} was left out: an MP4 file can only count to 65535"
        return
    old = items.find(name)
    total = old.content[20:22] if old and len(old.content) >= 22 else bytes(2)
    items.put(_item(name, _BINARY, struct.pack(">2xH2s", value, total).ljust(size, b"\0")))


def _cover(picture: bytes) -> Box:
    return _item(b"covr", _PNG if media_type(picture, "the cover") == "image/png" else _JPEG, picture)


def _item(name: bytes, kind: int, value: bytes) -> Box:
    return Box(name, Box(b"data", struct.pack(">II", kind, 0) + value).rendered())


def _tag(moov: Box) -> Box:
    """The `ilst` of an iTunes tag, created if missing."""
    if moov.find(b"udta") is None:
        moov.put(Box(b"udta", children=[]))
    udta = moov.need(b"udta")
    for meta in udta.all(b"meta"):
        if (meta.find(b"hdlr") or Box(b"")).content[8:12] == b"mdir":
            if meta.find(b"ilst") is None:
                meta.put(Box(b"ilst", children=[]))
            return meta.need(b"ilst")
    handler = Box(b"hdlr", struct.pack(">II4s4s9x", 0, 0, b"mdir", b"appl"))
    meta = Box(b"meta", children=[handler, Box(b"ilst", children=[])], head=bytes(4))
    udta.open().append(meta)
    return meta.need(b"ilst")
