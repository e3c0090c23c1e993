"""Chapters as a WAV file has them: cue points, and labels and lengths that belong to them.

The labels all stand before the lengths: readers that stop at the first length then have all titles.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

from audiorender.audio.formats.wav import WAV
from audiorender.errors import OutputError
from audiorender.model import RATE, Chapter
from audiorender.publish.tags.fields import check_count, titled
from audiorender.publish.tags.shorten import shortened
from audiorender.publish.tags.wav.chunks import rendered

MAX_TITLE = WAV.holds.title
"""Bytes of UTF-8 in a title."""


def shown_titles(chapters: Sequence[Chapter]) -> tuple[str, ...]:
    """The titles in as many bytes as every reader shows. Raises OutputError for a blank one."""
    return tuple(
        shortened(titled(chapter.title, f"chapter {number}"), MAX_TITLE)
        for number, chapter in enumerate(chapters, start=1)
    )


def cue_chunks(chapters: Sequence[Chapter], rate: int) -> tuple[bytes, bytes]:
    """The `cue ` chunk and the `LIST adtl`, exact to the sample at `rate`, the audio's own.

    Raises OutputError for chapters without a title, out of order, too many, or beyond what 32 bits count.
    """
    check_count(chapters, WAV.holds.chapters, "a WAV file")
    if any(b.start < a.start for a, b in pairwise(chapters)):
        raise OutputError("the chapters are not in the order of time", hint="sort them")
    places = [(_sample(chapter.start, rate), _sample(chapter.end, rate)) for chapter in chapters]
    if any(end > 0xFFFFFFFF for _, end in places):
        raise OutputError("a WAV file counts samples to 4,294,967,295, and a chapter lies beyond")
    points, labels, lengths = [], [], []
    for number, (title, (start, end)) in enumerate(zip(shown_titles(chapters), places, strict=True), start=1):
        points.append(struct.pack("<II4sIII", number, start, b"data", 0, 0, start))
        labels.append(rendered(b"labl", struct.pack("<I", number) + title.encode() + b"\0"))
        lengths.append(rendered(b"ltxt", struct.pack("<II4s8x", number, end - start, b"rgn ")))
    cue = rendered(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    return cue, rendered(b"LIST", b"adtl" + b"".join(labels) + b"".join(lengths))


def _sample(position: int, rate: int) -> int:
    """A position at `RATE` as one at `rate`, rounded half up."""
    return (position * 2 * rate + RATE) // (2 * RATE)
