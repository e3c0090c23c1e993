"""The interface between those who need clips and those who speak them."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Lock
from typing import Protocol

from audiorender.model import Utterance
from audiorender.tts.engines import Engine

AHEAD = 16
"""Utterances handed over at a time if the engine states no number: enough for any laptop's cores, and few enough for
their sound to fit in memory."""

LONG = 100
"""Characters from which the portions of an utterance are spoken side by side: a second process of a neural engine takes
a second to start, which a shorter text does not save."""


class Speakers(Protocol):
    """Speaks utterances, several at a time."""

    def at_once(self, utterance: Utterance) -> int:
        """How many utterances like this one may be in progress together."""

    def begin(self, engine: Engine, utterance: Utterance, key: str, guide: Engine | None) -> Future[bytes]:
        """Start speaking it; the result is the packed clip, or the EngineError of `spoken_clip`."""


class InThreads:
    """Speaks in threads: those of `executor`, or its own if an engine states how many texts it takes at once.

    A thread that waits for a server needs no core, so the number of cores does not matter for such an engine. Of other
    engines' long utterances, `at_once` portions are spoken at a time, so that a single one keeps every core busy.
    """

    def __init__(self, executor: Executor, at_once: int = 1) -> None:
        self._executor = executor
        self._sentences = ThreadPoolExecutor(at_once, "audiorender-sentence") if at_once > 1 else None
        self._lock = Lock()
        self._own: dict[tuple[str, int], ThreadPoolExecutor] = {}

    def at_once(self, utterance: Utterance) -> int:
        """The engine's own number, else enough to keep the executor busy."""
        return utterance.at_once or AHEAD

    def begin(self, engine: Engine, utterance: Utterance, key: str, guide: Engine | None) -> Future[bytes]:
        """Start speaking it in a thread."""
        from audiorender.tts.synthesis.saying import spoken_clip  # loads numpy, for which no engine waits to start

        return self._threads(utterance).submit(spoken_clip, engine, utterance, key, guide, self._beside(utterance))

    def _beside(self, utterance: Utterance) -> Executor | None:
        long = len(utterance.spoken) >= LONG and utterance.at_once is None
        return self._sentences if long else None

    def _threads(self, utterance: Utterance) -> Executor:
        if utterance.at_once is None:
            return self._executor
        lane = (utterance.engine, utterance.at_once)
        with self._lock:
            if lane not in self._own:
                self._own[lane] = ThreadPoolExecutor(utterance.at_once, f"audiorender-{utterance.engine}")
            return self._own[lane]

    def close(self, *, wait: bool) -> None:
        """Start nothing more in our own threads; with `wait`, return when they have ended."""
        for threads in (*self._own.values(), *filter(None, (self._sentences,))):
            threads.shutdown(wait=wait, cancel_futures=True)
