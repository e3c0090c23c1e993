"""Open what is to be checked, with readers that share nothing with the writers: audio, pictures, feeds."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from audiorender.audio.mp3frames import Mp3Frames, walk
from audiorender.audio.probe import length, shape, strange_codec, suffix_of
from audiorender.errors import SourceError
from audiorender.files import cannot_read
from audiorender.publish.check.found import Found
from audiorender.publish.check.pictures import Picture
from audiorender.publish.readback import Tags
from audiorender.publish.tags import read_tags
from audiorender.timecode import milliseconds


def content_suffix(path: Path) -> str:
    """The suffix that fits an audio file's content: its own if that fits.

    Raises SourceError if it cannot be read or is not audio that we know.
    """
    try:
        found = suffix_of(path)
    except OSError as error:
        raise cannot_read(path, error) from error
    if found is None:
        raise SourceError("is not a known audio format", path=path)
    return found


def read_audio(path: Path, name: str) -> Found:
    """Everything that can be known about an audio file without decoding it.

    Raises SourceError or VerifyError if it cannot be read.
    """
    suffix = content_suffix(path)
    tags = read_tags(path, suffix)
    try:
        size = path.stat().st_size
        if suffix == ".mp3":
            return _mp3(path, name, size, tags)
    except OSError as error:
        raise cannot_read(path, error) from error
    rate, channels = shape(path, suffix)
    declared = milliseconds(length(path, suffix))
    return Found(name, suffix, size, declared, rate, channels, tags, codec=strange_codec(path, suffix))


def _mp3(path: Path, name: str, size: int, tags: Tags) -> Found:
    frames: Mp3Frames | None = walk(path)
    if frames is None:
        raise SourceError("it has no MP3 frame", path=path)
    rate = frames.rates[-1]
    declared = milliseconds(frames.samples, rate)
    return Found(name, ".mp3", size, declared, rate, frames.channels, tags, frames)


def read_picture(data: bytes) -> Picture | None:
    """A picture's format and size; None if it cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings about many pixels and odd metadata: nothing is decoded here
            image = Image.open(BytesIO(data))
            return Picture(image.format or "", image.width, image.height, image.mode)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
        return None
    except (ArithmeticError, LookupError):  # exceptions that Pillow's openers forget to convert
        return None


def read_text(path: Path) -> str:
    """A text file beside the audio. Raises SourceError if it cannot be read, or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise cannot_read(path, error) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"is not UTF-8 at byte {error.start}", path=path) from error
