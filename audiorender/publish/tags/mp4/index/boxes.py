"""The boxes of an MP4 file (ISO/IEC 14496-12 §4.2): a length, a type, and the content.

Only boxes needed for tags and chapters are parsed, level by level, so that endless nesting is never followed;
everything else stays as it was read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO

LARGEST_INDEX = 1 << 27
"""The largest index (`moov`) that we read into memory, in bytes: a day of audio with a cover needs a fifth of it."""

MOST_BOXES = 4096
"""Most boxes on the top level; an ordinary file has five."""

MOST_INSIDE = 1 << 16
"""Most boxes in an index; a film with ten tracks and a long tag has a few hundred."""

_INSIDE: Mapping[bytes, frozenset[bytes]] = MappingProxyType(
    {
        b"moov": frozenset({b"trak", b"udta"}),
        b"trak": frozenset({b"tref", b"mdia", b"edts"}),
        b"mdia": frozenset({b"minf"}),
        b"minf": frozenset({b"stbl", b"dinf"}),
        b"udta": frozenset({b"meta"}),
        b"meta": frozenset({b"ilst"}),
    }
)
"""Which children are parsed, by parent."""


class BoxError(Exception):
    """The bytes are not boxes; the file's reader adds which file it is."""


@dataclass(slots=True, eq=False)
class Box:
    """A box: either its content as bytes, or its `children` between `head` and `tail`. Boxes compare by identity.

    `head` is what `meta` has before its children, `tail` the four zero bytes with which QuickTime ends a `udta`.
    """

    kind: bytes
    content: bytes = b""
    children: list[Box] | None = None
    head: bytes = b""
    tail: bytes = b""

    def all(self, kind: bytes) -> list[Box]:
        """The children of this kind, in order."""
        return [child for child in self.children or () if child.kind == kind]

    def find(self, *kinds: bytes) -> Box | None:
        """The first child of the first kind, within it the first of the next, and so on; None if there is none."""
        box: Box | None = self
        for kind in kinds:
            box = next(iter(box.all(kind)), None) if box else None
        return box

    def need(self, *kinds: bytes) -> Box:
        """Like `find`, but raises BoxError if there is none."""
        box = self.find(*kinds)
        if box is None:
            raise BoxError(f"'{'/'.join(kind.decode('latin-1') for kind in kinds)}' is missing")
        return box

    def open(self) -> list[Box]:
        """Its children, as a list that can be changed; a box without children gets an empty one."""
        if self.children is None:
            self.children = []
        return self.children

    def kinds(self) -> frozenset[bytes]:
        """The kinds of its children."""
        return frozenset(child.kind for child in self.open())

    def without(self, kind: bytes) -> None:
        """Remove all children of this kind."""
        self.children = [child for child in self.open() if child.kind != kind]

    def put(self, box: Box) -> None:
        """Put `box` in place of the first child of its kind and remove the others, or append it."""
        kinds = [child.kind for child in self.open()]
        place = kinds.index(box.kind) if box.kind in kinds else len(kinds)
        self.without(box.kind)
        self.open().insert(place, box)

    def rendered(self) -> bytes:
        """The box as bytes."""
        content = self.content
        if self.children is not None:
            content = self.head + b"".join(child.rendered() for child in self.children) + self.tail
        return struct.pack(">I4s", 8 + len(content), self.kind) + content


@dataclass(frozen=True, slots=True)
class Range:
    """A top-level box: its position in the file, including the header."""

    kind: bytes
    start: int
    end: int
    header: int

    @property
    def size(self) -> int:
        """Size in bytes, including the header."""
        return self.end - self.start


@dataclass(slots=True)
class Movie:
    """An MP4 file: its top-level boxes in order, and its parsed index."""

    ranges: list[Range]
    moov: Box
    audio: list[Box] = field(default_factory=list)

    @property
    def fragmented(self) -> bool:
        """Whether the samples are listed outside the index, as in live streams."""
        return self.moov.find(b"mvex") is not None or any(each.kind == b"moof" for each in self.ranges)


def read_movie(file: BinaryIO) -> Movie:
    """Read the boxes of an open MP4 file. Raises BoxError or struct.error if it is not one, is damaged or has no
    audio."""
    ranges = list(_outermost(file))
    index = [each for each in ranges if each.kind == b"moov"]
    if len(index) != 1:
        raise BoxError("it has several indexes" if index else "it has no index")
    movie = Movie(ranges, taken_apart(b"moov", content_of(file, index[0])))
    movie.audio = [track for track in movie.moov.all(b"trak") if handler(track) == b"soun"]
    if not movie.audio:
        raise BoxError("it contains no audio")
    return movie


def content_of(file: BinaryIO, box: Range) -> bytes:
    """The content of a top-level box. Raises BoxError if it is too large for memory."""
    size = box.size - box.header
    if size > LARGEST_INDEX:
        raise BoxError(f"'{box.kind.decode('latin-1')}' has {size} bytes")
    file.seek(box.start + box.header)
    content = file.read(size)
    if len(content) != size:
        raise BoxError("it ends too early")
    return content


_SMALLEST = 8  # bytes of a box: its size and its kind


def _outermost(file: BinaryIO) -> Iterator[Range]:
    end = file.seek(0, 2)
    at = 0
    for _ in range(MOST_BOXES):
        if at == end:
            return
        if end - at < _SMALLEST:
            raise BoxError(f"{end - at} bytes follow its last box")
        file.seek(at)
        size, kind, header = _header(file.read(16), end - at)
        if not _named(kind):
            raise BoxError(f"no box begins at byte {at}")
        yield Range(kind, at, at + size, header)
        at += size
    raise BoxError(f"more than {MOST_BOXES} boxes on its top level")


def _named(kind: bytes) -> bool:
    return all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind)


def _header(start: bytes, room: int) -> tuple[int, bytes, int]:
    """Size, kind and header length of a box that has at most `room` bytes; size 0 means all of them."""
    size, kind = struct.unpack_from(">I4s", start)
    header = 8
    if size == 1:
        size, header = struct.unpack_from(">Q", start, 8)[0], 16
    elif size == 0:
        size = room
    if not header <= size <= room:
        name = kind.decode("latin-1")
        raise BoxError(f"it is cut off or damaged: '{name}' has {size} bytes where there are {room}")
    return size, kind, header


def taken_apart(kind: bytes, content: bytes, left: Iterator[int] | None = None) -> Box:
    """Parse a box of one of the kinds that have children; `left` counts how many boxes are still allowed.

    Raises BoxError for a child that is larger than its parent, and for more than `MOST_INSIDE` boxes.
    """
    left = iter(range(MOST_INSIDE)) if left is None else left
    at = 4 if kind == b"meta" and content[4:8] != b"hdlr" else 0  # QuickTime's has no version
    box = Box(kind, children=[], head=content[:at])
    while len(content) - at >= 8:
        size, name, header = _header(content[at : at + 16], len(content) - at)
        inner = content[at + header : at + size]
        if next(left, None) is None:
            raise BoxError(f"more than {MOST_INSIDE} boxes are in its index")
        if name in _INSIDE.get(kind, ()):
            box.open().append(taken_apart(name, inner, left))
        else:
            box.open().append(Box(name, inner))
        at += size
    box.tail = content[at:]
    return box


def handler(track: Box) -> bytes:
    """What a track is: `soun`, `vide`, `text`, ...; raises BoxError if it does not say."""
    return track.need(b"mdia", b"hdlr").content[8:12]


def track_id(track: Box) -> int:
    """A track's number. Raises BoxError if it has none."""
    return int(struct.unpack_from(">I", *_versioned(track.need(b"tkhd").content, 12, 20))[0])


def timescale(header: Box) -> int:
    """Units per second, from an `mvhd` or `mdhd`. Raises BoxError if it is zero."""
    (units,) = struct.unpack_from(">I", *_versioned(header.content, 12, 20))
    if not units:
        raise BoxError("its clock has no units")
    return int(units)


def duration(header: Box) -> int:
    """The duration in an `mvhd` or `mdhd`, in its own units."""
    if header.content[:1] == b"\1":
        return int(struct.unpack_from(">Q", header.content, 24)[0])
    return int(struct.unpack_from(">I", header.content, 16)[0])


def _versioned(content: bytes, first: int, second: int) -> tuple[bytes, int]:
    """The position of a field: in version 1 of a header, the times before it are wider."""
    return content, second if content[:1] == b"\1" else first


def chapter_tracks(moov: Box) -> list[Box]:
    """The tracks that others refer to as their chapters: texts, and pictures beside them, but never audio or film."""
    named: set[int] = set()
    for track in moov.all(b"trak"):
        for reference in (track.find(b"tref") or Box(b"tref")).all(b"chap"):
            named.update(int.from_bytes(reference.content[at : at + 4]) for at in range(0, len(reference.content), 4))
    return [
        track
        for track in moov.all(b"trak")
        if track_id(track) in named and handler(track) != b"soun" and track.find(b"tref", b"chap") is None
    ]
