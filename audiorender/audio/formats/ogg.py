"""Ogg with Opus or Vorbis; FLAC in Ogg is read, but never written."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from audiorender.audio import ogg
from audiorender.audio.formats.format import Coder, Container, Format, Holds, TagModule
from audiorender.errors import SourceError
from audiorender.model import RATE


def _begins(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _info(path: Path) -> Any:
    from mutagen.oggflac import OggFLAC
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis

    with path.open("rb") as file:
        page = file.read(256)
    kinds: dict[bytes, Callable[[Path], Any]] = {b"OpusHead": OggOpus, b"\x01vorbis": OggVorbis, b"\x7fFLAC": OggFLAC}
    found = next((read for magic, read in kinds.items() if magic in page), None)
    if found is None:
        raise ValueError("this Ogg file contains neither Opus, Vorbis nor FLAC")
    return found(path).info


def _length(path: Path) -> float:
    return float(_info(path).length) * RATE


def _shape(path: Path) -> tuple[int, int]:
    info = _info(path)
    return getattr(info, "sample_rate", RATE), info.channels  # Opus always runs at 48 kHz (RFC 7845)


def _lacking(path: Path) -> float:
    """Infinity unless the last page is whole and ends a stream (RFC 3533): nothing states how much would follow."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - ogg.LARGEST))
        tail = file.read()
        start = tail.rfind(b"OggS\0")
        if start < 0:
            return 0.0
        file.seek(start - len(tail), 2)
        try:
            page = ogg.read_page(file)
        except SourceError:
            return math.inf
    return 0.0 if page and page.flags & ogg.LAST else math.inf


_OGG = Container(".ogg", (".ogg", ".oga", ".opus"), _begins, _length, _shape, lacking=_lacking)
_TAGS = TagModule("xiph", "read_ogg", "write_ogg")

OPUS = Format(
    name="opus",
    container=_OGG,
    media_type="audio/ogg",
    tags=_TAGS,
    holds=Holds(chapters=1000),  # Vorbis comments number chapters with three digits
    coder=Coder(
        "opus",
        # unconstrained, libopus spends twice the requested bits on a clean synthetic voice
        ("-c:a", "libopus", "-vbr", "constrained", "-f", "opus"),
        loss=((24, 0.4), (48, 0.2), (256, 0.0)),
        ceiling=-2.5,  # the encoder adds up to 1.1 dB
    ),
    bitrates=(48, 80),
    lowest=16,
    highest=256,
    also=("webm",),
)

VORBIS = Format(
    name="ogg",
    container=_OGG,
    media_type="audio/ogg",
    tags=_TAGS,
    holds=Holds(chapters=1000),
    coder=Coder(
        "vorbis",
        ("-c:a", "libvorbis", "-f", "ogg"),
        loss=((128, 0.18), (240, 0.0)),
        ceiling=-2.2,  # the encoder adds up to 0.8 dB
    ),
    bitrates=(80, 112),
    lowest=48,
    highest=240,
    other_suffixes=(".oga",),
    also=("vorbis",),
)
