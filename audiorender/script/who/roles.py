"""Which labels belong to the people who ask, and which to those who answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from audiorender.script.labels.label import Label
from audiorender.script.units.unit import Unit
from audiorender.script.who.evidence import Evidence, total

_FEWEST_QUESTIONS = 3
_OTHER = 6.0
"""Evidence that a unit is not said by the one person who has a label."""
_MOSTLY, _RARELY = 0.7, 0.25
"""Only answers have labels if so many questions without one stand before a label, and so few labels ask."""


def label_roles(units: Sequence[Unit], said: Sequence[tuple[Evidence, ...]], *, answers_only: bool) -> dict[str, int]:
    """1 for labels of people who ask, -1 for those who answer.

    A word for a role decides. Otherwise it depends on what is said under the label; beside a host, a name is a guest.
    If every change has a label, somebody must ask and somebody must answer. With `answers_only`, all labels answer but
    those with a role that asks.
    """
    scores: defaultdict[str, list[float]] = defaultdict(list)
    counts: Counter[str] = Counter()
    tags: dict[str, Label] = {}
    for unit, found in zip(units, said, strict=True):
        if unit.label:
            key = unit.label.key
            tags.setdefault(key, unit.label)
            scores[key].append(total(found))
            counts[key] += len(unit.text.split())
    hosted = any(tag.role > 0 and not tag.crowd for tag in tags.values())
    means = {
        key: sum(values) / (len(values) + 1) + 4.0 * tags[key].role - (1.5 if hosted and not tags[key].role else 0.3)
        for key, values in scores.items()
    }
    unlabelled = [unit for unit in units if not unit.label and not unit.banter]
    others_ask = sum(unit.asks for unit in unlabelled) >= 2
    asking = {unit.label.key for unit in units if unit.label and unit.asks}
    forms = Counter(unit.form for unit in unlabelled if unit.asks)
    if forms and (form := max(forms, key=lambda form: forms[form])) != "plain text":
        asking |= {unit.label.key for unit in units if unit.label and unit.form == form}
    roles = {
        key: 1 if mean > 0 and (key in asking or tags[key].role or not others_ask) else -1
        for key, mean in means.items()
    }
    if answers_only:
        return {key: 1 if tags[key].role > 0 else -1 for key in roles}
    if replied_to(units) or _only_questions_have_labels(units):
        return dict.fromkeys(roles, 1)
    if len(roles) < 2 or len(set(roles.values())) == 2:
        return roles
    nameless = [key for key in roles if not tags[key].role]
    few = sum(unit.form != "plain text" for unit in unlabelled) < 2
    if nameless and 1 in roles.values() and (few or _answers_the_audience(units, nameless)):
        roles[max(nameless, key=lambda key: (counts[key], key))] = -1
    elif -1 in roles.values() and not others_ask:
        roles[max(roles, key=lambda key: (means[key], key))] = 1
    return roles


def replied_to(units: Sequence[Unit]) -> bool:
    """Whether all labels are in block quotes, and somebody without one replies below half of them or more."""
    labelled = [(unit, after) for unit, after in pairwise(units) if unit.label]
    replies = sum(not after.label and not after.block.quote for _, after in labelled)
    return (
        replies >= max(_FEWEST_QUESTIONS, len(labelled) / 2)
        and all(unit.block.quote for unit, _ in labelled)
        and len({unit.label.key for unit, _ in labelled if unit.label}) > 1
    )


def _only_questions_have_labels(units: Sequence[Unit]) -> bool:
    """Whether the questions have labels, of several people, and the answers right below them have none."""
    labelled = [(unit, after) for unit, after in pairwise(units) if unit.label]
    if len({unit.label.key for unit, _ in labelled if unit.label}) < 2 or len(labelled) < _FEWEST_QUESTIONS:
        return False
    if any(unit.asks and after.label for unit, after in labelled):
        return False
    answered = sum(not after.label and not after.asks for _, after in labelled)
    asking = sum("?" in unit.text for unit, _ in labelled)
    return asking >= _FEWEST_QUESTIONS and min(answered, asking) >= _MOSTLY * len(labelled)


def _answers_the_audience(units: Sequence[Unit], names: Sequence[str]) -> bool:
    """Whether there is one name, and its label stands below most turns of a crowd."""
    crowds = [after.label for unit, after in pairwise(units) if unit.label and unit.label.crowd]
    answered = sum(label is not None and label.key in names for label in crowds)
    return len(names) == 1 and answered > 1 and answered >= _MOSTLY * len(crowds)


def only_answers_have_labels(units: Sequence[Unit]) -> bool:
    """Whether the questions have no labels, and the answers below them do, as where several people answer.

    If the questions have a form of their own, some of the answers may be without a label, too.
    """
    asked = [i for i, unit in enumerate(units[:-1]) if unit.asks and not unit.label]
    answered = sum(units[i + 1].label is not None and not units[i + 1].asks for i in asked)
    asking = sum(unit.asks for unit in units if unit.label)
    labelled = [unit for unit in units if unit.label]
    forms = Counter(units[i].form for i in asked if units[i].form != "plain text")
    form, size = forms.most_common(1)[0] if forms else ("", 0)
    set_apart = size >= max(_FEWEST_QUESTIONS, _MOSTLY * len(asked)) and not any(unit.form == form for unit in labelled)
    many = answered >= max(_FEWEST_QUESTIONS, _MOSTLY * len(asked))
    return (many or (answered > 1 and set_apart)) and asking <= _RARELY * len(labelled)


def beside_one_label(units: Sequence[Unit], roles: Mapping[str, int]) -> Sequence[tuple[Evidence, ...]]:
    """For each unit, the evidence that there is one label, or only labels that ask: the others' words have none.

    If labels mark questions, that is all that has none; if one marks answers, what stands right above it. If units
    without it have two typefaces, these say more.
    """
    none: list[tuple[Evidence, ...]] = [()] * len(units)
    asked = [i for i, unit in enumerate(units) if unit.label]
    forms = Counter(unit.form for unit in units if not unit.label)
    alike = len(roles) == 1 or set(roles.values()) == {1}
    if not alike or len(asked) < _FEWEST_QUESTIONS or sum(n >= _FEWEST_QUESTIONS for n in forms.values()) > 1:
        return none
    most = _MOSTLY * len(asked)
    if -1 in roles.values():
        above = [not unit.label and after.label is not None for unit, after in pairwise(units)]
        asking = [is_above for unit, is_above in zip(units, above, strict=False) if unit.asks and not unit.label]
        if sum(above) < most or not asking or sum(asking) < _MOSTLY * len(asking):
            return none
        asks, goes_on = Evidence("stands above the label of whoever answers", _OTHER), Evidence("goes on", -2.0)
        return [
            () if unit.label else (asks if is_above else goes_on,)
            for unit, is_above in zip(units, [*above, False], strict=True)
        ]
    below = sum(i + 1 < len(units) and not units[i + 1].label and not units[i + 1].asks for i in asked)
    asking_too = len(roles) > 1 and _only_questions_have_labels(units)
    if not asking_too and min(below, sum(units[i].asks for i in asked)) < most:
        return none
    return [() if unit.label else (Evidence("whoever asks has a label", -_OTHER),) for unit in units]


def labels_both_sides(units: Sequence[Unit], roles: Mapping[str, int]) -> bool:
    """Whether labels for those who ask and those who answer are both so frequent that they mark every change."""
    counts = Counter(roles[unit.label.key] for unit in units if unit.label)
    fewer, more = sorted((counts[1], counts[-1]))
    return fewer >= 2 and fewer >= 0.3 * more
