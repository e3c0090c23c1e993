"""Where an audio file says that it should end, for containers that only music may be in: a row each.

A decoder plays such a file up to where it was cut off and doesn't complain. Raw AAC states no end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Literal

_W64 = bytes.fromhex("726966662e91cf11a5d628db")  # Sony Wave64: the first 12 bytes of its `riff` GUID
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa")  # ASF 01.20, 10.1: the first 12 bytes of its header's GUID
_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")  # ASF 10.3: the File Properties Object
_LARGEST_HEADER = 1 << 20
_MOST_CHUNKS = 1000  # a file of zeros has a chunk every 12 bytes
_PADDING = 1  # byte that a chunk of odd size should have after it, and some writers omit at the end
_UNKNOWN = 1 << 62  # bytes: at least this large is what writes to a pipe state


def missing(file: BinaryIO) -> float:
    """Which share of the file is missing at its end: 0 if it states no end, or is of another kind."""
    file.seek(0)
    head = file.read(12)
    size = file.seek(0, 2)
    find = next((end for begins, end in _ENDS if begins(head)), None)
    end = find(file) if find else None
    return 1 - size / end if end is not None and size + _PADDING < end < _UNKNOWN else 0.0


def _number(file: BinaryIO, at: int, size: int, order: Literal["big", "little"] = "big") -> int:
    file.seek(at)
    return int.from_bytes(file.read(size), order)


def _aiff(file: BinaryIO) -> int:
    """The first chunk contains all others."""
    return 8 + _number(file, 4, 4)


def _au(file: BinaryIO) -> int | None:
    """The sizes of the header and of the samples; all ones if the writer could not know the second."""
    samples = _number(file, 8, 4)
    return None if samples == 0xFFFFFFFF else _number(file, 4, 4) + samples


def _w64(file: BinaryIO) -> int:
    """The size of the file is in its first chunk."""
    return _number(file, 16, 8, "little")


def _caf(file: BinaryIO) -> int | None:
    """Chunk follows chunk after the file's header; one of unknown size, all ones, is the last."""
    end, size = 8, file.seek(0, 2)
    for _ in range(_MOST_CHUNKS):
        if end + 12 > size:
            return end
        end += 12 + _number(file, end + 4, 8)
    return None


def _asf(file: BinaryIO) -> int | None:
    """The size of the file is in the header, 0 if the writer could not know it."""
    header = min(_number(file, 16, 8, "little"), _LARGEST_HEADER)
    file.seek(0)
    at = file.read(header).find(_PROPERTIES)
    return (_number(file, at + 40, 8, "little") or None) if at >= 0 else None


_ENDS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO], int | None]], ...] = (
    (lambda head: head[:4] == b"FORM" and head[8:] in {b"AIFF", b"AIFC"}, _aiff),
    (lambda head: head[:4] == b".snd", _au),
    (lambda head: head == _W64, _w64),
    (lambda head: head[:4] == b"caff", _caf),
    (lambda head: head == _ASF, _asf),
)
