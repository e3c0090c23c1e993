"""How many samples a WAV file holds, by its `fmt ` and `fact` chunks (Multimedia Programming Interface 1.0)."""

from __future__ import annotations

import struct

_A_BLOCK_IS_A_SAMPLE = frozenset({0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE})
"""Codings (`wFormatTag`): PCM, float, A-law, mu-law, and those with a mask of channels, which others do not use."""


def samples_of(form: bytes, fact: bytes, size: int) -> tuple[int, int]:
    """The rate, and the samples a channel in `size` bytes: `fact` counts compressed ones, else their mean rate does.

    Raises ValueError or struct.error where `form` does not say.
    """
    coding, _, rate, mean, block = struct.unpack_from("<HHIIH", form)
    if not rate or not block:
        raise ValueError("its samples have no rate or no size")
    if coding in _A_BLOCK_IS_A_SAMPLE:
        return rate, size // block
    counted = int.from_bytes(fact[:4], "little")
    if not counted and not mean:
        raise ValueError("its sound is compressed, and does not say how long it is")
    return rate, counted or size * rate // mean
