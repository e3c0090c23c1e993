"""What an audio file is made of, taken apart here again: nothing of the package's readers or writers is used.

`parts` names every frame, box, chunk and comment, those inside chapters too, with its bytes; `sound` are the bytes of
the encoded sound, wherever they stand in the file.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

Part = tuple[str, bytes]


def parts(path: Path) -> Counter[Part]:
    """All parts of a file but its sound, as often as they are there."""
    data = path.read_bytes()
    if data[:3] == b"ID3":
        return Counter(_id3(data))
    if data[:4] == b"OggS":
        return Counter(_ogg(data))
    if data[:4] == b"fLaC":
        return Counter(_flac(data))
    if data[:4] == b"RIFF":
        return Counter(_riff(data, 12, len(data), ""))
    if data[4:8] == b"ftyp":
        return Counter(_mp4(data, 0, len(data), ""))
    return Counter()


def sound(path: Path) -> bytes:
    """The bytes of the sound."""
    data = path.read_bytes()
    if data[:3] == b"ID3":
        return data[10 + _sevens(data[6:10]) :]
    if data[:4] == b"OggS":
        return b"".join(_packets(data)[2:])
    if data[:4] == b"fLaC":
        at, last = 4, False
        while not last:
            last = bool(data[at] & 0x80)
            at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
        return data[at:]
    if data[:4] == b"RIFF":
        return next(content for kind, content in _chunks(data, 12, len(data)) if kind == b"data")
    return b""


def _sevens(size: bytes) -> int:
    return size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]


def _id3(data: bytes) -> Iterator[Part]:
    yield from _frames(data[10 : 10 + _sevens(data[6:10])], "")


def _frames(body: bytes, where: str) -> Iterator[Part]:
    at = 0
    while at + 10 <= len(body) and body[at]:
        name = body[at : at + 4].decode("latin-1")
        size = int.from_bytes(body[at + 4 : at + 8], "big")
        content = body[at + 10 : at + 10 + size]
        at += 10 + size
        if name == "CHAP":
            element, _, rest = content.partition(b"\0")
            yield f"{where}CHAP.times", element + rest[:16]
            yield from _frames(rest[16:], f"{where}CHAP({struct.unpack('>I', rest[:4])[0]}).")
        elif name == "CTOC":
            element, _, rest = content.partition(b"\0")
            listed = rest[2:].split(b"\0", rest[1])
            yield f"{where}CTOC({element.decode('latin-1')}).flags", rest[:1]
            for child in listed[:-1]:
                yield f"{where}CTOC({element.decode('latin-1')}).child", child
            yield from _frames(listed[-1], f"{where}CTOC.")
        else:
            yield where + name, content


def _packets(data: bytes) -> list[bytes]:
    at, packet, found = 0, b"", []
    while at + 27 <= len(data) and data[at : at + 4] == b"OggS":
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        at += 27 + len(lacing)
        for size in lacing:
            packet += data[at : at + size]
            at += size
            if size < 255:
                found.append(packet)
                packet = b""
    return found


def _comments(packet: bytes) -> Iterator[Part]:
    at = 4 + int.from_bytes(packet[:4], "little")
    yield "vendor", packet[4:at]
    count = int.from_bytes(packet[at : at + 4], "little")
    at += 4
    for _ in range(count):
        size = int.from_bytes(packet[at : at + 4], "little")
        entry = packet[at + 4 : at + 4 + size]
        at += 4 + size
        yield "comment", entry


def _ogg(data: bytes) -> Iterator[Part]:
    found = _packets(data)
    yield "head", found[0]
    yield from _comments(found[1][8 if found[1].startswith(b"OpusTags") else 7 :])


def _flac(data: bytes) -> Iterator[Part]:
    at, last = 4, False
    while not last:
        last, kind = bool(data[at] & 0x80), data[at] & 0x7F
        size = int.from_bytes(data[at + 1 : at + 4], "big")
        content = data[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == 4:
            yield from _comments(content)
        elif kind != 1:
            yield f"block {kind}", content


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _riff(data: bytes, at: int, end: int, where: str) -> Iterator[Part]:
    for kind, content in _chunks(data, at, end):
        name = where + kind.decode("latin-1")
        if kind == b"LIST":
            yield from _riff(content, 4, len(content), f"{where}{content[:4].decode('latin-1')}.")
        elif kind == b"cue ":
            yield from ((f"{name}.point", content[place : place + 24]) for place in range(4, len(content) - 23, 24))
        elif kind.lower() == b"id3 ":
            yield from _id3(content)
        elif kind != b"data":
            yield name, content


_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"ilst", b"edts", b"dinf"}


def _mp4(data: bytes, at: int, end: int, where: str) -> Iterator[Part]:
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        size = size or end - at
        name = f"{where}{kind.decode('latin-1')}"
        content = data[at + 8 : at + size]
        if kind == b"trak":
            handler = data[data.find(b"hdlr", at) + 12 :][:4].decode("latin-1")
            yield from _mp4(data, at + 8, at + size, f"{where}trak({handler}).")
        elif kind in _INSIDE:
            yield from _mp4(data, at + 8, at + size, f"{name}.")
        elif kind == b"meta":
            yield from _mp4(data, at + (8 if content[4:8] == b"hdlr" else 12), at + size, f"{name}.")
        elif kind not in {b"stco", b"co64", b"mdat", b"free"}:
            yield name, content
        at += max(size, 8)
