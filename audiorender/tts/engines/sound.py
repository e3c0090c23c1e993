"""Decode sound from a server or a program: complete, or refused with the reason.

A WAV file is read here, since its header says whether it is complete, and its rate; other formats go to ffmpeg, which
stops at the first damage. Anything that is no sound at all (a web page, a message) is reported as such.
"""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.errors import ToolError
from audiorender.model import RATE, Speech

_UNKNOWN = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})
"""The sizes that writers to a pipe put into the header."""

_EXTENSIBLE = 0xFFFE
"""The real codec is then in a later field."""

_LONGEST_MESSAGE = 1_000_000

_LOWEST, _HIGHEST = 8_000, 192_000


class BadSoundError(Exception):
    """The bytes are not complete sound; the text says why, as the end of a sentence about their sender."""


def most_bytes(text: str) -> int:
    """More bytes than the slowest speech of `text` can have, as 16-bit stereo at 48 kHz: half a second per
    character."""
    return int((20 + 0.5 * len(text)) * 192_000)


def speech_of(data: bytes, *, raw_rate: int | None = None, ended: bool = True) -> Speech:
    """Decode `data`. Headerless samples have `raw_rate`; `ended` means that the sender announced the end.

    Raises BadSoundError for data that is empty, truncated, damaged or no sound.
    """
    if not data:
        raise BadSoundError("gave no sound")
    if text := _text_in(data):
        raise BadSoundError(f"gave {text} instead of sound")
    if data[:4] in {b"RIFF", b"RF64"}:
        return _from_wav(data, ended)
    if not ended:
        raise BadSoundError("did not say where the sound ends, so it may be incomplete")
    if raw_rate is not None:
        if len(data) % 2:
            raise BadSoundError("gave half a sample")
        return Speech(raw_rate, data)
    return Speech(RATE, _by_ffmpeg(data))


def _text_in(data: bytes) -> str | None:
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        return "a web page"
    if start[:1] == b"{" and len(data) < _LONGEST_MESSAGE:
        with contextlib.suppress(ValueError):
            json.loads(data)
            return "a message"
    return None


def _from_wav(data: bytes, ended: bool) -> Speech:
    form: bytes | None = None
    for kind, start, size in _chunks(data):
        if kind == b"fmt ":
            form = data[start : start + size]
        elif kind == b"data":
            if form is None:
                break
            return _samples(form, data[start:], size, ended)
    raise BadSoundError("gave a WAV file without sound")


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, first byte and size of each chunk as stated in the file (RF64's sizes above 4 GB count as unknown)."""
    if data[8:12] != b"WAVE":
        raise BadSoundError("gave a RIFF file that is not a WAV file")
    place = 12
    while place + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, place)
        yield kind, place + 8, size
        place += 8 + size + size % 2


def _samples(form: bytes, sound: bytes, size: int, ended: bool) -> Speech:
    try:
        coding, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", form)
        if coding == _EXTENSIBLE:
            coding = struct.unpack_from("<H", form, 24)[0]
    except struct.error:
        raise BadSoundError("gave a WAV file with a broken header") from None
    if not _LOWEST <= rate <= _HIGHEST:
        raise BadSoundError(f"gave sound at {rate} samples a second")
    if not 1 <= channels <= 8 or block != channels * (bits // 8):
        raise BadSoundError("gave a WAV file with a broken header")
    if size in _UNKNOWN:
        if not ended:
            raise BadSoundError("did not say where the sound ends, so it may be incomplete")
        size = len(sound) - len(sound) % block
    if len(sound) < size:
        raise BadSoundError(f"gave {len(sound):,} of {size:,} bytes of sound")
    if not size or size % block:
        raise BadSoundError("gave no sound" if not size else "gave half a sample")
    mono = _mono(sound[:size], coding, bits, channels)
    return Speech(rate, np.rint(np.clip(mono, -1, 1) * 32_767).astype("<i2").tobytes())


def _mono(sound: bytes, coding: int, bits: int, channels: int) -> NDArray[np.float64]:
    """Samples from -1 to 1, averaged over the channels."""
    match coding, bits:
        case (1, 8):
            values = np.frombuffer(sound, np.uint8) / 128 - 1
        case (1, 16):
            values = np.frombuffer(sound, "<i2") / 32_767
        case (1, 24):
            thirds = np.frombuffer(sound, np.uint8).reshape(-1, 3)
            wide = np.concatenate([np.zeros((len(thirds), 1), np.uint8), thirds], axis=1)
            values = np.ascontiguousarray(wide).view("<i4")[:, 0] / 2_147_483_647
        case (1, 32):
            values = np.frombuffer(sound, "<i4") / 2_147_483_647
        case (3, 32) | (3, 64):
            values = np.frombuffer(sound, f"<f{bits // 8}").astype(np.float64)
        case _:
            raise BadSoundError(f"gave a WAV file of an unsupported kind (coding {coding}, {bits} bits)")
    if not np.isfinite(values).all():
        raise BadSoundError("gave values that are not sound")
    return np.asarray(values.reshape(-1, channels).mean(axis=1), np.float64)


def _by_ffmpeg(data: bytes) -> bytes:
    output = ("-map", "0:a:0", "-f", "s16le", "-ac", "1", "-ar", str(RATE), "pipe:1")
    try:
        pcm = ffmpeg.run(("-xerror", "-err_detect", "explode", "-i", "pipe:0", *output), data)
    except ToolError as error:
        if "-ffmpeg" not in error.message and "failed with exit code" not in error.message:
            raise
        raise BadSoundError("gave sound that is damaged, or of an unknown kind") from error
    if not pcm:
        raise BadSoundError("gave no sound")
    return pcm
