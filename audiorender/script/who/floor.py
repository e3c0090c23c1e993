"""Questions from the audience, which a section's title announces: `## Questions from the floor`."""

from __future__ import annotations

from collections.abc import Iterable

from audiorender.expressions import expression
from audiorender.script.labels.names import words_of
from audiorender.script.units.unit import Section, Unit
from audiorender.script.words import CROWD_ROLES

_ASKING = expression(r"(?i)\b(?:q ?(?:&|and) ?a|questions?|fragen|preguntas|perguntas|domande|vragen)\b")
_SHORT_TITLE = 3
"""A title of no more words that names the audience announces it."""
_NOT_HERE = frozenset({"member", "members", "public", "reporter", "unknown", "unidentified", "participant", "student"})
"""Words for somebody in a crowd that mean something else in a title."""


def from_the_floor(items: Iterable[Unit | Section]) -> frozenset[int]:
    """The places, among the units in `items`, below titles that announce the audience, if somebody else asks before."""
    found: set[int] = set()
    floor = asked = False
    place = 0
    for item in items:
        if isinstance(item, Section):
            floor = asked and _announces(item.title)
            continue
        if floor:
            found.add(place)
        asked |= item.asks
        place += 1
    return frozenset(found)


def _announces(title: str) -> bool:
    crowd = words_of(title) & CROWD_ROLES - _NOT_HERE
    return bool(crowd) and (_ASKING.search(title) is not None or len(title.split()) <= _SHORT_TITLE)
