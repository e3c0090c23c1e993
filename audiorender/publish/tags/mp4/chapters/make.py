"""Build chapters for MP4 files: Nero's list (`chpl`), QuickTime's chapter track of texts, and one of pictures.

AntennaPod reads only the list, Apple only the tracks, and both agree here. The boxes follow Apple's QuickTime File
Format (Text Media) and what FFmpeg writes, which Apple's players are known to accept. A chapter's link is the `href`
after its title, which AVFoundation gives to apps as the title's attribute "HREF"; its fields are those of 3GPP TS
26.245 §5.17.1.5, as Apple's ChapterTool wrote them too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from audiorender.audio.formats.mp4 import M4A
from audiorender.errors import OutputError
from audiorender.model import RATE, Chapter
from audiorender.publish.link import web_link
from audiorender.publish.tags.fields import check_count, left_out, titled
from audiorender.publish.tags.mp4.chapters.stills import Stills, cover_still, still_media, stills
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.publish.tags.mp4.index.track import MATRIX, Media, Place, track_box
from audiorender.publish.tags.shorten import shortened
from audiorender.timecode import rescaled

if TYPE_CHECKING:
    from audiorender.publish.pictures import Picture

_HOLDS = M4A.holds

MOST = _HOLDS.chapters
NERO_RATE = 10_000_000
"""The list of chapters (chpl) counts in units of 100 ns."""

LISTED = 255
"""How many chapters Nero's list holds: it counts them in one byte."""

CALLED = b"Chapters"
"""The name of the handler of the track of titles."""

_UTF8 = struct.pack(">I4sI", 12, b"encd", 0x100)


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters as the file will have them: starts at `RATE`, the end of the last, and what was lost.

    `cover` is shown in chapters without a picture if others have one.
    """

    starts: tuple[int, ...]
    end: int
    titles: tuple[str, ...]
    links: tuple[str | None, ...]
    pictures: Stills
    cover: Picture | None
    losses: tuple[str, ...]

    @property
    def edges(self) -> tuple[int, ...]:
        """The starts of the chapters, and the end of the last."""
        return (*self.starts, self.end)


def contents(chapters: Sequence[Chapter], pictures: Mapping[str, bytes], cover: bytes | None) -> Contents:
    """The part of `chapters` that an MP4 file with this cover can hold.

    Raises OutputError for more than `MOST`, for one without a title, for chapters out of order, and for a picture that
    is neither JPEG nor PNG.
    """
    check_count(chapters, MOST, "an MP4 file")
    if any(b.start < a.start for a, b in pairwise(chapters)):
        raise OutputError("the chapters are not in order", hint="sort them")
    whole = [titled(chapter.title, f"chapter {number}") for number, chapter in enumerate(chapters, start=1)]
    titles = tuple(shortened(title, _HOLDS.title) for title in whole)
    starts = (0, *(chapter.start for chapter in chapters[1:]))[: len(chapters)]
    links = [chapter.url and web_link(chapter.url) for chapter in chapters]
    held = tuple(link if link and len(link) <= _HOLDS.link else None for link in links)
    images, unseen = stills(chapters, pictures)
    losses = (*_losses(chapters, whole, titles), *_lost_links(chapters, links), *unseen, *not_listed(len(chapters)))
    front = cover_still(cover) if any(images) and not all(images) else None
    return Contents(starts, chapters[-1].end if chapters else 0, titles, held, images, front, losses)


def pictures_of(
    chapters: Sequence[Chapter], pictures: Mapping[str, bytes], cover: bytes | None
) -> tuple[Contents, tuple[str, ...]]:
    """What a track of pictures alone is made of, and a sentence for those that are left out.

    Raises OutputError for a picture that is neither JPEG nor PNG.
    """
    images, unseen = stills(chapters, pictures)
    starts = (0, *(chapter.start for chapter in chapters[1:]))
    front = cover_still(cover) if any(images) and not all(images) else None
    none = (None,) * len(chapters)
    return Contents(starts, chapters[-1].end, ("",) * len(chapters), none, images, front, ()), unseen


def _losses(chapters: Sequence[Chapter], whole: Sequence[str], titles: Sequence[str]) -> Iterator[str]:
    for number, (before, after) in enumerate(zip(whole, titles, strict=True), start=1):
        if before != after:
            yield f"the title of chapter {number} was cut to {_HOLDS.title} bytes: '{after}'"
    if chapters and chapters[0].start:
        yield "the first chapter was moved to 0: in an MP4 file, all audio belongs to a chapter"


def not_listed(count: int) -> tuple[str, ...]:
    """Which app shows how many of the `count` chapters, if the list does not hold them all."""
    if count <= LISTED:
        return ()
    return (f"AntennaPod, which reads the list (chpl), shows {LISTED} of the {count} chapters; Apple's apps show all",)


def _lost_links(chapters: Sequence[Chapter], links: Sequence[str | None]) -> Iterator[str]:
    numbered = list(enumerate(zip(chapters, links, strict=True), start=1))
    others = [number for number, (chapter, link) in numbered if chapter.url and not link]
    long = [number for number, (_, link) in numbered if link and len(link) > _HOLDS.link]
    yield from left_out("link", others, "apps only open http and https links")
    yield from left_out("link", long, f"an MP4 file holds at most {_HOLDS.link} bytes")


def nero_list(chapters: Contents) -> Box:
    """The `chpl` box: a count, then each start and its title."""
    entries = (
        struct.pack(">QB", rescaled(start, RATE, NERO_RATE), len(title.encode())) + title.encode()
        for start, title in zip(chapters.starts[:LISTED], chapters.titles[:LISTED], strict=True)
    )
    return Box(b"chpl", struct.pack(">IIB", 0x01000000, 0, min(len(chapters.titles), LISTED)) + b"".join(entries))


def text_track(chapters: Contents, place: Place) -> tuple[Box, bytes]:
    """A track with a text sample for each chapter, and its samples. Raises OutputError like `track_box`."""
    samples = [text_sample(title.encode(), link) for title, link in zip(chapters.titles, chapters.links, strict=True)]
    runs, sizes = [(1, len(samples), 1)], [len(sample) for sample in samples]
    media = Media(b"text", CALLED, Box(b"gmhd", _media_header()), [_description()], sizes, runs, [0])
    return track_box(media, chapters.edges, place), b"".join(samples)


def picture_track(chapters: Contents, place: Place) -> tuple[Box, bytes]:
    """A track with a JPEG sample for each chapter, and its samples. Raises OutputError like `track_box`."""
    media, samples = still_media(chapters.pictures, chapters.cover)
    return track_box(media, chapters.edges, place), samples


def text_sample(title: bytes, link: str | None, behind: Sequence[Box] = ()) -> bytes:
    """A text sample: the length, the text in UTF-8, the link for all of it, and a box that declares the encoding.

    Boxes that came `behind` the old text are kept in between.
    """
    href = b""
    if link:
        characters = len(title.decode("utf-8", "replace"))
        fields = struct.pack(">HHB", 0, characters, len(link)) + link.encode("ascii") + b"\0"
        href = Box(b"href", fields).rendered()
    return struct.pack(">H", len(title)) + title + href + b"".join(box.rendered() for box in behind) + _UTF8


def _description() -> Box:
    """A text sample description: black on transparent, no box, one unnamed font."""
    font = struct.pack(">I4sHHB", 13, b"ftab", 1, 1, 0)
    return Box(b"text", struct.pack(">6xHI26x", 1, 1) + font)


def _media_header() -> bytes:
    """The media header of a track that is neither audio nor video: `gmin`, and a `text` with an identity matrix."""
    gmin = Box(b"gmin", struct.pack(">I6H", 0, 0x40, 0x8000, 0x8000, 0x8000, 0, 0)).rendered()
    return gmin + Box(b"text", MATRIX).rendered()
