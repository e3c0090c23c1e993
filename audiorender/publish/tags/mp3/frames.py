"""ID3v2 frames as bytes of version 2.3: those of an existing tag, and those that we create.

A v2.3 tag is split by its frame headers without parsing the contents, so that frames stay byte for byte, known or not.
Tags of other versions are converted by mutagen.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from mutagen.id3 import CHAP, ID3, WXXX, Encoding, Frame, TextFrame

from audiorender.audio.mp3 import tag_end
from audiorender.audio.unreadable import UNREADABLE, reason_of
from audiorender.errors import VerifyError
from audiorender.expressions import expression
from audiorender.publish.tags.mp3.compressed import check_compressed

_HEADER = struct.Struct(">4sIH")
NAME = expression(rb"[A-Z0-9]{3}[A-Z0-9 \0]")


@dataclass(frozen=True, slots=True)
class RawFrame:
    """One frame of ID3v2.3: its name, its two flag bytes, and the content after its header."""

    name: str
    content: bytes
    flags: int = 0

    def __bytes__(self) -> bytes:
        return _HEADER.pack(self.name.encode("ascii"), len(self.content), self.flags) + self.content


@dataclass(frozen=True, slots=True)
class Existing:
    """The tag at the start of a file: its frames in order, and where the audio after it may begin.

    `lost` names the frames that version 2.3 cannot hold, `joined` those whose values it had to join.
    """

    frames: tuple[RawFrame, ...]
    end: int
    lost: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


def existing(file: BinaryIO) -> Existing:
    """Read the tag at the start of `file`, in any version of ID3v2; no frames if there is none.

    Raises VerifyError for a tag that is truncated, damaged, or of a version that does not exist.
    """
    end = tag_end(file)
    file.seek(0)
    tag = file.read(end)
    if not tag:
        return Existing((), 0)
    if len(tag) < end or any(byte & 0x80 for byte in tag[6:10]):
        raise VerifyError("the ID3 tag is damaged, or longer than the file")
    version, flags = tag[3], tag[5]
    if version == 3:
        return Existing(tuple(walked(_plain(tag[10:], flags))), end)
    if version not in {2, 4}:
        raise VerifyError(f"the tag is ID3v2.{version}, which does not exist")
    check_compressed(tag)
    try:
        from audiorender.publish.tags.mp3.convert import converted

        if version == 2:
            frames, lost = _of_version_two(tag)
            return Existing(frames, end, lost)
        newer = converted(tag)
        return Existing(tuple(newer.frames), end, tuple(newer.lost), tuple(newer.joined))
    except UNREADABLE as error:
        raise VerifyError(f"the ID3 tag is damaged: {reason_of(error)}") from error


def _plain(body: bytes, flags: int) -> bytes:
    """The frames of a v2.3 tag after undoing unsynchronisation (§5) and skipping the extended header (§3.2)."""
    if flags & 0x80:
        body = body.replace(b"\xff\x00", b"\xff")
    if flags & 0x40 and not NAME.match(body):  # some taggers set the flag without writing such a header
        body = body[4 + int.from_bytes(body[:4], "big") :]
    return body


def walked(body: bytes) -> Iterable[RawFrame]:
    """The frames of version 2.3 in `body`, up to its padding. Raises VerifyError at anything that is not a frame."""
    at = 0
    while at + _HEADER.size <= len(body) and body[at]:
        name, size, flags = _HEADER.unpack_from(body, at)
        at += _HEADER.size
        if not NAME.fullmatch(name) or at + size > len(body):
            raise VerifyError(f"the ID3 tag is damaged at byte {at}: no frame of version 2.3 begins there")
        yield RawFrame(name.decode("ascii"), body[at : at + size], flags)
        at += size


def _of_version_two(data: bytes) -> tuple[tuple[RawFrame, ...], tuple[str, ...]]:
    """Convert the frames of a v2.2 tag to v2.3; also return the names of those that cannot be converted."""
    tag = ID3(BytesIO(data), translate=False, load_v1=False)
    tag.update_to_v23()
    frames = [raw for frame in tag.values() for raw in rendered(frame)]
    return tuple(frames), tuple(raw[:3].decode("ascii", "replace") for raw in tag.unknown_frames)


def rendered(frame: Frame) -> tuple[RawFrame, ...]:
    """One frame as mutagen writes it in ID3v2.3, a chapter with its subframes in order; nothing if it is empty.

    A link loses the NUL that mutagen appends: Pocket Casts on iOS takes it for part of the address.
    """
    if isinstance(frame, CHAP):
        inner = [raw for each in frame.sub_frames.values() for raw in rendered(each)]
        times = (frame.start_time, frame.end_time, frame.start_offset, frame.end_offset)
        return (chapter_frame(frame.element_id, times, inner),)
    if isinstance(frame, TextFrame) and frame.encoding != Encoding.UTF16:
        frame.encoding = encoding_of(str(frame))
    tag, file = ID3(), BytesIO()
    tag.add(frame)
    tag.save(file, v1=0, v2_version=3, padding=lambda _info: 0)
    content = file.getvalue()[20:]
    if isinstance(frame, WXXX) and frame.url:
        content = content.removesuffix(b"\0")
    return (RawFrame(frame.FrameID, content),) if content else ()


def chapter_frame(element: str, times: tuple[int, int, int, int], inner: Sequence[RawFrame]) -> RawFrame:
    """A CHAP frame (Chapter Frame Addendum §3.1): start and end in milliseconds, then both offsets in bytes."""
    name = element.encode("latin-1") + b"\0"
    return RawFrame("CHAP", name + struct.pack(">4I", *times) + b"".join(map(bytes, inner)))


def encoding_of(words: str) -> Encoding:
    """Encoding 0 for pure ASCII (Pocket Casts on iOS reads it as ASCII), else UTF-16 with a byte order mark."""
    return Encoding.LATIN1 if words.isascii() else Encoding.UTF16
