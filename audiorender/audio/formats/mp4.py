"""MPEG-4 with AAC: M4A, and M4B, which differs by its brand and by the mark of an audiobook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from audiorender.audio.formats.form import Coder, Container, Format, Holds, TagModule
from audiorender.model import RATE

_AAC_FRAME = 1024  # samples

# `twoloop`, ffmpeg's default, takes three times as long and overshoots by 1 dB, at 10 dB more noise below 8 kHz
_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-movflags", "+faststart", "-f", "ipod")


def _begins(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def _info(path: Path) -> Any:
    from mutagen.mp4 import MP4

    return MP4(path).info


def _length(path: Path) -> float:
    return float(_info(path).length) * RATE


def _shape(path: Path) -> tuple[int, int]:
    info = _info(path)
    return info.sample_rate, info.channels


M4A = Format(
    name="m4a",
    container=Container(".m4a", (".m4a", ".m4b", ".mp4"), _begins, _length, _shape, decodes=True),
    media_type="audio/mp4",
    tags=TagModule("mp4"),
    # Nero's list counts its entries in one byte; AntennaPod's list ends at a longer title; a link's length is one byte
    holds=Holds(chapters=255, title=127, link=255),
    coder=Coder("aac", _AAC, loss=((48, 0.15), (288, 0.03)), brand=b"M4A "),
    bitrates=(80, 128),
    lowest=32,
    highest=288,
    slack=_AAC_FRAME,  # what such a file tells of its length, or gives when it is decoded
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
