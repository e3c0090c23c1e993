"""What of other programs' chapter tracks goes when chapters are written, and cannot be in ours."""

from __future__ import annotations

from collections.abc import Iterator

from audiorender.publish.tags.mp4.index.boxes import Box, chapter_tracks, handler
from audiorender.publish.tags.mp4.index.tables import descriptions
from audiorender.publish.tags.mp4.index.timing import shown

_STILLS = frozenset({b"jpeg", b"png "})
_TOGETHER = 20
"""Milliseconds that a picture and its chapter may be apart: each track has a clock of its own."""


def left_behind(moov: Box) -> Iterator[str]:
    """A sentence for the pictures that are no chapter's. Raises BoxError for broken tables."""
    tracks = chapter_tracks(moov)
    starts = [each.start for track in tracks if handler(track) != b"vide" for each in shown(track, moov)]
    for track in tracks:
        if handler(track) != b"vide":
            continue
        if any(each.kind not in _STILLS for each in descriptions(track)):
            yield "the pictures of the chapters that were there were left out: they are neither JPEG nor PNG"
            continue
        others = sum(all(abs(each.start - start) > _TOGETHER for start in starts) for each in shown(track, moov))
        if others:
            yield f"pictures that begin within a chapter were left out: {others}"
