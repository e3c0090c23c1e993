"""For workers that we start: Ctrl-C in a terminal reaches them, too, and it is we who end them."""

from __future__ import annotations

import signal


def dask_setup(_worker: object) -> None:
    """Called by Dask in the main thread of a worker that starts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
