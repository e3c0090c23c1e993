"""Answers without a label on the lines below a labelled question: `Q: How old is it?`, and below it `Ninety.`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from audiorender.script import words
from audiorender.script.units.unit import Section, Unit

_FEWEST, _SHARE = 3, 0.6
"""How many questions of one person, and what share of what they say, must have an answer below on the same lines."""


def split_below_questions(items: Iterable[Unit | Section]) -> Iterator[Unit | Section]:
    """The items, split between question and answer for people whose labelled paragraphs habitually hold both."""
    items = list(items)
    labelled = [item for item in items if isinstance(item, Unit) and item.label and not item.block.speaker]
    count = Counter(item.label.key for item in labelled if item.label)
    both = Counter(item.label.key for item in labelled if item.label and line_of_answer(item))
    habit = {key for key, times in both.items() if times >= max(_FEWEST, _SHARE * count[key])}
    for item in items:
        usual = isinstance(item, Unit) and item.label and item.label.key in habit
        at = line_of_answer(item, asks_back=True) if usual and isinstance(item, Unit) else None
        if at is None or not isinstance(item, Unit):
            yield item
            continue
        yield replace(item, lines=item.lines[:at])
        yield replace(item, lines=item.lines[at:], label=None, dash=False, first=False)


def line_of_answer(unit: Unit, *, asks_back: bool = False) -> int | None:
    """The place of the last line of a unit that begins a sentence below a line that ends with a question.

    A unit that ends with a question has none, unless it is on two lines and the answer may ask, too (`asks_back`).
    """
    places = [
        place
        for place, (line, below) in enumerate(pairwise(unit.lines), 1)
        if words.ASKS.search(line.text) is not None and below.text.lstrip('"“«¿¡( ')[:1].isupper()
    ]
    return places[-1] if places and (not unit.asks or (asks_back and len(unit.lines) == 2)) else None
