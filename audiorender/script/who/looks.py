"""What each typeface, or place in the layout, means in a document: the questions may be bold, or the answers quoted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

from audiorender.script import words
from audiorender.script.units.unit import Form, Unit

Look = tuple[Form, bool]
"""A typeface or place in the layout, and whether the text in it asks."""

_PRIORS = {
    "heading": 1.5,
    "bold": 1.2,
    "first line": 1.2,
    "italic": 0.2,
    "quotation marks": 0.0,
    "plain text": 0.0,
    "block quote": -0.4,
}
"""What a typeface means at the outset: questions are set in bold more often than answers."""
_LIMIT = 2.5
_PLAIN_LIMIT_ALONE = 1.2
_PLAIN_LIMIT = 2.0
"""How strongly plain text can come to mean an answer: more if questions are set in a typeface of their own."""
_DISTINCT_FORMS: frozenset[Form] = frozenset({"heading", "bold", "italic", "first line"})
_DISTINCT = 1.5
_FEWEST = 3
"""So many questions in one typeface, and labelled answers in others, show that it is the questions'."""
_HABIT, _ALWAYS = 4, 0.8
"""How many questions in one typeface, and what share of what is in it, set the questions apart from all answers."""
_OWN_FACE = 4.0
_SIDE = 1.0
"""From these odds on, a form is that of one side."""


def _look(unit: Unit) -> Look:
    return unit.form, unit.asks


def look_alike(units: Sequence[Unit]) -> bool:
    """Whether nobody has a label, and most questions have the form of most other text."""
    forms = [
        Counter(unit.form for unit in units if bool(words.ASKS.search(unit.text)) == asks) for asks in (True, False)
    ]
    return (
        not any(unit.label for unit in units) and len({form for each in forms for form, _ in each.most_common(1)}) < 2
    )


def weight_of_look(unit: Unit, looks: Mapping[Look, float]) -> float:
    """The weight of the unit's look. Between dashes all text looks the same, except in the opening units."""
    look = _look(unit)
    weight = looks.get(look, _PRIORS[look[0]])
    if unit.banter and unit.form in ("block quote", "plain text"):
        return 0.0 if unit.dash else 0.3 * weight
    return weight


def learn_looks(units: Sequence[Unit], asked: Sequence[float]) -> dict[Look, float]:
    """What each look means in this document: how often the one who asks has it, pulled towards the prior."""
    asking: defaultdict[Look, float] = defaultdict(float)
    answering: defaultdict[Look, float] = defaultdict(float)
    for unit, p in zip(units, asked, strict=True):
        if not unit.banter:
            weight = 0.5 if unit.label else 1.0
            asking[_look(unit)] += weight * p
            answering[_look(unit)] += weight * (1 - p)
    sides = _sides_of_forms(asking, answering) | _forms_without_labels(units, asked)
    emphasis = _emphasis(units, asked)
    odds = {}
    for look in asking:
        prior = 0.0 if look[0] in emphasis else _PRIORS[look[0]] / (1 + (asking[look] + answering[look]) / 4)
        odds[look] = log((asking[look] + 1.0) / (answering[look] + 1.0)) + prior + sides.get(look[0], 0.0)
    plain = (
        _PLAIN_LIMIT
        if sides or any(look[0] in _DISTINCT_FORMS and odd >= _DISTINCT for look, odd in odds.items())
        else _PLAIN_LIMIT_ALONE
    )
    limits = {look: plain if look[0] == "plain text" else max(_LIMIT, sides.get(look[0], 0.0)) for look in odds}
    learned = {look: max(-limits[look], min(limits[look], odd)) for look, odd in odds.items()}
    if _questions_are_set_apart(units):
        learned |= {("plain text", True): -_OWN_FACE, ("plain text", False): -_OWN_FACE}
    return learned


def _questions_are_set_apart(units: Sequence[Unit]) -> bool:
    """Whether nobody has a label, and one paragraph in bold or italics, nearly always a question, is above each answer.

    Then a question in plain text is one that somebody who answers asks: `Why? I never knew.`
    """
    face = Counter(unit.form for unit in units if unit.asks and unit.form in _DISTINCT_FORMS).most_common(1)
    if not face or face[0][1] < _HABIT or any(unit.label or unit.banter for unit in units):
        return False
    form, asking = face[0]
    apart = [unit.form == form for unit in units]
    answered = sum(one and not after for one, after in pairwise(apart))
    return asking >= _ALWAYS * sum(apart) and answered >= _ALWAYS * sum(apart)


def _emphasis(units: Sequence[Unit], asked: Sequence[float]) -> frozenset[Form]:
    """The typefaces that no labelled question has, where both sides have labels: `**No more mountains.**`"""
    sides = {p >= 0.5 for unit, p in zip(units, asked, strict=True) if unit.label}
    asks = {unit.form for unit, p in zip(units, asked, strict=True) if unit.label and p >= 0.5}
    return frozenset[Form]({"bold", "italic"}) - asks if len(sides) > 1 else frozenset()


def _forms_without_labels(units: Sequence[Unit], asked: Sequence[float]) -> dict[Form, float]:
    """What the typeface of the questions means for what is not one, where answers have labels, and never this face."""
    labelled = [unit.form for unit, p in zip(units, asked, strict=True) if unit.label and p < 0.5]
    asks = Counter(unit.form for unit in units if unit.asks and not unit.label)
    return {
        form: _OWN_FACE
        for form in _DISTINCT_FORMS
        if asks[form] >= _FEWEST and len(labelled) >= _FEWEST and form not in labelled
    }


def _sides_of_forms(asking: Mapping[Look, float], answering: Mapping[Look, float]) -> dict[Form, float]:
    """What the form of the questions means for what is not one, where the answers are block quotes.

    So a remark without a question mark, in the form of the questions, belongs to the one who asks. Bold and italics
    may be emphasis, too, so they are left out.
    """
    forms = {look[0] for look in asking}
    odds = {
        form: log(
            (sum(asking[form, asks] for asks in (True, False)) + 1.0)
            / (sum(answering[form, asks] for asks in (True, False)) + 1.0)
        )
        for form in forms
    }
    if odds.get("block quote", 0.0) > -_SIDE or max(odds.values()) < _SIDE:
        return {}
    return {form: odd for form, odd in odds.items() if odd > 0 and form not in _DISTINCT_FORMS}
