"""Files listened to from their first sample to their last, side by side on all cores."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from audiorender.audio.decode import decode
from audiorender.audio.hearing import Heard, Hearing
from audiorender.errors import ToolError
from audiorender.model import RATE
from audiorender.publish.check.found import Found
from audiorender.watch import Stage, Tracker

_LONGER = 60 * RATE
"""Samples beyond what a file tells after which nobody goes on to decode it."""


def hear_all(files: Mapping[Path, Found], tracker: Tracker) -> dict[Path, Heard | ToolError]:
    """What is heard of each file, in one pass, or why it cannot be decoded. Stopped, it ends within a block."""
    if not files:
        return {}
    names = ", ".join(sorted({path.stem for path in files}))
    tracker.begin(Stage.LISTENING, sum(map(_samples, files.values())), names)
    stopped = Event()
    with ThreadPoolExecutor(os.cpu_count(), "listening") as executor:
        hearing = {path: executor.submit(_heard, path, found, tracker, stopped) for path, found in files.items()}
        try:
            return {path: future.result() for path, future in hearing.items()}
        finally:
            stopped.set()


def _heard(path: Path, found: Found, tracker: Tracker, stopped: Event) -> Heard | ToolError:
    """What is heard of one; it is heard in part, and nobody asks, where all is `stopped`."""
    channels, samples = min(found.channels, 2), 0
    hearing = Hearing(channels)
    try:
        for block in () if stopped.is_set() else decode(path, channels):
            hearing.process(block)
            samples += block.shape[1]
            tracker.advance(block.shape[1])
            if stopped.is_set() or samples > _samples(found) + _LONGER:
                break
    except ToolError as error:
        return error
    return hearing.result()


def _samples(found: Found) -> int:
    """As many as the file tells."""
    return found.length * RATE // 1000
