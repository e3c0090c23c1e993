"""Render all episodes of a run, a few at a time, in one session: failures are reported, and the others go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Event, Lock
from typing import Protocol

from audiorender.errors import AudiorenderError, CancelledError
from audiorender.produce.many.copies import Numbered, Work, halved
from audiorender.produce.many.items import Batch, Item, Outcome, Status
from audiorender.produce.render.dryrun import plan_render
from audiorender.produce.render.episode import render_episode
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.watch import LOG, Progress, Tracker

_LOOK = 0.25
"""Seconds between checks whether the caller wants to stop."""

_FIRST = 0.01
"""The share of episodes that is planned before the others are divided, so that both processes have what it loads."""


class WatchAll(Protocol):
    """The caller's callback for many episodes. It is called from any thread, but by one at a time."""

    def __call__(self, number: int, item: Item, progress: Progress | Outcome, /) -> None:
        """Handle it quickly: a step of episode `number` (from 1), or finally its outcome."""


def render_items(
    items: Sequence[Item], session: Session, watch: WatchAll | None, cancel: Event | None, at_once: int | None = None
) -> Batch:
    """Render all of them, `at_once` at a time: while one writes its files, others have their clips and pieces made."""

    def render(number: int, item: Item, tracker: Tracker) -> Outcome:
        episode = render_episode(_request(item), session, tracker)
        fresh = episode.clips_made or episode.pieces_made or episode.files_made
        return Outcome(
            number,
            item.source,
            item.folder,
            Status.MADE if fresh else Status.UNCHANGED,
            episode.summary(),
            episode.timeline.frames,
            len(episode.report.clips),
            episode.clips_made,
            episode.pieces_made,
            tuple(file.file for file in episode.files),
            episode.files_made,
            notes=episode.notes,
        )

    return Batch(_run(enumerate(items, start=1), render, at_once or session.jobs + 1, watch, cancel))


def plan_items(items: Sequence[Item], session: Session, watch: WatchAll | None, cancel: Event | None) -> Batch:
    """Report for all of them, in their order, what rendering would make, without making it."""
    numbered, first = list(enumerate(items, start=1)), int(len(items) * _FIRST)
    here = partial(_plan, session)
    done = _run(numbered[:first], here, 1, watch, cancel)
    with halved(numbered[first:], session, here, partial(_plan_and_send, session)) as plan:
        return Batch((*done, *_run(numbered[first:], plan, 1, watch, cancel)))


def _plan_and_send(session: Session, numbered: Numbered, send: Callable[[Outcome], None]) -> None:
    """Plan these episodes in a copy of the process, which shares no store or engine with the first."""

    def tell(_number: int, _item: Item, news: Progress | Outcome) -> None:
        if isinstance(news, Outcome):
            send(news)

    with Session(cache=session.store.root, jobs=session.jobs) as own:
        _run(numbered, partial(_plan, own), 1, tell, None)


def _plan(session: Session, number: int, item: Item, tracker: Tracker) -> Outcome:
    found = plan_render(_request(item), session, tracker)
    return Outcome(
        number,
        item.source,
        item.folder,
        Status.PLANNED,
        found.summary(),
        found.samples,
        found.clips,
        len(found.stale),
        files=found.files,
        paid=found.costs.characters,
        notes=found.notes,
    )


def _request(item: Item) -> Request:
    return Request(Path(item.source) if "\n" in item.source else item.source, project=item.project, **item.options)


def _run(
    numbered: Iterable[tuple[int, Item]], work: Work, at_once: int, watch: WatchAll | None, cancel: Event | None
) -> tuple[Outcome, ...]:
    """Do `work` for each; when the caller stops us, those in progress may end as a stopped render does."""
    stop, lock = Event(), Lock()
    outcomes: dict[int, Outcome] = {}

    def report(number: int, item: Item, news: Progress | Outcome) -> None:
        if watch is not None:
            with lock:
                watch(number, item, news)

    def one(number: int, item: Item) -> Outcome:
        return work(number, item, Tracker(lambda progress: report(number, item, progress), stop))

    drivers = ThreadPoolExecutor(at_once, "audiorender-episode")
    running: dict[Future[Outcome], tuple[int, Item, float]] = {}
    waiting = iter(numbered)
    try:
        while True:
            if not stop.is_set():
                for number, item in islice(waiting, at_once - len(running)):
                    running[drivers.submit(one, number, item)] = number, item, time.monotonic()
            if not running:
                break
            for future in wait(running, _LOOK, FIRST_COMPLETED).done:
                number, item, begun = running.pop(future)
                outcomes[number] = _outcome(future, number, item, time.monotonic() - begun)
                report(number, item, outcomes[number])
            if cancel is not None and cancel.is_set():
                stop.set()
    except BaseException:
        stop.set()
        wait(running)  # they keep what is paid for; a second stop request does not wait
        raise
    finally:
        drivers.shutdown(wait=not running, cancel_futures=True)
    if stop.is_set():
        raise CancelledError("stopped", hint="what was made so far is kept for the next run")
    return tuple(outcomes[number] for number in sorted(outcomes))


def _outcome(future: Future[Outcome], number: int, item: Item, took: float) -> Outcome:
    """The outcome of an episode; any failure is one line."""
    failure = future.exception()
    if failure is None:
        done = future.result()
        return done if done.took else replace(done, took=took)
    if isinstance(failure, CancelledError):
        return Outcome(number, item.source, item.folder, Status.STOPPED, took=took)
    if not isinstance(failure, AudiorenderError):
        LOG.error("%s", item.source, exc_info=failure)
        message = f"{item.source}: internal error: {type(failure).__name__}: {failure}"
    else:
        message = str(failure)
    if item.source not in message:
        message = f"{item.source}: {message}"
    return Outcome(number, item.source, item.folder, Status.FAILED, took=took, error=message)
