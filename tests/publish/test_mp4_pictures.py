"""Pictures and links of chapters in MP4 files: ours, and those of other programs."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import pytest
from contracts.edits import JPEG, PNG, picture
from contracts.kinds import by_ffprobe, packets
from mutagen.mp4 import MP4
from PIL import Image

from audiorender.errors import OutputError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4 import read_tags, write_tags
from audiorender.publish.tags.mp4.index.boxes import Box
from audiorender.publish.tags.mp4.index.track import Media, Place, track_box
from publish.films import Make, index_of, maker, outer, with_index, with_tracks

WIDE = picture("JPEG", "navy", (64, 24))
COVER = picture("JPEG", "gold", (90, 90))
PICTURES = {"a": JPEG, "b": WIDE}


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return maker(tmp_path_factory.mktemp("mp4"))


def chapters(*images: str | None, links: Sequence[str | None] = ()) -> tuple[Chapter, ...]:
    """Chapters of equal length over three seconds, with these pictures."""
    edges = [3 * RATE * n // len(images) for n in range(len(images) + 1)]
    urls = [*links, *[None] * len(images)]
    return tuple(Chapter(edges[n], edges[n + 1], f"Part {n}", urls[n], image) for n, image in enumerate(images))


def found(path: Path) -> list[bytes | None]:
    return [mark.image for mark in read_tags(path).chapters]


def shown(path: Path) -> list[tuple[int, bytes]]:
    """Where the samples of the picture track begin in seconds, and their bytes, by the boxes alone."""
    content = path.read_bytes()
    table = index_of(path).all(b"trak")[-1].need(b"mdia", b"minf", b"stbl")
    starts = [0, *accumulate(delta for _, delta in struct.iter_unpack(">II", table.need(b"stts").content[8:]))]
    sizes = struct.iter_unpack(">I", table.need(b"stsz").content[12:])
    places = struct.iter_unpack(">I", table.need(b"stco").content[8:])
    return [
        (start // RATE, content[place : place + size])
        for start, (size,), (place,) in zip(starts, sizes, places, strict=False)
    ]


@pytest.mark.parametrize("options", [("-f", "ipod"), ("-movflags", "+faststart"), ("-f", "mov")])
@pytest.mark.parametrize("film", [False, True], ids=["sound", "film"])
def test_they_come_back_and_the_sound_stays(make: Make, options: tuple[str, ...], film: bool) -> None:
    path = make(*options, film=film, chapters=True)
    before = packets(path)
    edit = Edit(chapters=chapters("b", "a", "b", links=["https://a.example/ü", None, "http://b.example/"]))
    write_tags(path, Edit(chapters=edit.chapters, pictures=PICTURES))
    tags = read_tags(path)
    assert [mark.image for mark in tags.chapters] == [WIDE, JPEG, WIDE]
    assert [mark.url for mark in tags.chapters] == ["https://a.example/%C3%BC", None, "http://b.example/"]
    assert tags.faults == ()
    assert packets(path) == before
    once = path.read_bytes()
    assert once.count(WIDE) == 1
    write_tags(path, Edit(chapters=edit.chapters, pictures=PICTURES))
    assert path.read_bytes() == once
    write_tags(path, Edit(chapters=edit.chapters))
    assert found(path) == [None] * 3
    assert packets(path) == before
    assert WIDE not in path.read_bytes()


def test_the_tracks_are_named_together_and_not_enabled(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=chapters("a", "b"), pictures=PICTURES))
    moov = index_of(path)
    sound, texts, pictures = moov.all(b"trak")
    assert sound.need(b"tref", b"chap").content == struct.pack(">II", 2, 3)
    assert [track.need(b"tkhd").content[:16] for track in (texts, pictures)] == [
        struct.pack(">IIII", 2, 0, 0, number) for number in (2, 3)
    ]
    assert moov.need(b"mvhd").content[-4:] == struct.pack(">I", 4)
    assert pictures.need(b"mdia", b"hdlr").content[8:12] == b"vide"


def test_a_link_stands_behind_the_title_as_3gpp_has_it(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=(Chapter(0, 3 * RATE, "Zweí", "http://b.example/"),)))
    href = struct.pack(">I4sHHB", 31, b"href", 0, 4, 17) + b"http://b.example/\0"
    assert struct.pack(">H", 5) + "Zweí".encode() + href + b"\0\0\0\x0cencd\0\0\1\0" in path.read_bytes()


def test_a_chapter_without_a_picture_shows_the_cover(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=chapters(None, "a", None), pictures=PICTURES, cover=COVER))
    assert shown(path) == [(0, COVER), (1, JPEG), (2, COVER)]
    assert found(path) == [None, JPEG, None]
    write_tags(path, Edit(chapters=chapters("b", None, "a"), pictures=PICTURES))  # the cover is in the file now
    assert shown(path) == [(0, WIDE), (1, COVER), (2, JPEG)]


def test_a_picture_that_is_the_cover_is_a_picture(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=chapters("a", None), pictures=PICTURES, cover=JPEG))
    assert found(path) == [JPEG, None]


@pytest.mark.parametrize("cover", [None, b"\xff\xd8\xff no picture"])
def test_without_a_cover_the_picture_before_it_stays(make: Make, cover: bytes | None) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=chapters(None, "a", None, "b", None, None), pictures=PICTURES, cover=cover))
    assert [data for _, data in shown(path)] == [JPEG, JPEG, JPEG, WIDE, WIDE, WIDE]
    assert found(path) == [None, JPEG, None, WIDE, None, None]


def test_another_cover_is_shown_in_them_too(make: Make) -> None:
    path = make("-f", "ipod")
    odd = (Chapter(0, 31, "One", "https://a.example/", "a"), Chapter(31, 3 * RATE, "Zweí"))
    write_tags(path, Edit(chapters=odd, pictures=PICTURES, cover=COVER))
    fresh = make("-f", "ipod").read_bytes()
    write_tags(path, Edit(chapters=odd, pictures=PICTURES, cover=WIDE))
    want = path.read_bytes()
    path.write_bytes(fresh)
    write_tags(path, Edit(chapters=odd, pictures=PICTURES, cover=COVER))
    write_tags(path, Edit(cover=WIDE))
    assert path.read_bytes() == want
    assert COVER not in want


def test_a_large_cover_is_made_small_for_them(make: Make) -> None:
    path = make("-f", "ipod")
    noise = BytesIO()
    Image.effect_noise((1400, 1400), 90).convert("RGB").save(noise, "JPEG", quality=90)
    write_tags(path, Edit(chapters=chapters("a", None), pictures=PICTURES, cover=noise.getvalue()))
    assert len(shown(path)[1][1]) <= 100_000 < len(noise.getvalue())


def test_what_cannot_be_held_is_told(make: Make) -> None:
    path = make("-f", "ipod")
    pictures = {**PICTURES, "cut": PNG[:50], "odd": b"\xff\xd8\xff but no more", "large": JPEG + bytes(100_000)}
    links = ["https://a.example/" + "x" * 237, "https://a.example/" + "x" * 238, "ftp://a.example/"]
    wanted = chapters("a", "cut", "odd", "large", "gone", "cut", links=links)
    assert write_tags(path, Edit(chapters=wanted, pictures=pictures)) == (
        "the link of chapter 3 was left out: apps only open http and https links",
        "the link of chapter 2 was left out: an MP4 file holds at most 255 bytes",
        "the pictures of 3 chapters (2, 3, 6) were left out: it cannot be opened",
        "the picture of chapter 4 was left out: more than 100 kB",
        "the picture of chapter 5 was left out: not found",
    )
    assert found(path) == [JPEG, *[None] * 5]
    assert [mark.url for mark in read_tags(path).chapters] == [links[0], *[None] * 5]
    before = path.read_bytes()
    with pytest.raises(OutputError, match="the picture of chapter 2 is neither JPEG nor PNG"):
        write_tags(path, Edit(chapters=chapters("a", "gif"), pictures={**PICTURES, "gif": b"GIF89a"}))
    assert path.read_bytes() == before


def track(kind: bytes, coding: bytes, samples: Sequence[bytes], *seconds: float) -> tuple[Box, bytes]:
    """A chapter track of another program, whose samples begin at `seconds`."""
    sizes = [len(sample) for sample in samples]
    description = Box(coding, bytes(78))
    media = Media(kind, b"", Box(b"gmhd"), [description], sizes, [(1, len(samples), 1)], [0])
    edges = [round(second * RATE) for second in (*seconds, 3)]
    return track_box(media, edges, Place(1, 1000, 0)), b"".join(samples)


def text(words: str, link: str = "") -> bytes:
    href = Box(b"href", struct.pack(">HHB", 0, len(words), len(link)) + link.encode() + b"\0").rendered()
    styles = Box(b"styl", bytes(22)).rendered()
    return struct.pack(">H", len(words)) + words.encode() + styles + href * bool(link)


def titles() -> tuple[Box, bytes]:
    return track(b"text", b"text", [text("One"), text("Two")], 0, 1)


def test_links_and_slides_in_tracks_of_their_own(make: Make) -> None:
    path = make()
    links = track(b"text", b"text", [text(" "), text("see", "http://a.example/"), text(" ")], 0, 1.01, 2.5)
    slides = track(b"vide", b"jpeg", [JPEG, WIDE, JPEG], 0, 0.99, 2)
    with_tracks(path, links, titles(), slides)
    marks = (Mark(0, 1000, "One", None, JPEG), Mark(1000, 3000, "Two", "http://a.example/", WIDE))
    assert read_tags(path).chapters == marks
    ours = chapters("a", "b", "a", links=[None, "http://a.example/"])
    assert write_tags(path, Edit(chapters=ours, pictures=PICTURES)) == (
        "pictures that begin within a chapter were left out: 1",
    )
    assert len(index_of(path).all(b"trak")) == 3
    assert write_tags(path, Edit(chapters=ours, pictures=PICTURES)) == ()


def test_pictures_of_another_coding_are_not_ours_and_their_end_is_told(make: Make) -> None:
    path = make()
    with_tracks(path, titles(), track(b"vide", b"avc1", [b"\0\0\0\1"], 0))
    assert found(path) == [None, None]
    (said,) = write_tags(path, Edit(chapters=chapters("a"), pictures=PICTURES))
    assert said == "the pictures of the existing chapters were left out: they are neither JPEG nor PNG"
    with_tracks(path := make(), titles(), track(b"vide", b"avc1", [b"\0\0\0\1"], 0))
    assert write_tags(path, Edit(chapters=())) == ()


def test_slides_that_an_edit_list_shows_later(make: Make) -> None:
    path = make()
    with_tracks(path, titles(), track(b"vide", b"png ", [PNG], 0))

    def later(moov: Box) -> None:
        second = int.from_bytes(moov.need(b"mvhd").content[12:16])
        edits = struct.pack(">IIIiIIiI", 0, 2, second * 9 // 10, -1, 1 << 16, second, 0, 1 << 16)
        moov.all(b"trak")[-1].put(Box(b"edts", children=[Box(b"elst", edits)]))

    with_index(path, later)
    assert found(path) == [None, PNG]


@pytest.mark.debian
def test_other_readers_see_them(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit("T", chapters=chapters("a", None, "b"), pictures=PICTURES, cover=COVER))
    assert by_ffprobe(path) == ((0, 1000, "Part 0"), (1000, 2000, "Part 1"), (2000, 3000, "Part 2"))
    wanted = "stream=codec_name:stream_disposition=timed_thumbnails:frame=pts_time,width,height:format=duration"
    command = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", wanted, "-of", "json", str(path)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert told["streams"] == [{"codec_name": "mjpeg", "disposition": {"timed_thumbnails": 1}}]
    assert float(told["format"]["duration"]) == 3
    frames = [(float(frame["pts_time"]), frame["width"], frame["height"]) for frame in told["frames"]]
    assert frames[-3:] == [(0, 32, 24), (1, 90, 90), (2, 64, 24)]
    info = subprocess.run(["mediainfo", "--Output=JSON", str(path)], capture_output=True, check=True).stdout
    tracks = {track["@type"]: track for track in json.loads(info)["media"]["track"]}
    assert (tracks["Video"]["Format"], tracks["Video"]["FrameCount"], tracks["Audio"]["Default"]) == (
        "JPEG",
        "3",
        "Yes",
    )
    tree = subprocess.run(["AtomicParsley", str(path), "-T"], capture_output=True, check=True, encoding="utf-8").stdout
    assert tree.count("Atom trak") == 3
    assert [chapter.title for chapter in MP4(path).chapters] == ["Part 0", "Part 1", "Part 2"]
    assert sum(len(box) for _, box in outer(path.read_bytes())) == path.stat().st_size
