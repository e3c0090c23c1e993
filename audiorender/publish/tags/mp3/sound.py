"""Where an ID3v2 tag ends, and whether the file goes on as an MP3 behind it."""

from __future__ import annotations

from typing import BinaryIO

from audiorender.audio.mp3 import parse_header

_SEARCH = 1 << 18


def tag_end(file: BinaryIO, start: int = 0) -> int:
    """Where the ID3v2 tag at `start` ends (§3.1: seven bits a byte; v2.4 may have a footer); `start` where none is."""
    file.seek(start)
    header = file.read(10)
    if len(header) < 10 or header[:3] != b"ID3":
        return start
    size = sum((byte & 0x7F) << shift for byte, shift in zip(header[6:], (21, 14, 7, 0), strict=True))
    return start + 10 + size + (10 if header[3] == 4 and header[5] & 0x10 else 0)


def has_sound(file: BinaryIO, start: int) -> bool:
    """Whether soon after `start` an MPEG frame begins that another one, or the end of the file, follows.

    A second tag, which some programs leave behind the first, is stepped over.
    """
    while (end := tag_end(file, start)) > start:
        start = end
    file.seek(start)
    data = file.read(_SEARCH)
    at = data.find(b"\xff")
    while at >= 0:
        header = parse_header(data[at : at + 4])
        if header:
            after = parse_header(data[at + header.size : at + header.size + 4])
            if (after and after.rate == header.rate) or at + header.size == len(data):
                return True
        at = data.find(b"\xff", at + 1)
    return False
