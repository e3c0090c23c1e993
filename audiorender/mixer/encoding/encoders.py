"""The interface between those who need pieces and those who encode them, like `tts.synthesis.speakers` for
utterances."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from typing import Protocol

from audiorender.mixer.encoding.cuts import Cut
from audiorender.mixer.encoding.pieces import Piece, Settings, encode_piece
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Read
from audiorender.model import Timeline


class Encoders(Protocol):
    """Encodes pieces, several at a time."""

    def at_once(self) -> int:
        """How many pieces may be in progress together."""

    def begin(self, timeline: Timeline, cut: Cut, plan: Master, settings: Settings, read: Read) -> Future[Piece]:
        """Start encoding a piece; the future raises what `encode_piece` raises."""


class InThreads:
    """Encodes with the threads of `executor`, `jobs` at a time, with as many more waiting."""

    def __init__(self, executor: Executor, jobs: int) -> None:
        self._executor, self._jobs = executor, jobs

    def at_once(self) -> int:
        """As in `Encoders`."""
        return 2 * self._jobs

    def begin(self, timeline: Timeline, cut: Cut, plan: Master, settings: Settings, read: Read) -> Future[Piece]:
        """As in `Encoders`."""
        return self._executor.submit(encode_piece, timeline, cut, plan, settings, read)
