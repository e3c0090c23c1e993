"""A new cover for chapters that have no picture and show the cover: they are written again, as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from audiorender.model import RATE, Chapter
from audiorender.publish.edit import Edit
from audiorender.publish.tags.mp4.boxes import Box, chapter_tracks, handler, timescale
from audiorender.publish.tags.mp4.listed import on_cover, tracked
from audiorender.publish.tags.mp4.tables import length, samples


def with_shown_chapters(file: BinaryIO, moov: Box, edit: Edit) -> Edit:
    """`edit` with the chapters that are there, where it changes the cover alone and our tracks show that.

    Raises BoxError for broken tracks.
    """
    tracks = chapter_tracks(moov)
    stale = any(handler(track) == b"vide" and on_cover(track) for track in tracks)
    listed = tracked(file, moov) if stale and edit.cover is not None and edit.chapters is None else None
    if listed is None:
        return edit
    text = next(track for track in tracks if handler(track) == b"text")
    units = timescale(text.need(b"mdia", b"mdhd"))
    edges = [*(each.start for each in samples(text)), length(text)]
    starts = [(edge * RATE * 2 + units) // (2 * units) for edge in edges]
    pictures = {f"{number}": picture for number, picture in enumerate(listed.pictures) if picture}
    chapters = tuple(
        Chapter(start, end, title.decode("utf-8", "replace"), link, f"{number}" if f"{number}" in pictures else None)
        for number, (start, end, title, link) in enumerate(
            zip(starts, starts[1:], listed.titles, listed.links, strict=False)
        )
    )
    return replace(edit, chapters=chapters, pictures=pictures)
