"""Covers and chapter pictures: what apps can show, and how large they may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.found import MP3, Found
from audiorender.publish.tags.fields import MAX_PICTURE

_KINDS = frozenset({"JPEG", "PNG", "MPO"})  # MPO is a JPEG followed by a second picture, from some phones
_SCREEN = frozenset({"RGB", "RGBA", "L", "LA", "P", "1"})
_SMALLEST, _LARGEST = 1400, 3000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's header: Pillow's names of format and mode, and its size in pixels."""

    format: str
    width: int
    height: int
    mode: str


def picture_findings(found: Found, pictures: Mapping[bytes, Picture | None]) -> Iterator[Finding]:
    """Findings on pictures in the tags; `pictures` describes each of them."""
    if found.tags.cover is None:
        yield finding("cover-missing", "it has no cover", found.name)
    else:
        yield from cover_findings(pictures[found.tags.cover], "the cover", found.name)
    reported = {fault.rule for fault in found.tags.faults}
    for number, mark in enumerate(found.tags.chapters, start=1):
        if mark.image is None:
            continue
        what = f"the picture of chapter {number}"
        yield from _kind(pictures[mark.image], what, found.name)
        if len(mark.image) > MAX_PICTURE and not (found.suffix in MP3 and "picture-size" in reported):
            yield finding("picture-size", f"{what} has {len(mark.image) // 1000} kB", found.name)


def cover_findings(picture: Picture | None, what: str, name: str) -> Iterator[Finding]:
    """Findings on the picture of a podcast or an episode."""
    yield from _kind(picture, what, name)
    if picture is None:
        return
    size = f"{picture.width} x {picture.height} pixels"
    if picture.width != picture.height:
        yield finding("cover-square", f"{what} is not square: {size}", name)
    if min(picture.width, picture.height) < _SMALLEST or max(picture.width, picture.height) > _LARGEST:
        yield finding("cover-size", f"{what} is {size}, but apps take {_SMALLEST} to {_LARGEST} a side", name)


def _kind(picture: Picture | None, what: str, name: str) -> Iterator[Finding]:
    if picture is None:
        yield finding("picture-damaged", f"{what} cannot be opened", name)
    elif picture.format not in _KINDS:
        yield finding("picture-type", f"{what} is {picture.format}, neither JPEG nor PNG", name)
    elif picture.mode not in _SCREEN:
        yield finding("picture-colours", f"{what} is in {picture.mode}, not RGB", name)
