"""Units whose speaker is uncertain, although the labels of a document usually settle such things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from audiorender.script.units.unit import Unit

_LEAST_LABELS = 3
"""In captions with this many labels, whoever speaks after a dash or chevrons without a name could be anybody."""
MOSTLY_LABELLED = 0.4
"""If this share of units has labels, a unit without one rarely belongs to a new speaker."""
_LEAST_QUESTIONS = 2
"""This many questions, and more switches between questions and other text, make an unlabelled stretch a dialogue."""


def maybe_unlabelled_change(units: Sequence[Unit], asked: Sequence[float]) -> frozenset[int]:
    """Units given to a new speaker although they look like the unit before, and the units that continue them."""
    found = set[int]()
    for i in range(1, len(units)):
        unit, before = units[i], units[i - 1]
        if unit.label or unit.dash or unit.form != before.form:
            continue
        changed = (asked[i] >= 0.5) != (asked[i - 1] >= 0.5)
        if changed or i - 1 in found:
            found.add(i)
    return frozenset(found)


def unlabelled_dialogue(units: Sequence[Unit]) -> frozenset[int]:
    """Units in a stretch without labels that is nevertheless a dialogue: questions and other text alternate."""
    found = set[int]()
    run: list[int] = []
    for i, unit in enumerate([*units, None]):
        if unit is not None and unit.label is None and not unit.dash and unit.block.speaker is None:
            run.append(i)
            continue
        asked = [units[at].asks for at in run]
        if (
            asked.count(True) >= _LEAST_QUESTIONS
            and sum(one != other for one, other in pairwise(asked)) > _LEAST_QUESTIONS
        ):
            found.update(run)
        run = []
    return frozenset(found)


def unnamed_answers(units: Sequence[Unit], roles: Mapping[str, int], asked: Sequence[float]) -> frozenset[int]:
    """Answers without a label to questions without one, and what continues them, where other answers have labels.

    Nobody who asks has a label, so whoever answers is told apart by theirs: without one, it could be anybody. `asked`
    is the probability for each unit that the one who asks says it.
    """
    if not roles or any(role > 0 for role in roles.values()):
        return frozenset()
    found = set[int]()
    for i in range(1, len(units)):
        unit, before = units[i], units[i - 1]
        answers = (before.asks and not before.label) or i - 1 in found
        if answers and not unit.label and not unit.asks and asked[i] < 0.5:
            found.add(i)
    return frozenset(found)


def unnamed_in_captions(units: Sequence[Unit]) -> frozenset[int]:
    """Units in captions where a dash or chevrons without a name could be anybody, and the units that continue them.

    Italics could be anybody too: in films they often mark a voice off screen. And where dashes are without names, so
    is a paragraph in which a question begins or is over.
    """
    tags = [unit.label for unit in units if unit.label]
    if len(tags) < max(_LEAST_LABELS, MOSTLY_LABELLED * len(units)) and len({tag.key for tag in tags}) < _LEAST_LABELS:
        return frozenset()
    found = set[int]()
    marked = {i for i, unit in enumerate(units) if unit.block.mark and unit.block.kind == "paragraph"}
    unnamed = any(not units[i].label for i in marked)
    for i, unit in enumerate(units):
        opens = unit.form == "italic" or i in marked or (unnamed and i and unit.asks != units[i - 1].asks)
        if not unit.label and (opens or (i - 1 in found and not unit.block.speaker)):
            found.add(i)
    return frozenset(found)
