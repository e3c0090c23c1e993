"""The audio formats: one module per container, with everything we know about it.

To add a container:

1. Add a module here with a `Container` (how to recognise it and read its length) and a `Format` for each form in which
   an episode is delivered in it: suffixes, media type, bitrates, limits, the encoder with its loss and ceiling, the
   names of its tag reader and writer, and how far its length may be off. Add the format's name to `FORMATS` below.
2. Add its tag module; the recipe is in `audiorender/publish/tags/__init__.py`.
3. Add its row in `tests/contracts/kinds.py`: how ffmpeg makes a bare file of it, and who else reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audiorender.audio.formats.flac import FLAC
from audiorender.audio.formats.format import Container, Format
from audiorender.audio.formats.mp3 import MP3
from audiorender.audio.formats.mp4 import M4A, M4B
from audiorender.audio.formats.ogg import OPUS, VORBIS
from audiorender.audio.formats.wav import WAV
from audiorender.errors import near

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in (MP3, M4A, M4B, OPUS, VORBIS, FLAC, WAV)})
"""Formats by name, which is the suffix without its dot."""

SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {suffix: each for each in FORMATS.values() for suffix in (each.suffix, *each.other_suffixes)}
)
"""Tag modules by file suffix, with the dot."""

CONTAINERS: tuple[Container, ...] = tuple(dict.fromkeys(each.container for each in FORMATS.values()))
"""Every container that we recognise."""

_ALSO: Mapping[str, str] = MappingProxyType({also: each.name for each in FORMATS.values() for also in each.also})


def near_format(name: str) -> str | None:
    """A hint for an unknown format name: the name we use for it, or the closest one (see `errors.near`)."""
    meant = _ALSO.get(name.casefold().removeprefix("."))
    return f"did you mean '{meant}'?" if meant else near(name, FORMATS)
