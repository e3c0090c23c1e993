"""Which rules an MP3 breaks that others have made: each is named."""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from audiorender.errors import VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags.mp3 import read_tags, write_tags
from publish.id3 import JPEG, PNG, SOUND, frame, saved, tag

TWO = (Chapter(0, RATE // 2, "One"), Chapter(RATE // 2, RATE, "Two"))


def by_ffmpeg(path: Path, *options: str) -> Path:
    """An MP3 with two chapters as ffmpeg makes it."""
    listed = path.with_suffix(".txt")
    chapters = "".join(f"[CHAPTER]\nTIMEBASE=1/1\nSTART={n}\nEND={n + 1}\ntitle={'é' * 40}{n}\n" for n in range(2))
    listed.write_text(f";FFMETADATA1\ntitle=An évening\n{chapters}", encoding="utf-8")
    source = ["-f", "lavfi", "-i", "sine=duration=2", "-i", str(listed), "-map_metadata", "1", "-map_chapters", "1"]
    subprocess.run([get_ffmpeg_exe(), "-v", "error", *source, *options, str(path)], check=True)
    return path


def test_the_tags_that_ffmpeg_writes_by_default(tmp_path: Path) -> None:
    path = by_ffmpeg(tmp_path / "a.mp3")
    faults = " | ".join(read_tags(path).faults)
    assert "the tag is ID3v2.4.0, not ID3v2.3.0" in faults
    assert "a title is neither ASCII in encoding 0 nor UTF-16 with a byte order mark (chapters 1, 2)" in faults
    before = path.read_bytes()
    write_tags(path, Edit())
    tags = read_tags(path)
    assert tags.title == "An évening"
    assert [mark.title for mark in tags.chapters] == ["é" * 40 + "0", "é" * 40 + "1"]
    assert before[before.index(b"\xff\xfb") :] in path.read_bytes()
    assert by_ffmpeg_again(path) == ["é" * 40 + "0", "é" * 40 + "1"]


def by_ffmpeg_again(path: Path) -> list[str]:
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return [each.partition("title=")[2].rstrip("\n") for each in done.stdout.split("[CHAPTER]\n")[1:]]


def toc(*names: str, flags: int = 3) -> bytes:
    listed = b"".join(name.encode() + b"\0" for name in names)
    return frame(b"CTOC", b"toc\0" + bytes([flags, len(names)]) + listed)


def raw_chap(name: str, start: int, end: int, *inside: bytes, offset: int = 0xFFFFFFFF) -> bytes:
    times = struct.pack(">4I", start, end, offset, offset)
    return frame(b"CHAP", name.encode() + b"\0" + times + b"".join(inside or (frame(b"TIT2", b"\0Title"),)))


A, B = raw_chap("a", 0, 500), raw_chap("b", 500, 1000)


@pytest.mark.parametrize(
    ("frames", "fault"),
    [
        ([A, B], "no table of contents (CTOC) lists the chapters"),
        ([A, toc("a", "b"), B], "a chapter comes before the CTOC"),
        ([toc("a"), toc("b").replace(b"toc", b"two"), A, B], "there are 2 tables of contents (CTOC)"),
        ([toc("a", "b", flags=1), A, B], "the CTOC's flags are 1, not 3"),
        ([toc("b", "a"), A, B], "the CTOC lists the chapters out of order"),
        ([toc("a", "a", "b"), A, B], "the CTOC lists the chapters out of order"),
        ([toc("a", "b", "c"), A, B], "the CTOC lists chapters that are not there: c"),
        ([toc("a"), A, B], "the CTOC does not list a chapter (chapter 2)"),
        ([toc("b", "a"), B, A], "the chapters are not in order (chapter 2)"),
        ([toc("b"), B], "the first chapter does not begin at 0"),
        ([toc("a", "b"), A, raw_chap("b", 600, 900)], "there is a gap before a chapter (chapter 2)"),
        ([toc("a", "b"), A, raw_chap("b", 400, 900)], "a chapter begins before the one before it ends (chapter 2)"),
        ([toc("a", "b"), A, raw_chap("b", 500, 500)], "a chapter has no length (chapter 2)"),
        ([toc("a"), raw_chap("a", 0, 9, frame(b"TIT3", b"\0x"))], "a chapter has no title (chapter 1)"),
        ([toc("a"), raw_chap("a", 0, 9, frame(b"TIT2", b"\x03x"))], "a title is neither ASCII in encoding 0"),
        ([toc("a"), raw_chap("a", 0, 9, frame(b"TIT2", b"\x02\0x"))], "a title is neither ASCII in encoding 0"),
        ([toc("a"), raw_chap("a", 0, 9, frame(b"TIT2", b"\0\xe9"))], "a title is neither ASCII in encoding 0"),
        ([toc("a"), raw_chap("a", 0, 9, offset=0)], "a chapter has byte offsets"),
        ([frame(b"TALB", b"\x03x")], "text is in an encoding that ID3v2.3 does not have: TALB"),
        ([frame(b"APIC", b"\0image/png\0\3\0x"), toc("a"), A], "the cover comes before the chapters"),
    ],
)
def test_each_broken_rule_is_named(tmp_path: Path, frames: Sequence[bytes], fault: str) -> None:
    path = saved(tmp_path, tag(*frames), SOUND)
    assert fault in " | ".join(read_tags(path).faults)


@pytest.mark.parametrize(
    ("frames", "rules"),
    [
        ([toc("a", "b"), B, A], {"chapter-order"}),
        ([toc("a"), A, B], {"ctoc-unlisted"}),
        ([toc("a", "b", "c"), A, B], {"ctoc-order"}),
        ([A, toc("b", "a", flags=0), B], {"ctoc-order", "ctoc-flags"}),
    ],
)
def test_one_fault_is_not_told_as_others(tmp_path: Path, frames: Sequence[bytes], rules: set[str]) -> None:
    assert {fault.rule for fault in read_tags(saved(tmp_path, tag(*frames), SOUND)).faults} == rules


@pytest.mark.parametrize(
    ("inside", "faults"),
    [
        (frame(b"WXXX", b"\0\0http://example.org/a"), []),
        (frame(b"WXXX", b"\x01\xff\xfel\0\0\0http://example.org/a"), []),
        (frame(b"WXXX", b"\0\0http://example.org/a\0"), ["a link has a NUL at its end"]),
        (frame(b"WXXX", b"\0\0http://example.org/a+b"), ["a link has a raw +"]),
        (frame(b"WXXX", b"\0\0http://example.org/\xe9"), ["a link is not percent-encoded ASCII"]),
        (frame(b"WXXX", b"\0\0javascript:alert"), ["a link is not http or https"]),
        (frame(b"APIC", b"\0image/png\0\0\0" + PNG), []),
        (frame(b"APIC", b"\0image/png\0\0\0" + PNG + bytes(100_000)), ["a picture is over 100 kB"]),
        (frame(b"APIC", b"\0image/gif\0\0\0GIF"), ["a picture is neither image/jpeg nor image/png"]),
        (frame(b"APIC", b"\x01image/png\0\0\xff\xfe\0\0x"), ["a picture's description is not ASCII in encoding 0"]),
    ],
)
def test_broken_links_and_pictures_are_named(tmp_path: Path, inside: bytes, faults: list[str]) -> None:
    title = frame(b"TIT2", b"\0Title")
    path = saved(tmp_path, tag(toc("a"), raw_chap("a", 0, 9, title, inside)), SOUND)
    found = read_tags(path).faults
    assert len(found) == len(faults)
    assert all(one.startswith(other) for one, other in zip(found, faults, strict=True))


WRITERS: list[Callable[[Path], object]] = [
    lambda path: write_tags(path, Edit(title="New", chapters=TWO, cover=JPEG)),
    lambda path: write_tags(path, Edit()),
]


@pytest.mark.parametrize("write", WRITERS)
def test_a_whole_file_by_ffmpeg_keeps_its_length(tmp_path: Path, write: Callable[[Path], object]) -> None:
    path = by_ffmpeg(tmp_path / "a.mp3", "-id3v2_version", "3")
    samples = decoded(path)
    write(path)
    assert decoded(path) == samples


def decoded(path: Path) -> bytes:
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-map", "0:a", "-f", "md5", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


@cache
def bomb() -> bytes:
    """80 MB of zeros, packed."""
    return zlib.compress(bytes(80 << 20))


def sevens(frames: bytes) -> bytes:
    """A frame with its size as v2.4 writes it."""
    size = len(frames) - 10
    return frames[:4] + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + frames[8:]


@pytest.mark.parametrize(
    "content",
    [
        lambda: tag(frame(b"TXXX", bytes(4) + bomb(), 0x80)),
        lambda: tag(toc("a"), raw_chap("a", 0, 9, frame(b"TIT2", bytes(4) + bomb(), 0x80))),
        lambda: tag(frame(b"CTOC", b"toc\0\3\1a\0" + frame(b"TIT2", bytes(4) + bomb(), 0x80))),
        lambda: tag(sevens(frame(b"TXXX", bytes(4) + bomb(), 0x09)), version=4),
        lambda: tag(frame(b"TXXX", bomb(), 0x08), version=4),
        lambda: tag(*(frame(b"TXXX", bytes(4) + zlib.compress(bytes(5 << 20)), 0x80) for _ in range(14))),
    ],
    ids=["frame", "chapter", "table", "sevens", "plain", "many"],
)
def test_a_tag_that_unpacks_without_end_is_an_error(tmp_path: Path, content: Callable[[], bytes]) -> None:
    path = saved(tmp_path, content(), SOUND)
    with pytest.raises(VerifyError, match="compressed frames of more than 64 MB"):
        read_tags(path)


def test_chapters_that_nest_without_end_are_an_error(tmp_path: Path) -> None:
    nested = b""
    for _ in range(2000):
        nested = raw_chap("a", 0, 9, nested)
    with pytest.raises(VerifyError, match="chapters in chapters"):
        read_tags(saved(tmp_path, tag(nested), SOUND))


def test_a_compressed_frame_of_usual_size_is_read_and_kept(tmp_path: Path) -> None:
    packed = frame(b"TALB", struct.pack(">I", 5) + zlib.compress(b"\0Show"), 0x80)
    path = saved(tmp_path, tag(packed), SOUND)
    assert read_tags(path).show == "Show"
    write_tags(path, Edit(title="New"))
    assert packed in path.read_bytes()
    assert read_tags(path).show == "Show"


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "words", ["Tür", "日本語", "中文标题", "한국어", "Привет мир", "مرحبا", "ภาษาไทย", "👍 ok", "Đà Nẵng", "A"]
)
def test_utf_16_without_a_mark_is_read_for_what_it_is(words: str, coding: str) -> None:
    from audiorender.publish.tags.mp3.read import decoded as text_of

    assert text_of(b"\1" + words.encode(coding)) == (words, False)
