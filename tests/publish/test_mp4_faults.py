"""Which rules an MP4 file breaks that others have made, and files that are damaged or mean harm."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from contracts.edits import JPEG
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import AudiorenderError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4 import read_tags, write_tags
from audiorender.publish.tags.mp4.index.boxes import Box
from publish.films import TWO, Make, maker, outer, with_index, with_index_last


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return maker(tmp_path_factory.mktemp("mp4"))


PICTURED = (replace(TWO[0], url="https://a.example/", image="a"), TWO[1])


def nero(*entries: tuple[int, bytes]) -> Box:
    body = b"".join(struct.pack(">QB", start * 10_000, len(title)) + title for start, title in entries)
    return Box(b"chpl", struct.pack(">IIB", 0x01000000, 0, len(entries)) + body)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda moov: moov.need(b"udta").without(b"chpl"), "no list of chapters"),
        (lambda moov: moov.need(b"trak").without(b"tref"), "no chapter track"),
        (lambda moov: moov.need(b"udta").put(nero((0, b"One"))), "track has 2 chapters, the list (chpl) has 1"),
        (lambda moov: moov.need(b"udta").put(nero((0, b"One"), (1002, "Zweí".encode()))), "agree on the times"),
        (lambda moov: moov.need(b"udta").put(nero((0, b"One"), (1000, b"Two"))), "agree on the titles"),
    ],
)
def test_faults_are_named(make: Make, change: Callable[[Box], None], fault: str) -> None:
    path = make(chapters=True)
    write_tags(path, Edit(chapters=TWO))
    boxes = outer(path.read_bytes())
    # The index goes to the end, so that it can be changed.
    with_index_last(path, boxes)
    assert read_tags(path).faults == ("the index comes after the audio: players must load the whole file first",)
    with_index(path, change)
    assert fault in " | ".join(read_tags(path).faults)


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([(500, b"x")], "the first chapter does not begin at 0"),
        ([(0, b"x"), (2000, b"y"), (1000, b"z")], "not in order (chapter 3)"),
        ([(0, b"x" * 128)], "a title has more than 127 bytes, and AntennaPod's list ends there (chapter 1)"),
        ([(0, b"")], "a chapter has no title (chapter 1)"),
        ([(0, b"\xff\x80")], "a title is not UTF-8 (chapter 1)"),
        ([(0, b"x"), (9000, b"y")], "the last chapter begins after the end of the audio"),
    ],
)
def test_faults_of_a_list_alone_are_named(make: Make, entries: list[tuple[int, bytes]], fault: str) -> None:
    path = make()
    with_index(path, lambda moov: moov.need(b"udta").put(nero(*entries)))
    assert fault in " | ".join(read_tags(path).faults)


def test_an_old_list_has_no_reserved_bytes(make: Make) -> None:
    path = make()
    entry = struct.pack(">QB", 0, 3) + b"Old"
    with_index(path, lambda moov: moov.need(b"udta").put(Box(b"chpl", struct.pack(">IB", 0, 1) + entry)))
    assert read_tags(path).chapters == (Mark(0, 3000, "Old"),)


def test_a_track_shown_later_by_its_edit_list(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=TWO))
    with_index_last(path, outer(path.read_bytes()))

    def delay(moov: Box) -> None:
        units = int.from_bytes(moov.need(b"mvhd").content[12:16])
        edits = struct.pack(">IIIiIIiI", 0, 2, units // 2, -1, 1 << 16, units, 0, 1 << 16)
        moov.all(b"trak")[1].put(Box(b"edts", children=[Box(b"elst", edits)]))

    with_index(path, delay)
    tags = read_tags(path)
    assert [(mark.start, mark.end) for mark in tags.chapters] == [(500, 1500), (1500, 3500)]
    assert "the first chapter does not begin at 0" in tags.faults


@pytest.mark.parametrize(
    "content",
    [
        struct.pack(">I4s", 8, b"moov") * 3,
        struct.pack(">I4s", 8, b"free") * 5000,
        struct.pack(">I4sQ", 1, b"moov", 1 << 63),
        struct.pack(">I4s", 0, b"moov") + struct.pack(">I4s", 0, b"trak") * 100_000,
        struct.pack(">I4s", 4, b"moov") + bytes(100),
        struct.pack(">I4s", 8, b"moov") + bytes(7),
    ],
)
def test_files_that_mean_harm_are_errors(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(VerifyError, match=r"not a readable MP4 file: [^_]*$"):
        read_tags(path)
    with pytest.raises(VerifyError, match="not an MP4 file"):
        write_tags(path, Edit(title="New"))


@given(data=st.data())
def test_a_damaged_index_is_read_or_is_an_error(make: Make, data: st.DataObject) -> None:
    path = make("-f", "ipod", chapters=True)
    if data.draw(st.booleans()):
        write_tags(path, Edit(chapters=PICTURED, pictures={"a": JPEG}))
    content = bytearray(path.read_bytes())
    start = content.index(b"moov")
    end = start + int.from_bytes(content[start - 4 : start])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(start, min(end, len(content) - 4)))
        number = st.integers(0, 0xFFFFFFFF) | st.sampled_from([0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0, 1])
        content[at : at + 4] = struct.pack(">I", data.draw(number))
    path.write_bytes(content)
    with contextlib.suppress(VerifyError):
        read_tags(path)
    with contextlib.suppress(AudiorenderError):
        write_tags(path, Edit(title="New", language="en", chapters=TWO))
    with contextlib.suppress(AudiorenderError):
        write_tags(path, Edit(cover=JPEG))
