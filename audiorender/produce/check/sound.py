"""Listen to files from start to end, in parallel on all cores."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from audiorender.audio.analysis import Analyser, Analysis
from audiorender.audio.decode import decode
from audiorender.errors import ToolError
from audiorender.model import RATE
from audiorender.publish.check.found import Found
from audiorender.watch import Stage, Tracker

_LONGER = 60 * RATE
"""How many samples beyond a file's claimed length are decoded at most."""


def hear_all(files: Mapping[Path, Found], tracker: Tracker) -> dict[Path, Analysis | ToolError]:
    """The measurements of each file, in one pass, or why it cannot be decoded. When stopped, it ends within a block."""
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


def _heard(path: Path, found: Found, tracker: Tracker, stopped: Event) -> Analysis | ToolError:
    """The measurements of one file; partial, and not used, if all are `stopped`."""
    channels, samples = min(found.channels, 2), 0
    analyser = Analyser(channels)
    try:
        for block in () if stopped.is_set() else decode(path, channels):
            analyser.process(block)
            samples += block.shape[1]
            tracker.advance(block.shape[1])
            if stopped.is_set() or samples > _samples(found) + _LONGER:
                break
    except ToolError as error:
        return error
    return analyser.result()


def _samples(found: Found) -> int:
    """As many samples as the file claims."""
    return found.length * RATE // 1000
