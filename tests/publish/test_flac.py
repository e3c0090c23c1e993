"""Changing FLAC files: blocks, frames, and what stands before them."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.flac import FLAC, MetadataBlock, Picture, SeekPoint, SeekTable

from audiorender.audio import ffmpeg
from audiorender.errors import OutputError, VerifyError
from audiorender.publish.editing.edit import Edit
from audiorender.publish.tags import read_tags, write_tags
from audiorender.publish.tags.xiph.comments import VENDOR
from audiorender.publish.tags.xiph.flac import PADDING
from publish.id3 import PNG, frame, tag
from publish.tones import TONE, TWO, saved, sound


def blocks(path: Path) -> list[tuple[int, bytes]]:
    file = FLAC(path)
    return [(block.code, block.write()) for block in file.metadata_blocks]


def test_the_blocks_of_a_flac_file_and_its_frames_stay(tmp_path: Path) -> None:
    path = saved(tmp_path, ".flac")
    file = FLAC(path)
    file.seektable = SeekTable(None)
    file.seektable.seekpoints = [SeekPoint(0, 0, 4608), SeekPoint(4608, 900, 4608)]
    application = MetadataBlock(b"riffsome bytes")
    application.code = 2
    back = Picture()
    back.type, back.mime, back.data = 4, "image/png", b"the back"
    cover = Picture()
    cover.type, cover.mime, cover.data = 3, "image/png", b"the old front"
    file.metadata_blocks += [application, back, cover]
    file["X"] = ["1", "2"]
    file.save()
    vendor = file.tags.vendor
    before = blocks(path)
    frames = path.read_bytes()[-5000:]
    write_tags(path, Edit(title="New", cover=PNG, chapters=TWO))
    after = blocks(path)
    others = [block for block in before[1:] if block[0] in {2, 3} or b"the back" in block[1]]
    assert after[0] == before[0]
    assert after[1][0] == 4
    kept = [block for block in after[2:-1] if PNG not in block[1]]
    assert kept == others
    found = FLAC(path)
    assert [picture.data for picture in found.pictures] == [PNG, b"the back"]
    assert found["X"] == ["1", "2"]
    assert found.tags.vendor == vendor
    assert after[-1] == (1, bytes(PADDING))
    assert path.read_bytes().endswith(frames)
    assert len(FLAC(path).seektable.seekpoints) == 2


def test_a_flac_file_without_comments_gets_some(tmp_path: Path) -> None:
    path = saved(tmp_path, ".flac")
    FLAC(path).delete()
    assert FLAC(path).tags is None
    assert read_tags(path).title is None
    write_tags(path, Edit(title="New"))
    assert FLAC(path).tags.vendor.encode() == VENDOR
    assert read_tags(path).title == "New"


def test_an_id3_tag_before_a_flac_file_stays(tmp_path: Path) -> None:
    before = tag(frame(b"TIT2", b"\0Old"), padding=200)
    path = saved(tmp_path, ".flac", before + sound(".flac"))
    write_tags(path, Edit(title="New"))
    assert path.read_bytes().startswith(before + b"fLaC")
    assert read_tags(path).title == "New"


def test_a_picture_that_flac_cannot_hold_is_an_error(tmp_path: Path) -> None:
    path = saved(tmp_path, ".flac")
    with pytest.raises(OutputError, match="cannot hold a picture or comments of 16 MB"):
        write_tags(path, Edit(cover=PNG + bytes(1 << 24)))
    assert path.read_bytes() == sound(".flac")


def test_a_flac_file_that_does_not_say_how_long_it_is(tmp_path: Path) -> None:
    path = saved(tmp_path, ".flac", ffmpeg.run([*TONE, "-c:a", "flac", "-f", "flac", "-"]))
    write_tags(path, Edit(chapters=TWO))
    assert "the FLAC header does not say how long the audio is" in read_tags(path).faults


@pytest.mark.parametrize("keep", [5, 20, 60, 200, -1])
def test_a_flac_file_that_is_cut_off_is_left_alone(tmp_path: Path, keep: int) -> None:
    data = sound(".flac")
    end = data.index(b"\xff\xf8")
    data = data[: end + 1 if keep < 0 else keep]
    path = saved(tmp_path, ".flac", data)
    with pytest.raises(VerifyError):
        write_tags(path, Edit(title="New"))
    assert path.read_bytes() == data
