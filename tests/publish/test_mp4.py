"""MP4 files made by others: what is kept, replaced and refused. See tests/contracts/test_tags.py too."""

from __future__ import annotations

import contextlib
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from contracts.kinds import by_ffmpeg, packets
from hypothesis import given
from hypothesis import strategies as st
from imageio_ffmpeg import get_ffmpeg_exe
from mutagen.mp4 import MP4

from audiorender.audio.decode import decode
from audiorender.errors import AudiorenderError, OutputError, SourceError, VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.mp4 import read_tags, write_tags
from audiorender.publish.tags.mp4.boxes import Box, BoxError, Range, taken_apart, track_id
from audiorender.publish.tags.mp4.chapters import chapter_track, contents
from audiorender.publish.tags.mp4.layout import moved
from audiorender.publish.tags.mp4.tables import chunk_offsets, set_chunk_offsets

TWO = (Chapter(0, RATE, "One"), Chapter(RATE, 3 * RATE, "Zweí"))
MARKS = (Mark(0, 1000, "One"), Mark(1000, 3000, "Zweí"))
METADATA = """;FFMETADATA1
title=By another
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1500
title=Theirs
[CHAPTER]
TIMEBASE=1/1000
START=1500
END=3000
title=Überall
"""
THEIRS = (Mark(0, 1500, "Theirs"), Mark(1500, 3000, "Überall"))
Make = Callable[..., Path]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Three seconds of a tone as ffmpeg writes them with such options; a new copy of the file each time."""
    folder = tmp_path_factory.mktemp("mp4")
    (folder / "chapters.txt").write_text(METADATA, encoding="utf-8")
    made: dict[tuple[str, ...], bytes] = {}

    def run(*options: str, film: bool = False, chapters: bool = False) -> Path:
        key = (*options, str(film), str(chapters))
        path = folder / "a.mp4"
        if key not in made:
            sources = ["-f", "lavfi", "-i", f"sine=330:sample_rate={RATE}:duration=3"]
            sources += ["-f", "lavfi", "-i", "testsrc=duration=3:size=64x64:rate=5"] * film
            sources += ["-i", str(folder / "chapters.txt"), "-map_metadata", "2" if film else "1"] * chapters
            maps = ["-map", "0", "-map", "1", "-c:v", "mpeg4"] if film else ["-map", "0"]
            command = [get_ffmpeg_exe(), "-v", "error", "-y", *sources, *maps, "-c:a", "aac", "-b:a", "48k"]
            subprocess.run([*command, *options, "-fflags", "+bitexact", str(path)], check=True)
            made[key] = path.read_bytes()
        path.write_bytes(made[key])
        return path

    return run


def outer(content: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and bytes of each box of the outermost level, by ISO/IEC 14496-12 §4.2 and nothing else."""
    found, at = [], 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        size = {0: len(content) - at, 1: int.from_bytes(content[at + 8 : at + 16], "big")}.get(size, size)
        found.append((kind, content[at : at + size]))
        at += size
    return found


def index_of(path: Path) -> Box:
    (content,) = [box[8:] for kind, box in outer(path.read_bytes()) if kind == b"moov"]
    return taken_apart(b"moov", content)


def with_index(path: Path, change: Callable[[Box], None]) -> None:
    """Change the index of a file whose index comes last, so that no place in it moves."""
    boxes = outer(path.read_bytes())
    assert boxes[-1][0] == b"moov"
    moov = taken_apart(b"moov", boxes[-1][1][8:])
    change(moov)
    path.write_bytes(b"".join(box for _, box in boxes[:-1]) + moov.rendered())


def samples_of(path: Path) -> int:
    return sum(block.shape[1] for block in decode(path, 1))


@pytest.mark.parametrize("options", [(), ("-movflags", "+faststart"), ("-f", "ipod"), ("-f", "mov")])
@pytest.mark.parametrize("film", [False, True], ids=["sound", "film"])
@pytest.mark.parametrize("chapters", [False, True], ids=["bare", "chapters"])
def test_files_by_ffmpeg_get_chapters_in_place_of_theirs(
    make: Make, options: tuple[str, ...], film: bool, chapters: bool
) -> None:
    path = make(*options, film=film, chapters=chapters)
    assert read_tags(path).chapters == (THEIRS if chapters else ())
    before, length, tracks = packets(path), samples_of(path), len(index_of(path).all(b"trak"))
    assert length == 3 * RATE
    write_tags(path, Edit(title="Ours", chapters=TWO))
    tags = read_tags(path)
    assert (tags.title, tags.chapters, tags.faults) == ("Ours", MARKS, ())
    assert by_ffmpeg(path) == ["One", "Zweí"]
    assert [(chapter.start, chapter.title) for chapter in MP4(path).chapters] == [(0, "One"), (1, "Zweí")]
    assert (packets(path), samples_of(path)) == (before, length)
    assert len(index_of(path).all(b"trak")) == tracks + (not chapters)
    write_tags(path, Edit(chapters=()))
    assert (read_tags(path).chapters, by_ffmpeg(path)) == ((), [])
    assert len(index_of(path).all(b"trak")) == tracks - chapters
    assert packets(path) == before


def test_our_own_texts_do_not_pile_up(make: Make) -> None:
    path = make()
    write_tags(path, Edit(chapters=TWO))
    size = path.stat().st_size
    for titles in ("abc", "xyz"):
        write_tags(path, Edit(chapters=tuple(Chapter(n * RATE, (n + 1) * RATE, t) for n, t in enumerate(titles))))
    write_tags(path, Edit(chapters=TWO))
    assert path.stat().st_size == size


def test_all_else_stays_byte_for_byte(make: Make) -> None:
    path = make()
    strange = Box(b"uuid", bytes(range(200))).rendered()
    with_index(path, lambda moov: moov.open().insert(1, Box(b"iods", b"\0\0\0\0whatever")))
    with_index(path, lambda moov: moov.need(b"udta").open().append(Box(b"Xtra", b"of another program")))
    with_index(path, lambda moov: setattr(moov.need(b"udta"), "tail", bytes(4)))
    path.write_bytes(path.read_bytes() + strange)
    before = outer(path.read_bytes())
    write_tags(path, Edit(title="New", chapters=TWO))
    after = outer(path.read_bytes())
    assert [kind for kind, _ in after] == [b"ftyp", b"moov", b"mdat", b"free", b"mdat", b"uuid"]
    assert [box for kind, box in after[3:]] == [box for kind, box in before if kind in {b"free", b"mdat", b"uuid"}]
    moov = index_of(path)
    assert moov.need(b"iods").content == b"\0\0\0\0whatever"
    assert moov.need(b"udta", b"Xtra").content == b"of another program"
    assert moov.need(b"udta").tail == bytes(4)
    assert moov.need(b"udta").open()[-1].kind == b"chpl"


def test_an_edit_list_stays(make: Make) -> None:
    path = make()
    before = index_of(path).need(b"trak", b"edts").rendered()
    write_tags(path, Edit(chapters=TWO))
    assert index_of(path).need(b"trak", b"edts").rendered() == before


@pytest.mark.parametrize("wide", ["64-bit", "to the end"])
def test_sound_in_boxes_of_other_forms(make: Make, wide: str) -> None:
    path = make("-movflags", "+faststart")
    before = packets(path)
    boxes = outer(path.read_bytes())
    (sound,) = [box for kind, box in boxes if kind == b"mdat"]
    rest = [box for kind, box in boxes if kind not in {b"mdat", b"free", b"moov"}]
    header = struct.pack(">I4sQ", 1, b"mdat", len(sound) + 8) if wide == "64-bit" else struct.pack(">I4s", 0, b"mdat")
    moov = index_of(path)
    place = sum(map(len, rest)) + len(moov.rendered()) + len(header)
    set_chunk_offsets(moov.need(b"trak"), chunk_offsets(moov.need(b"trak")) * 0 + place)
    path.write_bytes(b"".join([*rest, moov.rendered(), header, sound[8:]]))
    assert packets(path) == before
    write_tags(path, Edit(chapters=TWO))
    assert packets(path) == before
    assert read_tags(path).chapters == MARKS


def test_tables_of_64_bits_stay_so_and_grow_where_they_must(make: Make) -> None:
    path = make()
    track = index_of(path).need(b"trak")
    table = track.need(b"mdia", b"minf", b"stbl")
    set_chunk_offsets(track, np.array([0xFFFFFFFF]))
    assert table.need(b"stco").content == struct.pack(">III", 0, 1, 0xFFFFFFFF)
    set_chunk_offsets(track, np.array([1 << 32]))
    assert table.find(b"stco") is None
    set_chunk_offsets(track, np.array([7]))
    assert table.need(b"co64").content == struct.pack(">IIQ", 0, 1, 7)
    assert chunk_offsets(track).tolist() == [7]


def test_chunks_move_with_the_boxes_they_are_in() -> None:
    kept = [Range(b"ftyp", 0, 20, 8), Range(b"mdat", 20, 50, 8), Range(b"mdat", 90, 6_000_000_000, 16)]
    places = [0, 5_000_000_000, 70]
    found = moved(np.array([28, 50, 106, 5_999_999_999]), kept, places)
    assert found.tolist() == [5_000_000_008, 5_000_000_030, 86, 5_999_999_979]
    for place in (51, 89, 6_000_000_001):
        with pytest.raises(BoxError, match="no sound"):
            moved(np.array([place]), kept, places)


def test_a_fragmented_file_is_read_and_not_changed(make: Make) -> None:
    path = make("-movflags", "frag_keyframe+empty_moov")
    before = path.read_bytes()
    with pytest.raises(SourceError, match=r"fragmented.*-c copy"):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == before
    assert read_tags(path).faults == ("the file is fragmented, as for a live stream",)


@pytest.mark.parametrize("how", ["encrypted", "elsewhere", "items"])
def test_places_that_we_cannot_move_are_refused(make: Make, how: str) -> None:
    path = make()
    if how == "encrypted":
        with_index(path, lambda moov: moov.need(b"trak", b"mdia", b"minf", b"stbl").put(Box(b"saio", bytes(12))))
    elif how == "elsewhere":
        reference = struct.pack(">III4sI", 0, 1, 12, b"url ", 0)
        with_index(path, lambda moov: moov.need(b"trak", b"mdia", b"minf", b"dinf").put(Box(b"dref", reference)))
    else:
        items = Box(b"meta", children=[Box(b"hdlr", bytes(25)), Box(b"iloc", bytes(8))], head=bytes(4))
        path.write_bytes(items.rendered() + path.read_bytes())
    before = path.read_bytes()
    with pytest.raises(SourceError, match="needs other files"):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == before


def test_a_tag_says_all_that_is_known(make: Make) -> None:
    path = make("-f", "ipod")
    cover = b"\xff\xd8\xff" + bytes(90)
    write_tags(path, Edit("Täg", "Show", "Nell", "2023-04-09", "de-CH", "word " * 80, 2, 7, "a test", cover))
    tags = MP4(path).tags
    assert {key: tags[key] for key in tags if key != "covr"} == {
        "\xa9nam": ["Täg"],
        "\xa9alb": ["Show"],
        "\xa9ART": ["Nell"],
        "\xa9day": ["2023-04-09"],
        "\xa9too": ["a test"],
        "\xa9cmt": [("word " * 80).strip()],
        "ldes": [("word " * 80).strip()],
        "desc": ["word " * 50 + "wo…"],
        "trkn": [(7, 0)],
        "disk": [(2, 0)],
    }
    assert bytes(tags["covr"][0]) == cover
    language = index_of(path).need(b"trak", b"mdia", b"mdhd").content[20:22]
    assert int.from_bytes(language) == (4 << 10) + (5 << 5) + 21  # d e u


def test_a_number_keeps_its_total_and_one_too_large_is_told(make: Make) -> None:
    path = make("-f", "ipod")
    file = MP4(path)
    file["trkn"] = [(3, 12)]
    file.save()
    assert write_tags(path, Edit(episode=5)) == ()
    assert MP4(path)["trkn"] == [(5, 12)]
    (said,) = write_tags(path, Edit(episode=70_000))
    assert said == "the number 70000 of the episode was left out: an MP4 file counts to 65535"
    assert MP4(path)["trkn"] == [(5, 12)]
    (said,) = write_tags(path, Edit(language="Klingon"))
    assert said == "the language 'Klingon' was left out: ISO 639-2 has no code for it"


def test_blank_values_are_taken_out(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(title="T", author="A", comment="C", language="en"))
    write_tags(path, Edit(author="", comment=" \n", language=""))
    assert set(MP4(path).tags) == {"\xa9nam"}
    assert index_of(path).need(b"trak", b"mdia", b"mdhd").content[20:22] == b"\x55\xc4"


def test_only_an_m4b_is_shelved_as_a_book(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(title="T"))
    assert "stik" not in MP4(path)
    write_tags(path, Edit(title="T"), audiobook=True)
    assert MP4(path)["stik"] == [2]
    file = MP4(path)
    file["stik"] = [21]
    file.save()
    write_tags(path, Edit(title="T"), audiobook=True)
    assert MP4(path)["stik"] == [21]


def test_the_index_holds_no_clock_and_names_the_track(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit(chapters=TWO, language="fr"))
    moov = index_of(path)
    sound, texts = moov.all(b"trak")
    assert sound.need(b"tref", b"chap").content == struct.pack(">I", 2)
    assert texts.need(b"tkhd").content[:16] == struct.pack(">IIII", 2, 0, 0, 2)  # not enabled, no times, number 2
    assert texts.need(b"mdia", b"mdhd").content[:12] == bytes(12)
    assert texts.need(b"mdia", b"mdhd").content[20:22] == sound.need(b"mdia", b"mdhd").content[20:22]
    assert moov.need(b"mvhd").content[-4:] == struct.pack(">I", 3)


def test_the_track_counts_samples_for_a_day_and_milliseconds_from_then_on() -> None:
    for hours, units in ((24, RATE), (25, 1000)):
        end = hours * 3600 * RATE
        track = chapter_track(contents([Chapter(0, 1, "a"), Chapter(1, end, "b")]), 2, 600, 0, 0)
        clock = track.need(b"mdia", b"mdhd").content
        assert struct.unpack_from(">II", clock, 12) == (units, end * units // RATE)
    with pytest.raises(OutputError, match="as long as these"):
        chapter_track(contents([Chapter(0, 50 * 24 * 3600 * RATE, "a")]), 2, 600, 0, 0)


def test_a_film_that_counts_in_small_units() -> None:
    track = chapter_track(contents([Chapter(0, 3600 * RATE, "a")]), 9, 10_000_000, 0, 0)
    header = track.need(b"tkhd").content
    assert len(header) == 96
    assert struct.unpack_from(">IQQIIQ", header) == (0x01000002, 0, 0, 9, 0, 36_000_000_000)
    assert track_id(track) == 9


def test_chapters_that_begin_late_or_are_shuffled(make: Make) -> None:
    path = make()
    (said,) = write_tags(path, Edit(chapters=(Chapter(RATE // 2, RATE, "One"), TWO[1])))
    assert "was made to begin at 0" in said
    assert read_tags(path).chapters == MARKS
    with pytest.raises(OutputError, match="not in the order of time"):
        write_tags(path, Edit(chapters=(TWO[1], TWO[0])))


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
    assert read_tags(path).faults == ("the index stands behind the sound: players must load all before they start",)
    with_index(path, change)
    assert fault in " | ".join(read_tags(path).faults)


def with_index_last(path: Path, boxes: list[tuple[bytes, bytes]]) -> None:
    moov = index_of(path)
    shift = len(moov.rendered())
    for track in moov.all(b"trak"):
        set_chunk_offsets(track, chunk_offsets(track) - shift)
    path.write_bytes(b"".join(box for kind, box in boxes if kind != b"moov") + moov.rendered())


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([(500, b"x")], "the first chapter does not begin at 0"),
        ([(0, b"x"), (2000, b"y"), (1000, b"z")], "not in order of time (chapter 3)"),
        ([(0, b"x" * 128)], "a title has more than 127 bytes, and AntennaPod's list ends there (chapter 1)"),
        ([(0, b"")], "a chapter has no title (chapter 1)"),
        ([(0, b"\xff\x80")], "a title is not UTF-8 (chapter 1)"),
        ([(0, b"x"), (9000, b"y")], "the last chapter begins behind the end of the sound"),
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
    ],
)
def test_files_that_mean_harm_are_errors(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    with pytest.raises(VerifyError, match="not an MP4 file"):
        read_tags(path)
    with pytest.raises(VerifyError, match="not an MP4 file"):
        write_tags(path, Edit(title="New"))


@given(data=st.data())
def test_a_damaged_index_is_read_or_is_an_error(make: Make, data: st.DataObject) -> None:
    path = make("-f", "ipod", chapters=True)
    content = bytearray(path.read_bytes())
    start = content.index(b"moov")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(start, len(content) - 4))
        number = st.integers(0, 0xFFFFFFFF) | st.sampled_from([0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0, 1])
        content[at : at + 4] = struct.pack(">I", data.draw(number))
    path.write_bytes(content)
    with contextlib.suppress(VerifyError):
        read_tags(path)
    with contextlib.suppress(AudiorenderError):
        write_tags(path, Edit(title="New", language="en", chapters=TWO))


@pytest.mark.debian
def test_other_readers_find_the_tag(make: Make) -> None:
    path = make("-f", "ipod")
    write_tags(path, Edit("Täg", "Show", "Nell", "2023-04-09", comment="Weather.", season=2, episode=7, chapters=TWO))
    parsley = subprocess.run(["AtomicParsley", str(path), "-t"], capture_output=True, check=True, encoding="utf-8")
    for line in ('"©nam" contains: Täg', '"©alb" contains: Show', '"desc" contains: Weather.', '"trkn" contains: 7'):
        assert line in parsley.stdout
    tree = subprocess.run(["AtomicParsley", str(path), "-T"], capture_output=True, check=True, encoding="utf-8")
    assert "Atom chpl" in tree.stdout
    info = subprocess.run(["mediainfo", str(path)], capture_output=True, check=True, encoding="utf-8").stdout
    for words in ("Täg", "Nell", "Menu For"):
        assert words in info
