"""WAV: samples as they are, in RIFF chunks; beyond 4 GB as RF64 or BW64 (EBU Tech 3306, ITU-R BS.2088)."""

from __future__ import annotations

import struct
from pathlib import Path

from audiorender.audio.formats.form import Coder, Container, Format, Holds, TagModule
from audiorender.audio.wavecoding import samples_of
from audiorender.model import RATE

_WITH_MASK = 0xFFFE


def _begins(head: bytes) -> bool:
    return head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE"


def _length(path: Path) -> float:
    form, fact, size = _chunks(path)
    rate, samples = samples_of(form, fact, size)
    return samples * RATE / rate


def _shape(path: Path) -> tuple[int, int]:
    channels, rate = struct.unpack_from("<HI", _chunks(path)[0], 2)
    return rate, channels


def _strange(path: Path) -> str | None:
    """Any coding but samples as they are: few apps know ADPCM and its like."""
    form = _chunks(path)[0]
    coding = int.from_bytes(form[:2], "little")
    if coding == _WITH_MASK:
        coding = int.from_bytes(form[24:26], "little")
    return None if coding in {1, 3} else f"coding {coding:#06x}"


def _chunks(path: Path) -> tuple[bytes, bytes, int]:
    """What is in `fmt ` and `fact`, and the bytes of samples; beyond 4 GB sizes stand in `ds64`.

    It goes no further than the samples, as players do: a file that is damaged behind them has its length all the same,
    where `publish.tags.wav`, which is to write it anew, refuses it.
    """
    form = fact = b""
    large = None
    with path.open("rb") as file:
        file.seek(12)
        while len(chunk := file.read(8)) == 8:
            size = int.from_bytes(chunk[4:], "little")
            if chunk[:4] == b"data" and form:
                size = large if large is not None and size == 0xFFFFFFFF else size
                return form, fact, min(size, path.stat().st_size - file.tell())
            inside = file.read(min(size, 64))
            if chunk[:4] == b"ds64":
                large = int.from_bytes(inside[8:16], "little")
            elif chunk[:4] == b"fmt ":
                form = inside
            elif chunk[:4] == b"fact":
                fact = inside
            file.seek(size - len(inside) + size % 2, 1)
    raise ValueError("it has no sound")


WAV = Format(
    name="wav",
    container=Container(".wav", (".wav",), _begins, _length, _shape, strange=_strange),
    media_type="audio/wav",
    tags=TagModule("wav"),
    # chapters are counted to four thousand million, and more than these are a mistake; FFmpeg cuts longer titles,
    # inside a character if need be; there is no place for links
    holds=Holds(chapters=10_000, title=511, link=0),
    coder=Coder("wav"),
    also=("pcm",),
)
