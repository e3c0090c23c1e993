"""FLAC: lossless, at about half the size of WAV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audiorender.audio.formats.format import Coder, Container, Format, Holds, TagModule
from audiorender.model import RATE


def _begins(head: bytes) -> bool:
    return head.startswith(b"fLaC")


def _info(path: Path) -> Any:
    from mutagen import flac

    return flac.FLAC(path).info


def _length(path: Path) -> float:
    info = _info(path)
    return float(info.total_samples) * RATE / float(info.sample_rate)


def _shape(path: Path) -> tuple[int, int]:
    info = _info(path)
    return info.sample_rate, info.channels


FLAC = Format(
    name="flac",
    container=Container(".flac", (".flac",), _begins, _length, _shape, decodes=True),
    media_type="audio/flac",
    tags=TagModule("xiph", "read_flac", "write_flac"),
    holds=Holds(chapters=1000),  # Vorbis comments number chapters with three digits
    coder=Coder("flac", ("-c:a", "flac", "-f", "flac")),
)
