"""The sample grid that all audio shares."""

RATE = 48_000
"""Samples per second of every clip and everything after it: an MP3 frame is then exactly 24 ms."""

FRAME = 1_152
"""Samples in an MP3 frame. Every clip starts on a multiple of it, so that encoded pieces can move without changing a
byte."""

CELL = 192
"""Samples in a level cell (4 ms): it divides both `FRAME` and the 100 ms step of ITU-R BS.1770's gating blocks."""
