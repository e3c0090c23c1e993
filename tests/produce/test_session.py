"""Everything that was opened is closed, whatever happened between."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from desk import Desk

import audiorender
from audiorender.errors import OutputError, UsageError
from audiorender.produce import session as room
from audiorender.store.upkeep import usage


@dataclass
class Fake:
    """An engine that knows how many workers it has and whether it was closed."""

    name: str
    workers: int
    version: str = "fake 1"
    closed: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Fake]:
    engines: list[Fake] = []

    def open_engine(name: str, *, workers: int) -> Fake:
        engines.append(Fake(name, workers))
        return engines[-1]

    monkeypatch.setattr(room, "open_engine", open_engine)
    return engines


def test_an_engine_opens_when_it_is_asked_for_and_once(desk: Desk, opened: list[Fake]) -> None:
    with desk.session(jobs=3) as session:
        assert opened == []
        assert session.engine("b") is session.engine("b")
        session.engine("a")
        assert [(engine.name, engine.workers) for engine in opened] == [("b", 3), ("a", 3)]


@pytest.mark.parametrize("stop", [None, ValueError, KeyboardInterrupt])
def test_all_is_closed(desk: Desk, opened: list[Fake], stop: type[BaseException] | None) -> None:
    session = desk.session(jobs=2)

    def use() -> None:
        with session:
            session.engine("a")
            session.engine("b")
            if stop:
                raise stop

    if stop:
        with pytest.raises(stop):
            use()
    else:
        use()
    assert all(engine.closed.is_set() for engine in opened)
    with pytest.raises(RuntimeError):
        session.executor.submit(int)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("audiorender")]


def test_jobs_that_wait_are_dropped_and_those_under_way_end_with_their_engine(desk: Desk, opened: list[Fake]) -> None:
    ran: list[bool] = []
    with desk.session(jobs=1) as session:
        engine = session.engine("a")
        under_way = session.executor.submit(opened[0].closed.wait, 30)
        dropped = session.executor.submit(ran.append, True)
    assert engine.name == "a"
    assert under_way.result() is True
    assert dropped.cancelled()
    assert ran == []


def test_samples_are_those_of_the_clip(rendered: Desk, episode: audiorender.Episode) -> None:
    with rendered.session() as session:
        samples = session.sounds.samples(episode.report.clips[0].key)
        assert samples.dtype == np.int16
        assert samples.any()
        with pytest.raises(OutputError, match=r"a clip vanished from the cache .*; run again"):
            session.sounds.samples("0" * 40)


def test_a_session_ends_with_a_cache_below_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIORENDER_CACHE_LIMIT", "1")
    with audiorender.Session(cache=tmp_path) as session:
        for number in range(3):
            session.store.put("clip", f"{number:040x}", bytes(450_000))
    assert usage(session.store.root)["clip"].entries == 2
    monkeypatch.setenv("AUDIORENDER_CACHE_LIMIT", "much")
    with pytest.raises(UsageError, match="a whole number of MB, not 'much'"):
        audiorender.Session(cache=tmp_path)
