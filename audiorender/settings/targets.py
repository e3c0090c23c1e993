"""Loudness targets of platforms and standards, by the names used in settings and `check`."""

from types import MappingProxyType

TARGETS = MappingProxyType(
    {
        "podcast": -16.0,
        "apple": -16.0,
        "spotify": -14.0,
        "speech": -18.0,
        "aes": -18.0,
        "broadcast": -23.0,
        "ebu": -23.0,
    }
)
"""Loudness by name, in LUFS: Apple Podcasts; Spotify; AES TD1008 for streamed speech; EBU R 128."""
