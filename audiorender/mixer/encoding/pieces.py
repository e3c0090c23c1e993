"""MP3 in pieces: each is encoded separately with real audio around it, measured as decoded, and joined by bytes.

A piece is encoded with `CONTEXT` before and after it; those frames are dropped, and with `-reservoir 0` no other frame
needs a byte of them. By then the encoder has forgotten how it began, so the seams are as good as any other place. The
pieces' bytes, after an Info frame, are the episode.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import BinaryIO

import numpy as np
from fastcrc.crc16 import arc

from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode_mp3
from audiorender.audio.loudness import Steps, TruePeak, decibels, gated, loudness_range, unpacked
from audiorender.audio.mp3 import DECODER_DELAY, DELAY, frame_count, frame_size, info_frame, parse_header
from audiorender.audio.weighting import CellEnergies
from audiorender.errors import ToolError
from audiorender.keys import key_of
from audiorender.mixer.encoding.cuts import CONTEXT, REACH, Cut
from audiorender.mixer.levels.matching import DELIVERED_PEAK
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer, Read
from audiorender.model import CELL, FRAME, RATE, Timeline

PIECES = "piece"
"""Under which encoded pieces are filed in the store."""

SCHEMA = 3
"""Raise it whenever the same plan would give other bytes: the mixing, the limiter, the encoding below."""

_BLOCK = 60 * FRAME  # samples mastered at a time
_TRIES = 4
_SAFETY = 0.05  # dB below the delivered peak that a piece is limited to if it has to be encoded again
_HEAD = struct.Struct("<4sIIIf")
_MAGIC = b"ARP2"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to encode: `bitrate` in kbit/s, and `encoder`, ffmpeg's version, since another gives other bytes."""

    bitrate: int
    encoder: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the episode as it will be delivered, and the measurements of its decoded audio.

    `samples` per channel, `frames` of MP3 in `data`, the energy of each cell summed over the channels (float32, as in
    `model.Clip`), and the true peak as an amplitude.
    """

    samples: int
    frames: int
    data: bytes
    energy: bytes
    peak: float

    def pack(self) -> bytes:
        """The piece as bytes for the store."""
        head = _HEAD.pack(_MAGIC, self.samples, self.frames, len(self.data), self.peak)
        return head + self.data + self.energy


def unpack(packed: bytes) -> Piece:
    """The piece from the bytes of `pack`. Raises ValueError for any others."""
    try:
        magic, samples, frames, size, peak = _HEAD.unpack_from(packed)
    except struct.error as error:
        raise ValueError("too short for a piece") from error
    data, energy = packed[_HEAD.size : _HEAD.size + size], packed[_HEAD.size + size :]
    if magic != _MAGIC or len(energy) != 4 * -(-samples // CELL) or len(data) != size:
        raise ValueError("not a piece of this schema")
    return Piece(samples, frames, data, energy, peak)


def piece_keys(timeline: Timeline, cuts: Iterable[Cut], plan: Master, settings: Settings) -> list[str]:
    """The keys of pieces: for each, everything that its bytes depend on, as a hexadecimal digest.

    Only what is heard near it counts, and positions count from the cut. So a piece that was moved by an edit elsewhere
    keeps its key.
    """
    made_with, keys = (asdict(plan), asdict(settings)), []
    for cut in cuts:
        first, last = cut.start - REACH, cut.end + REACH
        near = timeline.near(first, last)
        sounds = [placement.sound(first, last, cut.start) for placement in near if placement.end > first]
        keys.append(key_of((SCHEMA, timeline.channels, cut.end - cut.start, cut.frames, *made_with, sounds)))
    return keys


def encode_piece(timeline: Timeline, cut: Cut, plan: Master, settings: Settings, read: Read) -> Piece:
    """Mix, master, encode and decode one piece; `read` returns a clip's samples. May run in several threads at once.

    Raises ToolError if ffmpeg fails or returns something other than what was asked for.
    """
    mixer, channels = Mixer(timeline, read), timeline.channels
    for _ in range(_TRIES):
        stream = _encoded(_interleaved(mixer, cut, plan), channels, cut, settings)
        energy, peak = _measured(stream, channels, cut, settings)
        excess = decibels(peak) - DELIVERED_PEAK
        if excess <= 0:
            break
        plan = replace(plan, ceiling=plan.ceiling - excess - _SAFETY)
    size = frame_size(settings.bitrate)
    first = CONTEXT // FRAME
    data = stream[first * size : (first + cut.frames) * size]
    return Piece(cut.end - cut.start, cut.frames, data, energy, peak)


def _interleaved(mixer: Mixer, cut: Cut, plan: Master) -> Iterator[memoryview]:
    """The mastered samples of a cut, with the encoder's context on either side, block by block as ffmpeg reads them."""
    start, count = cut.start - CONTEXT, cut.frames * FRAME + 2 * CONTEXT
    for at in range(0, count, _BLOCK):
        block = mixer.mastered(start + at, min(_BLOCK, count - at), plan)
        mixed = np.empty(block.shape[::-1], np.float32)
        for channel, samples in enumerate(block):  # several times as quick as a copy of the transpose
            mixed[:, channel] = samples
        yield mixed.data.cast("B")


def _encoded(samples: Iterable[memoryview], channels: int, cut: Cut, settings: Settings) -> bytes:
    """The frames of a cut and its context, each checked for the size and kind that joining relies on."""
    count = cut.frames * FRAME + 2 * CONTEXT
    source = ("-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "-i", "pipe:0", "-map_metadata", "-1")
    coder = ("-c:a", "libmp3lame", "-b:a", f"{settings.bitrate}k", "-reservoir", "0", *ffmpeg.EXACT)
    whole = ("-flush_packets", "0")  # or each frame wakes our reader
    bare = ("-write_xing", "0", "-id3v2_version", "0", *whole, "-f", "mp3", "pipe:1")
    stream = ffmpeg.converted((*source, *coder, *bare), samples, 4 * channels * count)
    size = frame_size(settings.bitrate)
    heads = {stream[at : at + 3] for at in range(0, len(stream), size)}
    header = parse_header(stream[:4])
    expected = (RATE, settings.bitrate, channels, size)
    if header is None or (header.rate, header.bitrate, header.channels, header.size) != expected or len(heads) > 1:
        raise ToolError("ffmpeg wrote MP3 frames of another kind than requested", hint="try another ffmpeg")
    if len(stream) < (CONTEXT // FRAME + cut.frames + 2) * size:
        raise ToolError(f"ffmpeg wrote too few MP3 frames: {len(stream) // size} for {count} samples")
    return stream


def _measured(stream: bytes, channels: int, cut: Cut, settings: Settings) -> tuple[bytes, float]:
    """Energies and true peak of the cut itself; the context before it settles the meter's filters."""
    weighting, peak, energies = CellEnergies(channels), TruePeak(channels), []
    end, place = CONTEXT + cut.end - cut.start, -(DELAY + DECODER_DELAY)
    for block in decode_mp3(stream, channels):
        ours = block[:, max(0, -place) : max(0, end - place)]
        energies.append(weighting.process(ours))
        peak.process(block[:, max(0, CONTEXT - place) : max(0, end - place)])
        place += block.shape[1]
    if (samples := place + DELAY + DECODER_DELAY) != len(stream) // frame_size(settings.bitrate) * FRAME:
        raise ToolError(f"{samples} samples came out of an encoded piece of {len(stream)} bytes")
    cells = np.concatenate((*energies, weighting.rest()))
    return cells[CONTEXT // CELL :].astype("<f4").tobytes(), peak.result()


class Measured:
    """What all pieces together measure, taken one at a time, so that the levels of an episode are never all there."""

    def __init__(self) -> None:
        self._steps = Steps()
        self._peak = 0.0

    def add(self, energy: bytes, peak: float) -> None:
        """Take the energies and the true peak of the next piece."""
        self._steps.add(unpacked(energy))
        self._peak = max(self._peak, peak)

    def levels(self) -> tuple[float, float, float]:
        """LUFS, dBTP and loudness range in LU."""
        energies = self._steps.whole()
        return gated(energies), decibels(self._peak), loudness_range(energies)


def assemble(file: BinaryIO, timeline: Timeline, settings: Settings, pieces: Iterable[Piece]) -> None:
    """Write the Info frame and the pieces, one at a time, at the position of `file` (after a tag, or at 0).

    The decoded file has exactly `timeline.frames` samples. Raises ValueError if the pieces do not add up to that.
    """
    start = file.tell()
    file.write(bytes(frame_size(settings.bitrate)))
    frames = samples = crc = 0
    for piece in pieces:
        file.write(piece.data)
        crc = arc(piece.data, crc)
        frames, samples = frames + piece.frames, samples + piece.samples
    if samples != timeline.frames or frames != frame_count(samples):
        raise ValueError(f"pieces of {samples} samples in {frames} frames do not make up the episode")
    size = file.tell() - start
    file.seek(start)
    file.write(info_frame(timeline.channels, settings.bitrate, samples, crc))
    file.seek(start + size)
