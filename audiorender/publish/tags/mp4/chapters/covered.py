"""A new cover while chapters without a picture show the cover: they are rewritten with the new one."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.mp4.chapters.listed import on_cover, tracked
from audiorender.publish.tags.mp4.index.boxes import Box, chapter_tracks, handler, timescale
from audiorender.publish.tags.mp4.index.tables import length, samples
from audiorender.timecode import rescaled


def with_shown_chapters(file: BinaryIO, moov: Box, edit: Edit) -> Edit:
    """`edit` with the existing chapters added, if it only changes the cover and our picture track shows that.

    Raises BoxError for broken tracks.
    """
    if edit.cover is None or edit.chapters is not None:
        return edit
    tracks = chapter_tracks(moov)
    text = next((track for track in tracks if handler(track) == b"text"), None)
    stale = any(handler(track) == b"vide" and on_cover(track) for track in tracks)
    listed = tracked(file, moov) if text and stale else None
    if text is None or listed is None:
        return edit
    units = timescale(text.need(b"mdia", b"mdhd"))
    edges = [*(each.start for each in samples(text)), length(text)]
    starts = [rescaled(edge, units, RATE) for edge in edges]
    names = [f"{number}" if picture else None for number, picture in enumerate(listed.pictures)]
    chapters = (
        Chapter(start, end, title.decode("utf-8", "replace"), link, name)
        for start, end, title, link, name in zip(starts, starts[1:], listed.titles, listed.links, names, strict=False)
    )
    pictures = {name: picture for name, picture in zip(names, listed.pictures, strict=True) if name and picture}
    return replace(edit, chapters=tuple(chapters), pictures=pictures)
