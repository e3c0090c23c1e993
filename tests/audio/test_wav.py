"""WAV files as the standard library reads them, whole or not there."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from wavinfo import WavInfoReader

from audiorender.audio import wav
from audiorender.audio.decode import decode
from audiorender.audio.wav import sixteen_bits, write_wav
from audiorender.model import RATE


@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_written_is_read(tmp_path: Path, channels: int) -> None:
    sound = np.linspace(-1, 0.999, 5000 * channels, dtype=np.float32).reshape(channels, -1)
    path = tmp_path / "a.wav"
    write_wav(path, (sound[:, :1], sound[:, 1:4000], sound[:, 4000:]), channels, 5000)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (channels, RATE, 2)
        pcm = np.frombuffer(file.readframes(10_000), "<i2").reshape(-1, channels).T
    np.testing.assert_array_equal(pcm, sixteen_bits(sound))
    decoded = np.concatenate(list(decode(path, channels)), axis=1)
    np.testing.assert_array_equal(decoded, pcm / np.float32(32768))


def test_full_scale_is_held_not_wrapped() -> None:
    found = sixteen_bits(np.array([-2, -1, 0, 1, 2], np.float32))
    assert found.tolist() == [-32768, -32768, 0, 32767, 32767]


def test_sixteen_bits_survive_the_way_through_floats() -> None:
    every = np.arange(-32768, 32768, dtype=np.int16)
    np.testing.assert_array_equal(sixteen_bits(every.astype(np.float32) / np.float32(32768)), every)


@pytest.mark.parametrize("spare", [0, 1])
def test_what_riff_cannot_count_is_rf64(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int) -> None:
    sound, path = np.linspace(-1, 0.999, 2000, dtype=np.float32).reshape(2, -1), tmp_path / "a.wav"
    monkeypatch.setattr(wav, "LARGEST", 36 + 4000 - 1 + spare)
    write_wav(path, [sound], 2, 1000)
    file = WavInfoReader(str(path))
    assert (file.data.frame_count, file.fmt.sample_rate, file.fmt.channel_count) == (1000, RATE, 2)
    decoded = np.concatenate(list(decode(path, 2)), axis=1)
    np.testing.assert_array_equal(decoded, sixteen_bits(sound) / np.float32(32768))
    content = path.read_bytes()
    if spare:
        assert content[:4] == b"RIFF"
        assert len(content) == 44 + 4000
    else:
        assert content[:20] == b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0"
        assert struct.unpack_from("<QQQI", content, 20) == (len(content) - 8, 4000, 1000, 0)
        assert content.index(b"data\xff\xff\xff\xff") == 72


def test_the_header_of_six_gigabytes() -> None:
    frames = 6 * 10**9 // 4
    header = wav._header(2, frames)
    riff, data, samples, table = struct.unpack_from("<QQQI", header, 20)
    assert (riff, data, samples, table) == (len(header) - 8 + 4 * frames, 4 * frames, frames, 0)


def test_too_few_samples_leave_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="10 samples were announced, but 4 came"):
        write_wav(tmp_path / "a.wav", [np.zeros((1, 4), np.float32)], 1, 10)
    assert not list(tmp_path.iterdir())
