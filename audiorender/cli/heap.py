"""How the C library manages memory for a program with threads."""

from __future__ import annotations

import sys

_ARENA_MAX = -8  # M_ARENA_MAX in glibc's malloc.h


def share_one_heap() -> None:
    """Make all threads share one heap, if the C library is glibc.

    Otherwise each thread has its own, and memory that one has freed is of no use to another: some 60 MB in a render.
    The threads allocate rarely, and large blocks, so none has to wait for another.
    """
    if sys.platform != "linux":
        return
    import ctypes

    tuned = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has no such function
    if tuned is not None:
        tuned(_ARENA_MAX, 1)
