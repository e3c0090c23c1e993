"""What an episode can be delivered as, and what is known of each container: one module a container.

To add a container:

1. A module here, with a `Container` (how it is known, and how long it sounds) and a `Format` for each form in which an
   episode is delivered in it: suffixes, media type, bitrates, limits, the encoder with its loss and ceiling, the names
   of its tag reader and writer, by how much its length may be off. Then its format's name in `FORMATS` below.
2. Its tag module; the recipe is in `audiorender/publish/tags/__init__.py`.
3. Its row in `tests/contracts/kinds.py`: how ffmpeg makes a bare file of it, and who else reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audiorender.audio.formats.flac import FLAC
from audiorender.audio.formats.form import Container, Format
from audiorender.audio.formats.mp3 import MP3
from audiorender.audio.formats.mp4 import M4A, M4B
from audiorender.audio.formats.ogg import OPUS, VORBIS
from audiorender.audio.formats.wav import WAV
from audiorender.errors import near

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in (MP3, M4A, M4B, OPUS, VORBIS, FLAC, WAV)})
"""By name, which is the suffix without its dot."""

SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {suffix: each for each in FORMATS.values() for suffix in (each.suffix, *each.other_suffixes)}
)
"""How a file is tagged, by its suffix with the dot."""

CONTAINERS: tuple[Container, ...] = tuple(dict.fromkeys(each.container for each in FORMATS.values()))
"""All kinds of files that we know."""

_ALSO: Mapping[str, str] = MappingProxyType({also: each.name for each in FORMATS.values() for also in each.also})


def near_format(name: str) -> str | None:
    """A hint for a format that is not there: the one that it is called here, or looks like (see `errors.near`)."""
    meant = _ALSO.get(name.casefold().removeprefix("."))
    return f"did you mean '{meant}'?" if meant else near(name, FORMATS)
