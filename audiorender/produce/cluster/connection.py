"""A Dask cluster as an executor: connected to by address, or started on this machine.

Dask reassigns the jobs of a lost worker. This module adds what Dask does not do: workers with another version of
audiorender get no jobs, and a cluster that is out of reach, or has lost all workers, becomes an error within a
deadline.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from threading import Event, RLock, Thread
from typing import Any, ParamSpec, TypeVar

from audiorender.errors import ClusterError, UsageError, few, install
from audiorender.produce.cluster.local import STARTING, LocalWorkers
from audiorender.produce.cluster.scheduler import connect

LOCAL = "local"
"""The address that starts a cluster on this machine."""

DEADLINE = 10.0
"""Seconds within which a scheduler must answer and have a first worker."""

PATIENCE = 30.0
"""Seconds for which a cluster may be without workers: a dead one is normally restarted."""

SAME = "install the same versions of audiorender, its engines and voices on every worker"
AGAIN = "render again: what was made is kept"

_ADDRESS = re.compile(r"((tcp|tls|wss?)://)?(\[[\da-fA-F:.]+\]|[^\s:/]+):\d{1,5}")

_LOOK = 1.0
"""Seconds between checks which workers exist."""

_JOINING = 2
"""Checks for a worker that has just joined, once all known ones have refused a job."""

_CLOSING, _STOPPING = 10.0, 0.5
"""Seconds for closing a connection and our own cluster: at the end of the work, and after a stop."""

Params = ParamSpec("Params")
Made = TypeVar("Made")


@dataclass(eq=False, slots=True)
class _Job:
    """A function with its arguments, its caller's future, the cluster's future, and the workers it may run on.

    A job that no known worker may do is not sent, and waits for another worker for `looks` checks so far.
    """

    call: Callable[[], Any]
    home: Future[Any]
    sent: Future[Any] | None = None
    allowed: frozenset[str] | None = None
    looks: int = 0


class Cluster(Executor):
    """A Dask cluster, used in a `with` block or ended by `shutdown`.

    `address` is that of a scheduler, such as "tcp://10.0.0.5:8786", or "local" to start a cluster here that ends with
    this object. `jobs` is how many jobs a local cluster runs at a time, by default one per core.
    """

    def __init__(self, address: str = LOCAL, *, jobs: int | None = None, deadline: float = DEADLINE) -> None:
        """Raises UsageError for a missing package and an invalid address; ClusterError, within a few deadlines in
        seconds, for a cluster that cannot be reached, has no workers, or none with this version of audiorender."""
        if find_spec("distributed") is None:
            raise UsageError("a cluster needs the package distributed", hint=install("cluster"))
        if address != LOCAL and not _ADDRESS.fullmatch(address):
            hint = f"write it as tcp://HOST:8786, or '{LOCAL}' to start one here"
            raise UsageError(f"'{address}' is not the address of a Dask scheduler", hint=hint)
        self.address = address
        self._lock = RLock()
        self._jobs: dict[Future[Any], _Job] = {}
        self._left_out: dict[str, str] = {}
        self._told: list[str] = []
        self._workers: dict[str, int] = {}
        self._without = 0.0
        self._started = LocalWorkers(jobs or os.cpu_count() or 1) if address == LOCAL else None
        try:
            self._client = connect(self._started.address if self._started else address, deadline)
            try:
                self._meet(deadline)
            except BaseException:
                self._leave(_STOPPING)
                raise
        except BaseException:
            self._end_ours(_STOPPING)
            raise
        self._executor = self._client.get_executor(pure=False)
        self._ended = Event()
        self._watching = Thread(target=self._watch, name="cluster-workers", daemon=True)
        self._watching.start()

    def threads(self) -> int:
        """How many jobs run at a time."""
        with self._lock:
            return max(1, sum(self._workers[worker] for worker in self._fit()))

    def notes(self) -> list[str]:
        """New notes about the cluster since the last call, as sentences."""
        with self._lock:
            notes, self._told = self._told, []
        return notes

    def submit(self, fn: Callable[Params, Made], /, *args: Params.args, **kwargs: Params.kwargs) -> Future[Made]:
        """Run `fn` on a worker. The future raises ClusterError if no worker could."""
        home: Future[Made] = Future()
        job = _Job(partial(fn, *args, **kwargs), home)
        home.add_done_callback(partial(self._cancelled, job))
        with self._lock:
            if self._ended.is_set():
                raise RuntimeError("the cluster is closed")
            self._send(job)
        return home

    def leave_out(self, worker: str, why: str) -> None:
        """Give `worker` no more jobs, and note why."""
        with self._lock:
            if worker not in self._left_out:
                self._left_out[worker] = why
                self._told.append(f"worker {worker} is not used: {why}")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, and end one that was started here. Without `wait`, jobs in progress are dropped."""
        with self._lock:
            if self._ended.is_set():
                return
            self._ended.set()
            jobs = list(self._jobs.values())
        if not wait or cancel_futures:
            for job in jobs:
                job.home.cancel()
        else:
            futures.wait([job.home for job in jobs])
        seconds = _CLOSING if wait else _STOPPING
        self._leave(seconds)
        self._end_ours(seconds)
        self._watching.join(_STOPPING)

    def __exit__(self, kind: object, error: object, at: object) -> None:
        self.shutdown(wait=kind is None)

    def _leave(self, seconds: float) -> None:
        with suppress(TimeoutError):  # it leaves while we continue
            self._client.close(timeout=seconds)

    def _end_ours(self, seconds: float) -> None:
        if self._started is not None:
            self._started.close(seconds)

    def _meet(self, deadline: float) -> None:
        """Wait for a worker, and exclude those with another audiorender."""
        try:
            self._client.submit(int, pure=False).result(timeout=STARTING if self._started else deadline)
        except TimeoutError:
            hint = "`audiorender doctor` says what works here"
            if self._started is None:
                hint = f"start some, on each machine: dask worker {self.address}"
            raise ClusterError(f"the cluster at {self.address} has no workers", hint=hint) from None
        self._workers = dict(self._client.nthreads())
        if self._started is not None:
            return
        versions = self._client.get_versions(packages=["audiorender"])
        mine = versions["client"]["packages"]["audiorender"]
        for worker, has in versions["workers"].items():
            theirs = has["packages"].get("audiorender")
            if theirs != mine:
                has_what = f"audiorender {theirs}" if theirs else "no audiorender"
                self.leave_out(worker, f"it has {has_what}, and this render uses audiorender {mine}")
        if not self._fit():
            raise self._all_left_out()

    def _all_left_out(self) -> ClusterError:
        reasons = few([f"worker {worker}: {why}" for worker, why in self._left_out.items()], 3)
        return ClusterError(f"no worker of the cluster at {self.address} can be used; {reasons}", hint=SAME)

    def _fit(self) -> frozenset[str]:
        return frozenset(self._workers.keys() - self._left_out.keys())

    def _send(self, job: _Job) -> None:
        """Submit a job to the cluster: to any worker, or if some are excluded, to one of the others, once there is
        one."""
        self._jobs[job.home] = job
        job.allowed = self._fit() if self._left_out else None
        if job.allowed is not None and not job.allowed:
            return
        among = {} if job.allowed is None else {"workers": sorted(job.allowed)}
        job.sent = self._executor.submit(job.call, **among)
        job.sent.add_done_callback(partial(self._landed, job))

    def _landed(self, job: _Job, sent: Future[Any]) -> None:
        with self._lock:
            if job.sent is not sent:  # it was submitted again
                return
            self._jobs.pop(job.home, None)
        if job.home.cancelled() or not job.home.set_running_or_notify_cancel():
            return
        if sent.cancelled():
            job.home.set_exception(ClusterError(f"the connection to the cluster at {self.address} is lost", hint=AGAIN))
        elif error := sent.exception():
            job.home.set_exception(self._cluster_error(error))
        else:
            job.home.set_result(sent.result())

    def _cluster_error(self, error: BaseException) -> ClusterError:
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            what = "several workers were lost with the same job, one after the other"
            return ClusterError(f"{what}; the last was {error.last_worker.address}", hint="do they have enough memory?")
        return ClusterError(f"a worker failed: {type(error).__name__}: {error}", hint=SAME)

    def _cancelled(self, job: _Job, home: Future[Any]) -> None:
        if home.cancelled():
            with self._lock:
                self._jobs.pop(home, None)
            if job.sent is not None:
                job.sent.cancel()

    def _watch(self) -> None:
        """Check which workers exist: resubmit jobs that only lost ones could run, and those that wait for another one;
        give up if there are none."""
        while not self._ended.wait(_LOOK):
            try:
                workers = dict(self._client.sync(self._client.scheduler.ncores, callback_timeout=DEADLINE))
            except (OSError, RuntimeError):  # while the connection is lost; Dask tells the jobs in progress
                continue
            with self._lock:
                self._workers = workers
                fit = self._fit()
                jobs = list(self._jobs.values())
                self._without = 0.0 if fit or not jobs else self._without + _LOOK
                waiting = [job for job in jobs if job.sent is None]
                for job in waiting:
                    job.looks += 1
                    if fit:
                        self._send(job)
                for job in jobs:
                    if fit and job.sent is not None and job.allowed is not None and not job.allowed & fit:
                        lost, job.sent = job.sent, None
                        if lost is not None:
                            lost.cancel()
                        self._send(job)
            self._give_up([job for job in waiting if job.sent is None and job.looks >= _JOINING], self._all_left_out())
            if self._without >= PATIENCE:
                message = f"the cluster at {self.address} has had no workers for {PATIENCE:.0f} s"
                self._give_up(jobs, ClusterError(message, hint=f"start some; {AGAIN}"))

    def _give_up(self, jobs: list[_Job], why: ClusterError) -> None:
        for job in jobs:
            with self._lock:
                self._jobs.pop(job.home, None)
                sent, job.sent = job.sent, None
            if sent is not None:
                sent.cancel()
            if not job.home.done() and job.home.set_running_or_notify_cancel():
                job.home.set_exception(why)
