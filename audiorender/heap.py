"""How the C library manages memory for a program with threads."""

from __future__ import annotations

import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # M_TRIM_THRESHOLD and so on in glibc's malloc.h

_LARGE = 4_000_000
"""Bytes from which a block has memory of its own, which goes back to the system with it: more than the blocks of a
mix, which come and go all the time."""

_KEPT = 16_000_000
"""Bytes that the heap keeps for what comes next."""


def share_one_heap() -> None:
    """Make all threads share one heap, if the C library is glibc.

    Otherwise each thread has its own, and memory that one has freed is of no use to another: some 60 MB in a render.
    The threads allocate rarely, and large blocks, so none has to wait for another. glibc also raises the size of what
    it calls large with every large block that is freed: then the heap of a long episode is full of holes, 20 MB at ten
    hours.
    """
    for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _KEPT)):
        _call("mallopt", option, value)


def give_back() -> None:
    """Give the system what was freed between objects that are still in use, if the C library is glibc.

    Between the stages of a render of ten hours that is 30 MB; it takes a few milliseconds.
    """
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    """Call a function that only glibc has (musl is Linux, too)."""
    if sys.platform == "linux":
        import ctypes

        function = getattr(ctypes.CDLL(None), name, None)
        if function is not None:
            function(*values)
