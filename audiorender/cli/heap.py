"""How the C library keeps memory for a program with threads."""

from __future__ import annotations

import sys

_ARENA_MAX = -8  # M_ARENA_MAX in glibc's malloc.h


def share_one_heap() -> None:
    """Have all threads take memory from one heap, where the C library is glibc.

    Else each gets a heap of its own, and what one has given back is of no use to another: some 60 MB in a render. The
    threads ask seldom, and for much, so none waits for another.
    """
    if sys.platform != "linux":
        return
    import ctypes

    tuned = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has no such function
    if tuned is not None:
        tuned(_ARENA_MAX, 1)
