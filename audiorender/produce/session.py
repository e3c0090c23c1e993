"""What the stories work with: the store, the engines that voices need, and the threads. Closed as one, at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from audiorender.errors import OutputError
from audiorender.mixer.music.recordings import KIND as MUSIC
from audiorender.mixer.music.recordings import chunk_samples
from audiorender.store import Store, default_root
from audiorender.tts.clips import clip_samples
from audiorender.tts.engines import Engine, open_engine
from audiorender.tts.speakers import InThreads
from audiorender.tts.synthesis import KIND as CLIPS
from audiorender.watch import LOG

_AGAIN = 2
"""How often a story begins again because something has vanished: it takes what is there, so that is cheap."""

Asked = ParamSpec("Asked")
Given = TypeVar("Given")


class VanishedError(OutputError):
    """Something that was in the cache a moment ago is gone."""


def made_again(story: Callable[Asked, Given]) -> Callable[Asked, Given]:
    """The story, which begins again where something has vanished that it makes."""

    @wraps(story)
    def told(*args: Asked.args, **options: Asked.kwargs) -> Given:
        for _ in range(_AGAIN):
            try:
                return story(*args, **options)
            except VanishedError as error:
                LOG.info("%s", error)
        return story(*args, **options)

    return told


class Session:
    """Use it in a `with` block, for one request or many, from one thread or several.

    `cache` is the folder for clips and pieces, by default the user's. `jobs` is how many clips and pieces are made at a
    time, by default one a core. An `executor` that is handed in stays open; its workers must be threads. Engines open
    when they are first asked for.

    The heavy work is done by other processes (voice workers, ffmpeg) and by numpy outside the interpreter lock, so
    threads are enough, and nothing has to be picked up from a pool of our own.
    """

    def __init__(
        self, *, cache: str | Path | None = None, jobs: int | None = None, executor: Executor | None = None
    ) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self.store = Store(Path(cache) if cache else default_root())
        self.executor: Executor = executor or ThreadPoolExecutor(self.jobs, "audiorender")
        self._owned = executor is None
        self.speakers = InThreads(self.executor)
        self._engines: dict[str, Engine] = {}
        self._lock = Lock()

    def engine(self, name: str) -> Engine:
        """The engine called `name`, opened once."""
        with self._lock:
            if name not in self._engines:
                self._engines[name] = open_engine(name, workers=self.jobs)
            return self._engines[name]

    def samples(self, key: str) -> NDArray[np.int16]:
        """A clip's samples, or those of a recording's chunk as (samples, 2).

        Raises VanishedError when somebody has removed it from the cache meanwhile.
        """
        blob = self.store.get(CLIPS, key)
        if blob is not None:
            return clip_samples(blob)
        chunk = self.store.get(MUSIC, key)
        if chunk is None:
            raise self.vanished("a clip")
        return chunk_samples(chunk)

    def vanished(self, what: str) -> VanishedError:
        """The error for something that was there a moment ago."""
        return VanishedError(
            f"{what} vanished from the cache while it was needed", path=self.store.root, hint="run again"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop everything: jobs not begun are dropped, engines end under the jobs that wait for them.

        Nobody waits for jobs under way when a person has stopped us: only this thread writes files.
        """
        if self._owned:
            self.executor.shutdown(wait=False, cancel_futures=True)
        self.speakers.close(wait=False)
        for engine in self._engines.values():
            engine.close()
        if self._owned:
            self.executor.shutdown(wait=kind is not KeyboardInterrupt)
        self.speakers.close(wait=kind is not KeyboardInterrupt)
