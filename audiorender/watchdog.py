"""A time limit for something that might not end by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def watchdog(seconds: float, give_up: Callable[[], None]) -> Iterator[threading.Event]:
    """Call `give_up` in another thread if the block takes longer; the event tells whether that happened.

    Once the block has ended, `give_up` is neither running nor will be called.
    """
    late = threading.Event()

    def bark() -> None:
        late.set()
        give_up()

    timer = threading.Timer(seconds, bark)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()
