"""The number of samples in a WAV file, from its `fmt ` and `fact` chunks (Multimedia Programming Interface 1.0)."""

from __future__ import annotations

import struct

_A_BLOCK_IS_A_SAMPLE = frozenset({0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE})
"""Codec numbers (`wFormatTag`): PCM, float, A-law, mu-law, and the one for files with a channel mask."""


def samples_of(form: bytes, fact: bytes, size: int) -> tuple[int, int]:
    """The rate, and the samples per channel in `size` bytes: from `fact` if compressed, else from the mean byte rate.

    Raises ValueError or struct.error if `form` lacks this.
    """
    coding, _, rate, mean, block = struct.unpack_from("<HHIIH", form)
    if not rate or not block:
        raise ValueError("its sample rate or sample size is missing")
    if coding in _A_BLOCK_IS_A_SAMPLE:
        return rate, size // block
    counted = int.from_bytes(fact[:4], "little")
    if not counted and not mean:
        raise ValueError("its audio is compressed, and its length is not given")
    return rate, counted or size * rate // mean
