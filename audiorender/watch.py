"""How the work goes on: told to whoever watches, as values, from any thread; and how to stop it.

A watch is anything that can be called with a `Progress`. What it raises ends the work, and so does a set `cancel`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock
from typing import Protocol

from audiorender.errors import CancelledError

LOG = logging.getLogger("audiorender")
"""The one logger: stages and notes. It is silent unless the caller has set up `logging`."""

LOG.addHandler(logging.NullHandler())


class Stage(StrEnum):
    """What is being done; in brackets what is counted, where it can be counted."""

    READING = "reading"
    SPEAKING = "speaking"
    """(Clips.)"""
    KEEPING = "waiting for what is paid for; stop again to end at once"
    """Utterances under way of an engine that costs money, when we were stopped (clips)."""
    HEARING = "hearing"
    """Clips, by a recogniser (clips)."""
    LAYING_OUT = "laying out"
    ENCODING_PIECES = "encoding in pieces"
    """An MP3 (pieces)."""
    ENCODING = "encoding"
    """All other formats (samples)."""
    MEASURING = "measuring"
    """What was encoded (samples)."""
    WRITING = "writing"
    LISTENING = "listening to"
    """Files that are checked (samples)."""
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
    """So much is done: `done` steps of `total` (None if not known), and `samples` of audio with them.

    A stage begins with `done` 0. `about` names what is worked on, such as a file or a format.
    """

    stage: Stage
    done: int = 0
    total: int | None = None
    samples: int = 0
    about: str = ""


class Watch(Protocol):
    """Who is told how the work goes on: one call at a time, from whatever thread."""

    def __call__(self, progress: Progress, /) -> None:
        """Take note of it, quickly."""


class Tracker:
    """Counts what is done, and tells a `watch`. The work calls it from any thread.

    `begin` and `advance` raise CancelledError as soon as `cancel` is set.
    """

    def __init__(self, watch: Watch | None = None, cancel: Event | None = None) -> None:
        self._watch, self._cancel = watch, cancel
        self._lock = Lock()
        self._now: Progress | None = None

    def begin(self, stage: Stage, total: int | None = None, about: str = "") -> None:
        """A stage begins: of `total` steps, or samples where the stage is counted in them."""
        LOG.debug("%s %s", stage, about)
        with self._lock:
            self._tell(Progress(stage, 0, total, 0, about))

    def advance(self, samples: int = 0) -> None:
        """One step is done, and `samples` of audio with it."""
        with self._lock:
            now = self._now
            if now is not None and (step := samples if now.stage.in_samples else 1):
                self._tell(Progress(now.stage, now.done + step, now.total, now.samples + samples, now.about))

    def tell(self, stage: Stage, total: int, done: int = 0) -> None:
        """Tell how far a stage is that comes after we were stopped; it raises nothing of its own."""
        with self._lock:
            self._now = Progress(stage, done, total)
            if self._watch is not None:
                self._watch(self._now)

    def check(self) -> None:
        """Raise CancelledError where the work is to stop."""
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError("stopped", hint="clips and pieces made so far are kept for the next run")

    def _tell(self, progress: Progress) -> None:
        self.check()
        self._now = progress
        if self._watch is not None:
            self._watch(progress)
