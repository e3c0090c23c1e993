"""What other processes run for us: plain functions of bytes, which any executor can send anywhere.

A request names the versions that it was made with. A process with other versions refuses it, since its result would be
stored under a key that promises ours.
"""

from __future__ import annotations

import atexit
import os
import platform
import sys
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from audiorender import __version__
from audiorender.audio import ffmpeg
from audiorender.errors import EngineError, ToolError
from audiorender.mixer.encoding.cuts import REACH, Cut
from audiorender.mixer.encoding.pieces import Settings, encode_piece
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Read
from audiorender.model import RATE, Chapter, Options, Placement, Timeline, Utterance
from audiorender.tts.engines import DEFAULT, Engine, open_engine
from audiorender.tts.synthesis.saying import spoken_clip

_MARGIN = REACH + RATE
"""Samples around a piece that are sent with it: more than the mixer and the limiter need."""

_WORKERS = 64
"""The most texts that an engine says at a time in one process; processes usually run fewer threads."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a job: it `made` something, or `failed` as it would anywhere, or this process `refused` it.

    `where` identifies the process.
    """

    where: str
    made: bytes | None = None
    failed: str | None = None
    hint: str | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    """The audiorender that made a request: all that can be read of one from another version."""

    program: str


@dataclass(frozen=True, slots=True)
class _Speak:
    """An utterance to be spoken for the clip `key`, with this version of its engine, and of the guide if there is
    one."""

    program: str
    utterance: Utterance
    key: str
    version: str
    guide: str | None


@dataclass(frozen=True, slots=True)
class _Sound:
    """Samples `first`... of a clip or chunk that has `frames` of them; the piece does not need the others."""

    frames: int
    channels: int
    first: int
    pcm: bytes


@dataclass(frozen=True, slots=True)
class _Encode:
    """A piece to be encoded, with everything heard in and near it."""

    program: str
    channels: int
    frames: int
    placements: tuple[Placement, ...]
    sounds: dict[str, _Sound]
    cut: Cut
    plan: Master
    settings: Settings


def speak_request(engine: Engine, utterance: Utterance, key: str, guide: Engine | None) -> bytes:
    """The request for `speak`."""
    needed = guide.version if guide is not None and utterance.guide is not None else None
    return msgspec.msgpack.encode(_Speak(__version__, utterance, key, engine.version, needed))


def speak(request: bytes) -> bytes:
    """Speak an utterance; the outcome has the packed clip."""
    if refused := _other_program(request):
        return refused
    asked = msgspec.msgpack.decode(request, type=_Speak)
    utterance, guide = asked.utterance, None
    try:
        engine = _engine(utterance.engine)
        _check(utterance.engine, utterance.options)
        guide = _engine(DEFAULT) if asked.guide is not None else None
    except EngineError as error:
        return _packed(Outcome(_here(), refused=f"{error.message}{'; ' * bool(error.hint)}{error.hint or ''}"))
    for used, wanted in ((engine, asked.version), (guide, asked.guide)):
        if used is not None and used.version != wanted:
            return _refused(f"engine '{used.name}' {used.version}", str(wanted))
    try:
        return _packed(Outcome(_here(), made=spoken_clip(engine, utterance, asked.key, guide)))
    except EngineError as error:
        return _packed(Outcome(_here(), failed=error.message, hint=error.hint))


def encode_request(timeline: Timeline, cut: Cut, plan: Master, settings: Settings, read: Read) -> bytes:
    """The request for `encode`; `read` returns the samples of a clip or chunk by its key."""
    first, last = cut.start - _MARGIN, cut.end + _MARGIN
    near = tuple(each for each in timeline.placements if each.start < last and each.end > first)
    heard: dict[str, slice] = {}
    for placement in near:
        overlap = placement.overlap(first, last - first)
        if overlap is not None:
            mine, before = overlap[0], heard.get(placement.source, overlap[0])
            heard[placement.source] = slice(min(mine.start, before.start), max(mine.stop, before.stop))
    sounds = {key: _sound(read(key), part) for key, part in heard.items()}
    return msgspec.msgpack.encode(
        _Encode(__version__, timeline.channels, timeline.frames, near, sounds, cut, plan, settings)
    )


def encode(request: bytes) -> bytes:
    """Encode a piece; the outcome has it packed."""
    if refused := _other_program(request):
        return refused
    asked = msgspec.msgpack.decode(request, type=_Encode)
    whole = (Chapter(0, asked.frames, ""),)
    timeline = Timeline(RATE, 1 if asked.channels == 1 else 2, asked.frames, asked.placements, (), whole, ())
    try:
        if (version := ffmpeg.version()) != asked.settings.encoder:
            return _refused(f"ffmpeg {version}", asked.settings.encoder)
        piece = encode_piece(timeline, asked.cut, asked.plan, asked.settings, lambda key: _samples(asked.sounds[key]))
    except ToolError as error:
        return _packed(Outcome(_here(), failed=error.message, hint=error.hint))
    return _packed(Outcome(_here(), made=piece.pack()))


def outcome(packed: bytes) -> Outcome:
    """The outcome of a job. Raises ValueError if the data are not one."""
    try:
        return msgspec.msgpack.decode(packed, type=Outcome)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def _packed(done: Outcome) -> bytes:
    return msgspec.msgpack.encode(done)


def _other_program(request: bytes) -> bytes | None:
    """A refusal if the request was made by another version of audiorender."""
    program = msgspec.msgpack.decode(request, type=_Made).program
    return None if program == __version__ else _refused(f"audiorender {__version__}", program)


def _refused(has: str, wanted: str) -> bytes:
    return _packed(Outcome(_here(), refused=f"it has {has}, and this render uses {wanted}"))


def _here() -> str:
    """An identification of this process: a Dask worker's address, else the machine's name and the process ID."""
    worker = sys.modules.get("distributed.worker")
    if worker is not None:
        try:
            return str(worker.get_worker().address)
        except ValueError:  # not run by a worker
            pass
    return f"{platform.node()}, process {os.getpid()}"


@cache
def _engine(name: str) -> Engine:
    """The engine called `name`, opened once in this process and closed at its end."""
    engine = open_engine(name, workers=_WORKERS)
    atexit.register(engine.close)
    return engine


@cache
def _check(name: str, options: Options) -> None:
    """Raise EngineError for a voice that this process does not have; checked once."""
    _engine(name).check(options)


def _sound(samples: NDArray[np.int16], part: slice) -> _Sound:
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    return _Sound(len(samples), channels, part.start, np.ascontiguousarray(samples[part], "<i2").tobytes())


def _samples(sound: _Sound) -> NDArray[np.int16]:
    """The samples as the mixer reads them, with zeros for those that were not sent, which take no memory."""
    sent = np.frombuffer(sound.pcm, "<i2")
    if sound.channels == 1:
        samples = np.zeros(sound.frames, np.int16)
    else:
        samples, sent = np.zeros((sound.frames, sound.channels), np.int16), sent.reshape(-1, sound.channels)
    samples[sound.first : sound.first + len(sent)] = sent
    return samples
