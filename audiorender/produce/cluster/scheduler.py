"""Reaches a Dask scheduler, or says within a deadline why it cannot be reached."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import Any

from audiorender.errors import ClusterError
from audiorender.shared.hands import Hands


def connect(address: str, deadline: float) -> Any:
    """A client of the scheduler at `address`. Raises ClusterError if there is none within `deadline` seconds."""
    import dask
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we report errors ourselves
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})  # a job contains its audio
    _ask_scheduler(address, deadline)
    try:
        with warnings.catch_warnings(action="ignore"):  # slightly different versions of Dask
            return Client(address, timeout=deadline, set_as_default=False)
    except (OSError, RuntimeError) as error:
        raise _unreachable(address, str(error)) from error


def _ask_scheduler(address: str, deadline: float) -> None:
    """Raise an error if there is no scheduler: with some other kinds of server a `Client` would wait for ever."""
    from distributed import rpc

    async def kind() -> str:
        async with rpc(address, timeout=deadline) as server:
            return str((await server.identity())["type"])

    hands = Hands(1, "cluster-scheduler")
    asked = hands.submit(lambda: asyncio.run(asyncio.wait_for(kind(), deadline)))
    hands.close()
    error = asked.exception()
    if isinstance(error, TimeoutError):
        raise _unreachable(address, f"no answer within {deadline:.0f} s")
    if isinstance(error, OSError):
        raise _unreachable(address, str(error)) from error
    if asked.result() != "Scheduler":
        raise _unreachable(address, f"that is the address of a {asked.result().lower()}")


def _unreachable(address: str, why: str) -> ClusterError:
    hint = "is its scheduler running, and is this its port?"
    return ClusterError(f"the cluster at {address} cannot be reached: {why}", hint=hint)
