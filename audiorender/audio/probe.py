"""Find out from an audio file's content what kind it is, its length, rate and number of channels."""

from __future__ import annotations

import math
from pathlib import Path
from typing import BinaryIO

from audiorender.audio import endings
from audiorender.audio.formats import CONTAINERS, SUFFIXES
from audiorender.audio.formats.format import Container
from audiorender.audio.mp3 import tag_end
from audiorender.audio.unreadable import UNREADABLE, reason_of
from audiorender.errors import SourceError, ToolError
from audiorender.model import RATE

HEAD = 12
"""How many bytes `kind` needs."""


_LONGEST = 40 * 86_400 * RATE  # samples: no file is longer than forty days
_FASTEST = 1 << 20  # Hz
_MOST_CHANNELS = 255


def kind(head: bytes) -> str | None:
    """The suffix, with its dot, for a file whose first bytes are `head`; None if it is no audio that we know.

    Ogg is `.ogg` whatever it contains, MPEG-4 is `.m4a`, and any file that begins with an ID3 tag counts as MP3.
    """
    return next((container.suffix for container in CONTAINERS if container.begins(head)), None)


def kind_of(file: BinaryIO) -> str | None:
    """The `kind` of an open file. FLAC after an ID3 tag, as some taggers write it, counts as FLAC."""
    found = kind(file.read(HEAD))
    file.seek(tag_end(file))
    return ".flac" if found == ".mp3" and file.read(4) == b"fLaC" else found


def suffix_of(path: Path) -> str | None:
    """The suffix that fits the file's content: its own if that is one of several, else the usual one; None if unknown.

    Raises OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        found = kind_of(file)
    if found is None:
        return None
    own = path.suffix.lower()
    return own if own in _container(found).suffixes else found


def length(path: Path, suffix: str) -> int:
    """The length of the audio file `path` in samples at `RATE`, whatever its own rate; `suffix` is its kind.

    Exact if the file counts samples; for an MP3 without an Info frame, the frames are counted. A FLAC or MP4 file that
    was written to a pipe does not state its length and is decoded.

    Raises SourceError if the file is not of this kind.
    """
    container = _container(suffix)
    try:
        declared = container.length(path)
        samples = round(declared) if 0 <= declared <= _LONGEST else 0
        if samples == 0 and container.decodes:
            samples = _decoded(path)
    except UNREADABLE as error:
        raise SourceError(f"its length cannot be read: {reason_of(error)}", path=path) from error
    if samples <= 0:
        raise SourceError("it contains no audio", path=path)
    return samples


def shape(path: Path, suffix: str) -> tuple[int, int]:
    """The sample rate and the number of channels of an audio file; `suffix` is its kind.

    Raises SourceError if the file is not of this kind, or claims an impossible rate or number of channels.
    """
    try:
        rate, channels = _container(suffix).shape(path)
        if not (0 < rate <= _FASTEST and 0 < channels <= _MOST_CHANNELS):
            raise SourceError(f"its header claims {channels} channels at {rate} Hz, which is impossible", path=path)
        return int(rate), int(channels)
    except UNREADABLE as error:
        raise SourceError(f"its header cannot be read: {reason_of(error)}", path=path) from error


def strange_codec(path: Path, suffix: str) -> str | None:
    """The name of the file's codec if it is one that apps do not expect in such a file, else None.

    Raises SourceError if the file is not of this kind.
    """
    look = _container(suffix).strange
    try:
        return look(path) if look else None
    except UNREADABLE as error:
        raise SourceError(f"its header cannot be read: {reason_of(error)}", path=path) from error


_BY_SUFFIX: dict[str, Container] = {suffix: form.container for suffix, form in SUFFIXES.items()}


def lacking(path: Path) -> float:
    """How many seconds are missing from an audio file, for kinds where a decoder does not complain.

    Infinity if its end is missing, but nothing states its length; 0 for a file that cannot be read.
    """
    try:
        with path.open("rb") as file:
            share = endings.missing(file)
            file.seek(0)
            if share:
                return share * _stated(file)
            found = kind_of(file)
        look = _container(found).lacking if found else None
        return max(0.0, look(path)) if look else 0.0
    except UNREADABLE:
        return 0.0


def _stated(file: BinaryIO) -> float:
    """The seconds that a file states, whether they are there or not; infinity if mutagen cannot tell."""
    import mutagen

    found = mutagen.File(file)
    return float(found.info.length) if found is not None else math.inf


def _container(suffix: str) -> Container:
    return _BY_SUFFIX[suffix.lower()]


def _decoded(path: Path) -> int:
    from audiorender.audio.decode import decode

    try:
        return sum(block.shape[1] for block in decode(path, 1))
    except ToolError:
        return 0
