"""A limit to how long something may take that does not end by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def watchdog(seconds: float, give_up: Callable[[], None]) -> Iterator[threading.Event]:
    """Call `give_up`, in a thread of its own, when the block takes longer; the event says that it came to that.

    When the block has ended, `give_up` is not called any more, and is not still under way.
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
