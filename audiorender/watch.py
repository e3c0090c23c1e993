"""Progress reports to the caller, as values, from any thread; and cancellation.

A watch is any callable that takes a `Progress`. An exception that it raises ends the work, and so does setting
`cancel`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock
from typing import Protocol

from audiorender.errors import CancelledError

LOG = logging.getLogger("audiorender")
"""The only logger: stages and notes. It is silent unless the caller has configured `logging`."""

LOG.addHandler(logging.NullHandler())


class Stage(StrEnum):
    """The stages of the work. The unit in which a stage is counted, if it is, is in brackets."""

    READING = "reading"
    SPEAKING = "speaking"
    """(Clips.)"""
    KEEPING = "waiting for results already paid for; stop again to end at once"
    """Utterances in progress at an engine that costs money, after a stop was requested (clips)."""
    HEARING = "hearing"
    """Checking clips with a recogniser (clips)."""
    LAYING_OUT = "laying out"
    ENCODING_PIECES = "encoding in pieces"
    """An MP3 (pieces)."""
    ENCODING = "encoding"
    """All other formats (samples)."""
    MEASURING = "measuring"
    """Measuring what was encoded (samples)."""
    WRITING = "writing"
    LISTENING = "listening to"
    """Files being checked (samples)."""
    FETCHING = "fetching"
    """A voice or model (megabytes)."""
    COPYING = "copying"
    """The files of a voice or model."""

    @property
    def in_samples(self) -> bool:
        """Whether `Progress.done` and `total` are samples of audio."""
        return self in {Stage.ENCODING, Stage.MEASURING, Stage.LISTENING}


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` steps of `total` (None if not known) are finished, and with them `samples` of audio.

    A stage begins with `done` 0. `about` names what is being worked on, such as a file or a format.
    """

    stage: Stage
    done: int = 0
    total: int | None = None
    samples: int = 0
    about: str = ""


class Watch(Protocol):
    """The caller's progress callback. It is called from any thread, but never from two at once."""

    def __call__(self, progress: Progress, /) -> None:
        """Handle a progress report; return quickly."""


class Tracker:
    """Counts progress and reports it to a `watch`. The work calls it from any thread.

    `begin` and `advance` raise CancelledError once `cancel` is set.
    """

    def __init__(self, watch: Watch | None = None, cancel: Event | None = None) -> None:
        self._watch, self._cancel = watch, cancel
        self._lock = Lock()
        self._now: Progress | None = None

    def begin(self, stage: Stage, total: int | None = None, about: str = "") -> None:
        """Begin a stage of `total` steps, or samples if the stage is counted in them."""
        LOG.debug("%s %s", stage, about)
        with self._lock:
            self._tell(Progress(stage, 0, total, 0, about))

    def advance(self, samples: int = 0) -> None:
        """Finish one step, with `samples` of audio."""
        with self._lock:
            now = self._now
            if now is not None and (step := samples if now.stage.in_samples else 1):
                self._tell(Progress(now.stage, now.done + step, now.total, now.samples + samples, now.about))

    def tell(self, stage: Stage, total: int, done: int = 0) -> None:
        """Report the progress of a stage that runs after cancellation; it raises nothing of its own."""
        with self._lock:
            self._now = Progress(stage, done, total)
            if self._watch is not None:
                self._watch(self._now)

    def check(self) -> None:
        """Raise CancelledError if the work is to stop."""
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError("stopped", hint="clips and pieces made so far are kept for the next run")

    def _tell(self, progress: Progress) -> None:
        self.check()
        self._now = progress
        if self._watch is not None:
            self._watch(progress)
