"""Planning on two cores: a copy of this process plans every other episode, and sends the outcomes.

Planning is Python code, and a process runs only one thread of that at a time. A copy shares the memory of what has been
loaded, above all of the model that tells languages apart, and needs 25 MB of its own; so there is only one, even on
more than two cores.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from audiorender.produce.many.items import Item, Outcome
from audiorender.produce.session import Session
from audiorender.watch import Stage, Tracker

Numbered = Sequence[tuple[int, Item]]
Work = Callable[[int, Item, Tracker], Outcome]
Copied = Callable[[Numbered, Callable[[Outcome], None]], None]
"""What a copy does: plan these episodes in their order, and hand over each outcome."""

_LEAST = 200
"""Episodes; with fewer, starting a copy takes longer than it saves."""


@contextmanager
def halved(numbered: Numbered, session: Session, here: Work, copied: Copied) -> Iterator[Work]:
    """What plans these episodes, asked in their order: `here`, and for every other one a copy, where that helps.

    If the copy ends too early, the rest is planned here.
    """
    if not _helps(len(numbered), session):
        yield here
        return
    gc.freeze()  # or a search for cycles would write to all that is shared
    receiving, sending = Pipe(duplex=False)
    copy = _start(lambda: copied(numbered[1::2], sending.send), receiving)
    sending.close()
    theirs = {number for number, _ in numbered[1::2]}

    def plan(number: int, item: Item, tracker: Tracker) -> Outcome:
        if number in theirs:
            tracker.begin(Stage.READING, about=item.source)
            try:
                return receiving.recv()  # type: ignore[no-any-return]
            except (EOFError, OSError):
                theirs.clear()
        return here(number, item, tracker)

    try:
        yield plan
    except BaseException:
        os.kill(copy, signal.SIGKILL)  # it writes nothing
        raise
    finally:
        receiving.close()
        os.waitpid(copy, 0)
        gc.unfreeze()


def _helps(episodes: int, session: Session) -> bool:
    """Whether there are enough for two cores, and nothing that a copy lacks: other threads, or other machines."""
    lonely = sys.platform == "linux" and threading.active_count() == 1 and session.alone
    return lonely and session.jobs > 1 and episodes >= _LEAST


def _start(work: Callable[[], None], receiving: Connection) -> int:
    """Start a copy of this process that does `work` and ends, or ends when we do. Returns its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: those left are numpy's, which heed a fork
        copy = os.fork()
    if copy == 0:
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            receiving.close()
            work()
        finally:
            os._exit(0)
    return copy
