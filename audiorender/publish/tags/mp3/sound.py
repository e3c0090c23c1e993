"""Whether a file goes on as an MP3 behind its tag."""

from __future__ import annotations

from typing import BinaryIO

from audiorender.audio.mp3 import parse_header

_SEARCH = 1 << 16


def has_sound(file: BinaryIO, start: int) -> bool:
    """Whether within 64 KB after `start` an MPEG frame begins that another one, or the end of the file, follows."""
    file.seek(start)
    data = file.read(_SEARCH)
    at = data.find(b"\xff")
    while at >= 0:
        header = parse_header(data[at : at + 4])
        if header:
            behind = data[at + header.size : at + header.size + 4]
            after = parse_header(behind)
            if (after and after.rate == header.rate) or (not behind and len(data) < _SEARCH):
                return True
        at = data.find(b"\xff", at + 1)
    return False
