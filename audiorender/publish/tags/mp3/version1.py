"""The ID3v1 tag at the end of an MP3, which players show if there is no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from mutagen.id3 import COMM, TCON, Encoding, Frame, ParseID3v1

from audiorender.publish.tags.mp3.frames import RawFrame, rendered

SIZE = 128


def version1(file: BinaryIO) -> dict[str, Frame]:
    """The fields of an ID3v1 tag as frames of version 2.3, by name; empty if there is no such tag."""
    if file.seek(0, 2) < SIZE:
        return {}
    file.seek(-SIZE, 2)
    data = file.read(SIZE)
    return (ParseID3v1(data, v2_version=3) if data[:3] == b"TAG" else None) or {}


def carried_over(file: BinaryIO) -> Iterator[RawFrame]:
    """The frames that copy the ID3v1 tag into a new tag, since players ignore ID3v1 if there is another.

    A genre becomes the word for its number, and the comment the one without a name, as players show it.
    """
    for frame in version1(file).values():
        if isinstance(frame, TCON):
            known = [genre for genre in frame.genres if genre != "Unknown"]
            yield from rendered(TCON(encoding=Encoding.LATIN1, text=known)) if known else ()
        elif isinstance(frame, COMM):
            yield from rendered(COMM(encoding=Encoding.LATIN1, lang="XXX", desc="", text=frame.text))
        else:
            yield from rendered(frame)
