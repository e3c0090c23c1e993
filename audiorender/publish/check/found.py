"""An audio file as it was read, which is all that the rules know about it."""

from __future__ import annotations

from dataclasses import dataclass

from audiorender.audio.formats import FORMATS
from audiorender.audio.mp3frames import Mp3Frames
from audiorender.publish.readback import Tags

ROUGHLY = 100
"""How many milliseconds an end may differ from the audio's: decoders that estimate a length are off by half of this."""

MP3 = frozenset(FORMATS["mp3"].container.suffixes)
MP4 = frozenset(FORMATS["m4a"].container.suffixes)
OGG = frozenset(FORMATS["ogg"].container.suffixes)
XIPH = OGG | frozenset(FORMATS["flac"].container.suffixes)
"""The kind of file for each suffix. The limits of each kind are repeated in the modules of this package: checks share
no limits with writers, so that a wrong limit in `audio.formats` is found."""


@dataclass(frozen=True, slots=True)
class Found:
    """The file called `name`; `suffix` is its kind by content. `length` in milliseconds is what it claims.

    `rate` in Hz and `channels` are those of the stored audio; `frames` are an MP3's, `codec` is set if few apps play it
    in such a file.
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
