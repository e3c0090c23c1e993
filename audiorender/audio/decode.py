"""Decode any audio that ffmpeg reads into blocks of samples at `model.RATE`, and MP3 frames in memory without a
process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.errors import ToolError
from audiorender.model import RATE

Samples = TypeVar("Samples")

BLOCK = 1 << 16
"""Samples per channel in a block."""


def decode(path: Path, channels: int) -> Generator[NDArray[np.float32], None, str]:
    """Decode a whole audio file into blocks of shape (channels, up to `BLOCK`).

    Full scale is 1. An encoder's delay and padding are removed where the file declares them. The generator returns the
    decoder's first complaint if the file is damaged, or "". Raises ToolError if ffmpeg cannot decode the file, and
    ValueError if `channels` is less than 1.
    """
    if channels < 1:
        raise ValueError(f"at least one channel is needed, not {channels}")
    source = (*ffmpeg.LOCAL_ONLY, "-i", f"file:{path}")
    raw = ffmpeg.stream((*source, *_raw(channels)), BLOCK * channels * 4)
    return (yield from _each(raw, lambda block: _planes(np.frombuffer(block, "<f4"), channels)))


def decode_stereo(path: Path, frames: int) -> Generator[NDArray[np.int16], None, str]:
    """Decode the first `frames` samples of an audio file, or all if there are fewer, into 16 bits of (n, 2).

    ffmpeg rounds to 16 bits itself, which takes a third of the time. What the generator returns and raises is as for
    `decode`.
    """
    source = ("-threads", "1", *ffmpeg.LOCAL_ONLY, "-i", f"file:{path}", "-map", "0:a:0")  # more only wait and copy
    few = f"aformat=sample_fmts=fltp,asetnsamples=n={BLOCK}:p=0"  # ffmpeg's threads pass on each frame: a third quicker
    rounded = ("-af", few, "-f", "s16le", "-ar", str(RATE), "-ac", "2", "-flush_packets", "0")
    raw = ffmpeg.stream((*source, *rounded, "-t", f"{frames / RATE:.6f}", "pipe:1"), BLOCK * 4)
    return (yield from _each(raw, lambda block: np.frombuffer(block, "<i2").reshape(-1, 2)))


def _each(raw: Generator[bytes, None, str], samples: Callable[[bytes], Samples]) -> Generator[Samples, None, str]:
    """The samples in each block of ffmpeg's output; returns what `ffmpeg.stream` returns."""
    while True:
        try:
            block = next(raw)
        except StopIteration as ended:
            return str(ended.value)
        yield samples(block)


def decode_mp3(data: bytes, channels: int) -> Iterator[NDArray[np.float32]]:
    """Decode MP3 frames in memory to blocks (channels, up to `BLOCK`), without removing the encoder's delay.

    The frames must be at `model.RATE` and have this many channels. Uses dr_mp3, which shares no code with the encoder.
    It decodes to 16 bits, so peaks above full scale are clipped. Raises ToolError if there is no frame in `data`.
    """
    import miniaudio  # loads half of the standard library, which can happen while ffmpeg encodes

    try:
        for block in miniaudio.stream_memory(data, miniaudio.SampleFormat.FLOAT32, channels, RATE, BLOCK):
            yield _planes(np.frombuffer(block, np.float32), channels)
    except miniaudio.DecodeError as error:
        raise ToolError("the encoded MP3 frames cannot be decoded", hint="try another ffmpeg") from error


def _raw(channels: int) -> tuple[str, ...]:
    return ("-map", "0:a:0", "-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "pipe:1")


def _planes(samples: NDArray[np.float32], channels: int) -> NDArray[np.float32]:
    """Interleaved samples as one contiguous row per channel, which makes all that follows much quicker."""
    return np.ascontiguousarray(samples.reshape(-1, channels).T, np.float32)
