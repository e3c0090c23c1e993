"""What an episode can be delivered as: containers, their suffixes and media types, and sane bitrates for speech."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from audiorender.errors import near

AAC_FRAME = 1024
"""Samples: what an MPEG-4 file tells of its length, or gives when it is decoded, may be off by one frame of AAC."""


@dataclass(frozen=True, slots=True)
class Format:
    """One form of the audio file.

    `media_type` is what a feed says of it (RFC 3003, RFC 4337, RFC 7845, RFC 5334, RFC 9639, RFC 2361). `bitrates` are
    the defaults in kbit/s for 1 and 2 channels, `lowest` and `highest` what may be asked for; all are None where
    nothing is lost and there is no rate to choose. `rates` are all that there are where not every number is one.
    """

    name: str
    media_type: str
    bitrates: tuple[int, int] | None = None
    lowest: int = 0
    highest: int = 0
    rates: tuple[int, ...] = ()

    @property
    def suffix(self) -> str:
        """The end of the file's name, with the dot."""
        return f".{self.name}"

    @property
    def lossless(self) -> bool:
        """Whether the samples come out of it as they went in."""
        return self.bitrates is None

    def bitrate(self, channels: int, asked: int | None = None) -> int | None:
        """The kbit/s to encode with: what was asked, else the default; None where nothing is lost.

        Raises ValueError, which names the range, for a rate that this format does not have.
        """
        if self.bitrates is None:
            return None
        if asked is None:
            return self.bitrates[channels - 1]
        if self.rates and asked not in self.rates:
            raise ValueError(f"{self.name} has no {asked} kbit/s, but {', '.join(map(str, self.rates))}")
        if not self.lowest <= asked <= self.highest:
            raise ValueError(f"{self.name} has {self.lowest} to {self.highest} kbit/s, not {asked}")
        return asked


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("mp3", "audio/mpeg", (96, 128), 64, 320, (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)),
            Format("m4a", "audio/mp4", (80, 128), 32, 288),
            Format("m4b", "audio/mp4", (80, 128), 32, 288),
            Format("opus", "audio/ogg", (48, 80), 16, 256),
            Format("ogg", "audio/ogg", (80, 112), 48, 240),
            Format("flac", "audio/flac"),
            Format("wav", "audio/wav"),
        )
    }
)
"""By name, which is the suffix without its dot."""

_ALSO: Mapping[str, str] = MappingProxyType(
    {"mp4": "m4a", "aac": "m4a", "m4p": "m4a", "mp4a": "m4a", "vorbis": "ogg", "webm": "opus", "pcm": "wav"}
)


def near_format(name: str) -> str | None:
    """A hint for a format that is not there: the one that it is called here, or looks like (see `errors.near`)."""
    meant = _ALSO.get(name.casefold().removeprefix("."))
    return f"did you mean '{meant}'?" if meant else near(name, FORMATS)
