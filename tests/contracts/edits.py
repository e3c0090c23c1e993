"""Edits that every container is asked to write: chapters of odd lengths, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from audiorender.audio.formats import SUFFIXES
from audiorender.model import Chapter, Meta
from audiorender.publish.readback import Mark
from audiorender.timecode import milliseconds
from contracts.kinds import FRAMES, KINDS


def picture(kind: str, colour: str, size: tuple[int, int] = (32, 24)) -> bytes:
    """A picture of one colour as a file of this kind, by Pillow's name of it."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


PNG = picture("PNG", "teal")
JPEG = picture("JPEG", "crimson")
META = Meta(title="A test of names", show="Tests", author="Nell Ashby", date="2023-04-09", language="en")

containers = pytest.mark.parametrize("suffix", sorted(SUFFIXES))
kinds = pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - {".oga", ".m4b", ".mp4"}))
"""Containers that differ by more than their suffix."""

Fresh = Callable[[str], Path]


def contiguous(titles: Sequence[str]) -> tuple[Chapter, ...]:
    """Chapters of unequal lengths, most of which do not begin on a millisecond, to the end of the file."""
    count = len(titles)
    edges = [FRAMES * n * (count + n) // (2 * count * count) for n in range(count)] + [FRAMES]
    return tuple(Chapter(edges[n], edges[n + 1], title) for n, title in enumerate(titles))


def planned(suffix: str, chapters: Sequence[Chapter]) -> tuple[Mark, ...]:
    """What is read of them in this container."""
    shown = KINDS[suffix].shown
    return tuple(Mark(milliseconds(c.start), milliseconds(c.end), shown(c.title)) for c in chapters)


def shrinking(count: int) -> list[str]:
    """Titles that get shorter: a writer that sorts its entries by size would turn them round."""
    return [f"Part {n} {'x' * (count - n)}" for n in range(count)]
