"""Decoding: blocks in order, whole, and a clear error for what is no audio."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audio.sounds import bursts
from audiorender.audio.decode import BLOCK, decode, decode_mp3
from audiorender.audio.wav import write_wav
from audiorender.errors import ToolError


def test_blocks_are_full_but_the_last(tmp_path: Path) -> None:
    frames = BLOCK + 1234
    sound = bursts(2, 1)[np.newaxis, :frames]
    write_wav(tmp_path / "a.wav", [sound], 1, frames)
    blocks = list(decode(tmp_path / "a.wav", 2))
    assert [block.shape for block in blocks] == [(2, BLOCK), (2, 1234)]
    np.testing.assert_array_equal(blocks[0][0], blocks[0][1])


def test_a_name_that_looks_like_an_option_or_a_protocol_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-i.wav", "http:x.wav", "é ü.wav"):
        write_wav(Path(name), [np.zeros((1, 10), np.float32)], 1, 10)
        assert sum(block.shape[1] for block in decode(Path(name), 1)) == 10


def test_what_is_no_audio_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("not a sound")
    with pytest.raises(ToolError, match="ffmpeg"):
        list(decode(tmp_path / "a.mp3", 1))
    with pytest.raises(ToolError, match="cannot be decoded"):
        list(decode_mp3(b"not a frame", 2))
