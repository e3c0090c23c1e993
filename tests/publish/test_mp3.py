"""ID3v2.3 tags: their bytes, their order, and what mutagen reads of them. See tests/contracts/test_tags.py too."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3

from audiorender.errors import OutputError, VerifyError
from audiorender.model import RATE, Chapter, Meta
from audiorender.publish.editing.edit import Edit
from audiorender.publish.oneline import one_line
from audiorender.publish.readback import Mark, Tags
from audiorender.publish.tags.mp3 import PADDING, id3_tag, read_tags
from audiorender.timecode import milliseconds

META = Meta(
    title="The brass barometer",
    show="Instrument Hour",
    author="Nell Ashby",
    date="2023-04-09",
    language="en-GB",
    description="Weather, mended.",
    season=2,
    episode=7,
)
ONE = (Chapter(0, 90 * RATE, "All of it"),)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
TITLES = st.text(min_size=1).filter(one_line)


def tag_of(
    meta: Meta,
    chapters: Sequence[Chapter],
    comment: str | None = None,
    encoder: str | None = None,
    cover: bytes | None = None,
) -> bytes:
    return id3_tag(Edit.of(meta, tuple(chapters), comment=comment, encoder=encoder, cover=cover))


def frames_of(tag: bytes) -> Iterator[tuple[str, bytes]]:
    """ID and content of each frame, by ID3v2.3.0 section 3.3 and by nothing else."""
    at = 10
    while tag[at : at + 1] != b"\0":
        name, size, flags = struct.unpack_from(">4sIH", tag, at)
        assert flags == 0
        yield name.decode("ascii"), tag[at + 10 : at + 10 + size]
        at += 10 + size
    assert not any(tag[at:])


def saved(folder: Path, tag: bytes) -> Path:
    path = folder / "episode.mp3"
    path.write_bytes(tag)
    return path


def test_the_header_is_version_2_3_without_flags_and_its_size_covers_the_tag() -> None:
    tag = tag_of(META, ONE)
    assert tag[:6] == bytes.fromhex("494433030000")
    assert all(byte < 0x80 for byte in tag[6:10])
    size = sum(byte << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=True))
    assert size == len(tag) - 10
    assert tag.endswith(bytes(PADDING))


def test_frames_stand_in_the_order_that_apps_need() -> None:
    chapters = [Chapter(n * RATE, (n + 1) * RATE, "x" * (40 - n)) for n in range(12)]
    tag = tag_of(META, chapters, comment="Voices: synthetic.", encoder="a test", cover=PNG)
    frames = list(frames_of(tag))
    names = [name for name, _ in frames]
    assert " ".join(names) == (f"TIT2 TPE1 TALB TRCK TPOS TLAN TLEN TSSE TYER TDAT COMM CTOC {'CHAP ' * 12}APIC")
    ids = [content.split(b"\0")[0].decode() for name, content in frames if name == "CHAP"]
    assert ids == [f"chp{n}" for n in range(12)]
    toc = dict(frames)["CTOC"]
    assert toc == b"toc\0\x03\x0c" + b"".join(name.encode() + b"\0" for name in ids)


def test_a_chapter_frame_byte_by_byte() -> None:
    chapters = [Chapter(0, 48_024, "Ab"), Chapter(48_024, 96_071, "é")]
    first, second = [content for name, content in frames_of(tag_of(META, chapters)) if name == "CHAP"]
    nowhere = b"\xff" * 8
    title = b"TIT2" + struct.pack(">IH", 4, 0) + b"\0Ab\0"
    assert first == b"chp0\0" + struct.pack(">II", 0, 1001) + nowhere + title  # 1000.5 ms, half up
    title = b"TIT2" + struct.pack(">IH", 7, 0) + b"\x01\xff\xfe\xe9\0\0\0"
    assert second == b"chp1\0" + struct.pack(">II", 1001, 2001) + nowhere + title


def test_what_is_known_is_written(tmp_path: Path) -> None:
    tag = ID3(saved(tmp_path, tag_of(META, ONE, comment="The voices are synthetic.", cover=JPEG)), translate=False)
    texts = {name: str(tag[name]) for name in tag if name.startswith("T")}
    assert texts == {
        "TIT2": "The brass barometer",
        "TPE1": "Nell Ashby",
        "TALB": "Instrument Hour",
        "TYER": "2023",
        "TDAT": "0904",
        "TRCK": "7",
        "TPOS": "2",
        "TLAN": "eng",
        "TLEN": "90000",
    }
    assert tag["COMM::eng"].text == ["Weather, mended. The voices are synthetic."]
    assert (tag["APIC:"].mime, tag["APIC:"].type, tag["APIC:"].data) == ("image/jpeg", 3, JPEG)


@pytest.mark.parametrize(
    ("description", "comment", "words"),
    [("One.", None, "One."), (None, "Two.", "Two."), (" \n", "Two.", "Two."), ("One\nline.", "Two.", "One line. Two.")],
)
def test_description_and_comment_share_one_frame(
    tmp_path: Path, description: str | None, comment: str | None, words: str
) -> None:
    tag = ID3(saved(tmp_path, tag_of(Meta(title="Plain", description=description), ONE, comment=comment)))
    assert [str(frame) for frame in tag.getall("COMM")] == [words]


def test_what_is_not_known_is_not_written(tmp_path: Path) -> None:
    tag = ID3(saved(tmp_path, tag_of(Meta(title="Plain", author=" "), ONE)), translate=False)
    assert set(tag) == {"TIT2", "TLEN", "CTOC:toc", "CHAP:chp0"}


@pytest.mark.parametrize(
    ("date", "frames"),
    [
        ("1931", {"TYER": "1931"}),
        ("1931-02", {"TYER": "1931"}),
        ("1931-02-28T10:00:00Z", {"TYER": "1931", "TDAT": "2802"}),
        ("1931-02-32", {"TRDA": "1931-02-32"}),
        ("the last of May", {"TRDA": "the last of May"}),
        (" ", {}),
    ],
)
def test_a_date_is_kept_however_it_is_written(tmp_path: Path, date: str, frames: dict[str, str]) -> None:
    tag = ID3(saved(tmp_path, tag_of(Meta(title="Plain", date=date), ONE)), translate=False)
    assert {name: str(tag[name]) for name in ("TYER", "TDAT", "TRDA") if name in tag} == frames


@pytest.mark.parametrize(
    ("language", "code"), [("pt-BR", "por"), ("DE", "deu"), ("haw", "haw"), ("zh_Hant", "zho"), ("x", None), ("", None)]
)
def test_languages_are_written_with_three_letters(tmp_path: Path, language: str, code: str | None) -> None:
    tag = ID3(saved(tmp_path, tag_of(Meta(title="Plain", language=language), ONE, comment="Hm.")), translate=False)
    assert str(tag.get("TLAN", "")) == (code or "")
    assert tag[f"COMM::{code or 'XXX'}"].text == ["Hm."]


@pytest.mark.parametrize("words", ["plain", "naïve", "Маяк", "灯台", "📻", "tab\tand\nbreak"])
def test_only_ascii_is_written_as_encoding_0(words: str) -> None:
    content = dict(frames_of(tag_of(Meta(title=words), ONE)))["TIT2"]
    if words.isascii():
        assert content == b"\0" + " ".join(words.split()).encode("ascii") + b"\0"
    else:
        assert content[:3] == b"\x01\xff\xfe"
        assert content[3:].decode("utf-16-le").rstrip("\0") == words


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert tag_of(META, ONE, cover=PNG) == tag_of(META, ONE, cover=PNG)
    assert tag_of(META, ONE) != tag_of(META, (Chapter(0, 90 * RATE, "All of It"),))


@pytest.mark.parametrize(
    ("meta", "chapters", "cover", "message"),
    [
        (Meta(title=" \n"), ONE, None, "the episode has no title"),
        (Meta(title="T"), [Chapter(0, 9, "One"), Chapter(9, 20, "\x07")], None, "chapter 2 has no title"),
        (Meta(title="T"), ONE, b"GIF89a", "neither JPEG nor PNG"),
    ],
)
def test_what_cannot_be_written_is_an_error(
    meta: Meta, chapters: list[Chapter], cover: bytes | None, message: str
) -> None:
    with pytest.raises(OutputError, match=message):
        tag_of(meta, chapters, cover=cover)


@given(st.lists(st.tuples(st.integers(RATE // 100, 10**9), TITLES), min_size=1, max_size=20), TITLES)
def test_reading_is_the_inverse_of_writing(tmp_path_factory: pytest.TempPathFactory, plan, title: str) -> None:  # type: ignore[no-untyped-def]
    ends = [0]
    for length, _ in plan:
        ends.append(ends[-1] + length)
    chapters = [Chapter(a, b, name) for (a, b), (_, name) in zip(pairwise(ends), plan, strict=True)]
    path = saved(tmp_path_factory.getbasetemp(), tag_of(Meta(title=title), chapters))
    marks = tuple(Mark(milliseconds(c.start), milliseconds(c.end), one_line(c.title)) for c in chapters)
    assert read_tags(path) == Tags(one_line(title), marks)


def edited(tmp_path: Path, **save: object) -> Path:
    """A tag that mutagen loaded and saved in its own way."""
    chapters = [Chapter(0, RATE, "A title that is rather long"), Chapter(RATE, 2 * RATE, "Short")]
    path = saved(tmp_path, tag_of(META, chapters))
    tag = ID3(path, translate=False)
    tag.save(path, **save)
    return path


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda folder: edited(folder, v2_version=4), "ID3v2.4.0, not ID3v2.3.0"),
        (lambda folder: edited(folder, v2_version=3), "not in order"),
    ],
)
def test_faults_are_named(tmp_path: Path, spoil, fault: str) -> None:  # type: ignore[no-untyped-def]
    assert fault in " | ".join(read_tags(spoil(tmp_path)).faults)


def test_a_table_that_is_missing_or_wrongly_flagged_is_a_fault(tmp_path: Path) -> None:
    whole = tag_of(META, ONE)
    toc = b"CTOC" + struct.pack(">IH", 11, 0) + b"toc\0\x03\x01chp0\0"
    assert toc in whole
    for bad, fault in [
        (whole.replace(toc, b"") + bytes(len(toc)), "no table of contents"),
        (whole.replace(b"toc\0\x03", b"toc\0\x02"), "flags are 2"),
        (whole[:5] + b"\x80" + whole[6:], "unsynchronised"),
    ]:
        assert fault in " | ".join(read_tags(saved(tmp_path, bad)).faults)


@pytest.mark.parametrize("content", [b"", b"no tag at all", b"ID3\x03\0\0\0\0\x7f\x7fcut", b"ID3\x09\0\0\0\0\0\0"])
def test_a_file_without_a_tag_is_an_error(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(VerifyError, match="no ID3 tag can be read"):
        read_tags(saved(tmp_path, content))


@given(st.binary(max_size=60), st.integers(0, 300))
def test_a_damaged_tag_is_read_or_is_an_error(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    tag = bytearray(tag_of(META, ONE))
    tag[10 + at : 10 + at + len(noise)] = noise
    with contextlib.suppress(VerifyError):
        read_tags(saved(tmp_path_factory.getbasetemp(), bytes(tag)))
