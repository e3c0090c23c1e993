"""Gain curves for music: fades, and ducking that starts before a voice does.

Voice positions are known when planning, so a bed is not ducked by a side-chain, which would react too late: its gain is
a curve in the plan, which looks ahead and can be tested.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from audiorender.audio.loudness import amplitude
from audiorender.model import RATE, Envelope

Curve = Sequence[tuple[int, float]]
"""(sample of the episode, linear gain), ascending; linear in between, and constant before and after."""

Span = tuple[int, int]
"""Samples of the episode, the second excluded."""

AHEAD = RATE * 120 // 1000
"""Samples before a voice by which music is down, so that the first consonant is heard."""

DOWN = RATE * 450 // 1000
"""Samples that music takes to go down."""

UP = RATE * 900 // 1000
"""Samples that it takes to come up again: slower, so that nobody notices."""

HELD = RATE * 300 // 1000
"""Samples after a voice during which music stays down, while the last syllable dies away."""

APART = 2 * RATE
"""Shorter silences are bridged: music that pumps in every pause is worse than none."""

_PARTS = 8  # straight lines per ramp


def talk(voices: Iterable[Span]) -> list[Span]:
    """The stretches of speech; gaps shorter than `APART` are part of them."""
    found: list[Span] = []
    for start, end in sorted(voices):
        if found and start - found[-1][1] < APART:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def ducked(stretches: Iterable[Span], under: float, alone: float) -> list[tuple[int, float]]:
    """The curve of music at `alone` dB where nobody speaks, and at `under` dB in stretches of speech."""
    curve: list[tuple[int, float]] = []
    for start, end in stretches:
        down = start - AHEAD
        curve += ramp(down - DOWN, down, alone, under)
        curve += ramp(end + HELD, end + HELD + UP, under, alone)
    return curve or [(0, amplitude(alone))]


def ramp(start: int, end: int, before: float, after: float) -> list[tuple[int, float]]:
    """From one level to another, linear in dB, which is how it is heard."""
    steps = range(_PARTS + 1)
    return [
        (start + (end - start) * step // _PARTS, amplitude(before + (after - before) * step / _PARTS)) for step in steps
    ]


def faded_in(start: int, frames: int) -> list[tuple[int, float]]:
    """From silence, with constant power if something else fades out at the same time."""
    return [(start + frames * n // _PARTS, math.sin(math.pi / 2 * n / _PARTS)) for n in range(_PARTS + 1)]


def faded_out(end: int, frames: int) -> list[tuple[int, float]]:
    """To silence at `end`; the mirror image of `faded_in`."""
    return [(end - frames + frames * n // _PARTS, math.cos(math.pi / 2 * n / _PARTS)) for n in range(_PARTS + 1)]


def gain_at(curve: Curve, sample: int) -> float:
    """The gain at a sample."""
    after = bisect_right(curve, (sample, math.inf))
    if after == 0:
        return curve[0][1]
    if after == len(curve):
        return curve[-1][1]
    (left, low), (right, high) = curve[after - 1], curve[after]
    return low + (high - low) * (sample - left) / (right - left)


def times(one: Curve, other: Curve) -> list[tuple[int, float]]:
    """The product of two curves, exact at the nodes of both and half-way between them."""
    nodes = sorted({at for at, _ in one} | {at for at, _ in other})
    middles = [(a + b) // 2 for a, b in pairwise(nodes) if b - a > 1]
    places = sorted({*nodes, *middles}) if one and other else nodes
    return [(at, gain_at(one, at) * gain_at(other, at)) for at in places]


def within(curve: Curve, start: int, end: int) -> Envelope:
    """The part of a curve from `start` to `end`, relative to `start`, without redundant nodes."""
    inner = [(at - start, gain) for at, gain in curve if start < at < end]
    nodes = [(0, gain_at(curve, start)), *inner, (end - start, gain_at(curve, end))]
    rounded = [_node(at, gain) for at, gain in nodes]
    kept = [rounded[0]]
    for node, following in zip(rounded[1:], [*rounded[2:], None], strict=True):
        if following is None or not kept[-1][1] == node[1] == following[1]:
            kept.append(node)
    return tuple(kept)


@lru_cache(maxsize=4096)
def _node(at: int, gain: float) -> tuple[int, float]:
    """A node of a curve, the same one where equal: the fades of a room's tone are thousands, and all alike."""
    return at, _rounded(gain)


@lru_cache(maxsize=4096)
def _rounded(gain: float) -> float:
    return round(gain, 7)
