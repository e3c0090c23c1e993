"""MPEG audio layer III at the byte level: frame headers, and the Info frame that tells a player the exact length.

The Info frame is a silent frame that carries Xing's fields followed by LAME's ("Mp3 Info Tag rev 1"): how many frames
and bytes follow, a seek table, and how many decoded samples are the encoder's delay and padding.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastcrc.crc16 import arc

from audiorender.errors import SourceError
from audiorender.files import cannot_read
from audiorender.model import FRAME, RATE

DELAY = 576
"""Samples that LAME adds before the audio."""

DECODER_DELAY = 529
"""Samples that every decoder adds: the audio begins at decoded sample `DELAY + DECODER_DELAY`."""

_KILOBITS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_INFO = struct.Struct(">4sIII100sI")
_LAME = struct.Struct(">9sBBIHHBB3sBBHIHH")
_ALL_FIELDS = 0x0F
_WRITER = b"LAME3.100"  # readers trust delay and padding only if the version begins with LAME or Lavc


@dataclass(frozen=True, slots=True)
class Header:
    """The four header bytes of a frame. `rate` in Hz, `bitrate` in kbit/s, `size` in bytes including the header."""

    rate: int
    bitrate: int
    channels: int
    size: int
    samples: int
    side: int
    """Bytes of side information between the header and the audio data."""


@dataclass(frozen=True, slots=True)
class Mp3Info:
    """What an MP3's Info frame says: `samples` per channel without delay and padding, `frames` without the Info frame.

    `start` is the offset of the Info frame in the file, `size` the number of bytes from there to the end of the last
    frame.
    """

    rate: int
    channels: int
    bitrate: int
    samples: int
    frames: int
    start: int
    size: int


def frame_size(bitrate: int) -> int:
    """Bytes of an unpadded frame at `RATE`; `bitrate` in kbit/s."""
    return bitrate * 144_000 // RATE


def frame_count(samples: int) -> int:
    """How many frames hold `samples` samples plus both delays."""
    return -(-(samples + DELAY + DECODER_DELAY) // FRAME)


def parse_header(data: bytes) -> Header | None:
    """The frame header at the start of `data`, or None (also for free format and reserved values)."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return None
    version, kilobits, rate = data[1] >> 3 & 3, data[2] >> 4, data[2] >> 2 & 3
    if version == 1 or kilobits in {0, 15} or rate == 3:
        return None
    bitrate, hertz = _KILOBITS[1 if version == 3 else 2][kilobits], _RATES[version][rate]
    channels = 1 if data[3] >> 6 == 3 else 2
    samples = 1152 if version == 3 else 576
    side = {(3, 2): 32, (3, 1): 17, (2, 2): 17, (2, 1): 9}[max(version, 2), channels]
    size = samples // 8 * bitrate * 1000 // hertz + (data[2] >> 1 & 1)
    return Header(hertz, bitrate, channels, size, samples, side)


def info_frame(channels: int, bitrate: int, samples: int, sound_crc: int) -> bytes:
    """The Info frame for constant `bitrate` (kbit/s) at `RATE`, to be placed before the frames of `samples` samples.

    `sound_crc` is the CRC-16 of those frames. Raises ValueError for a bitrate that MPEG-1 does not have, or whose frame
    is too small for the fields.
    """
    head = bytes((0xFF, 0xFB, _KILOBITS[1].index(bitrate) << 4 | 1 << 2, 0xC0 if channels == 1 else 0x40))
    header = parse_header(head)
    frames, padding = frame_count(samples), frame_count(samples) * FRAME - DELAY - samples
    if header is None or header.size < 4 + header.side + _INFO.size + _LAME.size:
        raise ValueError(f"an Info frame does not fit at {bitrate} kbit/s")
    size = (frames + 1) * header.size
    table = bytes(256 * percent // 100 for percent in range(100))
    xing = _INFO.pack(b"Info", _ALL_FIELDS, frames, size, table, 0)
    hidden = (DELAY << 12 | padding).to_bytes(3, "big")
    # revision 0, constant bitrate; low-pass, gain and preset are not given; 48 kHz source (bits 6 and 7 of the misc
    # byte)
    lame = _LAME.pack(_WRITER, 0x01, 0, 0, 0, 0, 0, min(bitrate, 255), hidden, 0x80, 0, 0, size, sound_crc, 0)[:-2]
    body = head + bytes(header.side) + xing + lame
    return (body + arc(body).to_bytes(2, "big")).ljust(header.size, b"\0")


def read_info(path: Path) -> Mp3Info:
    """Read the Info frame of an MP3 file, after any ID3v2 tag.

    Raises SourceError if the file is not an MP3, or if its Info frame is missing, damaged or not of constant bitrate.
    """
    try:
        with path.open("rb") as file:
            start = tag_end(file)
            file.seek(start)
            frame = file.read(4096)
    except OSError as error:
        raise cannot_read(path, error) from error
    header = parse_header(frame)
    if header is None:
        raise SourceError("this is not an MP3 file: no frame follows its tag", path=path)
    at = 4 + header.side
    end = at + _INFO.size + _LAME.size
    if frame[at : at + 4] != b"Info" or len(frame) < end:
        raise SourceError("the MP3 file has no Info frame for constant bitrate", path=path)
    _, fields, frames, size, _, _ = _INFO.unpack_from(frame, at)
    *_, hidden, _, _, _, _, _, check = _LAME.unpack_from(frame, at + _INFO.size)
    if fields != _ALL_FIELDS or check not in _checksums(frame, end - 2):
        raise SourceError("the Info frame of the MP3 file is damaged", path=path)
    delay, padding = divmod(int.from_bytes(hidden, "big"), 1 << 12)
    samples = frames * header.samples - delay - padding
    return Mp3Info(header.rate, header.channels, header.bitrate, samples, frames, start, size)


def _checksums(frame: bytes, end: int) -> tuple[int, int]:
    """LAME's checksum covers the bytes before it; ffmpeg's always covers 190 bytes, which in mono go past it."""
    return arc(frame[:end]), arc((frame[:end] + b"\0\0" + frame[end + 2 :])[:190])


def tag_end(file: BinaryIO, start: int = 0) -> int:
    """The end of the ID3v2 tag at `start` (§3.1: seven bits a byte; v2.4 allows a footer); `start` without one."""
    file.seek(start)
    header = file.read(10)
    if len(header) < 10 or header[:3] != b"ID3":
        return start
    return start + 10 + seven_bits(header[6:]) + (10 if header[3] == 4 and header[5] & 0x10 else 0)


def tags_end(file: BinaryIO, start: int = 0) -> int:
    """The end of the last of several consecutive ID3v2 tags from `start` on."""
    while (end := tag_end(file, start)) > start:
        start = end
    return start


def seven_bits(size: bytes) -> int:
    """The value of four bytes with seven bits each, as ID3v2 stores sizes."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=False))
