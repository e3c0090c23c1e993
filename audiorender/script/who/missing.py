"""Signs that a document which labels its speakers lacks some of the labels, and what is uncertain then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script.labels.forms.inner import unread_labels
from audiorender.script.units.unit import Unit
from audiorender.script.units.unlabelled import line_of_answer

_LONG_END = 4
_ASKS_AND_GOES_ON = expression(rf"[?？][{CLOSE_QUOTES})\]]*\s+(?=[^\W\d_a-z]|[\"“«])")
_FEWEST_ASKED = 3
_HABIT = 0.3
"""The share of units with labels of their own, from the first to the last, that makes labels a habit."""
_FEWEST_UNREAD = 2
_REPEATS = 0.2
"""From this share of repeated labels on, a label does not mean that somebody else has spoken in between."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Where labels seem to be missing: positions of units.

    `between` are those without a label of their own between two labels of one person, who would not need the second if
    nobody else had spoken, and those after the last label, if there are far more of them. `closing` are the labels that
    follow the former. `unlabelled` are all those without a label of their own, and those that may hold more than one
    person's words, if anything shows that labels are missing. A question in a typeface of its own needs no label.
    """

    between: frozenset[int] = frozenset()
    closing: frozenset[int] = frozenset()
    unlabelled: frozenset[int] = frozenset()


def missing_labels(units: Sequence[Unit]) -> Missing:
    """Where labels seem to be missing in `units`, if at least two people have labels."""
    found = _between_labels(units)
    return replace(found, unlabelled=found.unlabelled | _talk_below_the_last_label(units))


def _talk_below_the_last_label(units: Sequence[Unit]) -> frozenset[int]:
    """The last unit with a label and all below, if it asks and goes on far more often than any: labels are missing."""
    asked = {i: len(_ASKS_AND_GOES_ON.findall(unit.text)) for i, unit in enumerate(units) if unit.label}
    last = max(asked, default=0)
    most = max((count for i, count in asked.items() if i != last), default=0)
    return frozenset(range(last, len(units)) if asked and asked[last] >= max(_FEWEST_ASKED, 2 * most) else ())


def _between_labels(units: Sequence[Unit]) -> Missing:
    own = [i for i, unit in enumerate(units) if has_own_label(units, i)]
    keys = [unit.label.key for i in own if (unit := units[i]).label]
    asked = {i for i, unit in enumerate(units) if unit.asks and unit.form != "plain text"}
    if len(set(keys)) < 2 or len(own) < _HABIT * (own[-1] - own[0]):
        return Missing(unlabelled=_end_without_labels(units, own, asked) if own else frozenset())
    again = [(a, b) for (a, b), (one, other) in zip(pairwise(own), pairwise(keys), strict=True) if one == other]
    repeats = [a for a, b in again if b == a + 1]
    joined = [i for i in repeats if line_of_answer(units[i])]
    gaps = [(a, b) for a, b in again if b > a + 1 and asked.isdisjoint(range(a, b))]
    if len(repeats) >= _REPEATS * len(own):
        gaps, repeats = [], []
    between = {i for a, b in gaps for i in range(a + 1, b)} | _end_without_labels(units, own, asked)
    joined += [i for i in repeats if len(units[i].lines) > 1 or ("?" in units[i].text and not units[i].asks)]
    told = asked.union(own)
    rest = [i for i in range(len(units)) if i not in told]
    if between or joined or any(_answers(units, i) for i in rest):
        held = set(joined)
        rest += [i for i in own if i in held or line_of_answer(units[i])]
        return Missing(frozenset(between), frozenset(b for _, b in gaps), frozenset(rest))
    return Missing()


def _end_without_labels(units: Sequence[Unit], own: Sequence[int], asked: Collection[int]) -> frozenset[int]:
    """The units after the last label, if there are far more than after any other, and no questions set apart."""
    end = frozenset(range(own[-1] + 1, len(units)))
    longest = max((b - a - 1 for a, b in pairwise(own)), default=0)
    return end if len(end) >= max(_LONG_END, 2 * longest + 1) and end.isdisjoint(asked) else frozenset()


def has_own_label(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` has a label that is not only carried on from the unit before."""
    label = units[i].label
    return label is not None and not (i and units[i - 1].label is label)


def _answers(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` follows a question and asks nothing, in the same form."""
    unit, before = units[i], units[i - 1] if i else None
    return before is not None and before.asks and not unit.asks and unit.form == before.form


def beside_unread_labels(units: Sequence[Unit]) -> frozenset[int]:
    """The units in which labels seem to have been taken for speech, if several have, and all without a label."""
    unread = {i: found for i, unit in enumerate(units) if (found := unread_labels(unit.text))}
    if sum(map(len, unread.values())) < _FEWEST_UNREAD:
        return frozenset()
    return frozenset(unread) | {i for i, unit in enumerate(units) if not unit.label}
