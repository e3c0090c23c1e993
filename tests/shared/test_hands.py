"""Threads that nobody waits for."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from audiorender.shared.hands import Hands


def test_what_is_done_and_what_is_raised_is_told() -> None:
    hands = Hands(2, "test-hand")
    assert hands.submit(lambda: 3).result(10) == 3
    with pytest.raises(ZeroDivisionError):
        hands.submit(lambda: 1 // 0).result(10)


def test_as_many_are_at_work_as_are_allowed_and_no_more() -> None:
    hands, both = Hands(2, "test-many"), threading.Barrier(2)
    waiting = [hands.submit(lambda: both.wait(10)) for _ in range(6)]
    assert sorted(future.result(20) for future in waiting) == [0, 0, 0, 1, 1, 1]
    assert len([thread for thread in threading.enumerate() if thread.name.startswith("test-many")]) == 2


def test_threads_end_when_all_is_done() -> None:
    hands = Hands(3, "test-end")
    asked = [hands.submit(lambda: 1) for _ in range(5)]
    hands.close()
    assert [future.result(20) for future in asked] == [1] * 5
    for thread in threading.enumerate():
        if thread.name.startswith("test-end"):
            thread.join(20)
            assert not thread.is_alive()


def test_one_that_hangs_does_not_hold_up_the_end() -> None:
    program = (
        "import time\nfrom audiorender.shared.hands import Hands\n"
        "Hands(1, 'x').submit(lambda: time.sleep(60))\ntime.sleep(0.1)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=20, check=False).returncode == 0
