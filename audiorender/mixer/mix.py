"""The simple loop: every clip heard in a block, times its gain, added up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audiorender.mixer.master import CONTEXT, STEP, Master, master
from audiorender.model import Envelope, Timeline

Read = Callable[[str], NDArray[np.int16]]
"""Returns the samples of a clip by its key, or those of a recording's chunk as (samples, 2)."""

_FULL_SCALE = 32768


class Mixer:
    """A timeline's audio, block by block in any order. It keeps the clips of the last block, so that each is read
    once."""

    def __init__(self, timeline: Timeline, read: Read) -> None:
        self._timeline = timeline
        self._read = read
        self._clips: dict[str, NDArray[np.int16]] = {}

    def mixed(self, start: int, frames: int) -> NDArray[np.float32]:
        """Samples `start`..`start + frames` before mastering, as (channels, frames); silence beyond either end."""
        block = np.zeros((self._timeline.channels, frames), np.float32)
        sounding = self._timeline.near(start, start + frames)
        sources = {placement.source for placement in sounding}
        self._clips = {key: clip for key, clip in self._clips.items() if key in sources}
        for placement in sounding:
            overlap = placement.overlap(start, frames)
            if overlap is None:
                continue
            mine, yours = overlap
            if placement.source not in self._clips:
                self._clips[placement.source] = self._read(placement.source)
            sound = _channels(self._clips[placement.source][mine], self._timeline.channels)
            if placement.envelope:
                sound *= _ramp(placement.envelope, mine.start - placement.offset, sound.shape[1])
            for channel, gain, samples in zip(block, placement.gains, _each(sound, len(block)), strict=True):
                channel[yours] += samples * np.float32(gain / _FULL_SCALE)
        return block

    def mastered(self, start: int, frames: int, plan: Master) -> NDArray[np.float32]:
        """The same after gain and limiter: what is encoded, previewed and written."""
        return self.mastered_by(start, frames, (plan,))[0]

    def mastered_by(self, start: int, frames: int, plans: Sequence[Master]) -> list[NDArray[np.float32]]:
        """One mix mastered with each of several plans, in order."""
        early = start % STEP
        whole = -(-(early + frames) // STEP) * STEP
        known = self.mixed(start - early - CONTEXT, whole + 2 * CONTEXT)
        return [master(known, plan)[:, early : early + frames] for plan in plans]


def _channels(samples: NDArray[np.int16], channels: int) -> NDArray[np.float32]:
    """Samples as (1, n), or (2, n) if both are stereo: in a mono episode, a stereo recording becomes the mean of
    both."""
    if samples.ndim == 1:
        return samples.astype(np.float32)[np.newaxis]
    stereo = samples.T.astype(np.float32, order="C")
    return stereo if channels == 2 else stereo.mean(axis=0, keepdims=True, dtype=np.float32)


def _each(sound: NDArray[np.float32], channels: int) -> Iterator[NDArray[np.float32]]:
    """The sound for each channel of the episode: a voice is in all of them."""
    return (sound[min(number, len(sound) - 1)] for number in range(channels))


def _ramp(envelope: Envelope, start: int, frames: int) -> NDArray[np.float32] | np.float32:
    """The gain of each sample, or one gain for all where the curve is constant, as in most blocks."""
    at, gains = zip(*envelope, strict=True)
    first, last = bisect_right(at, start) - 1, bisect_left(at, start + frames - 1)
    passed = gains[max(first, 0) : last + 1]
    if passed.count(passed[0]) == len(passed):
        return np.float32(passed[0])
    ramp = np.empty(frames, np.float32)
    for begin, end in pairwise((start, *at[first + 1 : last], start + frames)):
        node = bisect_right(at, begin) - 1
        near = slice(max(node, 0), node + 2)
        level, *after = gains[near]
        flat = after in ([], [level])
        ramp[begin - start : end - start] = level if flat else np.interp(np.arange(begin, end), at[near], gains[near])
    return ramp
