"""A thread behind a queue: every block in order, errors where they are waited for, and never a wait without end."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
import pytest

from audiorender.audio.weighting import Samples
from audiorender.mixer.encoding.sink import Consume, Sink

BLOCKS = [np.full((1, 4), number, np.float32) for number in range(20)]


def feed(consume: Consume, blocks: list[Samples]) -> None:
    with Sink(consume) as sink:
        for block in blocks:
            sink.put(block)
        sink.close()


def within(seconds: float, consume: Consume, blocks: list[Samples]) -> None:
    """Feed a consumer; fail when that takes longer, and see that no thread is left behind."""
    before = threading.active_count()
    work = (pool := ThreadPoolExecutor(1)).submit(feed, consume, blocks)
    assert wait((work,), seconds).done, "still waiting"
    pool.shutdown()
    deadline = time.monotonic() + seconds
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before
    work.result()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20])
@pytest.mark.parametrize("pause", [0.0, 0.005])
def test_every_block_comes_in_order(count: int, pause: float) -> None:
    found: list[Samples] = []

    def consume(blocks: Iterator[Samples]) -> None:
        for block in blocks:
            time.sleep(pause)
            found.append(block)

    within(10, consume, BLOCKS[:count])
    assert [float(block[0, 0]) for block in found] == list(range(count))


@pytest.mark.parametrize("after", [0, 1, 5, 20])
def test_an_error_is_raised_where_the_result_is_waited_for(after: int) -> None:
    def consume(blocks: Iterator[Samples]) -> None:
        for number, _ in enumerate(blocks):
            if number == after:
                raise OSError("full")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        within(10, consume, BLOCKS)


def test_a_sink_that_is_left_drops_what_it_has_begun() -> None:
    ended, finished = threading.Event(), threading.Event()

    def consume(blocks: Iterator[Samples]) -> None:
        try:
            for _ in blocks:
                time.sleep(0.01)
            finished.set()
        finally:
            ended.set()

    with contextlib.suppress(KeyError), Sink(consume) as sink:
        sink.put(BLOCKS[0])
        raise KeyError
    assert ended.wait(5)
    assert not finished.is_set()


def test_one_that_hangs_holds_nobody_up() -> None:
    release = threading.Event()

    def consume(blocks: Iterator[Samples]) -> None:
        next(blocks)
        release.wait(30)

    started = time.monotonic()
    with contextlib.suppress(KeyError), Sink(consume) as sink:
        for block in BLOCKS[:3]:
            sink.put(block)
        raise KeyError
    assert time.monotonic() - started < 5
    release.set()
