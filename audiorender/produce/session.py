"""The resources that commands share: the store, the engines, and the threads. All are closed together."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property, partial, wraps
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from audiorender.errors import OutputError, UsageError
from audiorender.produce.note import Note
from audiorender.settings.project import Project
from audiorender.shared.store import VARIABLE, SharedStore
from audiorender.store import LIMIT_VARIABLE, Store, VanishedError, default_root
from audiorender.store.upkeep import prune
from audiorender.tts.engines import Engine, Prepares, open_engine
from audiorender.tts.synthesis import speakers
from audiorender.watch import LOG

if TYPE_CHECKING:  # these load numpy, and the engines start before that
    from audiorender.mixer.encoding.encoders import Encoders
    from audiorender.produce.cluster.connection import Cluster
    from audiorender.store.sounds import Sounds

_AGAIN = 2
"""How often to start over because a cache entry has vanished; existing entries are reused, so it is cheap."""

Params = ParamSpec("Params")
Result = TypeVar("Result")


def made_again(story: Callable[Params, Result]) -> Callable[Params, Result]:
    """Run a command, starting over if a cache entry that it made has vanished."""

    @wraps(story)
    def repeated(*args: Params.args, **options: Params.kwargs) -> Result:
        for _ in range(_AGAIN):
            try:
                return story(*args, **options)
            except VanishedError as error:
                LOG.info("%s", error)
        return story(*args, **options)

    return repeated


class Session:
    """The cache, engines and threads that any number of calls share. Use it in a `with` block, from any thread.

    `cache` is the folder for clips and pieces, by default the user's. `jobs` is how many clips and pieces are made at a
    time, by default one per core. When the session ends, the cache is pruned to `limit` bytes, except for what other
    runs use; the default is AUDIORENDER_CACHE_LIMIT (in MB), or no limit. `shared` is the address of a store that
    several machines use: a folder, or anything that fsspec reaches; the default is AUDIORENDER_SHARED_STORE. Engines
    open when they are first needed.

    An `executor` that is passed in stays open. A ThreadPoolExecutor does all the work. Any other executor, such as a
    `Cluster`, gets utterances and pieces as functions of bytes, which can run anywhere; threads here do the rest.

    The heavy work is done by other processes (voice workers, ffmpeg) and by numpy outside the interpreter lock, so
    threads are enough, and nothing has to be pickled.
    """

    def __init__(
        self,
        *,
        cache: str | Path | None = None,
        jobs: int | None = None,
        executor: Executor | None = None,
        limit: int | None = None,
        shared: str | Path | None = None,
    ) -> None:
        """Raises UsageError for an invalid environment variable or address of a shared store."""
        self.jobs = jobs or os.cpu_count() or 1
        address = str(shared or os.environ.get(VARIABLE) or "")
        self._shared = _shared(address) if address else None
        self.store = Store(Path(cache) if cache else default_root(), leased=True, shared=self._shared)
        self._limit = _limit() if limit is None else limit
        self._owned = not isinstance(executor, ThreadPoolExecutor)
        self.executor = (
            executor if isinstance(executor, ThreadPoolExecutor) else ThreadPoolExecutor(self.jobs, "audiorender")
        )
        self._voices = speakers.InThreads(self.executor, self.jobs)
        self.speakers: speakers.Speakers = self._voices
        self._cluster: Cluster | None = None
        if executor is not None and self._owned:
            self._send_to(executor)
        self._engines: dict[str, Engine] = {}
        self._lock = Lock()

    @cached_property
    def sounds(self) -> Sounds:
        """The samples and levels of the clips and recordings in the store."""
        from audiorender.store.sounds import Sounds

        return Sounds(self.store)

    @cached_property
    def encoders(self) -> Encoders:
        """Encode the pieces: in threads, or on a cluster."""
        from audiorender.mixer.encoding.encoders import InThreads

        return InThreads(self.executor, self.jobs)

    def _send_to(self, executor: Executor) -> None:
        """Have utterances and pieces made by `executor`, which does not share our memory."""
        from audiorender.produce.cluster import connection, sending

        self.speakers = sending.Speakers(executor, self._voices)
        self.encoders = sending.Encoders(executor)
        self._cluster = executor if isinstance(executor, connection.Cluster) else None

    def engine(self, name: str) -> Engine:
        """The engine called `name`, opened once."""
        with self._lock:
            if name not in self._engines:
                self._engines[name] = open_engine(name, workers=self.jobs)
            return self._engines[name]

    @property
    def alone(self) -> bool:
        """Whether it uses this machine only: no cluster, no shared store."""
        return self.speakers is self._voices and self._shared is None

    def prepare(self, name: str, texts: int) -> None:
        """Have the engine called `name` get ready for this many texts at a time, if it can and speaks on this machine.

        Raises EngineError for an unknown engine, and for one that cannot start.
        """
        if self.speakers is self._voices and isinstance(engine := self.engine(name), Prepares):
            engine.prepare(texts)

    def notes(self) -> tuple[Note, ...]:
        """New notes about the cluster and the shared store, once everything that was made has been written to it."""
        notes = self._cluster.notes() if self._cluster else []
        if self._shared is not None:
            self._shared.settle()
            notes += self._shared.notes()
        return tuple(map(Note, notes))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop everything: jobs not begun are dropped, and engines end while jobs wait for them.

        If the user stopped us, jobs in progress are not waited for: only this thread writes files.
        """
        if self._owned:
            self.executor.shutdown(wait=False, cancel_futures=True)
        self._voices.close(wait=False)
        for engine in self._engines.values():
            engine.close()
        if self._owned:
            self.executor.shutdown(wait=kind is not KeyboardInterrupt)
        self._voices.close(wait=kind is not KeyboardInterrupt)
        if self._shared is not None and kind is not KeyboardInterrupt:
            self._shared.settle()
        if self._shared is not None:
            self._shared.close()
        self.store.close()
        if self._limit is not None and self.store.written and kind is not KeyboardInterrupt:
            try:
                prune(self.store.root, keep_bytes=self._limit)
            except OutputError as fault:  # the work is done
                LOG.warning("%s", fault)


def session_for(
    project: Project, *, jobs: int | None = None, shared: str | None = None, executor: Executor | None = None
) -> Session:
    """A session whose shared store is `shared`, or that of the environment, or that of the settings."""
    return Session(jobs=jobs, executor=executor, shared=shared or os.environ.get(VARIABLE) or project.shared_store)


def _shared(address: str) -> SharedStore:
    """What goes into a shared store, with the function that parses it: all else is cheap, or specific to a machine."""
    from audiorender.mixer.encoding.pieces import PIECES, unpack
    from audiorender.store.sounds import CLIPS, read_clip

    return SharedStore(address, {CLIPS: partial(read_clip, ""), PIECES: unpack})


def _limit() -> int | None:
    """How many bytes the environment lets the cache keep. Raises UsageError if it is not a number of MB."""
    given = os.environ.get(LIMIT_VARIABLE)
    if not given:
        return None
    if not given.isdecimal():
        raise UsageError(f"{LIMIT_VARIABLE} must be a whole number of MB, not '{given}'")
    return int(given) * 1_000_000
