"""MP3: frames of MPEG audio layer III after an ID3 tag."""

from __future__ import annotations

from pathlib import Path

from audiorender.audio.formats.format import Coder, Container, Format, Holds, Sound, TagModule
from audiorender.audio.mp3 import parse_header, read_info
from audiorender.audio.mp3frames import walk
from audiorender.errors import SourceError
from audiorender.model import RATE


def _begins(head: bytes) -> bool:
    """Any file that begins with an ID3 tag counts as MP3."""
    return head.startswith(b"ID3") or parse_header(head) is not None


def _length(path: Path) -> float:
    """From the Info frame, else by walking the frames: a length estimated from the bitrate may be minutes off."""
    try:
        info = read_info(path)
    except SourceError:
        frames = walk(path)
        return frames.samples * RATE / frames.rates[0] if frames else 0.0
    return info.samples * RATE / info.rate


def _shape(path: Path) -> tuple[int, int]:
    frames = walk(path)
    if frames is None:
        raise ValueError("it has no MP3 frame")
    return frames.rates[-1], frames.channels


def _lacking(path: Path) -> float:
    """How many seconds are missing, by the number of frames that the first frame states."""
    frames = walk(path)
    if frames is None or frames.info is None or frames.info.frames is None or not frames.whole:
        return 0.0
    return (frames.info.frames / frames.frames - 1) * frames.samples / frames.rates[-1]


def _exact(path: Path) -> Sound:
    info = read_info(path)
    return Sound(info.samples, info.rate, info.channels, info.start + info.size)


MP3 = Format(
    name="mp3",
    container=Container(".mp3", (".mp3",), _begins, _length, _shape, exact=_exact, lacking=_lacking),
    media_type="audio/mpeg",
    tags=TagModule("mp3"),
    holds=Holds(chapters=255),  # the CTOC frame counts its entries in one byte
    coder=Coder("mp3", loss=((160, 0.43), (192, 0.26), (320, 0.0))),
    bitrates=(96, 128),
    lowest=64,
    highest=320,
    rates=(64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    everywhere=True,
    in_pieces=True,
)
