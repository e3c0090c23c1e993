"""MP4 files made by others: what is kept, replaced and refused. See tests/contracts/test_tags.py too."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest
from contracts.kinds import by_ffmpeg, packets
from mutagen.mp4 import MP4

from audiorender.audio.decode import decode
from audiorender.errors import OutputError, SourceError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.mp4 import read_tags, write_tags
from audiorender.publish.tags.mp4.chapters.make import contents, text_track
from audiorender.publish.tags.mp4.index.boxes import Box, BoxError, Range, track_id
from audiorender.publish.tags.mp4.index.layout import moved
from audiorender.publish.tags.mp4.index.tables import chunk_offsets, set_chunk_offsets
from audiorender.publish.tags.mp4.index.track import Place
from publish.films import MARKS, THEIRS, TWO, Make, index_of, maker, outer, with_index


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    return maker(tmp_path_factory.mktemp("mp4"))


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
        with pytest.raises(BoxError, match="bytes that are not sound"):
            moved(np.array([place]), kept, places)


def test_a_fragmented_file_is_read_and_not_changed(make: Make) -> None:
    path = make("-movflags", "frag_keyframe+empty_moov", chapters=True)
    before = path.read_bytes()
    with pytest.raises(SourceError, match=r"fragmented.*-c copy"):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == before
    assert "the file is fragmented, as for a live stream" in read_tags(path).faults


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
    assert said == "the number 70000 of the episode was left out: an MP4 file can only count to 65535"
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


def texts(*chapters: Chapter, number: int = 2, movie_units: int = 600) -> Box:
    return text_track(contents(chapters, {}, None), Place(number, movie_units, 0))[0]


def test_the_track_counts_samples_for_a_day_and_milliseconds_from_then_on() -> None:
    for hours, units in ((24, RATE), (25, 1000)):
        end = hours * 3600 * RATE
        clock = texts(Chapter(0, 1, "a"), Chapter(1, end, "b")).need(b"mdia", b"mdhd").content
        assert struct.unpack_from(">II", clock, 12) == (units, end * units // RATE)
    with pytest.raises(OutputError, match="as long as these"):
        texts(Chapter(0, 50 * 24 * 3600 * RATE, "a"))


def test_a_film_that_counts_in_small_units() -> None:
    track = texts(Chapter(0, 3600 * RATE, "a"), number=9, movie_units=10_000_000)
    header = track.need(b"tkhd").content
    assert len(header) == 96
    assert struct.unpack_from(">IQQIIQ", header) == (0x01000002, 0, 0, 9, 0, 36_000_000_000)
    assert track_id(track) == 9


def test_chapters_that_begin_late_or_are_shuffled(make: Make) -> None:
    path = make()
    (said,) = write_tags(path, Edit(chapters=(Chapter(RATE // 2, RATE, "One"), TWO[1])))
    assert "was moved to 0" in said
    assert read_tags(path).chapters == MARKS
    with pytest.raises(OutputError, match="not in order"):
        write_tags(path, Edit(chapters=(TWO[1], TWO[0])))


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
