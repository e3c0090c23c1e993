"""Chapters as MP4 files have them twice: Nero's list (`chpl`) and QuickTime's chapter track, a track of texts.

AntennaPod reads only the list, Apple only the track. Both say the same here. What the track's boxes hold follows
Apple's QuickTime File Format (Text Media) and what FFmpeg writes, which Apple's players are known to take.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.errors import OutputError
from audiorender.model import RATE, Chapter
from audiorender.publish.tags.fields import check_count, left_out, titled
from audiorender.publish.tags.mp4.boxes import Box
from audiorender.publish.tags.shorten import shortened

MAX_CHAPTERS = 255
"""Nero's list counts its entries in one byte."""

MAX_TITLE = 127
"""Bytes of UTF-8 in a title: AntennaPod's list of chapters ends at a longer one."""

_NO_ROOM = "an MP4 file has no place for it"
_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UTF8 = struct.pack(">I4sI", 12, b"encd", 0x100)


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters as the file will have them: starts at `RATE`, the end of the last, titles; and what was lost."""

    starts: tuple[int, ...]
    end: int
    titles: tuple[str, ...]
    losses: tuple[str, ...]

    @property
    def texts(self) -> bytes:
        """The chapter track's samples, one after the other."""
        return b"".join(map(_text, self.titles))


def contents(chapters: Sequence[Chapter]) -> Contents:
    """What of `chapters` an MP4 file can hold.

    Raises OutputError for more than 255, for one without a title, and for an order that is not the order of time.
    """
    check_count(chapters, MAX_CHAPTERS, "an MP4 file")
    if any(b.start < a.start for a, b in pairwise(chapters)):
        raise OutputError("the chapters are not in the order of time", hint="sort them")
    whole = [titled(chapter.title, f"chapter {number}") for number, chapter in enumerate(chapters, start=1)]
    titles = tuple(shortened(title, MAX_TITLE) for title in whole)
    starts = (0, *(chapter.start for chapter in chapters[1:]))[: len(chapters)]
    return Contents(starts, chapters[-1].end if chapters else 0, titles, tuple(_losses(chapters, whole, titles)))


def _losses(chapters: Sequence[Chapter], whole: Sequence[str], titles: Sequence[str]) -> Iterator[str]:
    for number, (before, after) in enumerate(zip(whole, titles, strict=True), start=1):
        if before != after:
            yield f"the title of chapter {number} was cut to {MAX_TITLE} bytes: '{after}'"
    if chapters and chapters[0].start:
        yield "the first chapter was made to begin at 0: an MP4 file has no sound outside of its chapters"
    numbered = list(enumerate(chapters, start=1))
    yield from left_out("link", [number for number, chapter in numbered if chapter.url], _NO_ROOM)
    yield from left_out("picture", [number for number, chapter in numbered if chapter.image], _NO_ROOM)


def nero_list(chapters: Contents) -> Box:
    """The `chpl` box: a count, then each start in units of 100 ns and its title."""
    entries = (
        struct.pack(">QB", (start * 20_000_000 + RATE) // (2 * RATE), len(title.encode())) + title.encode()
        for start, title in zip(chapters.starts, chapters.titles, strict=True)
    )
    return Box(b"chpl", struct.pack(">IIB", 0x01000000, 0, len(chapters.titles)) + b"".join(entries))


def chapter_track(chapters: Contents, number: int, movie_units: int, language: int, place: int) -> Box:
    """Track `number`: a sample of text for each chapter, all in one chunk at byte `place` of the file.

    `movie_units` is the clock of the film in units a second, `language` a packed ISO 639-2 code. The track's own clock
    is `RATE`, so chapters are exact to the sample; where that passes 32 bits (a day of sound), milliseconds. It is not
    enabled: players would show it as subtitles. It has no time of creation.

    Raises OutputError for chapters that pass 32 bits of milliseconds.
    """
    units = RATE if chapters.end <= 0xFFFFFFFF else 1000
    times = [_rounded(sample, units) for sample in (*chapters.starts, chapters.end)]
    if times[-1] > 0xFFFFFFFF:
        raise OutputError("chapters as long as these cannot be counted in an MP4 file")
    span = _rounded(chapters.end, movie_units)
    wide = span > 0xFFFFFFFF  # some films count in units of 100 ns
    form = struct.pack(">IQQIIQ" if wide else ">6I", wide << 24 | 2, 0, 0, number, 0, span)
    header = form + bytes(16) + _MATRIX + bytes(8)
    clock = struct.pack(">5IHH", 0, 0, 0, units, times[-1], language, 0)
    sizes = [len(_text(title)) for title in chapters.titles]
    table = [
        Box(b"stsd", struct.pack(">II", 0, 1) + _description()),
        Box(b"stts", _table([(1, after - before) for before, after in pairwise(times)])),
        Box(b"stsc", _table([(1, len(sizes), 1)])),
        Box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)),
        Box(b"stco", _table([(place,)])),
    ]
    minf = [
        Box(b"gmhd", _media_header()),
        Box(b"dinf", children=[Box(b"dref", struct.pack(">III4sI", 0, 1, 12, b"url ", 1))]),
        Box(b"stbl", children=table),
    ]
    mdia = [
        Box(b"mdhd", clock),
        Box(b"hdlr", struct.pack(">II4s12x", 0, 0, b"text") + b"Chapters\0"),
        Box(b"minf", children=minf),
    ]
    return Box(b"trak", children=[Box(b"tkhd", header), Box(b"mdia", children=mdia)])


def _rounded(sample: int, units: int) -> int:
    return (sample * 2 * units + RATE) // (2 * RATE)


def _text(title: str) -> bytes:
    """A text sample: the length, the text, and a box that says it is UTF-8."""
    return struct.pack(">H", len(title.encode())) + title.encode() + _UTF8


def _table(rows: Sequence[tuple[int, ...]]) -> bytes:
    return struct.pack(">II", 0, len(rows)) + b"".join(struct.pack(f">{len(row)}I", *row) for row in rows)


def _description() -> bytes:
    """A text sample description: black on nothing, no box, one font without a name."""
    font = struct.pack(">I4sHHB", 13, b"ftab", 1, 1, 0)
    fields = struct.pack(">6xHI26x", 1, 1)
    return Box(b"text", fields + font).rendered()


def _media_header() -> bytes:
    """What says that a track is neither sound nor picture: `gmin` and a `text` with a matrix of no change."""
    gmin = Box(b"gmin", struct.pack(">I6H", 0, 0x40, 0x8000, 0x8000, 0x8000, 0, 0)).rendered()
    return gmin + Box(b"text", _MATRIX).rendered()
