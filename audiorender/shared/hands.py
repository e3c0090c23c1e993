"""Threads for calls that may hang, such as a network share whose server is down. They never delay our exit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

Done = TypeVar("Done")


class Hands:
    """Up to `most` daemon threads, started when needed. Python waits at exit for those of a `ThreadPoolExecutor`."""

    def __init__(self, most: int, name: str) -> None:
        self._most, self._name = most, name
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = Lock()
        self._threads = 0
        self._busy = 0

    def submit(self, call: Callable[[], Done]) -> Future[Done]:
        """Run `call` in a thread; the future gets its result, or whatever it raises."""
        future: Future[Done] = Future()

        def do() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001  the future passes it on, as any executor does
                future.set_exception(error)

        with self._lock:
            self._busy += 1
            if self._busy > self._threads and self._threads < self._most:
                self._threads += 1
                Thread(target=self._work, name=f"{self._name}-{self._threads}", daemon=True).start()
        self._asked.put(do)
        return future

    def close(self) -> None:
        """Let the threads end when they have done what was submitted; one that hangs is left alone."""
        with self._lock:
            for _ in range(self._threads):
                self._asked.put(None)
            self._threads = self._most

    def _work(self) -> None:
        while (call := self._asked.get()) is not None:
            call()
            with self._lock:
                self._busy -= 1
