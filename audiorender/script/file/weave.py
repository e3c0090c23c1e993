"""Merges two edits of the same few paragraphs one by one, where neighbouring lines were changed.

A three-way merge by lines gives up if two changes touch. Here each old unit is found again in both edits, by its words
if it was changed, and what was inserted between two units is kept apart from what became of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

_ALIKE = 0.5
"""The share of common words from which one unit counts as an edited form of another."""
_MOST_PAIRS = 10_000

Joined = Callable[[str, str, str], str | None]
"""Merges an old unit and its two edited forms, or returns None if it cannot."""

Likeness = Callable[[str, str], float]
"""How much two units have in common (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What one edit has at its unit `unit` (from 0), and what the other has there; "" means nothing."""

    unit: int
    own: str
    new: str


@dataclass(slots=True)
class _Edit:
    """What became of each old unit (index in `units`, or None), and what was inserted before each or at the end."""

    units: Sequence[str]
    became: list[int | None]
    before: list[list[int]] = field(default_factory=list)

    def text(self, old: int) -> str:
        place = self.became[old]
        return "" if place is None else self.units[place]

    def added(self, old: int) -> list[str]:
        return [self.units[place] for place in self.before[old]]


def alike(one: str, other: str) -> float:
    """The share of words that two units have in common, in order."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def weave(
    old: Sequence[str], own: Sequence[str], new: Sequence[str], joined: Joined, likeness: Likeness = alike
) -> Iterator[str | Clash]:
    """The units of both edits merged, with a clash wherever there is one. No unit may be empty."""
    mine, theirs = _edit(old, own, likeness), _edit(old, new, likeness)
    at = 0
    for number in range(len(old) + 1):
        yield from _between(mine.added(number), theirs.added(number), at)
        at += len(mine.before[number])
        if number == len(old):
            return
        yield from _one(old[number], mine.text(number), theirs.text(number), joined, at)
        at += mine.became[number] is not None


def _between(own: list[str], new: list[str], at: int) -> Iterator[str | Clash]:
    """What both inserted at one place. A cue stays with the unit above it, a title with the unit below it."""
    if own == new or not new:
        yield from own
    elif all(unit.startswith("[") for unit in own):
        yield from (*own, *new)
    elif all(unit.startswith("#") for unit in own):
        yield from (*new, *own)
    else:
        pairs = enumerate(zip_longest(own, new, fillvalue=""))
        place, pair = next((place, pair) for place, pair in pairs if pair[0] != pair[1])
        yield Clash(at + place, *pair)


def _one(old: str, own: str, new: str, joined: Joined, at: int) -> Iterator[str | Clash]:
    """What becomes of one old unit: nothing, one unit, or a clash."""
    kept = either(old, own, new)
    if kept is None and own and new:
        kept = joined(old, own, new)
    if kept is None:
        yield Clash(at, own, new)
    elif kept:
        yield kept


def either(old: str, own: str, new: str) -> str | None:
    """What one side made of `old` if the other left it alone, or what both made of it."""
    if own in (old, new):
        return new
    return own if new == old else None


def _edit(old: Sequence[str], units: Sequence[str], likeness: Likeness) -> _Edit:
    """Match the old units with those of one edit."""
    edit = _Edit(units, [None] * len(old))
    for kind, a, a_end, b, b_end in SequenceMatcher(None, old, units, autojunk=False).get_opcodes():
        if kind == "equal":
            edit.became[a:a_end] = range(b, b_end)
        elif kind == "replace":
            for at, place in _pairs(old[a:a_end], units[b:b_end], likeness):
                edit.became[a + at] = b + place
    edit.before.extend([] for _ in range(len(old) + 1))
    kept = [(-1, -1), *((at, place) for at, place in enumerate(edit.became) if place is not None), (0, len(units))]
    for (at, place), (_, following) in pairwise(kept):
        edit.before[at + 1].extend(range(place + 1, following))
    return edit


def _same(one: str, other: str, likeness: Likeness) -> float:
    """How alike two units are. Titles have few words, and always count as alike."""
    titles = one.startswith("#") + other.startswith("#")
    return 0.0 if titles == 1 else max(likeness(one, other), _ALIKE if titles else 0.0)


def _pairs(old: Sequence[str], units: Sequence[str], likeness: Likeness) -> list[tuple[int, int]]:
    """Old units and what they became, in order: the pairs that have most in common in total.

    If equally many units lie between two pairs on both sides, those are pairs too, whatever became of their words.
    """
    if len(old) * len(units) > _MOST_PAIRS:
        return []
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(units) + 1)]
    for a, one in enumerate(old):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for b, other in enumerate(units):
            most = max(best[a][b + 1], row[b], key=lambda pair: pair[0])
            share = _same(one, other, likeness)
            total, pairs = best[a][b]
            if share >= _ALIKE and total + share > most[0]:
                most = (total + share, (*pairs, (a, b)))
            row.append(most)
        best.append(row)
    found: list[tuple[int, int]] = []
    for (a, b), (a_next, b_next) in pairwise([(-1, -1), *best[-1][-1][1], (len(old), len(units))]):
        if a_next - a == b_next - b:
            found += zip(range(a + 1, a_next), range(b + 1, b_next), strict=True)
        found.append((a_next, b_next))
    return found[:-1]
