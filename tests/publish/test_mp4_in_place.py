"""Chapters of an MP4 file that move, come and go within its own track: all else of the track keeps its bytes."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from foreign.test_edits import decoded
from foreign.walker import parts

from audiorender.errors import OutputError
from audiorender.model import RATE
from audiorender.produce.retag.change import change_chapters
from audiorender.produce.retag.request import Changes, RetagRequest
from audiorender.publish.tags import read_tags
from audiorender.publish.tags.mp4.index.boxes import Box, chapter_tracks
from publish.films import Make, maker, with_index


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return maker(tmp_path_factory.mktemp("mp4"))


def foreign(moov: Box) -> None:
    """What another program might have in its chapter track."""
    (track,) = chapter_tracks(moov)
    track.open().append(Box(b"udta", children=[Box(b"name", b"Chapters of mine")]))
    head = track.need(b"tkhd")
    head.content = head.content[:4] + struct.pack(">II", 77, 88) + head.content[12:]
    name = track.need(b"mdia", b"hdlr")
    name.content = name.content[:24] + b"Somebody's handler\0"
    stsd = track.need(b"mdia", b"minf", b"stbl", b"stsd")
    stsd.content = stsd.content[:24] + b"\0\0\0\x07" + stsd.content[28:]
    moov.open().append(Box(b"zzzz", b"unknown"))


EDITS = {
    "move": Changes(move={2: RATE * 2}),
    "add": Changes(add=((RATE * 2, "Mine"),)),
    "remove": Changes(remove=frozenset({2})),
    "remove the first": Changes(remove=frozenset({1})),
    "all": Changes(move={2: RATE * 2}, rename={1: "Mine"}, add=((RATE * 5 // 2, "Last"),), links={2: "https://e.org/"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_in_the_track_stays(make: Make, edit: str) -> None:
    path = make("-f", "ipod", chapters=True)
    with_index(path, foreign)
    before, heard = parts(path), decoded(path)
    change_chapters(RetagRequest(path, changes=EDITS[edit]))
    after = parts(path)
    changed = {name for name, _ in (before - after) + (after - before)}
    tables = {f"moov.trak(text).mdia.minf.stbl.{kind}" for kind in ("stts", "stsz", "stsc")}
    assert changed <= {"moov.udta.chpl", *tables}, changed
    assert decoded(path) == heard
    starts = [mark.start for mark in read_tags(path).chapters]
    expected = {"move": [0, 2000], "add": [0, 1500, 2000], "all": [0, 2000, 2500]}.get(edit, [0])
    assert starts == expected


def test_other_tables_of_the_track_are_not_thrown_away(make: Make) -> None:
    path = make("-f", "ipod", chapters=True)

    def tables(moov: Box) -> None:
        (track,) = chapter_tracks(moov)
        track.need(b"mdia", b"minf", b"stbl").open().append(Box(b"sdtp", b"\0\0\0\0\x10\x20"))

    with_index(path, tables)
    whole = path.read_bytes()
    with pytest.raises(OutputError, match=r"what else is in the chapter track \(sdtp\)"):
        change_chapters(RetagRequest(path, changes=EDITS["add"]))
    assert path.read_bytes() == whole
    change_chapters(RetagRequest(path, changes=EDITS["move"]))  # each chapter keeps its entry


def test_the_first_chapter_stays_at_0(make: Make) -> None:
    path = make("-f", "ipod", chapters=True)
    whole = path.read_bytes()
    with pytest.raises(OutputError, match="must begin at 0; put another before it: --add 0=TITLE"):
        change_chapters(RetagRequest(path, changes=Changes(move={1: RATE})))
    assert path.read_bytes() == whole


def test_more_chapters_than_the_list_holds(make: Make, tmp_path: Path) -> None:
    path = make("-f", "ipod")
    (tmp_path / "many.txt").write_text("".join(f"{n * 0.01:.3f}\t{n * 0.01:.3f}\tC {n}\n" for n in range(280)))
    done = change_chapters(RetagRequest(path, source=tmp_path / "many.txt"))
    said = "AntennaPod, which reads the list (chpl), shows 255 of the {} chapters; Apple's apps show all"
    assert said.format(280) in [note.text for note in done.notes]
    tags = read_tags(path)
    assert (len(tags.chapters), tags.listed) == (280, 255)
    assert {fault.rule for fault in tags.faults} == {"mp4-list-full"}
    done = change_chapters(RetagRequest(path, changes=Changes(add=((5040, "Early"),), rename={270: "Late"})))
    assert said.format(281) in [note.text for note in done.notes]
    tags = read_tags(path)
    assert (len(tags.chapters), tags.listed) == (281, 255)
    assert {fault.rule for fault in tags.faults} == {"mp4-list-full"}
    assert [tags.chapters[n].title for n in (11, 270)] == ["Early", "Late"]
