"""Whose questions they are in the record of a court that marks them with a bare `Q.`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from audiorender.expressions import expression
from audiorender.script.labels.label import Label
from audiorender.script.labels.names import words_of
from audiorender.script.units.unit import Section, Unit

_NEVER_EXAMINE = frozenset(
    ["court", "judge", "justice", "clerk", "bailiff", "reporter", "witness", "interpreter", "juror", "deponent"]
)
_OBJECTS = expression(r"(?:Your Honor, )?(?:I )?object(?:ion)?\b|move to strike\b", re.IGNORECASE)


def attribute_questions(items: Iterable[Unit | Section], examiner: Label) -> Iterator[Unit | Section]:
    """The items, with every bare `Q.` guessed to be by `examiner`."""
    for item in items:
        label = item.label if isinstance(item, Unit) else None
        if label and label.asks_or_answers and label.role > 0 and isinstance(item, Unit):
            yield replace(item, label=replace(label, name=examiner.name, doubtful=True))
        else:
            yield item


def of_only_examiner(items: Sequence[Unit | Section]) -> Iterable[Unit | Section]:
    """The items of a record, with every bare `Q.` guessed to be by the only lawyer who speaks and never objects."""
    labelled = [(item, item.label) for item in items if isinstance(item, Unit) and item.label]
    tags = [label for _, label in labelled]
    examined = any(label.examiner for label in tags) or not any(label.asks_or_answers for label in tags)
    if examined or not any(words_of(label.name) == {"the", "court"} for label in tags):
        return items
    object_to_it = {label.key for unit, label in labelled if _OBJECTS.match(unit.text)}
    lawyers = {
        label.key: label
        for label in tags
        if not (label.asks_or_answers or label.crowd or label.key in object_to_it)
        and _NEVER_EXAMINE.isdisjoint(words_of(label.name))
    }
    return attribute_questions(items, *lawyers.values()) if len(lawyers) == 1 else items
