"""Everything that was opened is closed, whatever happened between."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest
from desk import Desk

from audiorender import build
from audiorender.build import studio as room
from audiorender.build.studio import Studio
from audiorender.errors import OutputError


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
    with Studio(desk.request(jobs=3)) as studio:
        assert opened == []
        assert studio.versions() == {}
        assert studio.engine("b") is studio.engine("b")
        studio.engine("a")
        assert [(engine.name, engine.workers) for engine in opened] == [("b", 3), ("a", 3)]
        assert studio.versions() == {"a": "fake 1", "b": "fake 1"}


@pytest.mark.parametrize("stop", [None, ValueError, KeyboardInterrupt])
def test_all_is_closed(desk: Desk, opened: list[Fake], stop: type[BaseException] | None) -> None:
    studio = Studio(desk.request(jobs=2))

    def use() -> None:
        with studio:
            studio.engine("a")
            studio.engine("b")
            if stop:
                raise stop

    if stop:
        with pytest.raises(stop):
            use()
    else:
        use()
    assert all(engine.closed.is_set() for engine in opened)
    with pytest.raises(RuntimeError):
        studio.executor.submit(int)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("audiorender")]


def test_jobs_that_wait_are_dropped_and_those_under_way_end_with_their_engine(desk: Desk, opened: list[Fake]) -> None:
    ran: list[bool] = []
    with Studio(desk.request(jobs=1)) as studio:
        engine = studio.engine("a")
        under_way = studio.executor.submit(opened[0].closed.wait, 30)
        dropped = studio.executor.submit(ran.append, True)
    assert engine.name == "a"
    assert under_way.result() is True
    assert dropped.cancelled()
    assert ran == []


def test_samples_are_those_of_the_clip(rendered: Desk, episode: build.Episode) -> None:
    with Studio(rendered.request()) as studio:
        samples = studio.samples(episode.report["clips"][0]["key"])
        assert samples.dtype == np.int16
        assert samples.any()
        with pytest.raises(OutputError, match=r"a clip has vanished from the cache .*; run again"):
            studio.samples("0" * 40)
