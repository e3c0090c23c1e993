"""A thread that processes blocks of samples behind a short queue: the slowest one sets the pace of all."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from audiorender.audio.weighting import Samples

Consume = Callable[[Iterator[Samples]], None]
"""What to do with the blocks (channels, n), in order, until there are no more."""

_AHEAD = 2  # blocks in the queue
_PATIENCE = 1.0  # seconds that a thread gets to end once its result is no longer wanted


class _Dropped(Exception):  # noqa: N818  no fault: it ends a consumer whose result is not wanted
    """The result is no longer wanted."""


class Sink:
    """To be used in a `with` block: leaving it with an error drops unfinished work. An error in `consume` is raised
    here."""

    def __init__(self, consume: Consume) -> None:
        self._consume = consume
        self._queue: queue.Queue[Samples | None] = queue.Queue(_AHEAD)
        self._stopped = self._ended = self._dropped = False
        pool = ThreadPoolExecutor(1, "sink")
        self._work = pool.submit(self._run)
        pool.shutdown(wait=False)

    def put(self, block: Samples) -> None:
        """Hand over the next block; blocks while the queue is full."""
        if self._stopped:
            self.close()
            raise RuntimeError("a block came after the work was finished")
        self._queue.put(block)

    def close(self) -> None:
        """There are no more blocks: wait until the last one is processed."""
        self._queue.put(None)
        self._work.result()

    def _run(self) -> None:
        try:
            self._consume(self._blocks())
        finally:
            self._stopped = True
            while not self._ended:  # a caller that waits with another block must not wait forever
                self._ended = self._queue.get() is None

    def _blocks(self) -> Iterator[Samples]:
        while not self._dropped:
            block = self._queue.get()
            if block is None:
                self._ended = True
                break
            yield block
        if self._dropped:
            raise _Dropped

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            return
        self._dropped = True
        while not self._work.done():  # make room for the end marker
            try:
                self._queue.put_nowait(None)
                break
            except queue.Full:
                self._empty()
        wait((self._work,), _PATIENCE)

    def _empty(self) -> None:
        try:
            self._queue.get_nowait()
        except queue.Empty:
            return
