"""Who says each unit: the evidence of the whole document weighed in one model, then the roles turned into names.

Two roles are told apart, the one who asks and the one who answers. A label settles a unit. For the rest, `evidence`
gives weights to what the unit says and to how it follows the one before, the document itself tells what its typefaces
mean (bold may be the question here and the answer there), and `chain` weighs it all together. Then each role gets a
name: the label's, or the last one's who had that role, or the main host's or guest's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from audiorender.script.chain import posteriors
from audiorender.script.document import Document
from audiorender.script.evidence import Evidence, asks, between, calling, calls_by_name, of_unit, strongest, total
from audiorender.script.nametags import Nametag
from audiorender.script.speakers import Names
from audiorender.script.units import Section, Unit

_LABELLED = 12.0
_SURE = 0.99
_PRIORS = {"heading": 1.5, "bold": 1.2, "italic": 0.2, "quotation marks": 0.0, "plain text": 0.0, "block quote": -0.4}
"""What a typeface means before the document has told: a question is set in bold rather than an answer."""
_LIMITS = {"plain text": 1.2}
_LIMIT = 2.5
_ROUNDS = 4
_MEANS = {"heading": "a heading", "bold": "bold", "italic": "italic", "plain text": "plain text"}


@dataclass(frozen=True, slots=True)
class Attributed:
    """A unit with its speaker, how sure that is (0..1), why, and whether it is the one who asks."""

    unit: Unit
    speaker: str
    confidence: float
    reason: str
    asks: bool


def attribute(document: Document, items: Sequence[Unit | Section]) -> tuple[Attributed, ...]:
    """Give every unit in `items` a speaker."""
    units = [item for item in items if isinstance(item, Unit)]
    if not units:
        return ()
    said = [of_unit(unit) for unit in units]
    roles = label_roles(units, said)
    answering = [unit.label for unit in units if unit.label and roles[unit.label.key] < 0]
    names = calling({word for tag in answering for word in tag.name.split() if len(word) > 2})
    own = [_own_evidence(unit, found, names) for unit, found in zip(units, said, strict=True)]
    own[0] = (*own[0], Evidence("opens the talk", 1.5))
    links = _links(items, every_change_labelled=_labels_both_sides(units, roles))
    fixed = [_LABELLED * roles[unit.label.key] if unit.label else None for unit in units]
    sums = [total(evidence) for evidence in links]
    typeface = dict(_PRIORS)
    asked: list[float] = []
    for _ in range(_ROUNDS):
        leanings = [
            total(own[i]) + _typeface(unit, typeface) if (held := fixed[i]) is None else held
            for i, unit in enumerate(units)
        ]
        asked = posteriors(leanings, sums)
        typeface = _learn(units, asked)
    speakers = Names(document, units, roles, asked).speakers()
    reasons = [_reason(unit, own[i], links[i], typeface, asked[max(0, i - 1) : i + 1]) for i, unit in enumerate(units)]
    return tuple(
        Attributed(unit, speaker, _SURE if unit.label else round(max(p, 1 - p) * _SURE, 3), reason, p >= 0.5)
        for unit, speaker, p, reason in zip(units, speakers, asked, reasons, strict=True)
    )


def label_roles(units: Sequence[Unit], said: Sequence[tuple[Evidence, ...]]) -> dict[str, int]:
    """1 for the labels of those who ask, -1 for those who answer.

    A word for a role decides; else what is said under the label, and beside a host a name is a guest's. Where labels
    do all the telling, somebody asks and somebody answers.
    """
    scores: defaultdict[str, list[float]] = defaultdict(list)
    counts: Counter[str] = Counter()
    tags: dict[str, Nametag] = {}
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
    others_ask = sum(asks(unit) for unit in unlabelled) >= 2
    asking = {unit.label.key for unit in units if unit.label and asks(unit)}
    roles = {
        key: 1 if mean > 0 and (key in asking or tags[key].role or not others_ask) else -1
        for key, mean in means.items()
    }
    if len(roles) < 2 or len(set(roles.values())) == 2:
        return roles
    if 1 in roles.values() and sum(unit.form != "plain text" for unit in unlabelled) < 2:
        if nameless := [key for key in roles if not tags[key].role]:
            roles[max(nameless, key=lambda key: (counts[key], key))] = -1
    elif -1 in roles.values() and not others_ask:
        roles[max(roles, key=lambda key: (means[key], key))] = 1
    return roles


def _labels_both_sides(units: Sequence[Unit], roles: dict[str, int]) -> bool:
    """Whether the labels of those who ask and those who answer are both so many that they mark every change."""
    counts = Counter(roles[unit.label.key] for unit in units if unit.label)
    fewer, more = sorted((counts[1], counts[-1]))
    return fewer >= 2 and fewer >= 0.3 * more


def _own_evidence(unit: Unit, said: tuple[Evidence, ...], names: re.Pattern[str]) -> tuple[Evidence, ...]:
    found = (*said, *calls_by_name(unit, names))
    return (*found, Evidence("opens a new part", 0.8)) if unit.block.after_rule and unit.first else found


def _links(items: Sequence[Unit | Section], *, every_change_labelled: bool) -> list[tuple[Evidence, ...]]:
    """For each unit, what says that the speaker of the unit before it goes on."""
    links: list[tuple[Evidence, ...]] = []
    before: Unit | None = None
    for item in items:
        if isinstance(item, Section):
            before = None
            continue
        found: tuple[Evidence, ...] = ()
        if before is not None and item.label is None:
            found = between(before, item)
            if every_change_labelled and not item.dash and item.form == before.form:
                found = (*found, Evidence("no new label", 2.5))
        links.append(found)
        before = item
    return links


def _typeface(unit: Unit, weights: dict[str, float]) -> float:
    """What the unit's typeface says; among dashes everybody's words look the same, but for those that come first."""
    if unit.banter and unit.form in ("block quote", "plain text"):
        return 0.0 if unit.dash else 0.3 * weights[unit.form]
    return weights[unit.form]


def _learn(units: Sequence[Unit], asked: Sequence[float]) -> dict[str, float]:
    """What each typeface means in this document: how often the one who asks has it, pulled towards the prior."""
    asking: defaultdict[str, float] = defaultdict(float)
    answering: defaultdict[str, float] = defaultdict(float)
    for unit, p in zip(units, asked, strict=True):
        if not unit.banter:
            weight = 0.5 if unit.label else 1.0
            asking[unit.form] += weight * p
            answering[unit.form] += weight * (1 - p)
    learnt = {}
    for name, prior in _PRIORS.items():
        odds = log((asking[name] + 1.0) / (answering[name] + 1.0)) + prior / (1 + (asking[name] + answering[name]) / 4)
        limit = _LIMITS.get(name, _LIMIT)
        learnt[name] = max(-limit, min(limit, odds))
    return learnt


def _reason(
    unit: Unit,
    own: tuple[Evidence, ...],
    link: tuple[Evidence, ...],
    typeface: dict[str, float],
    asked: Sequence[float],
) -> str:
    """The weightiest reason for the side that was taken; `asked` holds the unit before, if there is one, and this."""
    if unit.label:
        return f"label '{unit.label.name}:'"
    side = 1 if asked[-1] >= 0.5 else -1
    look = "a block quote" if unit.form == "block quote" else f"in {_MEANS.get(unit.form, unit.form)}"
    look += ", as those who ask here" if side > 0 else ", as those who answer here"
    reasons = [*own, Evidence(look, _typeface(unit, typeface))]
    follows = strongest(link, 1 if (asked[0] >= 0.5) == (asked[-1] >= 0.5) else -1)
    if follows:
        reasons.append(Evidence(follows.reason, abs(follows.weight) * side))
    best = strongest(reasons, side)
    return best.reason if best else f"nothing tells; {'asks' if side > 0 else 'answers'} by what is around it"
