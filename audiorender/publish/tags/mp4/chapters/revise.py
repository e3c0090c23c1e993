"""Chapters of an MP4 file, edited in place: titles and links are changed where they stand, in the track and the list.

What moves, adds or removes chapters of a track makes the tracks anew, which is refused where something would be lost
that the edit does not name: see `unheld`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from audiorender.audio.formats.mp4 import M4A
from audiorender.errors import VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.edit import Edit
from audiorender.publish.link import web_link
from audiorender.publish.readback import Mark
from audiorender.publish.tags.fields import check_count, titled
from audiorender.publish.tags.mp4.chapters.listed import TEXTS
from audiorender.publish.tags.mp4.chapters.make import contents, text_sample
from audiorender.publish.tags.mp4.chapters.replaced import left_behind
from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, Movie, Range, chapter_tracks, handler
from audiorender.publish.tags.mp4.index.layout import Added, unneeded
from audiorender.publish.tags.mp4.index.tables import set_chunk_offsets
from audiorender.publish.tags.mp4.index.timing import Shown, shown

_LONGEST_SAMPLE = 1 << 17
_OURS = frozenset({b"href", b"encd"})
_NEAR = 2  # milliseconds


@dataclass(frozen=True, slots=True)
class _Title:
    """A sample of the track of titles: when it is shown, its bytes, and the boxes behind its text."""

    when: Shown
    sample: bytes

    @property
    def behind(self) -> list[Box]:
        """The boxes behind the text. Raises BoxError for what is not one."""
        told = int.from_bytes(self.sample[:2])
        at, found = 2 + told, []
        while at + 8 <= len(self.sample):
            size, kind = struct.unpack_from(">I4s", self.sample, at)
            if size < 8 or at + size > len(self.sample):
                raise BoxError("a chapter's text is damaged")
            found.append(Box(kind, self.sample[at + 8 : at + size]))
            at += size
        return found


def stays_in_place(movie: Movie, edit: Edit) -> bool:
    """Whether the tracks can stay: titles and links alone change, or the file has no chapter track."""
    if edit.revised is None or edit.tidy:
        return False
    if not _text_tracks(movie.moov):
        return not any(revision.url or revision.image for revision in edit.revised)
    same = [revision.origin for revision in edit.revised] == list(range(len(edit.found)))
    still = all(revision.in_place and revision.image is None for revision in edit.revised)
    linked = any(revision.url is not None for revision in edit.revised)
    return same and still and not (linked and len(_text_tracks(movie.moov)) > 1)


def revised_in_place(file: BinaryIO, movie: Movie, kept: list[Range], edit: Edit) -> tuple[list[Range], list[Added]]:
    """Edit the list and the samples of the track: the boxes that stay, and the track with its samples.

    Raises OutputError for a blank title, VerifyError for chapters that are not those that the edit was made for.
    """
    _revise_list(movie.moov, edit)
    tracks = _text_tracks(movie.moov)
    if not tracks or all(revision.title is None and revision.url is None for revision in edit.revised or ()):
        return kept, []
    track, titles = _title_track(file, movie.moov, tracks)
    if [title.when.start for title in titles] != [mark.start for mark in edit.found]:
        raise VerifyError("the chapters of the track cannot be told apart, so none can be changed")
    samples = [title.sample for title in titles]
    for number, (revision, title) in enumerate(zip(edit.revised or (), titles, strict=True), start=1):
        if revision.title is not None or revision.url is not None:
            samples[number - 1] = _retitled(title, revision.title, revision.url, number)
    unused = unneeded(movie, [track])
    _set_samples(track, samples, [title.when.sample.described for title in titles])
    return [box for box in kept if box not in unused], [Added(track, b"".join(samples))]


def unheld(file: BinaryIO, movie: Movie, edit: Edit) -> Iterator[str]:
    """What of the chapters that are there the tracks that we write cannot hold, a sentence each.

    Raises BoxError for broken tracks.
    """
    moov = movie.moov
    tracks = _text_tracks(moov)
    yield from left_behind(moov)
    if tracks:
        _, titles = _title_track(file, moov, tracks)
        others = [track for track in tracks if not _links_only(file, moov, track)]
        if len(others) > 1:
            yield f"{len(others) - 1} more tracks of chapters, as in other languages"
        kinds = {box.kind for title in titles for box in title.behind} - _OURS
        if kinds:
            names = ", ".join(sorted(kind.decode("latin-1") for kind in kinds))
            yield f"what follows the titles in the chapter track ({names})"
    pictures = {f"{n}": mark.image for n, mark in enumerate(edit.found) if mark.image}
    there = [_chapter(n, mark) for n, mark in enumerate(edit.found)]
    if len(there) <= M4A.holds.chapters and all(chapter.title.strip() for chapter in there):
        yield from contents(sorted(there, key=lambda chapter: chapter.start), pictures, None).losses


def _chapter(place: int, mark: Mark) -> Chapter:
    ms = RATE // 1000
    end = max(mark.end, mark.start + 1)
    return Chapter(mark.start * ms, end * ms, mark.title, mark.url, f"{place}" if mark.image else None)


def _text_tracks(moov: Box) -> list[Box]:
    return [track for track in chapter_tracks(moov) if handler(track) in TEXTS]


def _title_track(file: BinaryIO, moov: Box, tracks: Sequence[Box]) -> tuple[Box, list[_Title]]:
    """The track that has no links, as long as there is one: links may stand in a track of their own."""
    return min(
        ((track, _titles(file, moov, track)) for track in tracks),
        key=lambda found: any(box.kind == b"href" for title in found[1] for box in title.behind),
    )


def _titles(file: BinaryIO, moov: Box, track: Box) -> list[_Title]:
    found = []
    for when in shown(track, moov):
        file.seek(when.sample.place)
        found.append(_Title(when, file.read(min(when.sample.size, _LONGEST_SAMPLE))))
    return found


def _links_only(file: BinaryIO, moov: Box, track: Box) -> bool:
    titles = _titles(file, moov, track)
    return bool(titles) and all(any(box.kind == b"href" for box in title.behind) for title in titles)


def _retitled(title: _Title, words: str | None, url: str | None, number: int) -> bytes:
    """The sample with another title or link; all other boxes behind the text stay."""
    told = int.from_bytes(title.sample[:2])
    text = title.sample[2 : 2 + told]
    behind = title.behind
    if words is not None:
        text = titled(words, f"chapter {number}").encode()
    if url is not None:
        behind = [box for box in behind if box.kind != b"href"]
    link = web_link(url) if url else None
    if words is not None or link:
        behind = [box for box in behind if box.kind != b"encd"]
        return text_sample(text, link, behind)
    return struct.pack(">H", len(text)) + text + b"".join(box.rendered() for box in behind)


def _set_samples(track: Box, samples: Sequence[bytes], described: Sequence[int]) -> None:
    """The tables of a track whose samples stand one behind the other, a chunk each."""
    table = track.need(b"mdia", b"minf", b"stbl")
    sizes = [len(sample) for sample in samples]
    table.without(b"stz2")
    table.put(Box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)))
    rows = [(n + 1, 1, kind) for n, kind in enumerate(described) if n == 0 or kind != described[n - 1]]
    runs = b"".join(struct.pack(">III", *row) for row in rows)
    table.put(Box(b"stsc", struct.pack(">II", 0, len(rows)) + runs))
    import numpy as np

    set_chunk_offsets(track, np.array([sum(sizes[:n]) for n in range(len(sizes))], np.int64))


@dataclass(frozen=True, slots=True)
class _Nero:
    """A list of chapters taken apart: what stands before its entries, their starts in 100 ns and titles, the rest."""

    head: bytes
    entries: tuple[tuple[int, bytes], ...]
    rest: bytes

    @classmethod
    def of(cls, content: bytes) -> _Nero:
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
        """The list with other entries, counted where the old ones were."""
        width = len(self.head) - (5 if self.head[:1] != b"\0" else 4)
        count = len(entries)
        wide = width > 1 and int.from_bytes(self.head[-width:]) == len(self.entries)
        counted = count.to_bytes(width) if wide else self.head[-width:-1] + bytes([count])
        body = b"".join(struct.pack(">QB", start, len(title)) + title for start, title in entries)
        return self.head[:-width] + counted + body + self.rest


def _revise_list(moov: Box, edit: Edit) -> None:
    """Edit Nero's list, where the file has one: its entries that are chapters of the edit."""
    box = next((box for udta in moov.all(b"udta") for box in udta.all(b"chpl")), None)
    if box is None:
        return
    nero = _Nero.of(box.content)
    places = _places(nero, edit.found)
    entries: list[tuple[int, bytes]] = []
    revised = edit.revised or ()
    if len(nero.entries) == len(edit.found) == len(places):
        for number, revision in enumerate(revised, start=1):
            start, title = nero.entries[places[revision.origin]] if revision.origin is not None else (0, b"")
            if revision.start is not None:
                start = (revision.start * 20_000_000 + RATE) // (2 * RATE)
            if revision.title is not None:
                title = _short(titled(revision.title, f"chapter {number}"))
            entries.append((start, title))
    else:
        entries = list(nero.entries)
        for number, revision in enumerate(revised, start=1):
            if revision.origin in places and revision.title is not None:
                place = places[revision.origin]
                entries[place] = entries[place][0], _short(titled(revision.title, f"chapter {number}"))
    check_count(entries, M4A.holds.chapters, "an MP4 file")
    box.content = nero.content(entries)


def _short(title: str) -> bytes:
    from audiorender.publish.tags.shorten import shortened

    return shortened(title, M4A.holds.title).encode()


def _places(nero: _Nero, found: Sequence[Mark]) -> Mapping[int | None, int]:
    """Which entry is which chapter of the file, by its time."""
    starts = [(start + 5000) // 10_000 for start, _ in nero.entries]
    pairs: dict[int | None, int] = {}
    for origin, mark in enumerate(found):
        place = next((n for n, start in enumerate(starts) if abs(start - mark.start) <= _NEAR), None)
        if place is not None and place not in pairs.values():
            pairs[origin] = place
    return pairs
