"""Whether a file continues as an MP3 after its tag."""

from __future__ import annotations

from typing import BinaryIO

from audiorender.audio.mp3 import parse_header, tags_end

_SEARCH = 1 << 18


def has_sound(file: BinaryIO, start: int) -> bool:
    """Whether shortly after `start` there is an MPEG frame that is followed by another one or the end of the file.

    A second tag, which some programs leave behind the first, is skipped.
    """
    file.seek(tags_end(file, start))
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
