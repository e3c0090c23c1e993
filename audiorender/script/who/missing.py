"""Signs that a document which labels its speakers lacks some of the labels, and what is uncertain then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.script.units.unit import Unit

_FEWEST_LABELS = 3
_REPEATS = 0.2
"""From this share of repeated labels on, a label does not mean that somebody else has spoken in between."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Where labels seem to be missing: positions of units.

    `between` are those without a label of their own between two labels of one person, who would not need the second if
    nobody else had spoken. `unlabelled` are all those without a label of their own, if anything shows that labels are
    missing. A question in a typeface of its own needs no label. `closing` are the labels that follow `between`.
    """

    between: frozenset[int] = frozenset()
    closing: frozenset[int] = frozenset()
    unlabelled: frozenset[int] = frozenset()


def missing_labels(units: Sequence[Unit]) -> Missing:
    """Where labels seem to be missing in `units`, if at least two people have labels."""
    own = [i for i, unit in enumerate(units) if has_own_label(units, i)]
    keys = [unit.label.key for i in own if (unit := units[i]).label]
    if len(own) < _FEWEST_LABELS or len(set(keys)) < 2:
        return Missing()
    again = [(a, b) for (a, b), (one, other) in zip(pairwise(own), pairwise(keys), strict=True) if one == other]
    repeats = sum(b == a + 1 for a, b in again)
    asked = {i for i, unit in enumerate(units) if unit.asks and unit.form != "plain text"}
    gaps = [(a, b) for a, b in again if b > a + 1 and repeats < _REPEATS * len(own) and asked.isdisjoint(range(a, b))]
    between = {i for a, b in gaps for i in range(a + 1, b)}
    rest = [i for i in range(len(units)) if i not in set(own) | asked]
    signs = len(gaps) + sum(_answers(units, i) for i in rest)
    return Missing(frozenset(between), frozenset(b for _, b in gaps), frozenset(rest if signs else ()))


def has_own_label(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` has a label that is not only carried on from the unit before."""
    label = units[i].label
    return label is not None and not (i and units[i - 1].label is label)


def _answers(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` follows a question and asks nothing, in the same form."""
    unit, before = units[i], units[i - 1] if i else None
    return before is not None and before.asks and not unit.asks and unit.form == before.form
