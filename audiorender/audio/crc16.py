"""The CRC-16 of LAME's Info frame (polynomial 0x8005 reflected, from 0), fast enough for a whole episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # reading a header needs no numpy, which takes longer to load than the header
    import numpy as np
    from numpy.typing import NDArray

_LANE = 512


def crc16(data: bytes) -> int:
    """The checksum of `data`."""
    if len(data) <= _LANE:
        return _bytewise(data)
    import numpy as np

    table = _table()
    padded = b"\0" * (-len(data) % _LANE) + data  # from 0, leading zeros change nothing
    lanes = np.frombuffer(padded, np.uint8).reshape(-1, _LANE)
    states = np.zeros(len(lanes), np.uint16)
    for column in lanes.T:
        states = states >> 8 ^ table[(states ^ column) & 0xFF]
    shift = _after_zeros(_LANE)
    low = [_applied(shift, byte) for byte in range(256)]
    high = [_applied(shift, byte << 8) for byte in range(256)]
    crc = 0
    for state in states.tolist():
        crc = low[crc & 0xFF] ^ high[crc >> 8] ^ state
    return crc


def joined(first: int, second: int, length: int) -> int:
    """The checksum of two stretches, one after the other, from those of both and the second's length in bytes."""
    return _applied(_after_zeros(length), first) ^ second


def _bytewise(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def _table() -> NDArray[np.uint16]:
    import numpy as np

    states: NDArray[np.uint16] = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        states = np.where(states & 1, states >> 1 ^ 0xA001, states >> 1).astype(np.uint16)
    return states


def _after_zeros(count: int) -> list[int]:
    """What each single bit of a checksum has become `count` zero bytes later (the checksum is linear in its bits)."""
    table = _table()
    step = [int(bit >> 8 ^ int(table[bit & 0xFF])) for bit in (1 << place for place in range(16))]
    total = [1 << place for place in range(16)]
    while count:
        if count & 1:
            total = [_applied(step, bits) for bits in total]
        step = [_applied(step, bits) for bits in step]
        count >>= 1
    return total


def _applied(images: list[int], bits: int) -> int:
    """The image of `bits` where each single bit has the image given."""
    result = 0
    for place, image in enumerate(images):
        if bits >> place & 1:
            result ^= image
    return result
