"""An executor that does not share our memory makes the same episode; what fails in it is one clear error."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from desk import Desk

import audiorender
from audiorender.errors import ClusterError
from audiorender.model import Utterance
from audiorender.produce.cluster import sending
from audiorender.produce.cluster.jobs import Outcome
from audiorender.tts.synthesis import speakers


class Elsewhere(Executor):
    """Runs what can be pickled and takes and returns bytes, as if it were in another process."""

    def __init__(self, change: Callable[[Future[Any]], Future[Any]] = lambda future: future) -> None:
        self._threads = ThreadPoolExecutor(2)
        self._change = change
        self.jobs: list[str] = []

    def submit(self, job: Any, /, *given: Any, **_: Any) -> Future[Any]:
        assert all(type(each) is bytes for each in given)
        self.jobs.append(job.__name__)
        return self._change(self._threads.submit(pickle.loads(pickle.dumps(job)), *given))  # noqa: S301  our own

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as executor:
        yield executor


def _render(desk: Desk, executor: Executor, place: str = "there") -> audiorender.Episode:
    with audiorender.Session(cache=desk.path / place / "cache", jobs=2, executor=executor) as session:
        output = desk.path / place / "output"
        return audiorender.render(desk.path / "tides.script.md", session=session, settings=desk.path, output=output)


def test_the_episode_is_the_same(desk: Desk, elsewhere: Elsewhere) -> None:
    with ThreadPoolExecutor(2) as threads:
        here = _render(desk, threads, "here")
    there = _render(desk, elsewhere)
    assert there.audio.read_bytes() == here.audio.read_bytes()
    assert (there.clips_made, there.pieces_made) == (here.clips_made, here.pieces_made)
    assert elsewhere.jobs == ["speak"] * here.clips_made + ["encode"] * here.pieces_made


def _instead(error: BaseException | bytes) -> Callable[[Future[Any]], Future[Any]]:
    """Has every job end so."""

    def change(_: Future[Any]) -> Future[Any]:
        ended: Future[Any] = Future()
        if isinstance(error, bytes):
            ended.set_result(error)
        else:
            ended.set_exception(error)
        return ended

    return change


REFUSED = msgspec.msgpack.encode(Outcome("worker 7", refused="it has engine 'tone' 1, and this render uses 2"))


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (
            REFUSED,
            r"^worker 7 cannot be used: it has engine 'tone' 1, and this render uses 2; install",
        ),
        (
            BrokenExecutor("it was killed"),
            r"^a worker process died: it was killed; render again: what was made is",
        ),
        (
            ModuleNotFoundError("No module named 'audiorender'"),
            r"^a worker failed: ModuleNotFoundError: No",
        ),
        (b"<html>", r"^a worker returned something other than a clip or piece: "),
        (msgspec.msgpack.encode(Outcome("x", made=None, failed="it hangs")), r"voice 'low' failed twice.*: it hangs"),
    ],
)
def test_what_goes_wrong_is_one_error(desk: Desk, end: BaseException | bytes, told: str) -> None:
    with Elsewhere(_instead(end)) as executor, pytest.raises(audiorender.AudiorenderError, match=told) as caught:
        _render(desk, executor)
    assert isinstance(caught.value, ClusterError) == ("failed twice" not in told)


def test_what_was_cancelled_by_its_executor_is_an_error(desk: Desk) -> None:
    def cancelled(_: Future[Any]) -> Future[Any]:
        future: Future[Any] = Future()
        future.cancel()
        return future

    with Elsewhere(cancelled) as executor, pytest.raises(ClusterError, match="a job was cancelled by its executor"):
        _render(desk, executor)


def test_who_is_stopped_cancels_what_is_under_way(desk: Desk) -> None:
    sent: list[Future[Any]] = []
    cancel = threading.Event()

    def never(_: Future[Any]) -> Future[Any]:
        sent.append(Future())
        cancel.set()
        return sent[-1]

    with Elsewhere(never) as executor, audiorender.Session(cache=desk.cache, executor=executor) as session:
        with pytest.raises(audiorender.CancelledError):
            audiorender.render(
                desk.path / "tides.script.md", session=session, settings=desk.path, output=desk.path, cancel=cancel
            )
        assert all(future.cancelled() for future in sent)


@pytest.mark.parametrize("stays", [{"at_once": 3}, {"paid": True}])
def test_what_waits_for_a_server_is_said_here(elsewhere: Elsewhere, stays: dict[str, Any]) -> None:
    from audiorender.tts.engines import tone

    with ThreadPoolExecutor(1) as threads:
        here = speakers.InThreads(threads)
        both = sending.Speakers(elsewhere, here)
        utterance = Utterance("A word.", "tone", (("pitch", 330),), **stays)
        both.begin(tone.ToneEngine(1), utterance, "ab" * 20, None).result(30)
        here.close(wait=True)
    assert elsewhere.jobs == []
    assert both.at_once(utterance) == (3 if "at_once" in stays else speakers.AHEAD)
