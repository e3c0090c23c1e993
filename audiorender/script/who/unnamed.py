"""Speakers that a program has only numbered (`Speaker 3` among real names), named if they say who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import words_of
from audiorender.script.units.unit import Section, Unit
from audiorender.script.words import TITLES

_COUNTED = expression(
    r"(?:(?:unknown|unidentified|unnamed) (?:speaker|participant|person|voice|man|woman)|speaker|participant|voice)"
    r"(?:[ _-]?\d{1,3}|[ _-][a-z])?",
    re.IGNORECASE,
)
_CALLS_ITSELF = expression(
    r"\b(?:[Ii](?:['’]| a)m|[Mm]y name(?:['’]s| is)|[Tt]his is|[Ii]t(?:['’]s| is)|[Ii]ch (?:bin|heiße)|[Mm]ein Name ist"
    r"|[Jj]e (?:m['’]appelle|suis)|[Mm]e llamo|[Ss]oy|[Ss]ono|[Mm]i chiamo)\s+"
    r"((?:[^\W\d_a-z][\w'’.-]*\s+){0,2}[^\W\d_a-z][\w'’-]+)"
)
_FEWEST_NAMED = 2
"""How many other speakers must have names."""


def introduced(items: Sequence[Unit | Section]) -> tuple[Unit | Section, ...]:
    """`items`, with numbered speakers renamed to the person whose name they say is theirs.

    Renamed or not, their identity is only a guess if the others have names.
    """
    units = [item for item in items if isinstance(item, Unit) and item.label]
    counted = {unit.label.key for unit in units if unit.label and _is_counted(unit.label)}
    named = {unit.label.shown for unit in units if unit.label and unit.label.named and unit.label.key not in counted}
    if not counted or len(named) < _FEWEST_NAMED:
        return tuple(items)
    texts = {key: [unit.text for unit in units if unit.label and unit.label.key == key] for key in counted}
    own_names = {key: _own_name(said, named) for key, said in texts.items()}
    return tuple(
        replace(item, label=replace(item.label, name=own_names[item.label.key] or item.label.name, doubtful=True))
        if isinstance(item, Unit) and item.label and item.label.key in counted
        else item
        for item in items
    )


def _is_counted(label: Label) -> bool:
    return _COUNTED.fullmatch(label.key) is not None


def _own_name(texts: Iterable[str], names: Iterable[str]) -> str | None:
    """The one of `names` that the speaker gives as their own in these texts."""
    for text in texts:
        for match in _CALLS_ITSELF.finditer(text):
            mine = words_of(match[1]) - TITLES
            alike = [name for name in names if mine <= words_of(name)]
            if mine and len(alike) == 1:
                return alike[0]
    return None
