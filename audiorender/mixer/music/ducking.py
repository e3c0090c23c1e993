"""Gain over time for music: fades, and getting out of the way of voices before they begin.

Speech positions are known when the plan is made, so a bed is not ducked by a side-chain that hears a voice too late:
its gain is a curve in the plan, which looks ahead, and which a test can read.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from audiorender.audio.loudness import amplitude
from audiorender.model import RATE, Envelope

Curve = Sequence[tuple[int, float]]
"""(sample of the episode, linear gain), ascending; straight lines between, and level before and after them."""

Span = tuple[int, int]
"""Samples of the episode, the second excluded."""

AHEAD = RATE * 120 // 1000
"""Samples before a voice at which music is down: a first consonant is heard."""

DOWN = RATE * 450 // 1000
"""Samples that music takes to go down."""

UP = RATE * 900 // 1000
"""Samples that it takes to come up again: slower, so that nobody notices."""

HELD = RATE * 300 // 1000
"""Samples after a voice for which music stays down: the last syllable dies away."""

APART = 2 * RATE
"""Silences shorter than this are bridged: music that pumps in every pause is worse than none."""

_PARTS = 8  # straight lines that a ramp is made of


def talk(voices: Iterable[Span]) -> list[Span]:
    """The stretches in which somebody speaks, gaps shorter than `APART` being a part of them."""
    found: list[Span] = []
    for start, end in sorted(voices):
        if found and start - found[-1][1] < APART:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def ducked(stretches: Iterable[Span], under: float, alone: float) -> list[tuple[int, float]]:
    """The curve of music that is `alone` dB from full where nobody speaks, and `under` dB in stretches of talk."""
    curve: list[tuple[int, float]] = []
    for start, end in stretches:
        down = start - AHEAD
        curve += ramp(down - DOWN, down, alone, under)
        curve += ramp(end + HELD, end + HELD + UP, under, alone)
    return curve or [(0, amplitude(alone))]


def ramp(start: int, end: int, before: float, after: float) -> list[tuple[int, float]]:
    """From one level in dB to another, even in dB, which is how it is heard."""
    steps = range(_PARTS + 1)
    return [
        (start + (end - start) * step // _PARTS, amplitude(before + (after - before) * step / _PARTS)) for step in steps
    ]


def faded_in(start: int, frames: int) -> list[tuple[int, float]]:
    """From silence, with constant power where something else fades out at the same time."""
    return [(start + frames * n // _PARTS, math.sin(math.pi / 2 * n / _PARTS)) for n in range(_PARTS + 1)]


def faded_out(end: int, frames: int) -> list[tuple[int, float]]:
    """To silence at `end`; the mirror image of `faded_in`."""
    return [(end - frames + frames * n // _PARTS, math.cos(math.pi / 2 * n / _PARTS)) for n in range(_PARTS + 1)]


def gain_at(curve: Curve, sample: int) -> float:
    """The gain at a sample."""
    after = bisect_right(curve, sample, key=lambda node: node[0])
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
    """The part of a curve from `start` to `end`, counted from `start`; without nodes that change nothing."""
    inner = [(at - start, gain) for at, gain in curve if start < at < end]
    nodes = [(0, gain_at(curve, start)), *inner, (end - start, gain_at(curve, end))]
    rounded = [(at, round(gain, 7)) for at, gain in nodes]
    kept = [rounded[0]]
    for node, following in zip(rounded[1:], [*rounded[2:], None], strict=True):
        if following is None or not kept[-1][1] == node[1] == following[1]:
            kept.append(node)
    return tuple(kept)
