"""MP3 headers and the Info frame: our own, ffmpeg's, and damaged ones."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode

from audio.sounds import bursts
from audiorender.audio import ffmpeg
from audiorender.audio.mp3 import frame_count, frame_size, info_frame, parse_header, read_info
from audiorender.errors import SourceError
from audiorender.model import FRAME, RATE


def encoded(samples: int, channels: int, *options: str) -> bytes:
    pcm = np.stack([bursts(samples / RATE + 1, 1)[:samples]] * channels, axis=1).tobytes()
    source = ("-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "-i", "pipe:0")
    return ffmpeg.run((*source, "-c:a", "libmp3lame", *options), pcm)


@pytest.mark.parametrize(("channels", "bitrate", "size"), [(2, 128, 384), (1, 96, 288), (1, 64, 192), (2, 320, 960)])
def test_an_info_frame_is_a_frame_and_says_what_it_was_told(
    tmp_path: Path, channels: int, bitrate: int, size: int
) -> None:
    path = tmp_path / "a.mp3"
    frame = info_frame(channels, bitrate, 100_000, 0x1234)
    assert len(frame) == size == frame_size(bitrate)
    path.write_bytes(b"ID3\3\0\0\0\0\1\1" + bytes(129) + frame + bytes(1000))
    info = read_info(path)
    assert (info.rate, info.channels, info.bitrate, info.samples) == (RATE, channels, bitrate, 100_000)
    assert (info.start, info.frames, info.size) == (139, 88, 89 * size)


@pytest.mark.parametrize("samples", [1, 47, 48, FRAME - 1, FRAME, 4 * FRAME - 1105, 4 * FRAME - 1104, 100_000])
def test_the_count_of_frames_leaves_room_for_both_delays(samples: int) -> None:
    frames = frame_count(samples)
    assert 0 <= frames * FRAME - 1105 - samples < FRAME


@pytest.mark.parametrize("channels", [1, 2])
def test_ffmpegs_own_info_frame_is_read(tmp_path: Path, channels: int) -> None:
    path = tmp_path / "a.mp3"
    encoded(50_000, channels, "-b:a", "128k", str(path))
    info = read_info(path)
    assert (info.samples, info.channels, info.bitrate) == (50_000, channels, 128)
    assert info.start > 0
    assert info.start + info.size == path.stat().st_size


def test_mutagen_reads_the_same(tmp_path: Path) -> None:
    frames = encoded(50_000, 2, "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1")
    path = tmp_path / "a.mp3"
    path.write_bytes(info_frame(2, 128, 50_000, 0) + frames[: frame_count(50_000) * 384])
    info = MP3(path).info
    assert info.bitrate_mode == BitrateMode.CBR
    assert (info.bitrate, info.channels, info.sample_rate) == (128_000, 2, RATE)
    assert info.length == pytest.approx(50_000 / RATE, abs=0.03)


@pytest.mark.parametrize("place", [0, 37, 40, 60, 170, 189])
def test_a_damaged_info_frame_is_not_believed(tmp_path: Path, place: int) -> None:
    frame = bytearray(info_frame(2, 128, 100_000, 0))
    frame[place] ^= 0x55
    (tmp_path / "a.mp3").write_bytes(frame)
    with pytest.raises(SourceError, match=r"Info frame|not an MP3"):
        read_info(tmp_path / "a.mp3")


@pytest.mark.parametrize("data", [b"", b"ID3", b"ID3\3\0\0\x7f\x7f\x7f\x7f", b"RIFF" + bytes(500), b"\xff" * 500])
def test_what_is_no_mp3_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(data)
    with pytest.raises(SourceError, match="not an MP3"):
        read_info(tmp_path / "a.mp3")


def test_variable_bitrate_and_missing_files_are_errors(tmp_path: Path) -> None:
    encoded(50_000, 2, "-q:a", "4", str(tmp_path / "vbr.mp3"))
    with pytest.raises(SourceError, match="no Info frame for constant bitrate"):
        read_info(tmp_path / "vbr.mp3")
    with pytest.raises(SourceError, match="cannot be read: no such file"):
        read_info(tmp_path / "none.mp3")


def test_a_bitrate_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        info_frame(2, 32, 1000, 0)


@given(st.binary(max_size=8))
def test_any_bytes_are_a_header_or_none(data: bytes) -> None:
    header = parse_header(data)
    if header is not None:
        assert header.size > header.side
        assert struct.unpack(">H", data[:2])[0] & 0xFFE6 == 0xFFE2
