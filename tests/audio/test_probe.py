"""What an audio file is by its content, and how long it sounds."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.audio import ffmpeg, probe
from audiorender.audio.decode import decode
from audiorender.audio.formats import SUFFIXES
from audiorender.audio.probe import HEAD, kind, kind_of, length, shape
from audiorender.errors import SourceError
from audiorender.model import RATE

SAMPLES = 100_000
"""At 48 kHz; no whole number of frames in any format."""

FORMS = {
    "cbr.mp3": (".mp3", ("-b:a", "64k"), 0),
    "vbr.mp3": (".mp3", ("-q:a", "5"), 0),
    "plain.mp3": (".mp3", ("-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0"), 2400),
    "bare.mp3": (".mp3", ("-q:a", "5", "-write_xing", "0"), 2400),
    "talk.opus": (".ogg", ("-b:a", "32k"), 0),
    "talk.ogg": (".ogg", ("-c:a", "libvorbis"), 0),
    "talk.flac": (".flac", (), 0),
    "inside.ogg": (".ogg", ("-c:a", "flac"), 0),
    "talk.wav": (".wav", (), 0),
    "large.wav": (".wav", ("-rf64", "always"), 0),
    "packed.wav": (".wav", ("-c:a", "adpcm_ima_wav"), 2048),
    "uncounted.wav": (".wav", ("-c:a", "adpcm_g726", "-ar", "8000"), 2048),
    "talk.m4a": (".m4a", (), 2048),
    "live.m4a": (".m4a", ("-movflags", "frag_keyframe+empty_moov"), 2048),
}
"""The kind, what ffmpeg is told, and by how many samples the length may be off."""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    command = [ffmpeg.executable(), "-v", "error", "-f", "lavfi", "-i", f"sine=300:r=48000,atrim=end_sample={SAMPLES}"]
    for name, (_, told, _) in FORMS.items():
        subprocess.run([*command, *told, str(folder / name)], check=True)
    return folder


@pytest.mark.parametrize("name", list(FORMS))
def test_the_kind_and_the_length(forms: Path, name: str) -> None:
    suffix, _, off = FORMS[name]
    path = forms / name
    assert kind(path.read_bytes()[:HEAD]) == suffix
    assert abs(length(path, suffix) - SAMPLES) <= off


def test_the_length_counts_at_48_khz_whatever_the_rate(tmp_path: Path) -> None:
    for name, rate in (("a.mp3", 44_100), ("a.mp3", 22_050), ("a.wav", 8000), ("a.flac", 96_000)):
        path = tmp_path / name
        source = ["-f", "lavfi", "-i", f"sine=300:r={rate}:d=3"]
        subprocess.run([ffmpeg.executable(), "-v", "error", "-y", *source, "-ar", str(rate), str(path)], check=True)
        assert length(path, path.suffix) == 3 * RATE


def test_flac_from_a_pipe_is_counted(forms: Path, tmp_path: Path) -> None:
    flac = bytearray((forms / "talk.flac").read_bytes())
    flac[21] &= 0xF0  # the count of samples is the last 36 bits before the digest
    flac[22:26] = bytes(4)
    path = tmp_path / "piped.flac"
    path.write_bytes(flac)
    assert length(path, ".flac") == SAMPLES


def test_flac_behind_an_id3_tag_is_flac(forms: Path) -> None:
    tag = b"ID3\4\0\0\0\0\0\x14" + bytes(20)
    assert kind_of(BytesIO(tag + (forms / "talk.flac").read_bytes())) == ".flac"
    assert kind_of(BytesIO(tag + (forms / "plain.mp3").read_bytes())) == ".mp3"
    assert kind_of(BytesIO((forms / "talk.wav").read_bytes())) == ".wav"


@pytest.mark.parametrize(("suffix", "rate"), [(".wav", 8000), (".flac", 96_000), (".ogg", 44_100), (".m4a", 22_050)])
@pytest.mark.parametrize("channels", [1, 2])
def test_the_rate_and_the_channels(tmp_path: Path, suffix: str, rate: int, channels: int) -> None:
    path = tmp_path / f"a{suffix}"
    source = ["-f", "lavfi", "-i", f"sine=300:r={rate}:d=1", "-ac", str(channels)]
    subprocess.run([ffmpeg.executable(), "-v", "error", *source, "-ar", str(rate), str(path)], check=True)
    assert shape(path, suffix) == (rate, channels)


def test_opus_has_one_rate(forms: Path) -> None:
    assert shape(forms / "talk.opus", ".opus") == (RATE, 1)


@pytest.mark.parametrize(
    "head", [b"", b"ID", b"# Notes\n", b"{", b"\xff\xff\xff\xff", b"RIFF\0\0\0\0AVI ", b"\0" * HEAD]
)
def test_what_is_no_audio(head: bytes) -> None:
    assert kind(head) is None


@given(st.binary(max_size=300), st.sampled_from([".mp3", ".ogg", ".opus", ".flac", ".wav", ".m4a"]), st.integers(0, 11))
def test_a_broken_file_is_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, cut: int
) -> None:
    heads = {
        ".ogg": b"OggS\0",
        ".opus": b"OggS",
        ".flac": b"fLaC\0",
        ".wav": b"RIFF\0\0\0\0WAVEfmt ",
        ".m4a": b"\0\0\0\x18ftyp",
    }
    path = tmp_path_factory.mktemp("broken") / f"a{suffix}"
    path.write_bytes((heads.get(suffix, b"ID3\3\0\0") + data)[cut:])
    with suppress(SourceError):
        assert length(path, suffix) > 0
    with suppress(SourceError):
        assert all(number >= 0 for number in shape(path, suffix))


def test_what_lies_between_the_frames_is_skipped_fast(forms: Path, tmp_path: Path) -> None:
    plain = (forms / "plain.mp3").read_bytes()
    path = tmp_path / "junk.mp3"
    path.write_bytes(plain + bytes(20_000_000) + plain + b"\xff" * 1000 + b"TAG" + bytes(125))
    began = time.process_time()
    assert length(path, ".mp3") == 2 * length(forms / "plain.mp3", ".mp3")
    assert time.process_time() - began < 2


NUMBERS: list[Any] = [0, -1, 1 << 40, float("nan"), float("inf"), -1e300]


@pytest.mark.parametrize("suffix", [".mp3", ".ogg", ".flac", ".wav", ".m4a"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_out_of_range_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, number: Any
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"what")
    container = SUFFIXES[suffix].container
    strange = replace(container, length=lambda _: number, shape=lambda _: (number, 2), decodes=False)
    monkeypatch.setitem(probe._BY_SUFFIX, suffix, strange)
    with pytest.raises(SourceError):
        length(path, suffix)
    with pytest.raises(SourceError):
        shape(path, suffix)
    monkeypatch.setitem(probe._BY_SUFFIX, suffix, replace(strange, shape=lambda _: (48_000, number)))
    with pytest.raises(SourceError):
        shape(path, suffix)


def test_nobody_decodes_no_channels(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one channel"):
        next(decode(tmp_path / "a.mp3", 0))


def test_a_file_of_a_phone_has_its_rate_and_channels(forms: Path, tmp_path: Path) -> None:
    """A `meta` box without a version, before the tracks: mutagen finds no sound behind it."""
    data = (forms / "talk.m4a").read_bytes()
    at = data.index(b"moov") + 4 + int.from_bytes(data[data.index(b"mvhd") - 4 :][:4])
    meta = b"\0\0\0\x29meta\0\0\0\x21hdlr" + bytes(8) + b"mdta" + bytes(13)
    size = int.from_bytes(data[data.index(b"moov") - 4 :][:4]) + len(meta)
    path = tmp_path / "phone.m4a"
    place = data.index(b"moov") - 4
    path.write_bytes(data[:place] + size.to_bytes(4) + data[place + 4 : at] + meta + data[at:])
    assert shape(path, ".m4a") == (48_000, 1)
