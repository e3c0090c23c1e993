"""Write 16-bit WAV files, which every editor reads; above 4 GB as RF64 (EBU Tech 3306), which most read."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiorender.files import whole_file
from audiorender.model import RATE

LARGEST = (1 << 32) - 1
"""The largest size that a RIFF file can express, in bytes."""

_ELSEWHERE = LARGEST
"""The size field of a chunk whose real size is in `ds64`."""


def sixteen_bits(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Samples (full scale is 1) as 16-bit integers, rounded; values beyond full scale are clipped."""
    return np.asarray(np.clip(np.rint(samples * np.float32(32768)), -32768, 32767), np.int16)


def write_wav(path: Path, blocks: Iterable[NDArray[np.float32]], channels: int, frames: int) -> None:
    """Write `blocks` (channels, n), which together hold `frames` samples per channel; `path` is complete or absent.

    Raises OutputError if the file cannot be written.
    """
    written = 0
    with whole_file(path) as file:
        file.write(_header(channels, frames))
        for block in blocks:
            written += file.write(sixteen_bits(block).T.astype("<i2").tobytes()) // (channels * 2)
        if written != frames:
            raise ValueError(f"{frames} samples were announced, but {written} came")


def _header(channels: int, frames: int) -> bytes:
    """Everything before the samples."""
    size = frames * channels * 2
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, RATE, RATE * channels * 2, channels * 2, 16)
    riff = struct.calcsize("<4s") + len(form) + struct.calcsize("<4sI") + size
    if riff <= LARGEST:
        return struct.pack("<4sI4s", b"RIFF", riff, b"WAVE") + form + struct.pack("<4sI", b"data", size)
    sizes = big_sizes(riff + BIG_SIZES, size, frames)
    return struct.pack("<4sI4s", b"RF64", _ELSEWHERE, b"WAVE") + sizes + form + struct.pack("<4sI", b"data", _ELSEWHERE)


BIG_SIZES = 36
"""Bytes of a `ds64` chunk without a table."""


def big_sizes(riff: int, data: int, frames: int, table: bytes = bytes(4)) -> bytes:
    """The `ds64` chunk, for sizes above 32 bits: the file without its first 8 bytes, `data`, and samples.

    `table` lists other chunks above 4 GB: their number, then the ID and size of each (Tech 3306 §3).
    """
    return struct.pack("<4sIQQQ", b"ds64", 24 + len(table), riff, data, frames) + table
