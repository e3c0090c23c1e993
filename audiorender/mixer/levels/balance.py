"""How loud each speaker comes out, and how far the music stays below the voices, from the plan's cells alone.

What the limiter takes from a voice is included, so a speaker's level is that in the finished file, to 0.2 LU.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import Steps, amplitude, gated, integrated, lufs
from audiorender.mixer.levels.matching import mixed
from audiorender.mixer.master import Master, gain_curve
from audiorender.model import CELL, Clip, Role, Timeline

WINDOW = 30
"""Steps of 100 ms (3 s) over which music is compared with voices: the short-term window of EBU Tech 3341."""

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
    spoken: defaultdict[str, _Speech] = defaultdict(_Speech)
    beside = any(placement.role in {Role.MUSIC, Role.SOUND} for placement in timeline.placements)
    under = _Under()
    for stretch in mixed(timeline, clips):
        limited = np.square(gain_curve(stretch.peak * amplitude(plan.gain), amplitude(plan.ceiling), CELL))
        voices, music = np.zeros((2, len(stretch.peak)))
        inner = stretch.inner
        for placement, cells, energy in stretch.parts:
            if placement.role is Role.ROOM:
                continue
            heard = energy * limited[cells]
            (voices if placement.role is Role.VOICE else music)[cells] += heard
            first = max(inner.start - cells.start, 0)
            if placement.role is Role.VOICE and first < inner.stop - cells.start:
                begins = placement.leads and cells.start >= inner.start
                spoken[placement.speaker].add(heard[first : inner.stop - cells.start], leads=begins)
        if beside:
            under.add(voices[inner], music[inner])
    return Balance({name: speech.voice(plan.gain - loss) for name, speech in spoken.items()}, under.least())


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


class _Under:
    """Voices and the music under them, cell after cell; of all cells no more than the mean of each 100 ms is kept."""

    def __init__(self) -> None:
        self._said, self._voices, self._music = Steps(), Steps(), Steps()

    def add(self, voices: NDArray[np.float64], music: NDArray[np.float64]) -> None:
        """Take the energies of the next cells."""
        said = voices > _AUDIBLE
        self._said.add(said.astype(np.float64))
        self._voices.add(voices)
        self._music.add(np.where(said, music, 0.0))

    def least(self) -> float | None:
        """The smallest distance between voices and music in any window that is mostly speech, in LU."""
        if len(self._said.whole()) < WINDOW:
            return None
        kernel = np.full(WINDOW, 1 / WINDOW)
        said, loud, under = (
            np.convolve(each.whole(), kernel, "valid") for each in (self._said, self._voices, self._music)
        )
        mostly = (said >= _SPOKEN) & (under > _AUDIBLE * said)
        if not mostly.any():
            return None
        return float(min(lufs(a) - lufs(b) for a, b in zip(loud[mostly], under[mostly], strict=True)))
