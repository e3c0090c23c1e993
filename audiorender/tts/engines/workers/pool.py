"""Worker processes that speak for an engine: started on demand, with a deadline, ended at once.

A worker is a separate Python program, run by its path, that imports little or nothing of audiorender. It gets requests
on standard input (a length, then JSON) and answers each on standard output with frames (a letter, a length, a payload):

    A  samples, 16-bit mono          W  a word: character and sample where it begins (two 32-bit numbers)
    F  why the text is not said      E  the end of the answer, JSON

A request that is marked as `ahead` is not answered: it only names what the next one will need, such as a model.
All numbers are little-endian. A worker's standard error is only read to say why it died.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast

from audiorender.errors import EngineError
from audiorender.watchdog import watchdog

QUIET: Mapping[str, str] = MappingProxyType({"ORT_DISABLE_TELEMETRY": "1"})
"""The environment in which onnxruntime contacts no server and records no ID for this machine (its Privacy.md)."""

_GRACE = 2.0
"""Seconds beyond its own deadline that a worker has to report what is wrong."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A worker's answer: samples, (character, sample) of each word, and the content of its last frame."""

    pcm: bytes
    words: tuple[tuple[int, int], ...]
    end: Mapping[str, Any]


class WorkerPool:
    """Up to `workers` processes running `program`, each handling one request at a time.

    With `lasting`, a process answers one request after another; without, each request gets a new one. A process is
    replaced once it has answered `recycled_after` requests, or reports in its `E` frame that it has needed more than
    `most_memory` bytes. `hint` ends the message of a failure: what the user can do.
    """

    def __init__(
        self,
        engine: str,
        program: Path,
        arguments: Sequence[str],
        *,
        workers: int,
        lasting: bool,
        recycled_after: int | None = None,
        most_memory: int | None = None,
        hint: str | None = None,
    ) -> None:
        self._engine = engine
        self._command = [sys.executable, "-P", str(program), *arguments]
        self._lasting = lasting
        self._recycled_after = recycled_after
        self._most_memory = most_memory
        self._hint = hint
        self._workers = workers
        self._free = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    def prepare(self, count: int, request: Mapping[str, Any] | None = None) -> None:
        """Start `count` processes, but no more than there may be, for requests to come; each is sent `request` ahead.

        Raises EngineError if a process cannot be started.
        """
        with self._lock:
            while not self._closed and len(self._idle) + len(self._busy) < min(count, self._workers):
                worker = self._start()
                self._idle.append(worker)
                if request is not None:
                    worker.tell({**request, "ahead": True})

    def ask(self, request: Mapping[str, Any], deadline: float) -> Answer:
        """The answer to `request`, within `deadline` seconds from when a worker is free.

        Raises EngineError if the worker refuses, dies or is late, or if the pool is closed; a worker that failed is
        replaced for the next request.
        """
        with self._free:
            worker = self._take()
            kept = False
            try:
                answer = worker.ask({**request, "deadline": deadline}, deadline + _GRACE)
                kept = self._lasting and not self._is_spent(worker, answer)
            except _DiedError as died:
                if self._closed:
                    raise EngineError(f"engine '{self._engine}' was closed") from None
                raise EngineError(f"engine '{self._engine}' failed: {died}", hint=self._hint) from None
            finally:
                self._give_back(worker, kept)
        if refusal := answer.end.get("refusal"):
            raise EngineError(f"engine '{self._engine}' refuses: {refusal}")
        return answer

    def close(self) -> None:
        """End all workers at once, busy or not; every `ask` in progress raises EngineError."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for worker in busy:
            worker.kill()  # the thread that waits for its answer sees the end, and disposes of it
        for worker in idle:
            worker.dispose()

    def _is_spent(self, worker: _Worker, answer: Answer) -> bool:
        """Whether to replace the process: libraries leak, and never return their peak memory."""
        old = self._recycled_after is not None and worker.answered >= self._recycled_after
        return old or (self._most_memory is not None and answer.end.get("memory", 0) > self._most_memory)

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise EngineError(f"engine '{self._engine}' was closed")
            worker = self._idle.pop() if self._idle else self._start()
            self._busy.add(worker)
            return worker

    def _start(self) -> _Worker:
        try:
            return _Worker(self._command)
        except OSError as error:
            raise EngineError(f"engine '{self._engine}' cannot start a process: {error}") from error

    def _give_back(self, worker: _Worker, kept: bool) -> None:
        with self._lock:
            self._busy.discard(worker)
            if kept and not self._closed:
                self._idle.append(worker)
                return
        worker.dispose()


class _DiedError(Exception):
    """The worker ended before its answer was complete, or was too late; the text says why."""


class _Worker:
    """One process in its own process group: Ctrl-C does not reach it, and its children end with it."""

    def __init__(self, command: Sequence[str]) -> None:
        # The worker has our import path, but never imports from the current folder.
        paths = os.pathsep.join(path for path in sys.path if path)
        group: dict[str, Any] = {"process_group": 0}
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  (closed in dispose)
        self._ending = threading.Lock()
        self.answered = 0
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env={**os.environ, "PYTHONPATH": paths, **QUIET},
                **group,
            )
        except OSError:
            self._stderr.close()
            raise
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def tell(self, request: Mapping[str, Any]) -> None:
        """Send a request that is not answered. If the process has ended, the next `ask` says why."""
        with contextlib.suppress(OSError):
            self._send(json.dumps(request).encode())

    def ask(self, request: Mapping[str, Any], seconds: float) -> Answer:
        """The answer to `request`. Raises _DiedError if it takes longer than `seconds`, or the process ended."""
        try:
            with watchdog(seconds, self.kill) as late:
                answer = self._exchange(json.dumps(request).encode())
        except OSError as error:
            raise _DiedError(self._reason()) from error
        if late.is_set():
            raise _DiedError(f"no answer within {seconds:.0f} s")
        if answer is None:
            raise _DiedError(self._reason())
        self.answered += 1
        return answer

    def _send(self, body: bytes) -> None:
        self._requests.write(struct.pack("<I", len(body)) + body)
        self._requests.flush()

    def _exchange(self, body: bytes) -> Answer | None:
        """Send `body`, and read to the end of the answer; None if the process ends before."""
        self._send(body)
        pcm, words, refusal = bytearray(), [], None
        while len(head := self._answers.read(5)) == 5:
            kind, length = struct.unpack("<cI", head)
            payload = self._answers.read(length)
            if len(payload) != length:
                break
            if kind == b"A":
                pcm += payload
            elif kind == b"W":
                words.append(struct.unpack("<ii", payload))
            elif kind == b"F":
                refusal = payload.decode(errors="replace")
            else:
                end = json.loads(payload)
                return Answer(bytes(pcm), tuple(words), {**end, "refusal": refusal})
        return None

    def kill(self) -> None:
        """Kill the process and its children. It was not waited for yet, so its group's ID is still valid."""
        with self._ending:
            if self._process.returncode is not None:
                return
            with contextlib.suppress(ProcessLookupError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)

    def dispose(self) -> None:
        """Kill the process, wait for its end and close its pipes."""
        self.kill()
        with self._ending:
            self._process.wait()
        for file in (self._requests, self._answers, self._stderr):
            with contextlib.suppress(OSError):  # data that could not be sent to a dead process
                file.close()

    def _reason(self) -> str:
        """Why it died: its last line on standard error, else its exit code."""
        self.kill()
        with self._ending:
            code = self._process.wait()
        self._stderr.seek(0)
        said = self._stderr.read().decode(errors="replace").split("\n")
        lines = [line.strip() for line in said if line.strip()]
        return lines[-1] if lines else f"its process ended with code {code}"
