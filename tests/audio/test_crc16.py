"""The checksum against its published check value and against the plain definition."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from audiorender.audio.crc16 import crc16, joined


def plain(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def test_the_check_value_of_crc_16_arc() -> None:
    assert crc16(b"123456789") == 0xBB3D


@settings(max_examples=30)
@given(st.binary(max_size=1600))
def test_it_is_the_plain_definition(data: bytes) -> None:
    assert crc16(data) == plain(data)


@settings(max_examples=30)
@given(st.binary(max_size=600), st.binary(max_size=600))
def test_two_stretches_join(first: bytes, second: bytes) -> None:
    assert joined(crc16(first), crc16(second), len(second)) == crc16(first + second)
