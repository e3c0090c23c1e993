"""What kind of audio file it is, by its content, and how long it sounds, at what rate, in how many channels."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from audiorender.audio.formats import CONTAINERS, SUFFIXES
from audiorender.audio.formats.form import Container
from audiorender.audio.mp3 import tag_end
from audiorender.audio.unreadable import UNREADABLE, plainly
from audiorender.errors import SourceError, ToolError
from audiorender.model import RATE

HEAD = 12
"""Bytes that `kind` wants to see."""


_LONGEST = 40 * 86_400 * RATE  # samples: nothing lasts longer than forty days
_FASTEST = 1 << 20  # Hz
_MOST_CHANNELS = 255


def kind(head: bytes) -> str | None:
    """The suffix, with its dot, that fits a file which begins with `head`; None where it is no audio that we know.

    Ogg is `.ogg` whatever is in it, MPEG-4 `.m4a`; any file that begins with an ID3 tag counts as MP3.
    """
    return next((container.suffix for container in CONTAINERS if container.begins(head)), None)


def kind_of(file: BinaryIO) -> str | None:
    """The `kind` of an open file; what some taggers put an ID3 tag before, although it is FLAC, counts as FLAC."""
    found = kind(file.read(HEAD))
    file.seek(tag_end(file))
    return ".flac" if found == ".mp3" and file.read(4) == b"fLaC" else found


def suffix_of(path: Path) -> str | None:
    """The suffix that fits the file by its content: its own where that is one of several; None for no audio we know.

    Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        found = kind_of(file)
    if found is None:
        return None
    own = path.suffix.lower()
    return own if own in _container(found).suffixes else found


def length(path: Path, suffix: str) -> int:
    """How long the audio file `path` sounds, in samples at `RATE`, whatever its own rate; `suffix` says what it is.

    Exact where the file counts samples; an MP3 without an Info frame is as long as its frames. A FLAC or MP4 file that
    was written into a pipe does not say how long it is, and is decoded.

    Raises SourceError when it is not such a file.
    """
    container = _container(suffix)
    try:
        told = container.length(path)
        samples = round(told) if 0 <= told <= _LONGEST else 0
        if samples == 0 and container.decodes:
            samples = _decoded(path)
    except UNREADABLE as error:
        raise SourceError(f"its length cannot be read: {plainly(error)}", path=path) from error
    if samples <= 0:
        raise SourceError("it has no sound", path=path)
    return samples


def shape(path: Path, suffix: str) -> tuple[int, int]:
    """The sample rate and the channels of an audio file; `suffix` says what it is.

    Raises SourceError when it is not such a file, or tells of a rate or of channels that no sound has.
    """
    try:
        rate, channels = _container(suffix).shape(path)
        if not (0 < rate <= _FASTEST and 0 < channels <= _MOST_CHANNELS):
            raise SourceError(f"its header claims {channels} channels at {rate} Hz, which is impossible", path=path)
        return int(rate), int(channels)
    except UNREADABLE as error:
        raise SourceError(f"its header cannot be read: {plainly(error)}", path=path) from error


def strange_codec(path: Path, suffix: str) -> str | None:
    """What the sound is coded in, where that is nothing that apps expect in such a file; None for what they do.

    Raises SourceError when it is not such a file.
    """
    look = _container(suffix).strange
    try:
        return look(path) if look else None
    except UNREADABLE as error:
        raise SourceError(f"its header cannot be read: {plainly(error)}", path=path) from error


_BY_SUFFIX: dict[str, Container] = {suffix: form.container for suffix, form in SUFFIXES.items()}


def _container(suffix: str) -> Container:
    return _BY_SUFFIX[suffix.lower()]


def _decoded(path: Path) -> int:
    from audiorender.audio.decode import decode

    try:
        return sum(block.shape[1] for block in decode(path, 1))
    except ToolError:
        return 0
