"""The memory of a program with threads."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

THREADS = """
import ctypes, threading
from audiorender.heap import share_one_heap
if {shared}:
    share_one_heap()
both = threading.Barrier(3)
def take():
    both.wait()
    kept = [bytes(1000) for _ in range(1000)]
    both.wait()
threads = [threading.Thread(target=take) for _ in range(3)]
for each in threads: each.start()
for each in threads: each.join()
ctypes.CDLL(None).malloc_stats()
"""


FREED = """
from audiorender.heap import give_back
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
kept = [bytes(2000) for _ in range(20_000)]
last = kept[-1]
del kept
before = resident()
give_back()
print(before - resident())
"""

glibc = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_stats"), reason="the C library is not glibc"
)


@glibc
def test_threads_share_one_heap() -> None:
    heaps = {shared: said(THREADS.format(shared=shared)).count("Arena ") for shared in (True, False)}
    assert heaps[True] == 1
    assert heaps[False] > 1


@glibc
def test_what_was_freed_below_something_in_use_is_given_back() -> None:
    assert int(said(FREED)) > 30_000_000


def said(program: str) -> str:
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return ran.stdout + ran.stderr
