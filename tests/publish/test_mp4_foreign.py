"""MP4 files as other programs make them, whole and cut off: read and changed rightly, or refused in a sentence."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from contracts.edits import JPEG
from contracts.kinds import by_ffmpeg, packets

from audiorender.audio import ffmpeg
from audiorender.errors import SourceError, VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4 import read_tags, write_tags
from audiorender.publish.tags.mp4.index.boxes import Box
from publish.films import MARKS, THEIRS, TWO, Make, index_of, maker, outer, with_index

EDIT = Edit(title="New", chapters=TWO)


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return maker(tmp_path_factory.mktemp("mp4"))


def refused(path: Path, message: str, kind: type[Exception] = VerifyError) -> None:
    """Changing the file is an error of one line, and leaves it as it is."""
    before = path.read_bytes()
    with pytest.raises(kind, match=message) as caught:
        write_tags(path, EDIT)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if each.name.endswith(".part")] == []


@pytest.mark.parametrize("options", [("-f", "ipod"), ("-f", "ipod", "-movflags", "+faststart")], ids=["late", "early"])
def test_a_file_cut_off_anywhere_is_refused(make: Make, options: tuple[str, ...]) -> None:
    path = make(*options, chapters=True)
    content = path.read_bytes()
    edges = [0]
    for _, box in outer(content):
        edges.append(edges[-1] + len(box))
    inside = [(a + b) // 2 for a, b in pairwise(edges) if b - a > 8]
    for cut in {*edges[:-1], *inside, *(edge + 4 for edge in edges[:-1]), len(content) - 1}:
        path.write_bytes(content[:cut])
        refused(path, "not an MP4 file that can be changed: ")
    path.write_bytes(content[:-9])
    refused(path, "it is cut off or damaged: '(moov|mdat)' has [0-9]+ bytes where there are [0-9]+")


def test_a_live_stream_is_refused_with_what_to_do(make: Make) -> None:
    refused(make("-movflags", "frag_keyframe+empty_moov"), "a fragmented MP4 file .*-c copy", SourceError)


def test_an_index_of_countless_boxes_is_refused_soon(make: Make) -> None:
    path = make()
    with_index(path, lambda moov: moov.need(b"udta").open().extend([Box(b"free")] * 70_000))
    refused(path, "more than 65536 boxes are in its index")
    with pytest.raises(VerifyError, match="more than 65536 boxes"):
        read_tags(path)


def test_all_sound_names_the_chapters(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "two.m4a"
    sources = [*("-f", "lavfi", "-i", "sine=330:d=3"), *("-f", "lavfi", "-i", "sine=440:d=3")]
    ffmpeg.run([*sources, "-map", "0", "-map", "1", "-c:a", "aac", *ffmpeg.EXACT, "-f", "ipod", str(path)])
    before = packets(path)
    write_tags(path, Edit(chapters=(Chapter(0, RATE, "One", image="a"), TWO[1]), pictures={"a": JPEG}))
    one, two, *others = index_of(path).all(b"trak")
    assert one.need(b"tref").rendered() == two.need(b"tref").rendered()
    assert (len(others), by_ffmpeg(path), packets(path)) == (2, ["One", "Zweí"], before)


def nero(count: bytes, *titles: str) -> Box:
    entries = b"".join(struct.pack(">QB", n * 10_000, len(title)) + title.encode() for n, title in enumerate(titles))
    return Box(b"chpl", b"\1\0\0\0" + count + entries)


@pytest.mark.parametrize(
    ("count", "shown"), [(b"\0\0\0\1\x2c", 300), (b"\0\0\0\0\x2c", 44), (b"RSVD\x2c", 44)], ids=["mp4v2", "one", "odd"]
)
def test_lists_that_count_in_one_byte_or_in_four(make: Make, count: bytes, shown: int) -> None:
    path = make()
    with_index(path, lambda moov: moov.need(b"udta").put(nero(count, *(f"{n}" for n in range(shown)))))
    tags = read_tags(path)
    assert [mark.title for mark in tags.chapters] == [f"{n}" for n in range(shown)]
    assert any("there are 300 chapters" in fault for fault in tags.faults) == (shown == 300)


@pytest.mark.parametrize("width", [8, 16])
def test_sizes_of_fewer_bits(make: Make, width: int) -> None:
    path = make(chapters=True)

    def narrow(moov: Box) -> None:
        table = moov.all(b"trak")[1].need(b"mdia", b"minf", b"stbl")
        sizes = [size for (size,) in struct.iter_unpack(">I", table.need(b"stsz").content[12:])]
        table.without(b"stsz")
        narrowed = b"".join(size.to_bytes(width // 8) for size in sizes)
        table.open().append(Box(b"stz2", struct.pack(">III", 0, width, len(sizes)) + narrowed))

    with_index(path, narrow)
    assert read_tags(path).chapters == THEIRS
    write_tags(path, EDIT)
    assert read_tags(path).chapters == MARKS


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda table: table.put(Box(b"stts", struct.pack(">IIII", 0, 1, 0xFFFFFFFF, 1))), "more times than entries"),
        (lambda table: table.put(Box(b"stsz", struct.pack(">III", 0, 1, 0xFFFFFFFF))), "4294967295 entries"),
        (lambda table: table.put(Box(b"stsc", struct.pack(">IIIIIIII", 0, 2, 2, 1, 1, 1, 1, 1))), "out of order"),
        (lambda table: table.without(b"stsz"), "'stsz' is missing"),
    ],
)
def test_a_chapter_track_that_means_harm_is_an_error(make: Make, damage: Callable[[Box], None], message: str) -> None:
    path = make(chapters=True)
    with_index(path, lambda moov: damage(moov.all(b"trak")[1].need(b"mdia", b"minf", b"stbl")))
    with pytest.raises(VerifyError, match=message):
        read_tags(path)


def test_an_edit_list_without_end_is_an_error(make: Make) -> None:
    path = make(chapters=True)
    edits = Box(b"edts", children=[Box(b"elst", struct.pack(">II", 0, 3_000_000))])
    with_index(path, lambda moov: moov.all(b"trak")[1].put(edits))
    with pytest.raises(VerifyError, match="3000000 edits"):
        read_tags(path)
    row = struct.pack(">IiI", 0x7FFFFFFF, 0, 1 << 16)
    again = Box(b"edts", children=[Box(b"elst", struct.pack(">II", 0, 9_000) + row * 9_000)])
    with_index(path, lambda moov: moov.all(b"trak")[1].put(again))
    with pytest.raises(VerifyError, match="is repeated"):
        read_tags(path)


@pytest.mark.debian
def test_chapters_by_ffmpeg_are_those_that_ffprobe_lists(make: Make) -> None:
    path = make("-f", "ipod", chapters=True)
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(path)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    marks = [
        Mark(round(float(c["start_time"]) * 1000), round(float(c["end_time"]) * 1000), c["tags"]["title"]) for c in told
    ]
    assert read_tags(path).chapters == tuple(marks)
