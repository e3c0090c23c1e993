"""Chapters of an MP4 file that move, come and go beside pictures, links and titles of other languages: all that is
another program's keeps its bytes, and follows.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from contracts.edits import JPEG, PNG, picture
from contracts.kinds import packets
from foreign.walker import parts

from audiorender.errors import OutputError
from audiorender.model import RATE
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import Changes, RetagRequest
from audiorender.publish.tags import read_tags
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.publish.tags.mp4.index.track import Media, Place, track_box
from publish.films import Make, index_of, maker, with_index, with_tracks

WIDE, TALL = picture("JPEG", "navy", (64, 24)), picture("JPEG", "red", (20, 50))
Shown = list[tuple[float, bytes]]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return maker(tmp_path_factory.mktemp("mp4"))


def a_track(
    kind: bytes, coding: bytes, *samples: tuple[float, bytes], name: bytes = b"Another program's"
) -> tuple[Box, bytes]:
    """A chapter track of another program, whose samples begin at so many seconds; its clock is the film's."""
    sizes = [len(sample) for _, sample in samples]
    media = Media(kind, name, Box(b"gmhd"), [Box(coding, bytes(78))], sizes, [(1, len(samples), 1)], [0])
    edges = [round(second * RATE) for second, _ in samples]
    return track_box(media, [*edges, 3 * RATE], Place(1, 1000, 0)), b"".join(sample for _, sample in samples)


def words(text: str, link: str = "") -> bytes:
    href = Box(b"href", struct.pack(">HHB", 0, len(text), len(link)) + link.encode() + b"\0").rendered()
    return struct.pack(">H", len(text)) + text.encode() + Box(b"styl", bytes(22)).rendered() + href * bool(link)


def titles(*names: str) -> tuple[Box, bytes]:
    return a_track(b"text", b"text", *((float(n), words(name)) for n, name in enumerate(names)))


def slides(*samples: tuple[float, bytes], coding: bytes = b"png ") -> tuple[Box, bytes]:
    return a_track(b"vide", coding, *samples)


def shown(path: Path, kind: str, number: int = 0) -> Shown:
    """When the samples of a track begin, in seconds, and their bytes, by the boxes alone."""
    content = path.read_bytes()
    tracks = [t for t in index_of(path).all(b"trak") if t.need(b"mdia", b"hdlr").content[8:12] == kind.encode()]
    table = tracks[number].need(b"mdia", b"minf", b"stbl")
    deltas = [delta for n, delta in struct.iter_unpack(">II", table.need(b"stts").content[8:]) for _ in range(n)]
    sizes = [size for (size,) in struct.iter_unpack(">I", table.need(b"stsz").content[12:])]
    chunks = [place for (place,) in struct.iter_unpack(">I", table.need(b"stco").content[8:])]
    runs = [*struct.iter_unpack(">III", table.need(b"stsc").content[8:])]
    starts = (start / RATE for start in accumulate(deltas[:-1], initial=0))
    return list(zip(starts, _samples(content, chunks, runs, sizes), strict=True))


def _samples(content: bytes, chunks: list[int], runs: list[tuple[int, ...]], sizes: list[int]) -> Iterator[bytes]:
    left = iter(sizes)
    for number, place in enumerate(chunks, start=1):
        count = next(each[1] for each in reversed(runs) if each[0] <= number)
        edges = [*accumulate((next(left) for _ in range(count)), initial=place)]
        yield from (content[start:end] for start, end in pairwise(edges))


ABC = ("One", "Two", "Three")
"""Titles that begin at 0, 1 and 2 seconds."""


def changed(path: Path, changes: Changes) -> tuple[str, ...]:
    """Edit the file, with its sound and all that is no table of a chapter track as before: what was said."""
    before, heard = parts(path), packets(path)
    notes = change_chapters(RetagRequest(path, changes=changes)).notes
    after = parts(path)
    names = {name for name, _ in (before - after) + (after - before)}
    tables = {
        f"moov.trak({kind}).mdia.minf.stbl.{box}" for kind in ("text", "vide") for box in ("stts", "stsz", "stsc")
    }
    assert names <= tables, names
    assert packets(path) == heard
    return tuple(note.text for note in notes)


@pytest.mark.parametrize("coding", [b"png ", b"avc1"])
def test_pictures_of_any_coding_move_with_their_chapters(make: Make, coding: bytes) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (0.99, WIDE), (1.5, TALL), (2, JPEG), coding=coding))
    changed(path, Changes(move={2: RATE * 5 // 4}))
    assert shown(path, "vide") == [(0, PNG), (1.25, WIDE), (1.5, TALL), (2, JPEG)]
    changed(path, Changes(move={2: RATE * 7 // 4}))  # behind the slide within it
    assert shown(path, "vide") == [(0, PNG), (1.5, TALL), (1.75, WIDE), (2, JPEG)]
    assert [mark.start for mark in read_tags(path).chapters] == [0, 1750, 2000]
    once = path.read_bytes()
    changed(path, Changes(move={2: RATE * 7 // 4}))
    assert path.read_bytes() == once


def test_pictures_go_with_their_chapters(make: Make) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (1, WIDE), (2, JPEG)))
    changed(path, Changes(remove=frozenset({2})))
    assert shown(path, "vide") == [(0, PNG), (2, JPEG)]
    changed(path, Changes(remove=frozenset({1})))
    assert shown(path, "vide") == [(0, JPEG)]
    assert [(mark.start, mark.title) for mark in read_tags(path).chapters] == [(0, "Three")]


def test_a_picture_that_goes_on_in_the_next_chapter_stays_there(make: Make) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (2, JPEG)))
    changed(path, Changes(remove=frozenset({1})))
    assert shown(path, "vide") == [(0, PNG), (2, JPEG)]
    assert [mark.image for mark in read_tags(path).chapters] == [PNG, JPEG]


def test_a_new_chapter_has_no_picture_of_its_own(make: Make) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (1, WIDE), (2, JPEG)))
    said = changed(path, Changes(add=((RATE * 3 // 2, "Mine"),)))
    assert "chapter 3 has no picture of its own, so the one before stays on the screen" in said
    assert shown(path, "vide") == [(0, PNG), (1, WIDE), (2, JPEG)]
    assert [mark.title for mark in read_tags(path).chapters] == ["One", "Two", "Mine", "Three"]


def test_titles_in_another_language_and_links_follow(make: Make) -> None:
    path = make()
    links = a_track(b"text", b"text", (0, words(" ")), (1.01, words("see", "http://a.example/")), (2.01, words(" ")))
    with_tracks(path, titles(*ABC), titles("Eins", "Zwei", "Drei"), links)
    said = changed(path, Changes(move={2: RATE // 2}, rename={1: "First"}))
    assert [note for note in said if "list of chapters" not in note] == []
    german = [(0, words("Eins")), (0.5, words("Zwei")), (2, words("Drei"))]
    assert shown(path, "text", 1) == german
    assert [start for start, _ in shown(path, "text", 2)] == [0, 0.5, 2.01]
    said = changed(path, Changes(add=((RATE * 3 // 2, "Mine"),)))
    assert "chapter 3 is not in the file's other track of titles or links, which stays as it is" in said
    assert shown(path, "text", 1) == german
    changed(path, Changes(remove=frozenset({2})))
    assert shown(path, "text", 1) == [german[0], (1.5, words("Zwei")), german[2]]  # it goes on in the new chapter
    assert [start for start, _ in shown(path, "text", 2)] == [0, 1.5, 2.01]


def test_two_pictures_at_once_are_refused(make: Make) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (1, WIDE), (1.5, TALL), (2, JPEG)))
    whole = path.read_bytes()
    with pytest.raises(
        OutputError, match=r"two pictures would begin at 00:00:01\.500; move the chapter to another time"
    ):
        change_chapters(RetagRequest(path, changes=Changes(move={2: RATE * 3 // 2})))
    assert path.read_bytes() == whole


def test_tables_that_count_pictures_stay_or_the_edit_is_refused(make: Make) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (1, WIDE), (2, JPEG), coding=b"avc1"))

    def synced(moov: Box) -> None:
        table = moov.all(b"trak")[-1].need(b"mdia", b"minf", b"stbl")
        table.open().append(Box(b"stss", struct.pack(">III", 0, 1, 1)))

    with_index(path, synced)
    changed(path, Changes(move={2: RATE * 3 // 2}))
    whole = path.read_bytes()
    lost = r"not keep everything: the pictures .* neither JPEG nor PNG; .*\(stss\); .*; add --drop-unknown"
    with pytest.raises(OutputError, match=lost):
        change_chapters(RetagRequest(path, changes=Changes(remove=frozenset({2}))))
    assert path.read_bytes() == whole
    change_chapters(RetagRequest(path, changes=Changes(remove=frozenset({2})), drop_unknown=True))
    assert [mark.title for mark in read_tags(path).chapters] == ["One", "Three"]


def test_a_picture_for_one_chapter_leaves_the_titles_alone(make: Make, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jpg"
    mine.write_bytes(picture("JPEG", "green", (200, 200)))
    path = make("-f", "ipod", chapters=True)
    before = [part for part in parts(path).elements() if "trak(text)" in part[0]]
    change_chapters(RetagRequest(path, changes=Changes(images={2: str(mine)})))
    assert [part for part in parts(path).elements() if "trak(text)" in part[0]] == before
    first, second = read_tags(path).chapters
    assert (first.image, bool(second.image)) == (None, True)
    once = path.read_bytes()
    change_chapters(RetagRequest(path, changes=Changes(images={2: str(mine)})))
    assert path.read_bytes() == once
    change_chapters(RetagRequest(path, changes=Changes(images={2: ""})))
    assert len(index_of(path).all(b"trak")) == 2
    assert b"JFIF" not in path.read_bytes()


def test_pictures_that_would_be_coded_anew_are_refused(make: Make, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jpg"
    mine.write_bytes(picture("JPEG", "green", (200, 200)))
    path = make()
    with_tracks(path, titles(*ABC), slides((0, PNG), (1, PNG), (2, PNG)))
    whole = path.read_bytes()
    wanted = RetagRequest(path, changes=Changes(images={2: str(mine)}, move={3: RATE * 5 // 2}))
    with pytest.raises(
        OutputError, match="would not keep everything: 2 pictures in PNG, to become JPEG; add --drop-unknown"
    ):
        change_chapters(wanted)
    assert path.read_bytes() == whole
    change_chapters(RetagRequest(path, changes=wanted.changes, drop_unknown=True))
    chapters = read_tags(path).chapters
    assert all(mark.image and mark.image.startswith(b"\xff\xd8\xff") for mark in chapters)
    assert [start for start, _ in shown(path, "vide")] == [0, 1, 2.5]
    assert [text for _, text in shown(path, "text")] == [words(name) for name in ABC]


def test_a_track_that_an_edit_list_moves_is_not_made_anew_in_silence(make: Make) -> None:
    path = make()
    with_tracks(path, titles(*ABC), slides((0, JPEG), coding=b"jpeg"))

    def later(moov: Box) -> None:
        second = int.from_bytes(moov.need(b"mvhd").content[12:16])
        edits = struct.pack(">IIIiIIiI", 0, 2, second, -1, 1 << 16, second, 0, 1 << 16)
        moov.all(b"trak")[-1].put(Box(b"edts", children=[Box(b"elst", edits)]))

    with_index(path, later)
    whole = path.read_bytes()
    with pytest.raises(OutputError, match="the edit list of a chapter track; add --drop-unknown"):
        change_chapters(RetagRequest(path, changes=Changes(move={3: RATE * 5 // 2})))
    assert path.read_bytes() == whole
    change_chapters(RetagRequest(path, changes=Changes(rename={3: "Last"})))
    assert read_tags(path).chapters[2].title == "Last"
