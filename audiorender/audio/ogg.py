"""Ogg pages at the byte level (RFC 3533): reading them one by one, and laying out packets into pages."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from fastcrc.crc32 import cksum

from audiorender.errors import SourceError

CONTINUED, FIRST, LAST = 1, 2, 4
"""Page flags: continues a packet from the page before, begins a stream, ends a stream."""

NO_PACKET_ENDS = -1
"""The granule position of a page on which no packet ends."""

_HEADER = struct.Struct("<4sBBqIIIB")
_MOST = 255

LARGEST = _HEADER.size + _MOST + _MOST * _MOST
"""Bytes of the largest page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `lacing` holds the lengths of its segments; a length below 255 ends a packet."""

    flags: int
    position: int
    serial: int
    sequence: int
    lacing: bytes
    body: bytes

    def __bytes__(self) -> bytes:
        """The page as bytes, with its checksum."""
        head = (b"OggS", 0, self.flags, self.position, self.serial, self.sequence)
        rest = self.lacing + self.body
        crc = _crc(_HEADER.pack(*head, 0, len(self.lacing)) + rest)
        return _HEADER.pack(*head, crc, len(self.lacing)) + rest

    def numbered(self, sequence: int) -> Page:
        """The same page with another sequence number."""
        return replace(self, sequence=sequence)


def read_page(file: BinaryIO) -> Page | None:
    """Read the page at the position of `file`; None at the end.

    Raises SourceError if no page begins there or the page is truncated. The checksum is not verified.
    """
    head = file.read(_HEADER.size)
    if not head:
        return None
    if len(head) < _HEADER.size or not head.startswith(b"OggS\0"):
        raise SourceError("the Ogg file is damaged: no page begins where one should")
    _, _, flags, position, serial, sequence, _, count = _HEADER.unpack(head)
    lacing = file.read(count)
    body = file.read(sum(lacing))
    if len(lacing) < count or len(body) < sum(lacing):
        raise SourceError("the Ogg file is damaged: a page is cut off")
    return Page(flags, position, serial, sequence, lacing, body)


def packets_of(pages: Sequence[Page]) -> list[bytes]:
    """The packets on consecutive pages of one stream; the last one is incomplete if its last segment is full."""
    found, packet = [], bytearray()
    open_ended = False
    for page in pages:
        at = 0
        for size in page.lacing:
            packet += page.body[at : at + size]
            at += size
            open_ended = size == _MOST
            if not open_ended:
                found.append(bytes(packet))
                packet.clear()
    return [*found, bytes(packet)] if open_ended else found


def whole_packets(pages: Sequence[Page]) -> int:
    """How many packets end on these pages."""
    return sum(size < _MOST for page in pages for size in page.lacing)


def pages_of(packets: Sequence[bytes], serial: int, sequence: int, count: int) -> list[Page]:
    """Lay out the header packets of a stream on pages of their own: on `count` pages if that can be done.

    With as many pages as before, the pages that follow keep their sequence numbers, and so all their bytes.
    """
    lacing = b"".join(bytes([_MOST]) * (len(packet) // _MOST) + bytes([len(packet) % _MOST]) for packet in packets)
    body = b"".join(packets)
    fewest = -(-len(lacing) // _MOST)
    count = min(max(fewest, count), len(lacing))
    return list(_laid_out(lacing, body, serial, sequence, count))


def _laid_out(lacing: bytes, body: bytes, serial: int, sequence: int, count: int) -> Iterator[Page]:
    at, inside = 0, False
    edges = [len(lacing) * number // count for number in range(count + 1)]
    for number in range(count):
        segments = lacing[edges[number] : edges[number + 1]]
        end = at + sum(segments)
        position = 0 if min(segments) < _MOST else NO_PACKET_ENDS
        yield Page(CONTINUED if inside else 0, position, serial, sequence + number, segments, body[at:end])
        at, inside = end, segments[-1] == _MOST


def _crc(data: bytes) -> int:
    """Ogg's CRC-32: that of POSIX's `cksum` without the final inversion."""
    return cksum(data) ^ 0xFFFFFFFF
