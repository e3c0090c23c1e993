"""Parse Nero's list of chapters (`chpl`), and edit it in place."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiorender.model import RATE
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4.chapters.make import LISTED, NERO_RATE
from audiorender.publish.tags.mp4.chapters.titles import fitting
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.timecode import rescaled

_NEAR = 2  # milliseconds


@dataclass(frozen=True, slots=True)
class Nero:
    """A parsed list of chapters: what precedes its entries, their starts in 100 ns and titles, the rest."""

    head: bytes
    entries: tuple[tuple[int, bytes], ...]
    rest: bytes

    @classmethod
    def of(cls, content: bytes) -> Nero:
        """Parse the content of the box."""
        at = 9 if content[:1] != b"\0" else 5
        count = int.from_bytes(content[5:at] if at > 5 else content[4:5])
        if 9 * count > len(content):
            count = content[at - 1]
        head, entries = content[:at], []
        for _ in range(count):
            start, size = struct.unpack_from(">QB", content, at)
            entries.append((start, content[at + 9 : at + 9 + size]))
            at += 9 + size
        return cls(head, tuple(entries), content[at:])

    def content(self, entries: Sequence[tuple[int, bytes]]) -> bytes:
        """The list with other entries; their count goes where the old one was."""
        width = len(self.head) - (5 if self.head[:1] != b"\0" else 4)
        count = len(entries)
        wide = width > 1 and int.from_bytes(self.head[-width:]) == len(self.entries)
        counted = count.to_bytes(width) if wide else self.head[-width:-1] + bytes([count])
        body = b"".join(struct.pack(">QB", start, len(title)) + title for start, title in entries)
        return self.head[:-width] + counted + body + self.rest


def revise_list(moov: Box, edit: Edit) -> None:
    """Edit Nero's list, if the file has one: those of its entries that are chapters of the edit, up to `LISTED`."""
    box = next((box for udta in moov.all(b"udta") for box in udta.all(b"chpl")), None)
    if box is None:
        return
    nero = Nero.of(box.content)
    places = _places(nero, edit.found)
    revised = edit.revised or ()
    room = max(LISTED, len(nero.entries))
    if len(nero.entries) == len(places) == min(len(edit.found), room):
        box.content = nero.content([_entry(nero, places, edit, number) for number in range(min(len(revised), room))])
        return
    entries = list(nero.entries)
    for number, revision in enumerate(revised, start=1):
        if revision.origin in places and revision.title is not None:
            place = places[revision.origin]
            entries[place] = entries[place][0], fitting(revision.title, number)
    box.content = nero.content(entries)


def _entry(nero: Nero, places: Mapping[int | None, int], edit: Edit, number: int) -> tuple[int, bytes]:
    """The entry for the chapter at this position in the edit."""
    revision, chapter = (edit.revised or ())[number], (edit.chapters or ())[number]
    if revision.origin not in places:
        return rescaled(chapter.start, RATE, NERO_RATE), fitting(chapter.title, number + 1)
    start, title = nero.entries[places[revision.origin]]
    if revision.start is not None:
        start = rescaled(revision.start, RATE, NERO_RATE)
    return start, title if revision.title is None else fitting(revision.title, number + 1)


def _places(nero: Nero, found: Sequence[Mark]) -> Mapping[int | None, int]:
    """Match entries to chapters of the file by their times."""
    starts = [(start + 5000) // 10_000 for start, _ in nero.entries]
    pairs: dict[int | None, int] = {}
    taken: set[int] = set()
    for origin, mark in enumerate(found):
        place = next((n for n, at in enumerate(starts) if abs(at - mark.start) <= _NEAR and n not in taken), None)
        if place is not None:
            pairs[origin] = place
            taken.add(place)
    return pairs
