"""Workers are replaced after so many requests, and when one has needed too much memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.errors import EngineError
from audiorender.tts.engines.workers.pool import WorkerPool

PROGRAM = """
import json, os, struct, sys
while len(head := sys.stdin.buffer.read(4)) == 4:
    request = json.loads(sys.stdin.buffer.read(*struct.unpack("<I", head)))
    end = json.dumps({"process": os.getpid(), "memory": request["memory"]}).encode()
    sys.stdout.buffer.write(struct.pack("<cI", b"E", len(end)) + end)
    sys.stdout.buffer.flush()
"""

READY = """
import json, os, struct, sys
ready = []
while len(head := sys.stdin.buffer.read(4)) == 4:
    request = json.loads(sys.stdin.buffer.read(*struct.unpack("<I", head)))
    if request.get("ahead"):
        ready.append(request["model"])
        continue
    end = json.dumps({"process": os.getpid(), "ready": ready}).encode()
    sys.stdout.buffer.write(struct.pack("<cI", b"E", len(end)) + end)
    sys.stdout.buffer.flush()
"""


def processes(folder: Path, memory: list[int], recycled_after: int | None = None, most: int | None = None) -> list[int]:
    """Which process answered each request, numbered in the order of their first answer."""
    program = folder / "worker.py"
    program.write_text(PROGRAM)
    pool = WorkerPool("bell", program, (), workers=1, lasting=True, recycled_after=recycled_after, most_memory=most)
    seen: list[int] = []
    try:
        for each in memory:
            seen.append(pool.ask({"memory": each}, deadline=20).end["process"])
    finally:
        pool.close()
    order = list(dict.fromkeys(seen))
    return [order.index(each) for each in seen]


def test_a_worker_stays(tmp_path: Path) -> None:
    assert processes(tmp_path, [1, 1, 1]) == [0, 0, 0]


def test_after_so_many_requests_a_fresh_one_comes(tmp_path: Path) -> None:
    assert processes(tmp_path, [1] * 5, recycled_after=2) == [0, 0, 1, 1, 2]


def test_one_that_needed_much_memory_is_replaced(tmp_path: Path) -> None:
    assert processes(tmp_path, [10, 99, 10, 10], most=50) == [0, 0, 1, 1]


def test_prepared_processes_are_those_that_answer(tmp_path: Path) -> None:
    program = tmp_path / "worker.py"
    program.write_text(READY)
    pool = WorkerPool("bell", program, (), workers=2, lasting=True)
    try:
        pool.prepare(7, {"model": "large"})  # no more than there may be
        started = pool._idle[:]
        assert len(started) == 2
        pool.prepare(1)  # they are there already
        assert pool._idle == started
        end = pool.ask({}, deadline=20).end
        assert end["ready"] == ["large"]
        assert end["process"] in {worker._process.pid for worker in started}
    finally:
        pool.close()
    assert all(worker._process.returncode is not None for worker in started)


def test_a_process_that_fails_to_prepare_says_why_when_asked(tmp_path: Path) -> None:
    program = tmp_path / "worker.py"
    program.write_text("raise SystemExit('there is no model')")
    pool = WorkerPool("bell", program, (), workers=1, lasting=True)
    try:
        pool.prepare(1, {"model": "large"})
        pool._idle[0]._process.wait(20)
        with pytest.raises(EngineError, match="there is no model"):
            pool.ask({}, deadline=20)
    finally:
        pool.close()


def test_a_closed_pool_starts_nothing(tmp_path: Path) -> None:
    pool = WorkerPool("bell", tmp_path / "worker.py", (), workers=1, lasting=True)
    pool.close()
    pool.prepare(1)
    assert pool._idle == []
