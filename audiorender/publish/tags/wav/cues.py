"""Chapters in a WAV file: cue points, with labels and lengths.

All labels come before the lengths, so that readers that stop at the first length still get all titles.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.audio.formats.wav import WAV
from audiorender.errors import OutputError, VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.fields import check_count, titled
from audiorender.publish.tags.shorten import shortened
from audiorender.publish.tags.wav.chunks import rendered
from audiorender.timecode import milliseconds, rescaled

MAX_TITLE = WAV.holds.title
"""Most bytes of UTF-8 in a title."""


def shown_title(title: str, number: int) -> str:
    """The title of a chapter, cut to the length that every reader shows. Raises OutputError for a blank one."""
    return shortened(titled(title, f"chapter {number}"), MAX_TITLE)


def cue_chunks(chapters: Sequence[Chapter], rate: int) -> tuple[bytes, bytes]:
    """The `cue ` chunk and the `LIST adtl`, exact to the sample at `rate`, the audio's own.

    Raises OutputError for chapters without a title, out of order, too many, or beyond 32 bits.
    """
    check_count(chapters, WAV.holds.chapters, "a WAV file")
    if any(b.start < a.start for a, b in pairwise(chapters)):
        raise OutputError("the chapters are not in order", hint="sort them")
    places = [(rescaled(chapter.start, RATE, rate), rescaled(chapter.end, RATE, rate)) for chapter in chapters]
    if any(end > 0xFFFFFFFF for _, end in places):
        raise OutputError("a WAV file counts samples to 4,294,967,295, and a chapter lies beyond")
    points, labels, lengths = [], [], []
    titles = [shown_title(chapter.title, number) for number, chapter in enumerate(chapters, start=1)]
    for number, (title, (start, end)) in enumerate(zip(titles, places, strict=True), start=1):
        points.append(struct.pack("<II4sIII", number, start, b"data", 0, 0, start))
        labels.append(rendered(b"labl", struct.pack("<I", number) + title.encode() + b"\0"))
        lengths.append(rendered(b"ltxt", struct.pack("<II4s8x", number, end - start, b"rgn ")))
    cue = rendered(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    return cue, rendered(b"LIST", b"adtl" + b"".join(labels) + b"".join(lengths))


@dataclass(frozen=True, slots=True)
class Cues:
    """Where the cue points of a file are: the `cue ` chunk, and each `LIST adtl` as its entries and remaining bytes.

    An entry is the kind and content of a chunk in the list: a label, a note, a length, or something unknown.
    """

    points: bytes
    lists: tuple[tuple[tuple[tuple[bytes, bytes], ...], bytes], ...]


def revised_cues(there: Cues, edit: Edit, rate: int) -> tuple[bytes, tuple[bytes, ...]]:
    """The `cue ` chunk and the lists after `edit.revised`; whatever the edit does not name stays byte for byte.

    Raises OutputError for chapters that are too many or too late, VerifyError if the points differ from those that the
    edit was made for.
    """
    (count,) = struct.unpack_from("<I", there.points)
    points = [there.points[at : at + 24] for at in range(4, 4 + 24 * count, 24)]
    tail = there.points[4 + 24 * count :]
    starts = [milliseconds(struct.unpack_from("<I", point, 20)[0], rate) for point in points]
    if starts != [mark.start for mark in edit.found]:
        raise VerifyError("the cue points are not those that the edit was made for")
    check_count(edit.revised or (), WAV.holds.chapters, "a WAV file")
    entries = [list(inside) for inside, _ in there.lists] or [[]]
    if edit.tidy:
        points = _apart(points, entries)
    kept = [revision.origin for revision in edit.revised or () if revision.origin is not None]
    for origin in {*range(count)} - {*kept}:
        number = points[origin][:4]
        if sum(point[:4] == number for point in points) == 1:
            entries = [[entry for entry in inside if entry[1][:4] != number] for inside in entries]
    after = []
    unused = max((_number(content) for inside in entries for _, content in inside if len(content) >= 4), default=0)
    unused = max([unused, *(_number(point) for point in points)])
    for ordinal, revision in enumerate(edit.revised or (), start=1):
        if revision.origin is None:
            unused += 1
            after.append(struct.pack("<II4sIII", unused, 0, b"data", 0, 0, 0))
            number = struct.pack("<I", unused)
        else:
            after.append(points[revision.origin])
            number = after[-1][:4]
            if revision.title is not None and sum(point[:4] == number for point in points) > 1:
                raise OutputError(
                    "two cue points share a number, and so a title", hint="rewrite them in a copy: -o COPY"
                )
        if revision.title is not None:
            _set(entries, b"labl", number, shown_title(revision.title, ordinal).encode() + b"\0")
        before = struct.unpack_from("<I", after[-1], 20)[0]
        start = before if revision.start is None else _held(rescaled(revision.start, RATE, rate))
        if revision.start is not None:
            place = struct.pack("<I", start)
            position = place if after[-1][4:8] == after[-1][20:24] else after[-1][4:8]
            after[-1] = number + position + after[-1][8:20] + place
        length = _length(entries, number)
        if revision.origin is None or (length is not None and not revision.in_place):
            end = before + (length or 0) if revision.end is None else _held(rescaled(revision.end, RATE, rate))
            _set_length(entries, number, max(0, end - start))
    if edit.tidy:
        order = {b"labl": 0, b"note": 1}
        entries = [sorted(inside, key=lambda entry: order.get(entry[0], 2)) for inside in entries]
    chunk = rendered(b"cue ", struct.pack("<I", len(after)) + b"".join(after) + tail)
    rests = [rest for _, rest in there.lists] or [b""]
    lists = tuple(
        rendered(b"LIST", b"adtl" + b"".join(rendered(*entry) for entry in inside) + rest)
        for inside, rest in zip(entries, rests, strict=True)
    )
    return chunk, lists


Entries = list[list[tuple[bytes, bytes]]]


def _number(content: bytes) -> int:
    return int.from_bytes(content[:4], "little")


def _held(sample: int) -> int:
    if sample > 0xFFFFFFFF:
        raise OutputError("a WAV file counts samples to 4,294,967,295, and a chapter lies beyond")
    return sample


def _set(lists: Entries, kind: bytes, number: bytes, value: bytes) -> None:
    """Put `value` into the first entry of this kind for a point, else before the lengths of the first list."""
    for inside in lists:
        for place, (name, content) in enumerate(inside):
            if name == kind and content[:4] == number:
                inside[place] = (kind, number + value)
                return
    place = next((at for at, (name, _) in enumerate(lists[0]) if name == b"ltxt"), len(lists[0]))
    lists[0].insert(place, (kind, number + value))


def _length(lists: Entries, number: bytes) -> int | None:
    found = (content for inside in lists for name, content in inside if name == b"ltxt" and content[:4] == number)
    content = next(found, None)
    return None if content is None or len(content) < 8 else int.from_bytes(content[4:8], "little")


def _set_length(lists: Entries, number: bytes, length: int) -> None:
    """Change the length of a region, keeping the text after it; a point without a region gets one."""
    for inside in lists:
        for place, (name, content) in enumerate(inside):
            if name == b"ltxt" and content[:4] == number:
                inside[place] = (name, number + struct.pack("<I", length) + content[8:])
                return
    lists[0].append((b"ltxt", number + struct.pack("<I4s8x", length, b"rgn ")))


def _apart(points: Sequence[bytes], lists: Entries) -> list[bytes]:
    """The points with distinct numbers; those that get a new number keep the title that they shared."""
    seen: set[bytes] = set()
    found = []
    unused = max((_number(point) for point in points), default=0)
    for point in points:
        number = point[:4]
        if number in seen:
            unused += 1
            number = struct.pack("<I", unused)
            labels = [
                content for inside in lists for name, content in inside if (name, content[:4]) == (b"labl", point[:4])
            ]
            lists[0] += [(b"labl", number + content[4:]) for content in labels[:1]]
        seen.add(number)
        found.append(number + point[4:])
    return found
