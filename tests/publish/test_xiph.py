"""Comments in Opus, Vorbis and FLAC files: what stays byte for byte, and which broken rules are named."""

from __future__ import annotations

import base64
import contextlib
import struct
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from contracts.kinds import by_ffmpeg
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC, CueSheet, CueSheetTrack, CueSheetTrackIndex
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from audiorender.audio import ffmpeg
from audiorender.audio.ogg import LAST, Page, packets_of, pages_of, read_page
from audiorender.errors import VerifyError
from audiorender.model import RATE, Chapter
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import read_tags, write_tags
from audiorender.publish.tags.xiph.comments import Comments, edited, parse_comments
from publish.id3 import JPEG, PNG
from publish.tones import TONE, TWO, saved

ogg = pytest.mark.parametrize("suffix", [".opus", ".ogg"])
both = pytest.mark.parametrize("suffix", [".opus", ".ogg", ".flac"])


def pages(path: Path) -> list[Page]:
    file = BytesIO(path.read_bytes())
    return list(iter(lambda: read_page(file), None))


def with_comments(folder: Path, suffix: str, *entries: bytes, rest: bytes = b"") -> Path:
    """A file of ffmpeg's whose comments are these."""
    path = saved(folder, suffix)
    first, second, *others = pages(path)
    setup = packets_of([second])[1:]
    begin = {".opus": b"OpusTags", ".ogg": b"\x03vorbis"}[suffix]
    end = rest or {".opus": b"", ".ogg": b"\x01"}[suffix]
    packets = [begin + bytes(Comments(b"a vendor", entries)) + end, *setup]
    laid = pages_of(packets, second.serial, 1, 1)
    assert len(laid) == 1
    path.write_bytes(b"".join(map(bytes, [first, *laid, *others])))
    return path


def entries(path: Path) -> list[bytes]:
    packet = packets_of(pages(path)[1:])[0]
    return list(parse_comments(packet[8 if packet.startswith(b"OpusTags") else 7 :]).entries)


FOREIGN = (b"REPLAYGAIN_TRACK_GAIN=-3 dB", b"Chapters=none", b"bad=\xff\xfe", b"no sign", b"X=1", b"X=2", b"EMPTY=")


@ogg
def test_foreign_comments_stay_byte_for_byte_and_in_order(tmp_path: Path, suffix: str) -> None:
    old = (b"title=Old", b"CHAPTER01=00:00:00.000", b"chapter01name=Old", b"COMMENT=Old", b"Artist=Old", b"Artist=Too")
    path = with_comments(tmp_path, suffix, *old, *FOREIGN)
    write_tags(path, Edit(title="New", author="", comment="Weather.", chapters=TWO))
    found = entries(path)
    assert found == [
        b"TITLE=New",
        b"DESCRIPTION=Weather.",
        *FOREIGN,
        b"CHAPTER000=00:00:00.000",
        b"CHAPTER000NAME=One",
        b"CHAPTER000URL=https://example.org/1",
        b"CHAPTER001=00:00:00.500",
        "CHAPTER001NAME=Zwö".encode(),
    ]
    assert b"a vendor" in path.read_bytes()
    assert OggOpus(path).tags.vendor == "a vendor" if suffix == ".opus" else OggVorbis(path).tags.vendor == "a vendor"


@ogg
def test_the_pages_of_the_sound_keep_their_bytes(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    before = [bytes(page) for page in pages(path)]
    many = tuple(Chapter(n * 480, (n + 1) * 480, f"Chapter {n} {'x' * 150}") for n in range(200))
    write_tags(path, Edit(title="New", chapters=many))
    after = [bytes(page) for page in pages(path)]
    assert len(after[1]) > 30_000
    assert after[2:] == before[2:]
    assert after[0] == before[0]


@ogg
def test_a_large_cover_moves_the_sound_to_other_pages_and_changes_no_packet(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    before = pages(path)
    write_tags(path, Edit(cover=JPEG + bytes(300_000)))
    after = pages(path)
    assert len(after) > len(before)
    assert [page.sequence for page in after] == list(range(len(after)))
    late = len(after) - len(before)
    assert [page.numbered(page.sequence - late) for page in after[2 + late :]] == before[2:]
    assert after[-1].flags & LAST
    assert read_tags(path).cover == JPEG + bytes(300_000)
    assert ffmpeg.run(["-i", str(path), "-map", "0:a", "-c", "copy", "-f", "md5", "-"])
    write_tags(path, Edit(cover=PNG))
    assert read_tags(path).cover == PNG
    again = pages(path)
    assert again[-1].numbered(0) == before[-1].numbered(0)


@ogg
def test_the_setup_of_the_codec_stays(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    setup = packets_of(pages(path)[1:2])[1:]
    for edit in (Edit(title="x" * 70_000), Edit(title="x")):
        write_tags(path, edit)
        assert packets_of(pages(path)[1:])[1 : 1 + len(setup)] == setup


def test_what_follows_the_comments_of_opus_is_kept_where_it_says_so(tmp_path: Path) -> None:
    for rest, kept in ((b"\x01 keep me", True), (bytes(100), False)):
        path = with_comments(tmp_path, ".opus", b"X=1", rest=rest)
        write_tags(path, Edit(title="New"))
        assert packets_of(pages(path)[1:2])[0].endswith(rest) == kept
        assert read_tags(path).title == "New"


def test_streams_beside_ours_stay(tmp_path: Path) -> None:
    # A Vorbis and an Opus stream in one file: the first is ours.
    more = [*TONE, "-map", "0:a", "-map", "1:a"]
    source = [*TONE, *more, "-c:a:0", "libopus", "-c:a:1", "libvorbis"]
    path = saved(tmp_path, ".ogg", ffmpeg.run([*source, *ffmpeg.EXACT, "-f", "ogg", "-"]))
    serial = pages(path)[0].serial
    before = [page for page in pages(path) if page.serial != serial]
    write_tags(path, Edit(title="New", cover=JPEG + bytes(200_000), chapters=TWO))
    assert [page for page in pages(path) if page.serial != serial] == before
    mine = [page.sequence for page in pages(path) if page.serial == serial]
    assert mine == list(range(len(mine)))
    assert read_tags(path).title == "New"
    assert [mark.title for mark in read_tags(path).chapters] == ["One", "Zwö"]


def test_the_sound_may_not_stand_on_the_page_of_the_comments(tmp_path: Path) -> None:
    path = saved(tmp_path, ".opus")
    first, second, third, *others = pages(path)
    joined = Page(0, third.position, third.serial, 1, second.lacing + third.lacing, second.body + third.body)
    path.write_bytes(b"".join(map(bytes, [first, joined, *others])))
    with pytest.raises(VerifyError, match="audio is on the page of a header"):
        write_tags(path, Edit(title="New"))


@both
def test_the_last_chapter_ends_with_the_sound(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    write_tags(path, Edit(chapters=(Chapter(0, RATE, "One"), Chapter(RATE, 99 * RATE, "Two"))))
    assert [(mark.start, mark.end) for mark in read_tags(path).chapters] == [(0, 1000), (1000, 2000)]


@both
def test_more_chapters_than_antennapod_shows_are_written_and_told_of(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    chapters = tuple(Chapter(n * 480, (n + 1) * 480, "x", image="a.png") for n in range(101))
    assert write_tags(path, Edit(chapters=chapters, pictures={"a.png": PNG})) == (
        "the pictures of 101 chapters (1, 2, 3, 4, 5, ...) were left out: Vorbis comments only hold links of chapters",
        "AntennaPod shows at most 100 chapters in this kind of file, but there are 101",
    )
    assert len(read_tags(path).chapters) == 101
    assert write_tags(path, Edit(chapters=chapters[:100])) != ()
    assert write_tags(path, Edit(chapters=TWO)) == ()


# -- the comments themselves ---------------------------------------------------------------------------------------


@given(st.binary(max_size=20), st.lists(st.binary(max_size=30), max_size=5), st.binary(max_size=10))
def test_comments_come_back(vendor: bytes, parts: list[bytes], rest: bytes) -> None:
    comments = Comments(vendor, tuple(parts), rest)
    assert parse_comments(bytes(comments) + rest) == comments
    assert edited(comments, Edit(), cover=True).rest == rest
    assert sorted(edited(comments, Edit(), cover=True).entries) == sorted(parts)


@given(st.binary(max_size=80))
def test_damaged_comments_are_an_error(data: bytes) -> None:
    with contextlib.suppress(VerifyError):
        found = parse_comments(data)
        assert bytes(found) + found.rest == data


def test_comments_that_lie_about_their_number_are_an_error() -> None:
    with pytest.raises(VerifyError, match="damaged"):
        parse_comments(struct.pack("<II", 0, 0xFFFFFFFF) + bytes(400))
    with pytest.raises(VerifyError, match="damaged"):
        parse_comments(struct.pack("<I", 0xFFFFFFF0) + bytes(40))


GOOD = ["CHAPTER000=00:00:00.000", "CHAPTER000NAME=One", "CHAPTER001=00:00:01.000", "CHAPTER001NAME=Two"]


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        (GOOD, ""),
        (GOOD[2:], "the first chapter does not begin at 0"),
        (GOOD[2:] + GOOD[:2], "the chapters are not in order (chapter 2)"),
        (GOOD[2:] + GOOD[:2], "the chapters are not numbered one after the other"),
        (GOOD[:3], "a chapter has no title (chapter 2)"),
        ([*GOOD[:3], "CHAPTER001NAME="], "a chapter has no title (chapter 2)"),
        ([*GOOD[:2], "CHAPTER002=00:00:01.000", "CHAPTER002NAME=x"], "not numbered one after the other"),
        ([*GOOD[:2], *GOOD[:2]], "not numbered one after the other"),
        ([GOOD[0], GOOD[1], GOOD[3], GOOD[2]], "a title comes before its time, where FFmpeg does not find it"),
        ([*GOOD, "CHAPTER002=1:00", "CHAPTER002NAME=x"], "a time is not HH:MM:SS.mmm (chapter 3)"),
        ([*GOOD, "CHAPTER002=00:00:09.000", "CHAPTER002NAME=x"], "a chapter has no length (chapter 3)"),
        (["CHAPTER01=00:00:00.000", "CHAPTER01NAME=x"], "a number does not have three digits (chapter 1)"),
        ([*GOOD, "CHAPTER000URL=http://example.org/a+b"], "a link is not a percent-encoded http or https address"),
        ([*GOOD, "CHAPTER000URL=javascript:alert(1)"], "a link is not a percent-encoded http or https address"),
    ],
)
@both
def test_each_broken_rule_is_named(tmp_path: Path, suffix: str, pairs: Sequence[str], fault: str) -> None:
    path = saved(tmp_path, suffix)
    file: OggOpus | OggVorbis | FLAC = {".opus": OggOpus, ".ogg": OggVorbis, ".flac": FLAC}[suffix](path)
    for pair in pairs:
        key, _, value = pair.partition("=")
        file.tags.append((key, value))
    file.save()
    found = " | ".join(read_tags(path).faults)
    assert fault in found
    assert bool(found) == bool(fault)


def damaged_picture(path: Path) -> None:
    file = OggOpus(path)
    file["metadata_block_picture"] = base64.b64encode(b"not a picture").decode()
    file.save()


def no_base64(path: Path) -> None:
    file = OggOpus(path)
    file["metadata_block_picture"] = "a"
    file.save()


@pytest.mark.parametrize("damage", [damaged_picture, no_base64])
def test_a_damaged_picture_is_an_error_and_stays(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    path = saved(tmp_path, ".opus")
    damage(path)
    with pytest.raises(VerifyError):
        read_tags(path)
    kept = entries(path)
    write_tags(path, Edit(title="New"))
    assert set(kept) < set(entries(path))


def test_other_codecs_in_ogg_are_an_error(tmp_path: Path) -> None:
    source = ["-f", "lavfi", "-i", "sine=duration=1", "-c:a", "flac", "-f", "ogg", "-"]
    path = saved(tmp_path, ".ogg", ffmpeg.run(source))
    for call in (read_tags, lambda path: write_tags(path, Edit(title="New"))):
        with pytest.raises(VerifyError, match="neither Opus nor Vorbis"):
            call(path)


def test_a_cue_sheet_stays_and_our_chapters_are_found_beside_it(tmp_path: Path) -> None:
    path = saved(tmp_path, ".flac")
    file, sheet = FLAC(path), CueSheet(None)
    sheet.tracks = [CueSheetTrack(number, start) for number, start in ((1, 0), (2, 4800), (170, 48_000))]
    for track in sheet.tracks[:-1]:
        track.indexes = [CueSheetTrackIndex(1, 0)]
    file.metadata_blocks.append(sheet)
    file.save()
    write_tags(path, Edit(title="T", chapters=(*TWO, Chapter(TWO[-1].end, TWO[-1].end + RATE, "Three"))))
    write_tags(path, Edit(author="Nell"))
    assert [block.code for block in FLAC(path).metadata_blocks] == [0, 5, 4, 1]
    assert FLAC(path).cuesheet.write() == sheet.write()
    assert sorted(by_ffmpeg(path)) == sorted(mark.title for mark in read_tags(path).chapters)
    assert "a cue sheet of 2 tracks is there too, and FFmpeg mixes the two" in read_tags(path).faults
