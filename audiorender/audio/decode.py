"""Any audio that ffmpeg knows, as blocks of samples at `model.RATE`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.model import RATE

BLOCK = 1 << 16
"""Samples a channel in a block."""


def decode(path: Path, channels: int) -> Iterator[NDArray[np.float32]]:
    """The samples of an audio file from its first to its last, as blocks (channels, up to `BLOCK`).

    An encoder's delay and padding are left out where the file says what they are; full scale is 1. Raises ToolError
    when it is not audio that ffmpeg can decode.
    """
    source = (*ffmpeg.LOCAL_ONLY, "-i", f"file:{path}")
    for data in ffmpeg.stream((*source, *_raw(channels)), BLOCK * channels * 4):
        yield _planes(data, channels)


def decode_bytes(data: bytes, channels: int, form: str) -> NDArray[np.float32]:
    """The same for a short stretch in memory, whole; `form` is ffmpeg's name of its format, such as `mp3`."""
    return _planes(ffmpeg.run(("-f", form, *ffmpeg.LOCAL_ONLY, "-i", "pipe:0", *_raw(channels)), data), channels)


def _raw(channels: int) -> tuple[str, ...]:
    return ("-map", "0:a:0", "-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "pipe:1")


def _planes(data: bytes, channels: int) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4").reshape(-1, channels).T.astype(np.float32)
