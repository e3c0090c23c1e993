"""What kind of audio file it is, by its content, and how long it sounds, without decoding it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mutagen import MutagenError

from audiorender.audio.mp3 import Header, parse_header, read_info, sound_start
from audiorender.errors import SourceError
from audiorender.model import RATE

_UNREADABLE = (
    MutagenError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    MemoryError,
    struct.error,
)
"""What mutagen raises for files that are cut off or lie about sizes: its own error, and what it forgets to convert."""

_BLOCK = 1 << 20
_LARGEST_FRAME = 2881
"""Bytes: 320 kbit/s at 8 kHz, were there such a thing, with padding."""

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


def length(path: Path, suffix: str) -> int:
    """How long the audio file `path` sounds, in samples at `RATE`, whatever its own rate; `suffix` says what it is.

    Exact where the file counts samples; an MP3 without an Info frame is as long as its frames.

    Raises SourceError when it is not such a file.
    """
    read = _LENGTHS.get(suffix.lower(), _mp4)
    try:
        samples = round(read(path))
    except _UNREADABLE as error:
        raise SourceError(f"its length cannot be read: {error}", path=path) from error
    if samples <= 0:
        raise SourceError("there is no sound in it", path=path)
    return samples


def _mp3(path: Path) -> float:
    try:
        info = read_info(path)
    except SourceError:
        return _mp3_frames(path)
    return info.samples * RATE / info.rate


def _mp3_frames(path: Path) -> float:
    """By counting the frames: a length guessed from the bitrate may be minutes off."""
    seen: dict[bytes, Header | None] = {}
    samples, rate, hidden = 0, RATE, None
    with path.open("rb") as file:
        left = path.stat().st_size - file.seek(sound_start(file))
        data, at = b"", 0
        while left >= 4:
            if at + _LARGEST_FRAME > len(data) and (more := file.read(_BLOCK)):
                data, at = data[at:] + more, 0
            word = data[at : at + 4]
            if word not in seen:
                seen[word] = parse_header(word)
            header = seen[word]
            if header is None or header.size > left:
                found = data.find(b"\xff", at + 1)
                step = max(1, (found if found > 0 else len(data)) - at)
            else:
                if hidden is None:
                    hidden = _hidden(data[at : at + header.size], header)
                samples, rate, step = samples + header.samples, header.rate, header.size
            at, left = at + step, left - step
    return max(0, samples - (hidden or 0)) * RATE / rate


def _hidden(frame: bytes, header: Header) -> int:
    """Samples of the first frame, where it holds a table in place of sound, and of the delay and padding it tells."""
    at = 4 + header.side
    if frame[36:40] == b"VBRI":
        return header.samples
    if frame[at : at + 4] not in {b"Xing", b"Info"}:
        return 0
    fields = int.from_bytes(frame[at + 4 : at + 8], "big")
    at += 8 + sum(size for bit, size in ((1, 4), (2, 4), (4, 100), (8, 4)) if fields & bit)
    if frame[at : at + 4] not in {b"LAME", b"Lavc", b"Lavf"}:
        return header.samples
    delay, padding = divmod(int.from_bytes(frame[at + 21 : at + 24], "big"), 1 << 12)
    return header.samples + delay + padding


def _ogg(path: Path) -> float:
    from mutagen.oggflac import OggFLAC
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis

    with path.open("rb") as file:
        page = file.read(256)
    kinds: dict[bytes, Callable[[Path], Any]] = {b"OpusHead": OggOpus, b"\x01vorbis": OggVorbis, b"\x7fFLAC": OggFLAC}
    found = next((read for magic, read in kinds.items() if magic in page), None)
    if found is None:
        raise ValueError("neither Opus, Vorbis nor FLAC is in this Ogg file")
    return float(found(path).info.length) * RATE


def _flac(path: Path) -> float:
    from mutagen.flac import FLAC

    info = FLAC(path).info
    return float(info.total_samples) * RATE / float(info.sample_rate)


def _mp4(path: Path) -> float:
    from mutagen.mp4 import MP4

    return float(MP4(path).info.length) * RATE


def _wav(path: Path) -> float:
    """By the chunks of a RIFF file, or of one of more than 4 GB (EBU Tech 3306: the sizes stand in `ds64`)."""
    rate = block = 0
    large = None
    with path.open("rb") as file:
        file.seek(HEAD)
        while len(chunk := file.read(8)) == 8:
            size = int.from_bytes(chunk[4:], "little")
            if chunk[:4] == b"data":
                size = large if large is not None and size == 0xFFFFFFFF else size
                there = path.stat().st_size - file.tell()
                return min(size, there) // block * RATE / rate if block and rate else 0.0
            inside = file.read(min(size, 64))
            if chunk[:4] == b"ds64":
                large = int.from_bytes(inside[8:16], "little")
            elif chunk[:4] == b"fmt ":
                rate, block = int.from_bytes(inside[4:8], "little"), int.from_bytes(inside[12:14], "little")
            file.seek(size - len(inside) + size % 2, 1)
    return 0.0


_LENGTHS: dict[str, Callable[[Path], float]] = {
    ".mp3": _mp3,
    ".ogg": _ogg,
    ".opus": _ogg,
    ".flac": _flac,
    ".wav": _wav,
}
