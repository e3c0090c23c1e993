"""MPEG-4 with AAC: M4A and M4B, which differ in their brand and the audiobook flag."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from audiorender.audio.formats.format import Coder, Container, Format, Holds, TagModule
from audiorender.expressions import expression
from audiorender.model import RATE

_LARGEST_INDEX = 1 << 27  # bytes
_SOUNDS = (b"mp4a", b"alac", b"ac-3", b"ec-3", b"Opus", b"fLaC", b"sowt", b"twos", b"lpcm", b".mp3", b"samr", b"ulaw")
_SOUND = expression(b"stsd.{8}.{4}(?:" + b"|".join(map(re.escape, _SOUNDS)) + b")", re.DOTALL)
_ENTRY = expression(rb"stsd.{8}.{4}(.{4})", re.DOTALL)
_AAC_FRAME = 1024  # samples

# `twoloop`, ffmpeg's default, takes three times as long and overshoots by 1 dB, with 10 dB more noise below 8 kHz
_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-movflags", "+faststart", "-f", "ipod")


def _begins(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def _info(path: Path) -> Any:
    from mutagen.mp4 import MP4

    return MP4(path).info


def _length(path: Path) -> float:
    return float(_info(path).length) * RATE


def _shape(path: Path) -> tuple[int, int]:
    """By mutagen, or from the sample description if mutagen finds none, as with the `meta` box that phones write."""
    info = _info(path)
    if info.sample_rate > 0 and info.channels > 0:
        return info.sample_rate, info.channels
    return _described(path)


def _described(path: Path) -> tuple[int, int]:
    """The rate and channels of the first audio track described by an `stsd` box (ISO/IEC 14496-12 §12.2.3)."""
    with path.open("rb") as file:
        index = next((content for kind, content in _boxes(file) if kind == b"moov"), b"")
    for found in _SOUND.finditer(index):
        channels, rate = struct.unpack_from(">H6xI", index.ljust(found.end() + 40, b"\0"), found.end() + 16)
        if channels and rate >> 16:
            return rate >> 16, channels
    raise ValueError("it describes no audio track")


def _strange(path: Path) -> str | None:
    """Any codec but AAC and Apple Lossless: few apps play Opus, FLAC or AC-3 in an MP4."""
    with path.open("rb") as file:
        index = next((content for kind, content in _boxes(file) if kind == b"moov"), b"")
    found = {match[1] for match in _ENTRY.finditer(index) if match[1] in _SOUNDS}
    odd = sorted(found - {b"mp4a", b"alac"})
    return odd[0].decode("ascii").strip(" .") if odd and not found & {b"mp4a", b"alac"} else None


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """The top-level boxes; only the index (`moov`) is read."""
    while len(head := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        header = 8
        if size == 1:
            size, header = int.from_bytes(file.read(8)), 16
        if size < header:
            return
        wanted = kind == b"moov" and size <= _LARGEST_INDEX
        yield kind, file.read(size - header) if wanted else b""
        if not wanted:
            file.seek(size - header, 1)


M4A = Format(
    name="m4a",
    container=Container(".m4a", (".m4a", ".m4b", ".mp4"), _begins, _length, _shape, decodes=True, strange=_strange),
    media_type="audio/mp4",
    tags=TagModule("mp4"),
    # readers accept this many from a track; AntennaPod's list ends at a longer title; a link's length is one byte
    holds=Holds(chapters=10_000, title=127, link=255),
    coder=Coder("aac", _AAC, loss=((48, 0.15), (288, 0.03)), brand=b"M4A "),
    bitrates=(80, 128),
    lowest=32,
    highest=288,
    slack=_AAC_FRAME,  # the length that such a file states, or has when decoded
    everywhere=True,
    other_suffixes=(".mp4",),
    also=("mp4", "aac", "m4p", "mp4a"),
)

M4B = replace(
    M4A,
    name="m4b",
    tags=TagModule("mp4", writer="write_audiobook"),
    coder=replace(M4A.coder, options=(*_AAC, "-brand", "M4B "), brand=b"M4B "),
    other_suffixes=(),
    also=(),
)
