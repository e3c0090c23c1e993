"""Frames compressed with zlib: mutagen decompresses them completely, however large they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from audiorender.audio.mp3 import seven_bits
from audiorender.errors import VerifyError

MOST = 1 << 26
"""How many bytes all compressed frames of a tag may decompress to. Real tags hardly ever have such frames."""

_DEEPEST = 3
_HEADER = struct.Struct(">4s4sH")
_UNSYNCHRONISED = 0x02
_COMPRESSED = {3: 0x80, 4: 0x08}


def check_compressed(tag: bytes) -> None:
    """Raise VerifyError for an ID3v2.3 or v2.4 tag whose frames decompress to more than 64 MB or are nested too
    deeply."""
    version, flags, body = tag[3], tag[5], tag[10:]
    if version not in _COMPRESSED:
        return
    if flags & 0x80 and version == 3:
        body = body.replace(b"\xff\x00", b"\xff")
    left = MOST
    for start in {0, _extended(body, version) if flags & 0x40 else 0}:
        for data in _packed(body[start:], version, every=bool(flags & 0x80)):
            left -= _unpacked(data, left)


def _extended(body: bytes, version: int) -> int:
    """The size of an extended header: v2.3 does not count its first four bytes, v2.4 uses seven bits per byte."""
    return 4 + int.from_bytes(body[:4], "big") if version == 3 else seven_bits(body[:4])


def _packed(body: bytes, version: int, *, every: bool, depth: int = 0) -> Iterator[bytes]:
    """The contents of compressed frames, for both ways in which taggers write sizes in v2.4."""
    for sizes in (_plain, seven_bits) if version == 4 else (_plain,):
        at = 0
        while at + _HEADER.size <= len(body) and any(body[at : at + 4]):
            name, size, flags = _HEADER.unpack_from(body, at)
            at += _HEADER.size
            content = body[at : at + sizes(size)]
            at += sizes(size)
            if version == 4 and (every or flags & _UNSYNCHRONISED):
                content = content.replace(b"\xff\x00", b"\xff")
            if flags & _COMPRESSED[version]:
                yield content
            elif name in {b"CHAP", b"CTOC"}:
                if depth == _DEEPEST:
                    raise VerifyError("the ID3 tag has chapters nested in chapters in chapters")
                yield from _packed(_inside(name, content), version, every=every, depth=depth + 1)


def _inside(name: bytes, content: bytes) -> bytes:
    """The frames in a chapter or a table of contents (Chapter Frame Addendum §3)."""
    rest = content.partition(b"\0")[2]
    if name == b"CHAP":
        return rest[16:]
    return rest[2:].split(b"\0", rest[1])[-1] if len(rest) > 1 else b""


def _unpacked(data: bytes, left: int) -> int:
    """How many bytes it decompresses to, with or without a length in front. Raises VerifyError for more than `left`."""
    for packed in (data[4:], data):
        try:
            size = len(zlib.decompressobj().decompress(packed, left + 1))
        except zlib.error:
            continue
        if size > left:
            raise VerifyError("the ID3 tag has compressed frames of more than 64 MB")
        return size
    return 0


def _plain(size: bytes) -> int:
    return int.from_bytes(size, "big")
