"""What is lost when our chapter tracks replace those of another program."""

from __future__ import annotations

from collections.abc import Iterator

from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.fields import picture_type
from audiorender.publish.tags.mp4.chapters.following import TOGETHER
from audiorender.publish.tags.mp4.chapters.titles import bound_to_samples
from audiorender.publish.tags.mp4.index.boxes import Box, chapter_tracks, handler
from audiorender.publish.tags.mp4.index.tables import descriptions
from audiorender.publish.tags.mp4.index.timing import timed_samples

_PARTS = frozenset({b"tkhd", b"mdia", b"edts", b"tref"})
_STILLS = frozenset({b"jpeg", b"png "})


def left_behind(moov: Box) -> Iterator[str]:
    """A sentence about pictures that belong to no chapter. Raises BoxError for broken tables."""
    tracks = chapter_tracks(moov)
    starts = [each.start for track in tracks if handler(track) != b"vide" for each in timed_samples(track, moov)]
    for track in tracks:
        if handler(track) != b"vide":
            continue
        if any(each.kind not in _STILLS for each in descriptions(track)):
            yield "the pictures of the existing chapters were left out: they are neither JPEG nor PNG"
            continue
        others = sum(all(abs(each.start - start) > TOGETHER for start in starts) for each in timed_samples(track, moov))
        if others:
            yield f"pictures that begin within a chapter were left out: {others}"


def recoded(edit: Edit) -> Iterator[str]:
    """A sentence about existing pictures that would be converted: ours are JPEG."""
    changed = {revision.origin for revision in edit.revised or () if revision.image is not None}
    kept = {revision.origin for revision in edit.revised or ()} - changed
    count = sum(
        mark.image is not None and picture_type(mark.image) == "image/png" and n in kept
        for n, mark in enumerate(edit.found)
    )
    if count:
        yield f"{count} {'picture' if count == 1 else 'pictures'} in PNG, to become JPEG"


def strange_parts(track: Box) -> Iterator[str]:
    """A sentence about unknown parts of a chapter track."""
    kinds = bound_to_samples(track) | (track.kinds() - _PARTS)
    if kinds:
        yield f"what else is in the chapter track ({', '.join(sorted(kind.decode('latin-1') for kind in kinds))})"
