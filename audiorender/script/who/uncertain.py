"""Units whose speaker is uncertain, although the labels of a document usually settle such things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from audiorender.script.units.unit import Unit
from audiorender.script.who.evidence import LONG_QUESTION

_LEAST_LABELS = 3
"""In captions with this many labels, whoever speaks after a dash or chevrons without a name could be anybody."""
MOSTLY_LABELLED = 0.4
"""If this share of units has labels, a unit without one rarely belongs to a new speaker."""
_LEAST_QUESTIONS = 2
"""This many questions, and more switches between questions and other text, make an unlabelled stretch a dialogue."""
_MOSTLY = 0.8
"""The least share of labels with a time from which times stand for labels."""


def without_a_label(units: Sequence[Unit], speakers: Sequence[str], *, every_change: bool) -> Collection[int]:
    """The units that no label names a speaker for, not even the one before.

    Those that carry on a label are among them if others are and not `every_change` of speaker has a label.
    """
    unlabelled = [i for i, unit in enumerate(units) if not unit.label]
    others = set[int]()
    for i in unlabelled:
        if not i or i - 1 in others or speakers[i] != speakers[i - 1]:
            others.add(i)
    return others if every_change or not others else unlabelled


def maybe_anybodys(
    units: Sequence[Unit], roles: Mapping[str, int], asked: Sequence[float], *, every_change: bool
) -> frozenset[int]:
    """Units for which the format gives no speaker, answers whose label is missing, and changes without a label.

    The last are in doubt where `every_change` of speaker has one.
    """
    found = nameless(units) | unnamed_answers(units, roles, asked)
    return found | maybe_unlabelled_change(units, asked) if every_change else found


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


def times_stand_for_labels(units: Sequence[Unit]) -> bool:
    """Whether nearly all labels come with a time, and other paragraphs, of the same person, with a time alone."""
    labelled = [unit.timed for unit in units if unit.label]
    alone = sum(unit.timed for unit in units if not unit.label)
    return min(sum(labelled), alone) >= _LEAST_LABELS and sum(labelled) >= _MOSTLY * len(labelled)


def unlabelled_dialogue(units: Sequence[Unit]) -> frozenset[int]:
    """Units in a stretch without labels that is nevertheless a dialogue: questions and other text alternate."""
    found = set[int]()
    run: list[int] = []
    for i, unit in enumerate([*units, None]):
        if unit is not None and unit.label is None and not unit.dash and unit.block.speaker is None:
            run.append(i)
            continue
        asked = [units[at].asks and len(units[at].text.split()) <= LONG_QUESTION for at in run]
        if (
            asked.count(True) >= _LEAST_QUESTIONS
            and sum(one != other for one, other in pairwise(asked)) > _LEAST_QUESTIONS
        ):
            found.update(run)
        run = []
    return frozenset(found)


def unnamed_answers(units: Sequence[Unit], roles: Mapping[str, int], asked: Sequence[float]) -> frozenset[int]:
    """Answers without a label, and what continues them, if the labels cannot say whose they are.

    If nobody who asks has a label, whoever answers is told apart by theirs. If several people with labels have
    answered before, an answer without one could be any of theirs, unless the question names one. `asked` is the
    probability for each unit that the one who asks says it.
    """
    asks_too = any(role > 0 for role in roles.values())
    alone = unlabelled_guest(units, roles)
    found = set[int]()
    answered: dict[str, None] = {}
    for i, unit in enumerate(units):
        if unit.label and roles[unit.label.key] < 0:
            answered.setdefault(unit.label.shown)
        before = units[i - 1] if i else None
        if before is None or unit.label or unit.asks or asked[i] >= 0.5 or not roles:
            continue
        answers = before.asks and (asks_too or not before.label)
        if asks_too and (len(answered) < 2 or addressed(before, answered)):
            continue
        if answers or i - 1 in found or (alone and before.label is not None):
            found.add(i)
    return frozenset(found)


def nameless(units: Sequence[Unit]) -> frozenset[int]:
    """Units for which the format gives no speaker, although it gives one for an earlier unit."""
    given = next((i for i, unit in enumerate(units) if unit.block.speaker), len(units))
    return frozenset(i for i in range(given, len(units)) if not (units[i].label or units[i].block.speaker))


def from_one_line(units: Sequence[Unit]) -> frozenset[int]:
    """Units cut out of a line at its questions alone: some of these may be asked within an answer."""
    found = set[int]()
    for i, (before, unit) in enumerate(pairwise(units), 1):
        plain = before.form == unit.form == "plain text" and not (unit.label or unit.dash or unit.block.speaker)
        if plain and unit.first and before.lines[-1].number == unit.line:
            found.update((i - 1, i))
    return frozenset(found)


def addressed(question: Unit, names: Iterable[str]) -> str | None:
    """The one of `names` whom the question addresses by name at its start or end."""
    text = question.text.casefold()
    for name in names:
        first = name.split()[0].casefold()
        if text.startswith((first + ",", name.casefold() + ",")) or text.rstrip("?!.").endswith(", " + first):
            return name
    return None


def unlabelled_guest(units: Sequence[Unit], roles: Mapping[str, int]) -> bool:
    """Whether most answers have no label, beside the several of the only one who has: somebody else gives them."""
    if len(roles) != 1 or max(roles.values()) > 0:
        return False
    labelled = sum(unit.label is not None for unit in units)
    unlabelled = sum(before.asks and not (before.label or unit.label or unit.asks) for before, unit in pairwise(units))
    return unlabelled > labelled >= _LEAST_QUESTIONS


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
