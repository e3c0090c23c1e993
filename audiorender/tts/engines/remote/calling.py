"""A call to a server: retried where that may help, within one deadline, and never reading more than plausible.

The call runs in its own thread, so that a deadline, a closed engine or a stop requested by the user never waits for a
server; whatever the thread still receives is dropped.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from audiorender.errors import EngineError, install
from audiorender.tts.engines.remote.call import Answer, Call
from audiorender.tts.engines.remote.limits import Limits
from audiorender.tts.engines.remote.refusals import AgainError, failed, refused
from audiorender.tts.engines.sound import BadSoundError

if TYPE_CHECKING:
    import httpx

Read = TypeVar("Read")
"""Turns an answer into a result."""

TRIES = 4
"""How often a text is requested if the server fails."""

BACK_OFF = 0.5
"""Seconds before the second try, doubled for each further one."""

CONNECT = 15.0
"""Seconds to establish a connection."""


class Caller:
    """Calls for one engine, from any thread. What one call learns about the server's limits applies to all."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None
        self._closed = threading.Event()
        self._free: dict[str, threading.BoundedSemaphore] = {}
        self._not_before: dict[str, float] = {}

    def get(self, call: Call, read: Callable[[Answer], Read], limits: Limits) -> Read:
        """The result of `read` for the answer. It raises BadSoundError for an answer that has to be requested again.

        Raises EngineError if the server refuses or fails, if the time is up, and if the engine is closed.
        """
        end = time.monotonic() + limits.deadline
        with self._place(call, limits.at_once, end):
            for number in range(TRIES):
                self._wait_for_turn(call, end, limits.gap)
                try:
                    return read(self._once(call, end))
                except (AgainError, BadSoundError) as failure:
                    reason, wait = str(failure), getattr(failure, "wait", None)
                    if number == TRIES - 1:
                        raise failed(call, f"{reason} ({TRIES} times)") from None
                    why = "time is up" if wait is None else f"asks for a pause of {wait:,.0f} s"
                    pause = BACK_OFF * 2.0**number if wait is None else wait
                    self._leave_alone(call, end, pause, f"{reason}, and {why}")
        raise AssertionError  # the last try returns or raises

    def close(self) -> None:
        """End all calls: everyone waiting for one gets an EngineError at once."""
        self._closed.set()
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def check_open(self) -> None:
        """Raise EngineError if the engine was closed."""
        if self._closed.is_set():
            raise EngineError(f"engine '{self._engine}' was closed")

    def need_client(self) -> httpx.Client:
        """The HTTP client for all calls. Raises EngineError if httpx is not installed."""
        try:
            import httpx
        except ImportError:
            raise EngineError(f"engine '{self._engine}' needs httpx", hint=install("remote")) from None
        with self._lock:
            self.check_open()
            if self._client is None:
                self._client = httpx.Client(follow_redirects=False, headers={"User-Agent": "audiorender"})
            return self._client

    @contextmanager
    def _place(self, call: Call, at_once: int, end: float) -> Iterator[None]:
        """Permission for one call to this server."""
        with self._lock:
            free = self._free.setdefault(call.address.netloc, threading.BoundedSemaphore(at_once))
        while not free.acquire(timeout=0.05):
            self.check_open()
            if time.monotonic() > end:
                raise failed(call, "is still busy with other calls of ours, and time is up")
        try:
            yield
        finally:
            free.release()

    def _wait_for_turn(self, call: Call, end: float, gap: float) -> None:
        while True:
            self.check_open()
            with self._lock:
                now = time.monotonic()
                turn = self._not_before.get(call.address.netloc, now)
                if turn <= now:
                    self._not_before[call.address.netloc] = now + gap
                    return
            if turn > end:
                raise failed(call, "has a rate limit that leaves too little time")
            self._closed.wait(min(turn - now, 0.2))

    def _leave_alone(self, call: Call, end: float, seconds: float, why: str) -> None:
        """Let nobody call this server for that long, or give up, saying `why`, if that takes too long."""
        turn = time.monotonic() + seconds
        if turn > end:
            raise failed(call, why, "try again later") from None
        with self._lock:
            self._not_before[call.address.netloc] = max(turn, self._not_before.get(call.address.netloc, 0.0))

    def _once(self, call: Call, end: float) -> Answer:
        """One try. Raises AgainError if another may help, EngineError if not."""
        client = self.need_client()
        outcome = _Outcome()
        threading.Thread(
            target=outcome.of,
            args=(lambda: self._exchange(client, call, outcome),),
            daemon=True,
            name="audiorender call",
        ).start()
        while not outcome.done.wait(0.05):
            if self._closed.is_set():
                outcome.dropped.set()
                self.check_open()
            if time.monotonic() > end:
                outcome.dropped.set()
                raise failed(call, "did not answer in time", "raise 'deadline' in the voice's options, or try again")
        if outcome.failure is not None:
            self.check_open()
            raise outcome.failure
        assert outcome.answer is not None  # noqa: S101  there is the one or the other
        return outcome.answer

    def _exchange(self, client: httpx.Client, call: Call, outcome: _Outcome) -> Answer:
        import httpx

        body = json.dumps(call.body).encode()
        headers = {**call.headers, "Content-Type": "application/json"}
        timeout = httpx.Timeout(600.0, connect=CONNECT)
        try:
            with client.stream("POST", call.address.geturl(), content=body, headers=headers, timeout=timeout) as reply:
                status: int = reply.status_code
                if status != 200:
                    raise refused(call, status, reply)
                return self._read(call, reply, outcome)
        except httpx.ConnectError:
            raise AgainError("cannot be reached: is it running, and is 'base_url' right?") from None
        except httpx.HTTPError:
            raise AgainError("closed the connection too early") from None

    def _read(self, call: Call, reply: httpx.Response, outcome: _Outcome) -> Answer:
        declared = reply.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > call.most:
            raise failed(call, f"announces {int(declared):,} bytes, more than this text can need")
        data = bytearray()
        for block in reply.iter_bytes():
            data += block
            if len(data) > call.most:
                raise failed(call, f"sends more than {call.most:,} bytes, more than this text can need")
            if outcome.dropped.is_set():
                break
        chunked = "chunked" in reply.headers.get("Transfer-Encoding", "").lower()
        return Answer(bytes(data), declared.isdigit() or chunked or reply.http_version == "HTTP/2")


class _Outcome:
    """The outcome of one try in its own thread."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.dropped = threading.Event()
        self.answer: Answer | None = None
        self.failure: Exception | None = None

    def of(self, act: Callable[[], Answer]) -> None:
        """Run it, and keep the result or the exception: nothing may leave the thread in any other way."""
        try:
            self.answer = act()
        except (EngineError, AgainError) as failure:
            self.failure = failure
        except RuntimeError:  # the client was closed during the call
            self.failure = AgainError("was closed")
        finally:
            if self.answer is None and self.failure is None:
                self.failure = AgainError("gave an answer that cannot be read")
            self.done.set()
