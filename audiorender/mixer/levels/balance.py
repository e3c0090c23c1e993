"""How loud each speaker comes out, and how far the music stays below the voices, from the plan's cells alone.

What the limiter takes from a voice is included, so a speaker's level is that in the finished file, to 0.2 LU.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import integrated, lufs
from audiorender.mixer.levels.matching import levels, limiting
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


def balance(timeline: Timeline, clips: Mapping[str, Clip], plan: Master) -> Balance:
    """The balance of an episode mastered with `plan`."""
    total = -(-timeline.frames // CELL)
    limited = np.square(limiting(timeline, clips, plan))
    voices, music = np.zeros((2, total))
    spoken: defaultdict[str, list[list[NDArray[np.float64]]]] = defaultdict(list)
    for placement in timeline.placements:
        here, energy, _ = levels(placement, clips[placement.source], total)
        energy *= limited[here]
        if placement.role is Role.VOICE:
            voices[here] += energy
            if placement.leads or not spoken[placement.speaker]:
                spoken[placement.speaker].append([])
            spoken[placement.speaker][-1].append(energy)
        elif placement.role is not Role.ROOM:
            music[here] += energy
    found = {name: _voice([np.concatenate(clip) for clip in parts], plan.gain) for name, parts in spoken.items()}
    return Balance(found, _least(voices, music))


def _voice(clips: list[NDArray[np.float64]], gain: float) -> Voice:
    each = [_loudness(cells) for cells in clips if len(cells) >= _LEAST]
    heard = [level for level in each if np.isfinite(level)]
    spread = float(np.std(heard)) if len(heard) > 1 else 0.0
    return Voice(_loudness(np.concatenate(clips)) + gain, spread)


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
