"""Any audio that ffmpeg knows, as blocks of samples at `model.RATE`; and MP3 frames in memory, without a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import miniaudio
import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.errors import ToolError
from audiorender.model import RATE

BLOCK = 1 << 16
"""Samples a channel in a block."""


def decode(path: Path, channels: int) -> Iterator[NDArray[np.float32]]:
    """The samples of an audio file from its first to its last, as blocks (channels, up to `BLOCK`).

    An encoder's delay and padding are left out where the file says what they are; full scale is 1. Raises ToolError
    when it is not audio that ffmpeg can decode, ValueError for channels that no sound has.
    """
    if channels < 1:
        raise ValueError(f"sound has one channel or more, not {channels}")
    source = (*ffmpeg.LOCAL_ONLY, "-i", f"file:{path}")
    for data in ffmpeg.stream((*source, *_raw(channels)), BLOCK * channels * 4):
        yield _planes(data, channels)


def decode_mp3(data: bytes) -> NDArray[np.float32]:
    """The samples (channels, n) of MP3 frames in memory, at their own rate and without any correction for delays.

    By dr_mp3, which shares no code with the encoder, in 16 bits: what passes full scale reads as full scale. Raises
    ToolError when it finds no frame.
    """
    try:
        sound = miniaudio.mp3_read_f32(data)
    except miniaudio.DecodeError as error:
        raise ToolError("the encoded MP3 frames cannot be decoded", hint="try another ffmpeg") from error
    return np.frombuffer(sound.samples, np.float32).reshape(-1, sound.nchannels).T


def _raw(channels: int) -> tuple[str, ...]:
    return ("-map", "0:a:0", "-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "pipe:1")


def _planes(data: bytes, channels: int) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4").reshape(-1, channels).T.astype(np.float32)
