"""Convert an ID3v2.4 tag to frames of v2.3, keeping bytes wherever v2.3 allows it.

mutagen converts what v2.3 writes differently: UTF-8, UTF-16 without a mark, several values in one text, dates, people.
Chapters and tables are converted frame by frame inside, so that unknown frames are kept.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from mutagen.id3 import ID3

from audiorender.audio.mp3 import seven_bits
from audiorender.audio.unreadable import UNREADABLE, reason_of
from audiorender.errors import VerifyError
from audiorender.expressions import expression
from audiorender.publish.tags.mp3.frames import NAME, RawFrame, rendered

_HEADER = struct.Struct(">4s4sH")
_GROUPED, _COMPRESSED, _ENCRYPTED, _UNSYNCHRONISED, _LENGTH = 0x40, 0x08, 0x04, 0x02, 0x01
_LOST = frozenset(["ASPI", "SEEK", "SIGN"])
"""Frames that refer to byte positions in the old file."""

_NEWER = frozenset(["EQU2", "RVA2", "TDEN", "TDRL", "TDTG", "TMOO", "TPRO", "TSOA", "TSOP", "TSOT", "TSST"])
"""Frames of v2.4 that taggers also write into v2.3 tags, where players read them."""

_OTHERWISE = frozenset(["TDRC", "TDOR", "TIPL", "TMCL", "TCON"])
"""Frames whose content is different in v2.3."""

_WITH_SLASHES = frozenset(["TCOM", "TEXT", "TOLY", "TOPE", "TPE1", *_OTHERWISE])
"""Texts whose values v2.3 separates by a slash (ID3v2.3 §4.2.1), and those that it writes in another way."""

_ENCODED = expression(r"T...|COMM|USLT|WXXX|APIC|GEOB|SYLT|USER|OWNE|COMR")
_TEXT = expression(r"T(?!XXX)...")


@dataclass(frozen=True, slots=True)
class _Frame:
    name: str
    flags: int
    content: bytes


@dataclass(slots=True)
class Converted:
    """Frames of v2.3, the names of those that could not be converted, and of those whose values had to be joined."""

    frames: list[RawFrame] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


def converted(tag: bytes) -> Converted:
    """Convert the frames of a whole ID3v2.4 tag to v2.3.

    Raises VerifyError for a damaged tag, and one of `UNREADABLE` for what mutagen cannot read.
    """
    body, every = tag[10:], bool(tag[5] & 0x80)
    if tag[5] & 0x40:
        body = body[seven_bits(body[:4]) :]
    if tag[5] & 0x10:
        body = body[:-10]
    return _all(tuple(_walked(body, every=every)))


def _all(frames: Sequence[_Frame]) -> Converted:
    into = Converted()
    found, lost = into.frames, into.lost
    people = [frame for frame in frames if frame.name in {"TIPL", "TMCL"}]
    for frame in frames:
        if frame.name in _LOST or frame.flags & (_GROUPED | _ENCRYPTED):
            lost.append(frame.name)
        elif frame.name in {"CHAP", "CTOC"}:
            whole, inner = _holding(frame)
            found.append(whole)
            lost += inner.lost
            into.joined += inner.joined
        elif frame in people:
            found += _by_mutagen(people) if frame is people[0] else ()
        elif _stands(frame):
            found.append(RawFrame(frame.name, frame.content, frame.flags << 1 & 0xE000))
        else:
            into.joined += [frame.name] * _is_joined(frame)
            found += _by_mutagen([frame])
    return into


def in_own_encoding(frame: RawFrame) -> tuple[RawFrame, ...]:
    """A frame of v2.3 whose text is in an encoding of v2.4, with the same text in one of v2.3; any other as it is.

    Raises VerifyError for what mutagen cannot read.
    """
    newer = _ENCODED.fullmatch(frame.name) and frame.content[:1] in {b"\2", b"\3"}
    if not newer or frame.flags & 0xFF:
        return (frame,)
    try:
        return tuple(_by_mutagen([_Frame(frame.name, 0, frame.content)]))
    except UNREADABLE as error:
        raise VerifyError(f"the ID3 tag is damaged: {reason_of(error)}") from error


def _stands(frame: _Frame) -> bool:
    """Whether its content is the same in v2.3."""
    if frame.name in _OTHERWISE:
        return False
    if not _ENCODED.fullmatch(frame.name):
        return True
    if frame.content[:1] not in {b"\0", b"\1"}:
        return False
    wide = frame.content[:1] == b"\1"
    return not _TEXT.fullmatch(frame.name) or not _several(frame.content[1:], wide=wide)


def _is_joined(frame: _Frame) -> bool:
    """Whether it has several values, in a text for which v2.3 has no sign between them."""
    text, wide = frame.content[1:], frame.content[:1] in {b"\1", b"\2"}
    if frame.name == "TXXX":
        end = next((at for at in range(0, len(text), 1 + wide) if not any(text[at : at + 1 + wide])), len(text))
        return _several(text[end + 1 + wide :], wide=wide)
    return bool(_TEXT.fullmatch(frame.name)) and frame.name not in _WITH_SLASHES and _several(text, wide=wide)


def _several(text: bytes, *, wide: bool) -> bool:
    """Whether a text holds several values."""
    units = [text[at : at + 2] for at in range(0, len(text), 2)] if wide else [bytes([byte]) for byte in text]
    while units and not any(units[-1]):
        units.pop()
    return any(not any(unit) for unit in units)


def _holding(frame: _Frame) -> tuple[RawFrame, Converted]:
    """Convert a chapter or a table of contents together with the frames in it (Chapter Frame Addendum §3)."""
    element, _, rest = frame.content.partition(b"\0")
    if frame.name == "CHAP":
        head = 16
    else:
        parts = rest[2:].split(b"\0", rest[1]) if len(rest) > 1 else []
        head = len(rest) - len(parts[-1]) if parts else len(rest)
    if len(rest) < head or not rest:
        raise VerifyError("the ID3 tag is damaged: a chapter is cut off")
    inner = _all(tuple(_walked(rest[head:], every=False)))
    return RawFrame(frame.name, element + b"\0" + rest[:head] + b"".join(map(bytes, inner.frames))), inner


def _by_mutagen(frames: Sequence[_Frame]) -> list[RawFrame]:
    body = b"".join(
        _HEADER.pack(frame.name.encode("ascii"), _sevens(len(frame.content)), frame.flags & 0xFF00) + frame.content
        for frame in frames
    )
    tag = ID3(BytesIO(b"ID3\4\0\0" + _sevens(len(body)) + body), translate=False, load_v1=False)
    newer = {key: frame for key, frame in tag.items() if frame.FrameID in _NEWER}
    tag.update_to_v23()
    return [raw for frame in {**dict(tag.items()), **newer}.values() for raw in rendered(frame)]


def _sevens(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _walked(body: bytes, *, every: bool) -> Iterator[_Frame]:
    """The frames of version 2.4, including those whose sizes are written as in v2.3."""
    sizes = next((each for each in (seven_bits, _plain) if _fits(body, each)), seven_bits)
    at = 0
    while at + _HEADER.size <= len(body) and body[at]:
        name, size, flags = _HEADER.unpack_from(body, at)
        at += _HEADER.size
        content = body[at : at + sizes(size)]
        if not NAME.fullmatch(name) or len(content) != sizes(size):
            raise VerifyError(f"the ID3 tag is damaged at byte {at}: no frame of version 2.4 begins there")
        at += len(content)
        if every or flags & _UNSYNCHRONISED:
            content = content.replace(b"\xff\x00", b"\xff")
        if flags & _LENGTH and not flags & (_GROUPED | _ENCRYPTED):
            content = content[4:]
        if flags & _COMPRESSED and not flags & _ENCRYPTED:
            content = _unpacked(content)
        yield _Frame(name.decode("ascii").rstrip("\0 "), flags, content)


def _fits(body: bytes, sizes: Callable[[bytes], int]) -> bool:
    at = 0
    while at + _HEADER.size <= len(body) and body[at]:
        if not NAME.fullmatch(body[at : at + 4]) or any(byte & 0x80 for byte in body[at + 4 : at + 8]) > (
            sizes is _plain
        ):
            return False
        at += _HEADER.size + sizes(body[at + 4 : at + 8])
    return at <= len(body)


def _plain(size: bytes) -> int:
    return int.from_bytes(size, "big")


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise VerifyError("the ID3 tag is damaged: a frame cannot be decompressed") from error
