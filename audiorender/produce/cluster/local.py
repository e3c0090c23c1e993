"""A cluster on this machine: a scheduler in this process, and workers in separate processes."""

from __future__ import annotations

import logging
import subprocess
import sys
from contextlib import suppress

STARTING = 60.0
"""Seconds for the first worker to start: it loads Dask and audiorender."""

_THREADS = 4
"""The most threads per worker: nearly all work is done outside the interpreter lock."""


class LocalWorkers:
    """Workers for about `jobs` jobs at a time. Each is a separate session, so that Ctrl-C does not reach it.

    Dask's own `LocalCluster` would start them with `multiprocessing`: they would get the Ctrl-C, import the caller's
    program again, and leave semaphores behind when we end at once.
    """

    def __init__(self, jobs: int) -> None:
        from distributed import LocalCluster

        self._scheduler = LocalCluster(
            n_workers=0,
            processes=False,
            protocol="tcp://",
            host="127.0.0.1",
            dashboard_address=":0",  # any free port: with None Dask takes 8787, and warns where that is taken
            silence_logs=logging.CRITICAL,
        )
        self.address = str(self._scheduler.scheduler_address)
        processes = -(-jobs // _THREADS)
        program = [sys.executable, "-P", "-m", "distributed.cli.dask_worker", self.address]
        options = ["--nthreads", str(-(-jobs // processes)), "--no-nanny", "--no-dashboard", "--death-timeout", "30"]
        self._processes = [
            subprocess.Popen(
                [*program, *options, "--memory-limit", "0"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            for _ in range(processes)
        ]

    def close(self, seconds: float) -> None:
        """End them, giving them this many seconds."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
            process.kill()
            process.wait()
        with suppress(TimeoutError):
            self._scheduler.close(timeout=seconds)
