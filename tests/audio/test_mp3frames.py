"""Frames as they lie in a file, with all that may lie between them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish.id3 import FRAME, SOUND, tag

from audiorender.audio import ffmpeg
from audiorender.audio.mp3frames import InfoFrame, Mp3Frames, walk

TONE = ("-f", "lavfi", "-i", "sine=duration=2:sample_rate=48000", "-c:a", "libmp3lame")


def walked(folder: Path, *parts: bytes) -> Mp3Frames | None:
    path = folder / "a.mp3"
    path.write_bytes(b"".join(parts))
    return walk(path)


def made(folder: Path, *options: str) -> Mp3Frames:
    path = folder / "made.mp3"
    ffmpeg.run([*TONE, *options, "-y", str(path)])
    found = walk(path)
    assert found is not None
    return found


def test_an_info_frame_is_no_sound_and_tells_what_is_hidden(tmp_path: Path) -> None:
    found = made(tmp_path, "-b:a", "96k")
    assert found.info is not None
    assert (found.info.kind, found.info.frames, found.samples) == ("Info", found.frames, 96000)
    assert (found.rates, found.bitrates, found.channels, found.constant) == ((48000,), (96,), 1, True)
    assert (found.before, found.between, found.after, found.cut) == (0, 0, 0, 0)


def test_varying_bitrate_with_and_without_a_table(tmp_path: Path) -> None:
    found = made(tmp_path, "-q:a", "4")
    assert found.info is not None
    assert (found.info.kind, found.constant) == ("Xing", False)
    bare = made(tmp_path, "-q:a", "4", "-write_xing", "0")
    assert (bare.info, bare.constant) == (None, False)


def test_what_lies_around_the_frames_is_counted(tmp_path: Path) -> None:
    found = walked(tmp_path, tag(), tag(), b"junk", SOUND, b"more of it", SOUND, b"the end")
    assert found == Mp3Frames(100, 115200, (48000,), (128,), 2, None, 4, 10, 7, 0, True)


def test_tags_at_the_end_are_no_junk(tmp_path: Path) -> None:
    ape = b"APETAGEX" + (2000).to_bytes(4, "little") + (40).to_bytes(4, "little") + bytes(4)
    footer = ape + (1 << 31).to_bytes(4, "little") + bytes(8)
    found = walked(tmp_path, SOUND, bytes(32 + 8), footer, b"TAG" + bytes(125))
    assert found is not None
    assert (found.after, found.frames) == (0, 50)


@pytest.mark.parametrize("size", [1, 100, len(FRAME) - 4])
def test_a_frame_that_is_cut_off(tmp_path: Path, size: int) -> None:
    found = walked(tmp_path, SOUND[: len(SOUND) - size])
    assert found is not None
    assert (found.frames, found.cut) == (50, size)


def test_vbri(tmp_path: Path) -> None:
    head = bytearray(FRAME)
    head[36:54] = b"VBRI" + bytes(10) + (50).to_bytes(4, "big")
    found = walked(tmp_path, bytes(head), SOUND)
    assert found is not None
    assert (found.info, found.frames) == (InfoFrame("VBRI", 50), 50)


@pytest.mark.parametrize("data", [b"", b"ID3", bytes(5000), b"\xff" * 5000, FRAME[:100]])
def test_no_frame_is_none(tmp_path: Path, data: bytes) -> None:
    assert walked(tmp_path, data) is None


@given(
    st.lists(st.one_of(st.binary(max_size=40), st.just(FRAME), st.just(FRAME[:50]), st.just(b"\xff\xfb")), max_size=9)
)
def test_any_bytes_are_walked_over_and_all_are_counted(parts: list[bytes]) -> None:
    data = b"".join(parts)
    with tempfile.TemporaryDirectory() as folder:
        found = walked(Path(folder), data)
    if found is not None and not data.startswith(b"ID3"):
        sound = found.frames * len(FRAME) - found.cut
        assert found.bitrates != (128,) or found.before + found.between + found.after + sound <= len(data)
