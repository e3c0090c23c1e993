"""WAV: PCM samples in RIFF chunks; above 4 GB as RF64 or BW64 (EBU Tech 3306, ITU-R BS.2088)."""

from __future__ import annotations

import struct
from pathlib import Path

from audiorender.audio.formats.format import Coder, Container, Format, Holds, TagModule
from audiorender.audio.wavecoding import samples_of
from audiorender.model import RATE

_WITH_MASK = 0xFFFE
_UNKNOWN = 0x7FFF0000  # bytes: sox writes a little more to a pipe, others the largest number


def _begins(head: bytes) -> bool:
    return head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE"


def _length(path: Path) -> float:
    form, fact, stated, there = _chunks(path)
    rate, samples = samples_of(form, fact, min(stated, there))
    return samples * RATE / rate


def _lacking(path: Path) -> float:
    """How many seconds are missing, by the stated size of the samples, unless the writer could not know that size."""
    form, _, stated, there = _chunks(path)
    return (stated - there) / int.from_bytes(form[8:12], "little") if there < stated < _UNKNOWN else 0.0


def _shape(path: Path) -> tuple[int, int]:
    channels, rate = struct.unpack_from("<HI", _chunks(path)[0], 2)
    return rate, channels


def _strange(path: Path) -> str | None:
    """Any codec but plain samples: few apps play ADPCM and the like."""
    form = _chunks(path)[0]
    coding = int.from_bytes(form[:2], "little")
    if coding == _WITH_MASK:
        coding = int.from_bytes(form[24:26], "little")
    return None if coding in {1, 3} else f"coding {coding:#06x}"


def _chunks(path: Path) -> tuple[bytes, bytes, int, int]:
    """The contents of `fmt ` and `fact`, and how many bytes of samples are stated and there; above 4 GB, sizes are in
    `ds64`.

    It reads no further than the samples, as players do, so that a file damaged after them still has a length.
    `publish.tags.wav`, which would have to rewrite such a file, refuses it.
    """
    form = fact = b""
    large = None
    with path.open("rb") as file:
        file.seek(12)
        while len(chunk := file.read(8)) == 8:
            size = int.from_bytes(chunk[4:], "little")
            if chunk[:4] == b"data" and form:
                size = large if large is not None and size == 0xFFFFFFFF else size
                return form, fact, size, path.stat().st_size - file.tell()
            inside = file.read(min(size, 64))
            if chunk[:4] == b"ds64":
                large = int.from_bytes(inside[8:16], "little")
            elif chunk[:4] == b"fmt ":
                form = inside
            elif chunk[:4] == b"fact":
                fact = inside
            file.seek(size - len(inside) + size % 2, 1)
    raise ValueError("it contains no audio")


WAV = Format(
    name="wav",
    container=Container(".wav", (".wav",), _begins, _length, _shape, strange=_strange, lacking=_lacking),
    media_type="audio/wav",
    tags=TagModule("wav"),
    # chapter numbers go up to four thousand million, and more chapters than this are a mistake; FFmpeg cuts longer
    # titles, even inside a character; there is no place for links
    holds=Holds(chapters=10_000, title=511, link=0),
    coder=Coder("wav"),
    also=("pcm",),
)
