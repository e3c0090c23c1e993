"""The chunks of a WAV file (RIFF; RF64 and BW64 by EBU Tech 3306 and ITU-R BS.2088)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from audiorender.audio.wavecoding import samples_of

MOST_CHUNKS = 4096
"""Most chunks in a file; an ordinary one has five."""

LARGEST_CHUNK = 1 << 27
"""The largest tag chunk that we read into memory, in bytes."""

ELSEWHERE = 0xFFFFFFFF
"""The size field of a chunk whose real size is in `ds64`."""


_UNSIZED = 0x7FFFF000
"""From this value on, sizes of the file and its audio that exceed the actual size mean "to the end": writing to a pipe,
SoX uses these values and FFmpeg the largest possible, since neither knows how much will come."""


class ChunkError(Exception):
    """The bytes are not chunks; the file's reader adds which file it is."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk's position: its header at `start`, `size` bytes of content after the 8 bytes of header.

    `role` is its kind; for a list, `LIST` and its type; and `id3 ` for both ways to write that. An `unsized` chunk was
    written to a pipe, and its header never got its size.
    """

    role: bytes
    start: int
    size: int
    unsized: bool = False

    @property
    def end(self) -> int:
        """The first byte after its content, excluding padding."""
        return self.start + 8 + self.size


@dataclass(frozen=True, slots=True)
class Wave:
    """A WAV file: its `form` (RIFF, RF64, BW64), its chunks in order, and its audio parameters.

    A channel has `frames` samples, at `rate`. After byte `end` there are no more chunks. `stated` is the total size in
    its header.
    """

    form: bytes
    chunks: tuple[Chunk, ...]
    rate: int
    frames: int
    end: int
    stated: int
    sizes: bytes = b""

    @property
    def data(self) -> Chunk:
        """The chunk with the samples."""
        return next(chunk for chunk in self.chunks if chunk.role == b"data")

    def all(self, role: bytes) -> list[Chunk]:
        """The chunks with this role, in order."""
        return [chunk for chunk in self.chunks if chunk.role == role]


def read_wave(file: BinaryIO) -> Wave:
    """Read the chunks of an open WAV file. Raises ChunkError or struct.error if it is not one, or damaged."""
    room = file.seek(0, 2)
    file.seek(0)
    form, stated, kind = struct.unpack("<4sI4s", _exactly(file, 12))
    if form not in {b"RIFF", b"RF64", b"BW64"} or kind != b"WAVE":
        raise ChunkError("it does not begin as one")
    sizes = b""
    big: Mapping[bytes, int] = MappingProxyType({})
    if form != b"RIFF":
        name, size = struct.unpack("<4sI", _exactly(file, 8))
        if name != b"ds64":
            raise ChunkError("the sizes (ds64) of an RF64 file are missing")
        sizes = _exactly(file, size)
        stated, big = _big_sizes(sizes)
    chunks = tuple(
        _walked(file, min(stated + 8, room), big, piped=form == b"RIFF" and stated >= _UNSIZED and stated + 8 > room)
    )
    roles = [chunk.role for chunk in chunks]
    if b"fmt " not in roles or b"data" not in roles:
        raise ChunkError("it contains no audio")
    form_chunk = content_of(file, chunks[roles.index(b"fmt ")])
    fact = content_of(file, chunks[roles.index(b"fact")]) if b"fact" in roles else b""
    try:
        rate, frames = samples_of(form_chunk, fact, chunks[roles.index(b"data")].size)
    except ValueError as error:
        raise ChunkError(str(error)) from error
    return Wave(form, chunks, rate, frames, min(_padded(chunks[-1].end), room), stated, sizes)


def content_of(file: BinaryIO, chunk: Chunk) -> bytes:
    """The content of a chunk. Raises ChunkError if it is too large for memory."""
    if chunk.size > LARGEST_CHUNK:
        raise ChunkError(f"'{chunk.role.decode('latin-1')}' has {chunk.size} bytes")
    file.seek(chunk.start + 8)
    return _exactly(file, chunk.size)


def rendered(kind: bytes, content: bytes) -> bytes:
    """A chunk as bytes, padded to an even length."""
    return struct.pack("<4sI", kind, len(content)) + content + bytes(len(content) % 2)


def walked_list(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk in a list. Raises ChunkError for a truncated one."""
    at = 4
    while at + 8 <= len(content):
        kind, size = struct.unpack_from("<4sI", content, at)
        if at + 8 + size > len(content):
            raise ChunkError(f"'{kind.decode('latin-1')}' is cut off")
        yield kind, content[at + 8 : at + 8 + size]
        at = _padded(at + 8 + size)


def list_entries(content: bytes) -> tuple[tuple[tuple[bytes, bytes], ...], bytes]:
    """Kind and content of each chunk in a list, and the bytes after the last. Raises ChunkError like `walked_list`."""
    entries = tuple(walked_list(content))
    end = 4 + sum(_padded(8 + len(inside)) for _, inside in entries)
    return entries, content[end:]


def _padded(place: int) -> int:
    return place + place % 2


def _exactly(file: BinaryIO, size: int) -> bytes:
    content = file.read(size) if size <= LARGEST_CHUNK else b""
    if len(content) != size:
        raise ChunkError("it ends too early")
    return content


def _big_sizes(sizes: bytes) -> tuple[int, Mapping[bytes, int]]:
    """The total size, and the sizes of chunks above 4 GB, from `ds64`."""
    riff, data, _, count = struct.unpack_from("<QQQI", sizes)
    if 28 + 12 * count > len(sizes):
        raise ChunkError("the table of its sizes is cut off")
    rows = (struct.unpack_from("<4sQ", sizes, 28 + 12 * row) for row in range(min(count, MOST_CHUNKS)))
    return riff, {b"data": data, **dict(rows)}


def _walked(file: BinaryIO, end: int, big: Mapping[bytes, int], *, piped: bool) -> Iterator[Chunk]:
    at = file.tell()
    for _ in range(MOST_CHUNKS):
        if at + 8 > end:
            return
        file.seek(at)
        kind, size = struct.unpack("<4sI", _exactly(file, 8))
        if size == ELSEWHERE and kind in big:
            size = big[kind]
        if not all(0x20 <= byte < 0x7F for byte in kind):
            raise ChunkError(f"no chunk begins at byte {at}")
        unsized = piped and kind == b"data" and size >= _UNSIZED and at + 8 + size > end
        if unsized:
            size = end - at - 8
        if at + 8 + size > end:
            raise ChunkError(f"'{kind.decode('latin-1')}' claims {size} bytes, but has {end - at - 8}")
        role = kind + _exactly(file, 4) if kind == b"LIST" and size >= 4 else kind
        yield Chunk(b"id3 " if kind in {b"ID3 ", b"id3 "} else role, at, size, unsized)
        at = _padded(at + 8 + size)
    raise ChunkError(f"more than {MOST_CHUNKS} chunks")
