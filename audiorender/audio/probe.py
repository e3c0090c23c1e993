"""What kind of audio file it is, by its content, and how long it sounds, at what rate, in how many channels."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from audiorender.audio.mp3 import parse_header, read_info, tag_end
from audiorender.audio.mp3frames import walk
from audiorender.audio.unreadable import UNREADABLE
from audiorender.audio.wavecoding import samples_of
from audiorender.errors import SourceError, ToolError
from audiorender.model import RATE

HEAD = 12
"""Bytes that `kind` wants to see."""


def kind(head: bytes) -> str | None:
    """The suffix, with its dot, that fits a file which begins with `head`; None where it is no audio that we know.

    Ogg is `.ogg` whatever is in it, MPEG-4 `.m4a`; any file that begins with an ID3 tag counts as MP3.
    """
    if head.startswith(b"ID3") or parse_header(head):
        return ".mp3"
    if head.startswith(b"OggS"):
        return ".ogg"
    if head.startswith(b"fLaC"):
        return ".flac"
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return ".wav"
    return ".m4a" if head[4:8] == b"ftyp" else None


def kind_of(file: BinaryIO) -> str | None:
    """The `kind` of an open file; what some taggers put an ID3 tag before, although it is FLAC, counts as FLAC."""
    found = kind(file.read(HEAD))
    file.seek(tag_end(file))
    return ".flac" if found == ".mp3" and file.read(4) == b"fLaC" else found


def length(path: Path, suffix: str) -> int:
    """How long the audio file `path` sounds, in samples at `RATE`, whatever its own rate; `suffix` says what it is.

    Exact where the file counts samples; an MP3 without an Info frame is as long as its frames. A FLAC or MP4 file that
    was written into a pipe does not say how long it is, and is decoded.

    Raises SourceError when it is not such a file.
    """
    read = _LENGTHS.get(suffix.lower(), _mp4)
    try:
        samples = round(read(path))
        if samples == 0 and read in {_flac, _mp4}:
            samples = _decoded(path)
    except UNREADABLE as error:
        raise SourceError(f"its length cannot be read: {error}", path=path) from error
    if samples <= 0:
        raise SourceError("there is no sound in it", path=path)
    return samples


def shape(path: Path, suffix: str) -> tuple[int, int]:
    """The sample rate and the channels of an audio file that is no MP3; `suffix` says what it is.

    Raises SourceError when it is not such a file.
    """
    try:
        if suffix.lower() == ".wav":
            channels, rate = struct.unpack_from("<HI", _wav_chunks(path)[0], 2)
            return rate, channels
        info = _OPENED.get(suffix.lower(), _mp4_file)(path).info
        return getattr(info, "sample_rate", RATE), info.channels  # Opus has one rate (RFC 7845)
    except UNREADABLE as error:
        raise SourceError(f"its header cannot be read: {error}", path=path) from error


def _mp3(path: Path) -> float:
    try:
        info = read_info(path)
    except SourceError:
        frames = walk(path)  # a length guessed from the bitrate may be minutes off
        return frames.samples * RATE / frames.rates[0] if frames else 0.0
    return info.samples * RATE / info.rate


def _ogg_file(path: Path) -> Any:
    from mutagen.oggflac import OggFLAC
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis

    with path.open("rb") as file:
        page = file.read(256)
    kinds: dict[bytes, Callable[[Path], Any]] = {b"OpusHead": OggOpus, b"\x01vorbis": OggVorbis, b"\x7fFLAC": OggFLAC}
    found = next((read for magic, read in kinds.items() if magic in page), None)
    if found is None:
        raise ValueError("neither Opus, Vorbis nor FLAC is in this Ogg file")
    return found(path)


def _flac_file(path: Path) -> Any:
    from mutagen.flac import FLAC

    return FLAC(path)


def _mp4_file(path: Path) -> Any:
    from mutagen.mp4 import MP4

    return MP4(path)


_OPENED: Mapping[str, Callable[[Path], Any]] = MappingProxyType(
    {".ogg": _ogg_file, ".oga": _ogg_file, ".opus": _ogg_file, ".flac": _flac_file}
)


def _ogg(path: Path) -> float:
    return float(_ogg_file(path).info.length) * RATE


def _flac(path: Path) -> float:
    info = _flac_file(path).info
    return float(info.total_samples) * RATE / float(info.sample_rate)


def _mp4(path: Path) -> float:
    return float(_mp4_file(path).info.length) * RATE


def _decoded(path: Path) -> int:
    from audiorender.audio.decode import decode

    try:
        return sum(block.shape[1] for block in decode(path, 1))
    except ToolError:
        return 0


def _wav(path: Path) -> float:
    form, fact, size = _wav_chunks(path)
    rate, samples = samples_of(form, fact, size)
    return samples * RATE / rate


def _wav_chunks(path: Path) -> tuple[bytes, bytes, int]:
    """What is in `fmt ` and `fact`, and the bytes of samples; beyond 4 GB sizes stand in `ds64` (EBU Tech 3306).

    It goes no further than the samples, as players do: a file that is damaged behind them has its length all the same,
    where `publish.tags.wav`, which is to write it anew, refuses it.
    """
    form = fact = b""
    large = None
    with path.open("rb") as file:
        file.seek(HEAD)
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
    raise ValueError("there is no sound in it")


_LENGTHS: Mapping[str, Callable[[Path], float]] = MappingProxyType(
    {".mp3": _mp3, ".ogg": _ogg, ".oga": _ogg, ".opus": _ogg, ".flac": _flac, ".wav": _wav}
)
