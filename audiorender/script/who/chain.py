"""A chain of units, each said by the one who asks or the one who answers: how likely is each, given all the evidence?

The forward-backward algorithm (Rabiner 1989, section III) for two states, with log-odds as potentials.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log1p


def posteriors(leanings: Sequence[float], links: Sequence[float]) -> list[float]:
    """The probability, for each unit, that the one who asks says it.

    `leanings` are log-odds in favour of the one who asks; `links[i]` are log-odds that unit i has the same speaker as
    unit i - 1 (`links[0]` is not used). Takes linear time.
    """
    count = len(leanings)
    forward, backward = [0.0] * count, [0.0] * count
    for i in range(count):
        forward[i] = leanings[i] + (_pass(forward[i - 1], links[i]) if i else 0.0)
    for i in range(count - 2, -1, -1):
        backward[i] = _pass(leanings[i + 1] + backward[i + 1], links[i + 1])
    return [_probability(forward[i] + backward[i]) for i in range(count)]


def _pass(odds: float, link: float) -> float:
    """Log-odds `odds` passed along a link: zero if the link says nothing, and never stronger than they were."""
    return _soft(odds + link) - link - _soft(odds - link)  # log((e^(odds + link) + 1) / (e^odds + e^link))


def _soft(x: float) -> float:
    """log(1 + e^x), safe for any x."""
    return x + log1p(exp(-x)) if x > 0 else log1p(exp(x))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0
