"""A dry run on two cores: the same outcomes in the same order, whatever becomes of the copy."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desk import SCRIPT, Desk

import audiorender
from audiorender.produce.many import copies
from audiorender.produce.many.items import Item, Outcome, Status
from audiorender.settings.project import Project
from audiorender.watch import Tracker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one process plans all")

NUMBERED = [(number, Item(str(number), Project())) for number in range(5, 15)]


def _planned(number: int, item: Item, _tracker: Tracker | None = None) -> Outcome:
    return Outcome(number, item.source, Path(), Status.PLANNED, str(os.getpid()))


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_helps", lambda *_: True)


def test_a_dry_run_is_the_same_on_two_cores(desk: Desk, request: pytest.FixtureRequest) -> None:
    for number in range(6):
        desk.write(f"talks/{number}.script.md", SCRIPT if number != 3 else "")
    told: list[tuple[int, str]] = []

    def planned() -> list[Outcome]:
        with desk.session() as session:
            done = audiorender.render_all(
                desk.path / "talks",
                settings=desk.path,
                session=session,
                dry_run=True,
                watch=lambda number, _item, news: told.append((number, type(news).__name__)),
            )
        return [replace(each, took=0) for each in done.outcomes]

    alone, told_alone = planned(), told.copy()
    told.clear()
    request.getfixturevalue("two_cores")
    assert planned() == alone
    assert told == told_alone
    assert [each.status for each in alone].count(Status.FAILED) == 1


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("lasts", [5, 2, 0])
def test_what_a_copy_leaves_out_is_planned_here(desk: Desk, lasts: int) -> None:
    def copied(numbered: copies.Numbered, send: Callable[[Outcome], None]) -> None:
        for number, item in numbered[:lasts]:
            send(_planned(number, item))

    with desk.session() as session, copies.halved(NUMBERED, session, _planned, copied) as plan:
        done = [plan(number, item, Tracker()) for number, item in NUMBERED]
    assert [each.number for each in done] == list(range(5, 15))
    assert sum(each.summary != str(os.getpid()) for each in done) == lasts


@pytest.mark.usefixtures("two_cores")
def test_a_copy_ends_when_the_run_is_stopped(desk: Desk) -> None:
    began = time.monotonic()
    with (
        desk.session() as session,
        pytest.raises(audiorender.CancelledError),
        copies.halved(NUMBERED, session, _planned, lambda *_: time.sleep(600)),
    ):
        raise audiorender.CancelledError("stopped")
    assert time.monotonic() - began < 300


def test_few_episodes_and_other_threads_need_no_copy(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    with desk.session(jobs=2) as session:
        assert copies._helps(1000, session)
        assert not copies._helps(10, session)
        monkeypatch.setattr(threading, "active_count", lambda: 2)
        assert not copies._helps(1000, session)
    with desk.session(jobs=1) as session:
        assert not copies._helps(1000, session)
