"""16-bit WAV files, as every editor reads them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiorender.errors import OutputError
from audiorender.files import whole_file
from audiorender.model import RATE

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_LARGEST = (1 << 32) - 1


def sixteen_bits(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Samples (full scale is 1) as 16-bit numbers, rounded; what exceeds full scale is held there."""
    return np.asarray(np.clip(np.rint(samples * np.float32(32768)), -32768, 32767), np.int16)


def write_wav(path: Path, blocks: Iterable[NDArray[np.float32]], channels: int, frames: int) -> None:
    """Write `blocks` (channels, n), which hold `frames` samples a channel, so that `path` is whole or not there.

    Raises OutputError when it cannot be written or would pass the 4 GB that the format can count.
    """
    size = frames * channels * 2
    if _HEADER.size - 8 + size > _LARGEST:
        raise OutputError("a WAV file cannot hold more than 4 GB", path=path, hint="write MP3, or a part of it")
    header = (b"RIFF", _HEADER.size - 8 + size, b"WAVE")
    form = (b"fmt ", 16, 1, channels, RATE, RATE * channels * 2, channels * 2, 16)
    written = 0
    with whole_file(path) as file:
        file.write(_HEADER.pack(*header, *form, b"data", size))
        for block in blocks:
            written += file.write(sixteen_bits(block).T.astype("<i2").tobytes()) // (channels * 2)
        if written != frames:
            raise ValueError(f"{frames} samples were promised and {written} came")
