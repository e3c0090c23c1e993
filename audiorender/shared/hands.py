"""Threads for work that may hang for ever, such as a share whose server is gone. Nobody waits for them when we end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

Done = TypeVar("Done")


class Hands:
    """Up to `most` threads, started as they are needed. Those of a `ThreadPoolExecutor` would hold up our end."""

    def __init__(self, most: int, name: str) -> None:
        self._most, self._name = most, name
        self._asked: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = Lock()
        self._threads = 0
        self._busy = 0

    def submit(self, call: Callable[[], Done]) -> Future[Done]:
        """Have `call` done; its result, or whatever it raises."""
        future: Future[Done] = Future()

        def do() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001  whoever waits for the future is told, as by an executor
                future.set_exception(error)

        with self._lock:
            self._busy += 1
            if self._busy > self._threads and self._threads < self._most:
                self._threads += 1
                Thread(target=self._work, name=f"{self._name}-{self._threads}", daemon=True).start()
        self._asked.put(do)
        return future

    def _work(self) -> None:
        while True:
            self._asked.get()()
            with self._lock:
                self._busy -= 1
