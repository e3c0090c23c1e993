"""Whoever watches is told of every step, one call at a time, and may end the work."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from audiorender.errors import CancelledError
from audiorender.watch import Progress, Stage, Tracker


def test_steps_are_counted_and_audio_with_them() -> None:
    told: list[Progress] = []
    tracker = Tracker(told.append)
    tracker.advance(5)  # before any stage there is nothing to tell of
    tracker.begin(Stage.SPEAKING, 2, "a talk")
    tracker.advance(48)
    tracker.advance(2)
    assert told == [
        Progress(Stage.SPEAKING, 0, 2, 0, "a talk"),
        Progress(Stage.SPEAKING, 1, 2, 48, "a talk"),
        Progress(Stage.SPEAKING, 2, 2, 50, "a talk"),
    ]


def test_a_stage_of_samples_counts_samples() -> None:
    told: list[Progress] = []
    tracker = Tracker(told.append)
    tracker.begin(Stage.ENCODING, 100)
    tracker.advance(60)
    tracker.advance()
    assert [(each.done, each.total) for each in told] == [(0, 100), (60, 100)]


def test_from_many_threads_one_call_comes_after_the_other() -> None:
    told: list[int] = []
    tracker = Tracker(lambda progress: told.append(progress.done))
    tracker.begin(Stage.SPEAKING, 500)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: tracker.advance(), range(500)))
    assert told == list(range(501))


def test_a_set_cancel_ends_the_work_at_its_next_step() -> None:
    cancel = Event()
    tracker = Tracker(cancel=cancel)
    tracker.begin(Stage.SPEAKING, 2)
    tracker.advance()
    cancel.set()
    with pytest.raises(CancelledError):
        tracker.advance()
    with pytest.raises(CancelledError):
        tracker.begin(Stage.LAYING_OUT)


def test_stages_are_logged_and_nothing_is_printed(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG, "audiorender"):
        Tracker().begin(Stage.ENCODING, 10, "opus")
    assert [(record.name, record.getMessage()) for record in caplog.records] == [("audiorender", "encoding opus")]
    assert capsys.readouterr() == ("", "")
