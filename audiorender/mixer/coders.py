"""What each encoder is asked, and what it does to speech: the level it takes, so that the gain can allow for it.

The figures are of the ffmpeg that the imageio-ffmpeg wheel brings; `tests/mixer/test_coders.py` keeps them true.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audiorender.audio.formats import Format

CEILING = -1.5
"""dBTP before an encoder that adds up to 0.2 dB to speech; what then exceeds -1 dBTP is done again."""

Steps = tuple[tuple[int, float], ...]
"""(kbit/s, dB), ascending: up to this bitrate, the encoder takes so much."""

_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-movflags", "+faststart", "-f", "ipod")

OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # `twoloop`, ffmpeg's default, takes three times as long and overshoots by 1 dB, at 10 dB more noise below 8 kHz
        "m4a": _AAC,
        "m4b": (*_AAC, "-brand", "M4B "),
        # unconstrained, libopus spends twice the bits it is asked for on a clean synthetic voice
        "opus": ("-c:a", "libopus", "-vbr", "constrained", "-f", "opus"),
        "ogg": ("-c:a", "libvorbis", "-f", "ogg"),
        "flac": ("-c:a", "flac", "-f", "flac"),
    }
)
"""By format: encoder and container. MP3 is made in pieces (`mixer.encode`), and WAV needs no encoder."""

BRANDS: Mapping[str, bytes] = MappingProxyType({"m4a": b"M4A ", "m4b": b"M4B "})
"""What the file type box of these formats says, which is all that tells them apart: they have one sound."""

_LOSS: Mapping[str, Steps] = MappingProxyType(
    {
        "mp3": ((160, 0.43), (192, 0.26), (320, 0.0)),
        "m4a": ((48, 0.15), (288, 0.03)),
        "m4b": ((48, 0.15), (288, 0.03)),
        "opus": ((24, 0.4), (48, 0.2), (256, 0.0)),
        "ogg": ((128, 0.18), (240, 0.0)),
    }
)


_CEILING: Mapping[str, float] = MappingProxyType({"opus": -2.5, "ogg": -2.2})
"""Where the encoder adds more: up to 1.1 dB, and 0.8."""


def ceiling(form: Format) -> float:
    """dBTP that the master may have for this format, so that few files have to be made a second time."""
    return _CEILING.get(form.name, CEILING)


def loss(form: Format, bitrate: int | None) -> float:
    """The dB that encoding speech at so many kbit/s takes; 0 where nothing is lost."""
    if bitrate is None:
        return 0.0
    return next((lost for highest, lost in _LOSS[form.name] if bitrate <= highest), 0.0)
