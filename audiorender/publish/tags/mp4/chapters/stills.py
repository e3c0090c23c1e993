"""Chapter pictures: a track of stills beside the text track, as in Apple's enhanced podcasts.

All pictures are JPEG, and PNG is converted: Apple's tools wrote only JPEG, apps that find another codec take the file
for a film, and FFmpeg shows only one codec of a track with two.

A chapter without a picture shows the cover, as in an MP3; if there is none, it shows the picture before it, as in files
by Apple's tools. Such a sample has a sample description of its own, `COVER`, which identifies it. An empty edit would
express the same, but FFmpeg, and so Chromium, takes it for a longer episode.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from audiorender.errors import SourceError
from audiorender.model import Chapter
from audiorender.publish.tags.fields import MAX_PICTURE, left_out, media_type
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.publish.tags.mp4.index.tables import COVER
from audiorender.publish.tags.mp4.index.track import Media

if TYPE_CHECKING:
    from audiorender.publish.pictures import Picture

_JPEG = b"Photo - JPEG"

CALLED = b"Chapter pictures"
"""The name of the track's handler."""

Stills = tuple["Picture | None", ...]
"""A JPEG for each chapter that has one."""


def stills(chapters: Sequence[Chapter], pictures: Mapping[str, bytes]) -> tuple[Stills, tuple[str, ...]]:
    """The chapters' pictures as JPEG, and a sentence for those that are left out.

    Raises OutputError for a picture that is neither JPEG nor PNG.
    """
    found: dict[str, Picture | str] = {}
    for number, chapter in enumerate(chapters, start=1):
        if chapter.image is not None and chapter.image not in found:
            found[chapter.image] = _still(pictures.get(chapter.image), f"the picture of chapter {number}")
    each = [found.get(chapter.image) if chapter.image else None for chapter in chapters]
    losses: tuple[str, ...] = ()
    for why in dict.fromkeys(reason for reason in found.values() if isinstance(reason, str)):
        losses += left_out("picture", [number for number, got in enumerate(each, start=1) if got == why], why)
    return tuple(None if isinstance(got, str) else got for got in each), losses


def _still(data: bytes | None, what: str) -> Picture | str:
    """The picture, or the reason why it is left out."""
    if not data:
        return "not found"
    if len(data) > MAX_PICTURE:
        return "more than 100 kB"
    media_type(data, what)
    from audiorender.publish.pictures import as_jpeg  # slow to load

    try:
        return as_jpeg(data)
    except SourceError:
        return "it cannot be opened"


def cover_still(cover: bytes | None) -> Picture | None:
    """The cover as a chapter's picture; None if it cannot be shown."""
    if not cover:
        return None
    from audiorender.publish.pictures import as_jpeg, chapter_picture

    try:
        return as_jpeg(chapter_picture(cover).data)
    except SourceError:
        return None


def still_media(pictures: Stills, cover: Picture | None) -> tuple[Media, bytes]:
    """The track's samples, one per chapter, and their bytes, each picture once. At least one picture must exist."""
    first = next(picture for picture in pictures if picture is not None)
    before = [*accumulate(pictures, lambda last, here: here or last, initial=first)][1:]
    filled = [picture or cover or last for picture, last in zip(pictures, before, strict=True)]
    offsets: dict[bytes, int] = {}
    end = 0
    for picture in filled:
        if picture.data not in offsets:
            offsets[picture.data] = end
            end += len(picture.data)
    kinds = [
        (still.height, still.width, _JPEG if picture else COVER)
        for still, picture in zip(filled, pictures, strict=True)
    ]
    # FFmpeg uses the last height, and takes a picture that is much lower than it for an interlaced field.
    described = sorted(set(kinds), reverse=True)
    numbers = [described.index(kind) + 1 for kind in kinds]
    media = Media(
        b"vide",
        CALLED,
        Box(b"vmhd", struct.pack(">I4H", 1, 0, 0, 0, 0)),
        [_description(*kind) for kind in described],
        [len(picture.data) for picture in filled],
        [(n + 1, 1, number) for n, number in enumerate(numbers) if n == 0 or number != numbers[n - 1]],
        [offsets[picture.data] for picture in filled],
        (filled[0].width, filled[0].height),
    )
    return media, b"".join(offsets)


def _description(height: int, width: int, name: bytes) -> Box:
    """A sample description for JPEG (QuickTime File Format, Video Sample Description): 72 dpi, 24 bits, no colour
    table."""
    fields = struct.pack(">6xH16x2H2I4xH", 1, width, height, 72 << 16, 72 << 16, 1)
    return Box(b"jpeg", fields + struct.pack(">32p", name) + struct.pack(">Hh", 24, -1))
