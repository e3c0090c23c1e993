"""Answers without a label on the lines below a labelled question, and questions below a labelled answer.

`Q: How old is it?`, and below it `Ninety.`; or `A: Ninety.`, and below it `Who planted it?`
"""

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


def split_above_answers(items: Iterable[Unit | Section]) -> Iterator[Unit | Section]:
    """The items, with a question on the last lines of a labelled answer apart, where most answers have one there.

    All labels are those of people who answer, and questions have none: `Ana: Ninety.`, and below it `Since when?`
    """
    items = list(items)
    labelled = [item for item in items if isinstance(item, Unit) and item.label and not item.block.speaker]
    below = sum(line_of_question(item) is not None for item in labelled)
    if below < max(_FEWEST, _SHARE * len(labelled)):
        yield from items
        return
    for item in items:
        at = line_of_question(item) if isinstance(item, Unit) and item.label else None
        if at is None or not isinstance(item, Unit):
            yield item
            continue
        yield replace(item, lines=item.lines[:at])
        yield replace(item, lines=item.lines[at:], label=None, dash=False, first=False)


def line_of_question(unit: Unit) -> int | None:
    """The place of the line from which on a unit asks, if that is its last sentence and nothing above it asks."""
    ends = [place for place, line in enumerate(unit.lines[:-1], 1) if words.ENDS.search(line.text.rstrip())]
    if not unit.asks or not ends:
        return None
    at = ends[-1]
    opens = unit.lines[at].text.lstrip('"“«¿¡( ')[:1].isupper()
    return at if opens and "?" not in "".join(line.text for line in unit.lines[:at]) else None


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
