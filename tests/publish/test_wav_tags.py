"""WAV files made by others: what is kept, replaced and refused. See tests/contracts/test_tags.py too."""

from __future__ import annotations

import contextlib
import struct
import wave
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import CHAP, CTOC, ID3, TIT2
from mutagen.wave import WAVE
from wavinfo import WavInfoReader

import audiorender
from audiorender.errors import AudiorenderError, OutputError, UsageError, VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.readback import Mark
from audiorender.publish.tags.wav import read_tags, write_tags, writing

TWO = (Chapter(0, RATE // 2 + 7, "One"), Chapter(RATE // 2 + 7, RATE, "Zweí"))
ALL = Edit("Täg", "Show", "Nell", "2023-04-09", "en", "Weather.", 2, 7, "a test", b"\xff\xd8\xff" + bytes(90), TWO)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + bytes(len(content) % 2)


def form(rate: int = RATE, bits: int = 16) -> bytes:
    return chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, rate * bits // 8, bits // 8, bits))


def riff(*chunks: bytes) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


SOUND = chunk(b"data", bytes(range(250)) * 384)
"""A second at 48 kHz."""


def saved(folder: Path, *chunks: bytes) -> Path:
    path = folder / "a.wav"
    path.write_bytes(riff(*chunks))
    return path


def listed(path: Path) -> list[tuple[bytes, bytes]]:
    """Kind and content of each chunk, which must fill the file."""
    content = path.read_bytes()
    assert struct.unpack_from("<I", content, 4) == (len(content) - 8,)
    found, at = [], 12
    while at < len(content):
        kind, size = struct.unpack_from("<4sI", content, at)
        found.append((kind, content[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    assert at == len(content)
    return found


def points(*starts: int) -> bytes:
    rows = (struct.pack("<II4sIII", n, start, b"data", 0, 0, start) for n, start in enumerate(starts, start=1))
    return chunk(b"cue ", struct.pack("<I", len(starts)) + b"".join(rows))


def label(number: int, title: bytes) -> bytes:
    return chunk(b"labl", struct.pack("<I", number) + title + b"\0")


def length(number: int, samples: int) -> bytes:
    return chunk(b"ltxt", struct.pack("<II4s8x", number, samples, b"rgn "))


def test_every_chunk_byte_by_byte(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND)
    assert write_tags(path, ALL) == ()
    found = listed(path)
    assert [kind for kind, _ in found] == [b"fmt ", b"data", b"LIST", b"cue ", b"LIST", b"id3 "]
    assert chunk(*found[3]) == points(0, 24_007)
    labels = label(1, b"One") + label(2, "Zweí".encode())
    assert found[4][1] == b"adtl" + labels + length(1, 24_007) + length(2, 23_993)
    assert found[5][1].startswith(b"ID3\x03\0\0")
    assert found[2][1].startswith(b"INFO" + chunk(b"INAM", "Täg\0".encode()) + chunk(b"IART", b"Nell\0"))


def test_others_read_it(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND)
    write_tags(path, ALL)
    info = WavInfoReader(str(path), info_encoding="utf-8")
    assert (info.info.title, info.info.artist, info.info.product) == ("Täg", "Nell", "Show")
    assert (info.info.created_date, info.info.comment, info.info.software) == ("2023-04-09", "Weather.", "a test")
    assert [(point.position, point.sample_offset) for point in info.cues.cues] == [(0, 0), (24_007, 24_007)]
    assert [(each.name, each.length) for each in info.cues.ranges] == [(1, 24_007), (2, 23_993)]
    tag = WAVE(path).tags
    assert (str(tag["TIT2"]), str(tag["TALB"]), str(tag["TRCK"]), tag.getall("CHAP")) == ("Täg", "Show", "7", [])
    assert tag["APIC:"].data == ALL.cover
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnframes()) == (RATE, RATE)
        assert file.readframes(RATE) == SOUND[8:]


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 96_000])
def test_chapters_are_exact_at_any_rate(tmp_path: Path, rate: int) -> None:
    path = saved(tmp_path, form(rate), chunk(b"data", bytes(2 * rate)))
    write_tags(path, Edit(chapters=TWO))
    start = round((RATE // 2 + 7) * rate / RATE)
    assert [point.sample_offset for point in WavInfoReader(str(path)).cues.cues] == [0, start]
    assert [mark.start for mark in read_tags(path).chapters] == [0, 500]
    assert read_tags(path).chapters[-1].end == 1000


def test_tags_stand_where_they_stood_and_all_else_stays(tmp_path: Path) -> None:
    info = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Old\0") + chunk(b"IKEY", b"odd") + chunk(b"INAM", b"Older\0"))
    adtl = chunk(b"LIST", b"adtl" + label(1, b"Their mark") + chunk(b"note", struct.pack("<I", 1) + b"x\0"))
    exif = chunk(b"LIST", b"exif" + chunk(b"ever", b"0200"))
    odd = chunk(b"odd ", b"7 bytes")
    before = [info, chunk(b"bext", bytes(603)), form(), exif, points(5), chunk(b"ID3 ", b""), odd, SOUND, adtl, odd]
    path = saved(tmp_path, *[each for each in before if each != chunk(b"ID3 ", b"")])
    write_tags(path, Edit(title="New", chapters=TWO))
    found = [(kind, content[:4] if kind == b"LIST" else b"") for kind, content in listed(path)]
    assert [kind + name for kind, name in found] == (
        [b"LISTINFO", b"bext", b"fmt ", b"LISTexif", b"cue ", b"odd ", b"data", b"LISTadtl", b"odd ", b"id3 "]
    )
    kept = [chunk(*each) for each in listed(path)]
    for each in (before[1], form(), exif, odd, SOUND):
        assert each in kept
    assert kept[0] == chunk(b"LIST", b"INFO" + chunk(b"INAM", b"New\0") + chunk(b"IKEY", b"odd"))
    write_tags(path, Edit(chapters=()))
    assert [kind for kind, _ in listed(path)].count(b"cue ") == 0
    assert b"adtl" not in path.read_bytes()


def test_what_stands_behind_the_last_chunk_stays(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND)
    path.write_bytes(path.read_bytes() + b"TAG of an old program")
    write_tags(path, Edit(chapters=TWO))
    assert path.read_bytes().endswith(b"TAG of an old program")
    assert read_tags(path).chapters[0].title == "One"


def test_sound_of_odd_length_gets_its_padding(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    content = riff(form(bits=8), chunk(b"data", b"\x80" * 999))[:-1]
    path.write_bytes(content[:4] + struct.pack("<I", len(content) - 8) + content[8:])
    write_tags(path, Edit(chapters=(Chapter(0, 999, "One"),)))
    assert [kind for kind, _ in listed(path)] == [b"fmt ", b"data", b"cue ", b"LIST"]
    assert read_tags(path).chapters == (Mark(0, 21, "One"),)


def test_a_thousand_chapters(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND)
    chapters = tuple(Chapter(n * 48, (n + 1) * 48, f"Part {n}") for n in range(1000))
    assert write_tags(path, Edit(chapters=chapters)) == ()
    assert read_tags(path).chapters == tuple(Mark(n, n + 1, f"Part {n}") for n in range(1000))
    assert len(WavInfoReader(str(path)).cues.cues) == 1000


def test_places_beyond_32_bits_are_an_error(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND)
    with pytest.raises(OutputError, match="counts samples to 4,294,967,295"):
        write_tags(path, Edit(chapters=(Chapter(0, 1 << 32, "One"),)))
    with pytest.raises(OutputError, match="not in order"):
        write_tags(path, Edit(chapters=(TWO[1], TWO[0])))


def test_riff_becomes_rf64_where_it_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, form(), SOUND)
    monkeypatch.setattr(writing, "LARGEST", path.stat().st_size)
    write_tags(path, ALL)
    content = path.read_bytes()
    assert content[:20] == b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0"
    assert struct.unpack_from("<QQQI", content, 20) == (len(content) - 8, len(SOUND) - 8, RATE, 0)
    assert SOUND in content
    assert len(WavInfoReader(str(path)).cues.cues) == 2
    assert [mark.title for mark in read_tags(path).chapters] == ["One", "Zweí"]
    write_tags(path, ALL)
    assert path.read_bytes() == content


@pytest.mark.parametrize("kind", [b"RF64", b"BW64"])
def test_files_of_64_bits_stay_so(tmp_path: Path, kind: bytes) -> None:
    huge = chunk(b"huge", bytes(100))
    body = form() + b"data\xff\xff\xff\xff" + SOUND[8:] + b"huge\xff\xff\xff\xff" + huge[8:]
    sizes = struct.pack("<QQQI4sQ", 4 + 48 + len(body), len(SOUND) - 8, 12345, 1, b"huge", 100)
    path = tmp_path / "a.wav"
    path.write_bytes(kind + b"\xff\xff\xff\xffWAVE" + chunk(b"ds64", sizes) + body)
    write_tags(path, ALL)
    content = path.read_bytes()
    assert content[:16] == kind + b"\xff\xff\xff\xffWAVEds64"
    assert struct.unpack_from("<QQQI4sQ", content, 20) == (len(content) - 8, len(SOUND) - 8, 12345, 1, b"huge", 100)
    assert content[12 + 48 :].startswith(body)
    tags = read_tags(path)
    assert ([mark.title for mark in tags.chapters], tags.faults) == (["One", "Zweí"], ())


def test_chapters_of_an_id3_tag_are_read_and_replaced(tmp_path: Path) -> None:
    tag, file = ID3(), BytesIO()
    tag.add(CTOC(element_id="toc", flags=3, child_element_ids=["chp0"], sub_frames=[]))
    title = TIT2(encoding=0, text=["Theirs"])
    offsets = {"start_offset": 0xFFFFFFFF, "end_offset": 0xFFFFFFFF}
    tag.add(CHAP(element_id="chp0", start_time=0, end_time=1000, sub_frames=[title], **offsets))
    tag.save(file, v2_version=3)
    path = saved(tmp_path, form(), SOUND, chunk(b"ID3 ", file.getvalue()))
    assert read_tags(path).chapters == (Mark(0, 1000, "Theirs"),)
    write_tags(path, Edit(title="New"))
    assert read_tags(path).chapters == (Mark(0, 1000, "Theirs"),)
    path.write_bytes(riff(form(), SOUND, chunk(b"ID3 ", file.getvalue()), points(0)))
    assert "FFmpeg list both" in " | ".join(read_tags(path).faults)
    write_tags(path, Edit(chapters=TWO))
    assert [mark.title for mark in read_tags(path).chapters] == ["One", "Zweí"]
    assert read_tags(path).faults == ()


@pytest.mark.parametrize(
    ("chunks", "marks"),
    [
        ([points(0, 24_000), chunk(b"LIST", b"adtl" + label(1, b"a") + label(2, b"b"))], [(0, 500), (500, 1000)]),
        ([points(0, 24_000), chunk(b"LIST", b"adtl" + label(2, b"b") + length(1, 480))], [(0, 10), (500, 1000)]),
    ],
)
def test_cue_points_of_editors_are_read(tmp_path: Path, chunks: list[bytes], marks: list[tuple[int, int]]) -> None:
    tags = read_tags(saved(tmp_path, form(), SOUND, *chunks))
    assert [(mark.start, mark.end) for mark in tags.chapters] == marks
    assert tags.chapters[1].title == "b"


def test_a_cue_point_without_a_label_does_not_prevent_an_edit(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND, points(0, 24_000))
    audiorender.chapters(path, changes=audiorender.Changes(rename={2: "Weir"}))
    assert [mark.title for mark in read_tags(path).chapters] == ["", "Weir"]
    assert dict(listed(path))[b"cue "] == points(0, 24_000)[8:]
    with pytest.raises(UsageError, match="empty"):
        audiorender.chapters(path, changes=audiorender.Changes(rename={1: " "}))


@pytest.mark.parametrize("name", ["Täg", "naïve"])
def test_titles_of_windows_programs_are_read(tmp_path: Path, name: str) -> None:
    for encoding in ("utf-8", "cp1252"):
        info = chunk(b"LIST", b"INFO" + chunk(b"INAM", name.encode(encoding) + b"\0\0"))
        assert read_tags(saved(tmp_path, form(), info, SOUND)).title == name


@pytest.mark.parametrize(
    ("chunks", "fault"),
    [
        ([points(0), chunk(b"LIST", b"adtl" + length(1, 9) + label(1, b"x"))], "a label comes after a length"),
        ([points(0, 48_000)], "a cue point is after the end of the audio (chapter 2)"),
        ([points(9_000)], "the first chapter does not begin at 0"),
        ([points(0, 4_800, 2_400)], "not in order (chapter 3)"),
        ([points(0)], "a chapter has no title (chapter 1)"),
        ([chunk(b"cue ", struct.pack("<I", 2) + points(0)[12:] * 2)], "two cue points have the same number"),
    ],
)
def test_faults_are_named(tmp_path: Path, chunks: list[bytes], fault: str) -> None:
    assert fault in " | ".join(read_tags(saved(tmp_path, form(), SOUND, *chunks)).faults)


def test_a_size_that_is_too_large_is_a_fault_and_is_put_right(tmp_path: Path) -> None:
    path = saved(tmp_path, form(), SOUND)
    content = path.read_bytes()
    path.write_bytes(content[:4] + struct.pack("<I", len(content) + 50) + content[8:])
    assert read_tags(path).faults == ("its header says it is longer than it is",)
    write_tags(path, Edit(title="New"))
    assert listed(path)
    assert read_tags(path).faults == ()


@pytest.mark.parametrize("untold", [0x7FFFF000, 0xFFFFFFFF])
def test_what_was_written_into_a_pipe_goes_to_the_end_and_is_put_right(tmp_path: Path, untold: int) -> None:
    path = tmp_path / "a.wav"
    sizes = struct.pack("<I", untold)
    path.write_bytes(b"RIFF" + sizes + b"WAVE" + form() + b"data" + sizes + SOUND[8:])
    assert read_tags(path).faults == ("its header does not give its length: it was written to a pipe",)
    write_tags(path, ALL)
    assert dict(listed(path))[b"data"] == SOUND[8:]
    assert read_tags(path).faults == ()
    assert read_tags(path).chapters[-1].end == 1000


def test_compressed_sound_is_as_long_as_it_says(tmp_path: Path) -> None:
    coded = chunk(b"fmt ", struct.pack("<HHIIHHH", 0x11, 1, RATE, 24_000, 1024, 4, 0))
    path = saved(tmp_path, coded, chunk(b"fact", struct.pack("<I", RATE)), chunk(b"data", bytes(24 * 1024)), points(0))
    assert read_tags(path).chapters[-1].end == 1000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (riff(form(), SOUND)[:-1000], "'data' claims"),
        (riff(form(), b"data\xff\xff\xff\xff" + SOUND[8:]), "'data' claims 4294967295 bytes"),
        (riff(SOUND), "no audio"),
        (riff(form()), "no audio"),
        (riff(form(0), SOUND), "sample rate or sample size is missing"),
        (riff(form(), SOUND, chunk(b"\0\0\0\0", b"")), "no chunk begins at byte"),
        (riff(form(), SOUND, *[chunk(b"junk", b"")] * 5000), "more than 4096 chunks"),
        (riff(form(), SOUND, chunk(b"LIST", b"INFOINAM\xff\0\0\0")), "'INAM' is cut off"),
        (b"RF64" + riff(form(), SOUND)[4:], "ds64"),
        (b"RF64\xff\xff\xff\xffWAVEds64" + struct.pack("<I", 0xFFFFFFF0), "ends too early"),
    ],
)
def test_damaged_files_are_errors_and_stay(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(VerifyError, match=message):
        read_tags(path)
    with pytest.raises(VerifyError, match=message):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == content


@given(data=st.data())
def test_damage_is_read_or_is_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.wav"
    path.write_bytes(riff(form(), chunk(b"data", bytes(400))))
    write_tags(path, Edit("Title", "Show", chapters=(Chapter(0, 100, "One"), Chapter(100, 200, "Two"))))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, 60) | st.integers(400, len(content) - 4))
        number = st.integers(0, 0xFFFFFFFF) | st.sampled_from([0xFFFFFFFF, 0x7FFFFFFF, 0, 1])
        content[at : at + 4] = struct.pack("<I", data.draw(number))
    path.write_bytes(content)
    for call in (read_tags, lambda path: write_tags(path, ALL)):
        with contextlib.suppress(AudiorenderError):
            call(path)
