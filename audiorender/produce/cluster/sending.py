"""Utterances and pieces sent to an executor as jobs, and their results."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from typing import TypeVar

from audiorender.errors import AudiorenderError, ClusterError, EngineError, ToolError
from audiorender.mixer.encoding.cuts import Cut
from audiorender.mixer.encoding.pieces import Piece, Settings, unpack
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Read
from audiorender.model import Timeline, Utterance
from audiorender.produce.cluster.connection import AGAIN, SAME, Cluster
from audiorender.produce.cluster.jobs import encode, encode_request, outcome, speak, speak_request
from audiorender.tts.engines import Engine
from audiorender.tts.synthesis.speakers import AHEAD, InThreads

Made = TypeVar("Made")


class Speakers:
    """Has `executor` speak utterances, except for engines that cost money or state how many texts they take.

    Those wait for a server, not a processor, and have keys and limits that belong to this machine: they are called from
    threads here.
    """

    def __init__(self, executor: Executor, here: InThreads) -> None:
        self._executor, self._here = executor, here

    def at_once(self, utterance: Utterance) -> int:
        """As in `tts.synthesis.speakers.Speakers`."""
        return self._here.at_once(utterance) if _stays(utterance) else _at_once(self._executor)

    def begin(self, engine: Engine, utterance: Utterance, key: str, guide: Engine | None) -> Future[bytes]:
        """As in `tts.synthesis.speakers.Speakers`; the future may also raise ClusterError."""
        if _stays(utterance):
            return self._here.begin(engine, utterance, key, guide)
        request = speak_request(engine, utterance, key, guide)
        return _send(self._executor, speak, request, bytes, EngineError)


class Encoders:
    """Has `executor` encode pieces."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def at_once(self) -> int:
        """As in `mixer.encoding.encoders.Encoders`."""
        return _at_once(self._executor)

    def begin(self, timeline: Timeline, cut: Cut, plan: Master, settings: Settings, read: Read) -> Future[Piece]:
        """As in `mixer.encoding.encoders.Encoders`; the future may also raise ClusterError."""
        request = encode_request(timeline, cut, plan, settings, read)
        return _send(self._executor, encode, request, unpack, ToolError)


def _stays(utterance: Utterance) -> bool:
    return utterance.paid or utterance.at_once is not None


def _at_once(executor: Executor) -> int:
    """Enough jobs to keep every thread of a cluster busy, and one more waiting for each."""
    return 2 * executor.threads() if isinstance(executor, Cluster) else AHEAD


def _send(
    executor: Executor,
    job: Callable[[bytes], bytes],
    request: bytes,
    unpacked: Callable[[bytes], Made],
    fault: type[AudiorenderError],
) -> Future[Made]:
    """Run a job: the future returns its unpacked result, and raises `fault` if it failed.

    A job that a cluster's worker refuses goes to another one.
    """
    home: Future[Made] = Future()

    def begin() -> None:
        sent = executor.submit(job, request)
        home.add_done_callback(lambda _: home.cancelled() and sent.cancel())
        sent.add_done_callback(landed)

    def landed(sent: Future[bytes]) -> None:
        if home.cancelled():
            return
        made = _result(sent, unpacked, fault)
        if isinstance(made, _Refused) and isinstance(executor, Cluster):
            executor.leave_out(made.where, made.why)
            begin()
        elif home.set_running_or_notify_cancel():
            if isinstance(made, _Refused):
                home.set_exception(ClusterError(f"{made.where} cannot be used: {made.why}", hint=SAME))
            elif isinstance(made, AudiorenderError):
                home.set_exception(made)
            else:
                home.set_result(made)

    begin()
    return home


@dataclass(frozen=True, slots=True)
class _Refused:
    where: str
    why: str


def _result(
    sent: Future[bytes], unpacked: Callable[[bytes], Made], fault: type[AudiorenderError]
) -> Made | _Refused | AudiorenderError:
    """The result of a job, or that it was refused, or the error to raise."""
    if lost := _lost(sent):
        return lost
    try:
        done = outcome(sent.result())
        if done.refused is not None:
            return _Refused(done.where, done.refused)
        return fault(done.failed or "", hint=done.hint) if done.made is None else unpacked(done.made)
    except ValueError as damaged:
        return ClusterError(f"a worker returned something other than a clip or piece: {damaged}", hint=SAME)


def _lost(sent: Future[bytes]) -> ClusterError | None:
    """Why a job returned nothing, if it failed."""
    error = None if sent.cancelled() else sent.exception()
    if sent.cancelled():
        return ClusterError("a job was cancelled by its executor", hint=AGAIN)
    if isinstance(error, BrokenExecutor):
        return ClusterError(f"a worker process died: {error}", hint=AGAIN)
    if isinstance(error, ClusterError) or error is None:
        return error
    return ClusterError(f"a worker failed: {type(error).__name__}: {error}", hint=SAME)
