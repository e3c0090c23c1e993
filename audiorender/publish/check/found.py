"""An audio file as it was read, which is all that the rules know of it."""

from __future__ import annotations

from dataclasses import dataclass

from audiorender.audio.formats import FORMATS
from audiorender.audio.mp3frames import Mp3Frames
from audiorender.publish.readback import Tags

ROUGHLY = 100
"""Milliseconds by which an end may miss the sound's: decoders that guess a length are half as far off."""

MP3 = frozenset(FORMATS["mp3"].container.suffixes)
MP4 = frozenset(FORMATS["m4a"].container.suffixes)
OGG = frozenset(FORMATS["ogg"].container.suffixes)
XIPH = OGG | frozenset(FORMATS["flac"].container.suffixes)
"""What kind of file a suffix stands for. What a kind may hold is said again in the modules of this room: whoever checks
shares no limit with whoever wrote, so a wrong limit in `audio.formats` is found."""


@dataclass(frozen=True, slots=True)
class Found:
    """The file called `name`; `suffix` says what it is, by its content. `length` in milliseconds is what it tells.

    `rate` in Hz and `channels` are those of the sound as it is stored; `frames` are an MP3's, `codec` is one
    that few apps play in such a file.
    """

    name: str
    suffix: str
    size: int
    length: int
    rate: int
    channels: int
    tags: Tags
    frames: Mp3Frames | None = None
    codec: str | None = None
