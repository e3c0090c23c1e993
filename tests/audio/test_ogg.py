"""Ogg pages: what mutagen reads of ours, and what we read of ffmpeg's."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.ogg import OggPage

from audiorender.audio import ffmpeg
from audiorender.audio.ogg import CONTINUED, NO_PACKET_ENDS, Page, packets_of, pages_of, read_page, whole_packets
from audiorender.errors import SourceError

SIZES = st.integers(0, 2000) | st.sampled_from([0, 254, 255, 256, 510, 65_024, 65_025, 65_026, 130_050])
PACKETS = st.lists(SIZES.map(lambda size: bytes(n & 0xFF for n in range(size))), min_size=1, max_size=3)


def pages(data: bytes) -> list[Page]:
    file = BytesIO(data)
    return list(iter(lambda: read_page(file), None))


@given(PACKETS, st.integers(1, 5))
def test_packets_come_back_from_as_many_pages_as_there_were(packets: list[bytes], count: int) -> None:
    laid = pages_of(packets, serial=7, sequence=1, count=count)
    assert packets_of(laid) == packets
    assert whole_packets(laid) == len(packets)
    segments = sum(len(packet) // 255 + 1 for packet in packets)
    assert len(laid) == min(max(count, -(-segments // 255)), segments)
    assert [page.sequence for page in laid] == list(range(1, len(laid) + 1))
    for before, after in pairwise(laid):
        assert bool(after.flags & CONTINUED) == (before.lacing[-1] == 255)
    assert all((page.position == NO_PACKET_ENDS) == (set(page.lacing) == {255}) for page in laid)


@given(PACKETS, st.integers(1, 5))
def test_mutagen_reads_the_same_packets(packets: list[bytes], count: int) -> None:
    data = b"".join(map(bytes, pages_of(packets, serial=7, sequence=1, count=count)))
    file = BytesIO(data)
    found = []
    while file.tell() < len(data):
        found.append(OggPage(file))
    assert OggPage.to_packets(found, strict=True) == packets
    assert b"".join(page.write() for page in found) == data  # its checksums too


def test_the_pages_of_ffmpeg_keep_their_bytes() -> None:
    source = ["-f", "lavfi", "-i", "sine=duration=2", "-c:a", "libvorbis", *ffmpeg.EXACT, "-f", "ogg", "-"]
    data = ffmpeg.run(source)
    found = pages(data)
    assert len(found) > 2
    assert b"".join(map(bytes, found)) == data
    moved = OggPage(BytesIO(bytes(found[-1].numbered(99))))
    assert moved.sequence == 99
    assert moved.write() == bytes(found[-1].numbered(99))


@pytest.mark.parametrize("keep", [3, 20, 27, 30, -1])
def test_a_page_that_is_cut_off_is_an_error(keep: int) -> None:
    (page,) = pages_of([bytes(600)], serial=7, sequence=1, count=1)
    with pytest.raises(SourceError, match="damaged"):
        pages(bytes(page)[:keep])


def test_what_is_no_page_is_an_error() -> None:
    (page,) = pages_of([bytes(600)], serial=7, sequence=1, count=1)
    with pytest.raises(SourceError, match="no page begins"):
        pages(bytes(page) + bytes(40))
