"""How loud each speaker comes out, and how far the music stays below the voices, from the plan's cells alone.

What the limiter takes from a voice is included, so a speaker's level is that in the finished file, to 0.2 LU.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import Steps, gated, integrated, lufs
from audiorender.mixer.levels.matching import levels, limiting, peaks
from audiorender.mixer.master import Master
from audiorender.model import CELL, RATE, Clip, Role, Timeline

WINDOW = 3 * RATE // CELL
"""Cells (3 s) over which music is compared with voices: the short-term window of EBU Tech 3341."""

_SPOKEN = 0.5  # of a window; with less speech in it, music is beside a voice and not under it
_AUDIBLE = 1e-8  # K-weighted energy (-80 LUFS) below which a cell is silent
_LEAST = 100  # cells (0.4 s) needed to measure loudness


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker's integrated loudness in LUFS, and the standard deviation of their paragraphs' loudness in LU."""

    loudness: float
    spread: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Each speaker who is heard; `over_music` is the smallest distance of voices above music in LU, or None."""

    voices: Mapping[str, Voice]
    over_music: float | None


def balance(timeline: Timeline, clips: Mapping[str, Clip], plan: Master, loss: float = 0.0) -> Balance:
    """The balance of an episode mastered with `plan`, after an encoder that lowers its level by `loss` dB."""
    peak = peaks(timeline, clips)
    beside = any(placement.role not in {Role.VOICE, Role.ROOM} for placement in timeline.placements)
    voices, music = np.zeros((2, len(peak) if beside else 0))
    spoken: defaultdict[str, _Speech] = defaultdict(_Speech)
    for placement in timeline.placements:
        if placement.role is Role.ROOM:
            continue
        here, energy, _ = levels(placement, clips[placement.source], len(peak))
        energy *= np.square(limiting(peak, here, plan))
        if placement.role is Role.VOICE:
            spoken[placement.speaker].add(energy, leads=placement.leads)
        if beside:
            (voices if placement.role is Role.VOICE else music)[here] += energy
    found = {name: speech.voice(plan.gain - loss) for name, speech in spoken.items()}
    return Balance(found, _least(voices, music))


class _Speech:
    """What a speaker says, clip after clip; of all cells together no more than the energy of each 100 ms is kept."""

    def __init__(self) -> None:
        self._steps = Steps()
        self._begin: NDArray[np.float64] = np.zeros(0)
        self._clip: list[NDArray[np.float64]] = []
        self._levels: list[float] = []

    def add(self, energy: NDArray[np.float64], *, leads: bool) -> None:
        """Take the next cells, which belong to the same clip as those before unless they lead."""
        if leads:
            self._end()
        self._clip.append(energy)

    def voice(self, gain: float) -> Voice:
        """What was taken, raised by `gain` dB."""
        self._end()
        heard = [level for level in self._levels if np.isfinite(level)]
        spread = float(np.std(heard)) if len(heard) > 1 else 0.0
        short = len(self._begin) < _LEAST
        return Voice((_loudness(self._begin) if short else gated(self._steps.whole())) + gain, spread)

    def _end(self) -> None:
        if not self._clip:
            return
        cells = np.concatenate(self._clip)
        self._clip.clear()
        self._steps.add(cells)
        if len(self._begin) < _LEAST:
            self._begin = np.concatenate((self._begin, cells))
        if len(cells) >= _LEAST:
            self._levels.append(_loudness(cells))


def _loudness(cells: NDArray[np.float64]) -> float:
    return integrated(np.resize(cells, max(len(cells), _LEAST)))


def _least(voices: NDArray[np.float64], music: NDArray[np.float64]) -> float | None:
    """The smallest distance between voices and music in any window that is mostly speech."""
    if not music.any() or len(voices) < WINDOW:
        return None
    said = voices > _AUDIBLE
    kernel = np.ones(WINDOW)
    count = np.convolve(said, kernel, "valid")[:: WINDOW // 30]
    loud = np.convolve(voices, kernel, "valid")[:: WINDOW // 30]
    under = np.convolve(np.where(said, music, 0.0), kernel, "valid")[:: WINDOW // 30]
    mostly = (count >= _SPOKEN * WINDOW) & (under > _AUDIBLE * count)
    if not mostly.any():
        return None
    return float(min(lufs(a) - lufs(b) for a, b in zip(loud[mostly], under[mostly], strict=True)))
