"""The dumb loop: every clip that sounds in a block, times its gain, added up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from audiorender.mixer.master import CONTEXT, STEP, Master, master
from audiorender.model import Envelope, Timeline

Read = Callable[[str], NDArray[np.int16]]
"""The samples of a clip, by its key."""

_FULL_SCALE = 32768


class Mixer:
    """A timeline's sound, block by block in any order. Holds the clips of the last block, so that each is read once."""

    def __init__(self, timeline: Timeline, read: Read) -> None:
        self._timeline = timeline
        self._read = read
        self._starts = [placement.start for placement in timeline.placements]
        self._ended = list(accumulate((placement.end for placement in timeline.placements), max))
        self._clips: dict[str, NDArray[np.int16]] = {}

    def mixed(self, start: int, frames: int) -> NDArray[np.float32]:
        """Samples `start`..`start + frames` before mastering, as (channels, frames); silence beyond either end."""
        block = np.zeros((self._timeline.channels, frames), np.float32)
        first = bisect_right(self._ended, start)
        last = bisect_left(self._starts, start + frames)
        sounding = self._timeline.placements[first:last]
        self._clips = {key: clip for key, clip in self._clips.items() if any(p.source == key for p in sounding)}
        for placement in sounding:
            overlap = placement.overlap(start, frames)
            if overlap is None:
                continue
            mine, yours = overlap
            if placement.source not in self._clips:
                self._clips[placement.source] = self._read(placement.source)
            sound = self._clips[placement.source][mine].astype(np.float32)
            if placement.envelope:
                sound *= _ramp(placement.envelope, mine.start - placement.offset, len(sound))
            for channel, gain in zip(block, placement.gains, strict=True):
                channel[yours] += sound * np.float32(gain / _FULL_SCALE)
        return block

    def mastered(self, start: int, frames: int, plan: Master) -> NDArray[np.float32]:
        """The same behind gain and limiter: what is encoded, previewed and written."""
        return self.mastered_by(start, frames, (plan,))[0]

    def mastered_by(self, start: int, frames: int, plans: Sequence[Master]) -> list[NDArray[np.float32]]:
        """One mix behind each of several gains and limiters, in their order."""
        early = start % STEP
        whole = -(-(early + frames) // STEP) * STEP
        known = self.mixed(start - early - CONTEXT, whole + 2 * CONTEXT)
        return [master(known, plan)[:, early : early + frames] for plan in plans]


def _ramp(envelope: Envelope, start: int, frames: int) -> NDArray[np.float32]:
    at, gains = zip(*envelope, strict=True)
    return np.asarray(np.interp(np.arange(start, start + frames), at, gains), np.float32)
