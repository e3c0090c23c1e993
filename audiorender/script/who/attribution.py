"""Who says each unit: the evidence of the whole document weighed in one model, then the roles turned into names.

Two roles are told apart, the one who asks and the one who answers. A label settles a unit. For the rest, `evidence`
gives weights to what the unit says and to how it follows the one before, the document itself tells what its typefaces
mean (bold may be the question here and the answer there), and `chain` weighs it all together. Then each role gets a
name: the label's, or the last one's who had that role, or the main host's or guest's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from audiorender.script.document import UNKNOWN, Document
from audiorender.script.units import Form, Section, Unit
from audiorender.script.who.chain import posteriors
from audiorender.script.who.evidence import (
    GOES_ON_IN,
    Evidence,
    between,
    calling,
    calls_by_name,
    of_unit,
    strongest,
    total,
)
from audiorender.script.who.framing import NARRATOR, framing
from audiorender.script.who.rawtranscript import RawTranscript, heard
from audiorender.script.who.roles import label_roles, labels_both_sides
from audiorender.script.who.speakers import Names

Look = tuple[Form, bool]
"""A typeface or place, and whether what stands in it asks."""

_HEARD = "heard in the raw transcript"
_LABELLED = 12.0
_SURE = 0.99
_DOUBTFUL = 0.75
"""How sure a label's speaker is where little speaks for the label."""
_NOBODY = 0.5
_PRIORS = {"heading": 1.5, "bold": 1.2, "italic": 0.2, "quotation marks": 0.0, "plain text": 0.0, "block quote": -0.4}
"""What a typeface means before the document has told: a question is set in bold rather than an answer."""
_LIMIT = 2.5
_PLAIN_ALONE = 1.2
_PLAIN_LIMIT = 2.0
"""What plain text may come to mean: more where questions are set apart from it."""
_SLIPPED = 0.5
"""What no label says below a question that has one: its answer's may have been forgotten."""
_TELLING: frozenset[Form] = frozenset({"heading", "bold", "italic"})
_TELLS = 1.5
_ROUNDS = 4
_NAMED = 3
"""So many labels in captions make whoever speaks after a dash or chevrons without one anybody's guess."""
_MOSTLY = 0.4
"""The share of units with a label from which one without is hardly ever somebody else's."""
_LEFT_OFF = 2
"""So many questions, and more changes between what asks and what does not, make a stretch without labels a talk."""
_SURE_ENOUGH = 0.3
"""How far from even two neighbours are that tell whether a new paragraph is a new speaker's."""
_BANTER = 0.88
"""What is left of certainty among dashes; so set, nine in ten of the wrong words are marked (docs/attribution.md)."""
_MEANS = {"heading": "a heading", "bold": "bold", "italic": "italic", "plain text": "plain text"}


@dataclass(frozen=True, slots=True)
class Attributed:
    """A unit with its speaker, how sure that is (0..1), why, and whether it is the one who asks."""

    unit: Unit
    speaker: str
    confidence: float
    reason: str
    asks: bool


def attribute(
    document: Document, items: Sequence[Unit | Section], raw: RawTranscript | None = None
) -> tuple[Attributed, ...]:
    """Give every unit in `items` a speaker; `raw`, where there is one, settles what the labels leave open.

    What the author says around the talk is the narrator's, and no evidence for anything else.
    """
    units = [item for item in items if isinstance(item, Unit)]
    framed = {id(units[i]): found for i, found in framing(document, units).items()}
    talk = iter(_attributed(document, [item for item in items if id(item) not in framed], raw))
    return tuple(
        Attributed(unit, NARRATOR, found.confidence, found.reason, asks=False)
        if (found := framed.get(id(unit)))
        else next(talk)
        for unit in units
    )


def _attributed(
    document: Document, items: Sequence[Unit | Section], raw: RawTranscript | None
) -> tuple[Attributed, ...]:
    units = [item for item in items if isinstance(item, Unit)]
    if not units:
        return ()
    said = [of_unit(unit) for unit in units]
    roles = label_roles(units, said)
    answering = [unit.label for unit in units if unit.label and roles[unit.label.key] < 0]
    names = calling({word for tag in answering for word in tag.name.split() if len(word) > 2})
    own = [_own_evidence(unit, found, names) for unit, found in zip(units, said, strict=True)]
    _add_openings(units, own, roles)
    labelled = labels_both_sides(units, roles)
    links = _links(items, every_change_labelled=labelled)
    fixed = [_LABELLED * roles[unit.label.key] if unit.label else None for unit in units]
    asked, looks = _weigh(units, own, links, fixed)
    witness = heard(units, raw) if raw else [None] * len(units)
    if raw:
        sides = _sides(units, witness, asked)
        fixed = [
            _LABELLED * sides[name] if held is None and name is not None else held
            for held, name in zip(fixed, witness, strict=True)
        ]
        asked, looks = _weigh(units, own, links, fixed)
    speakers = Names(document, units, roles, asked, witness).speakers()
    forgotten = _without_their_label(units, asked) | _without_labels(units) if labelled else frozenset()
    forgotten |= _among_names(units)
    return tuple(
        Attributed(
            unit,
            speakers[i],
            _sure(unit) if fixed[i] is not None else min(_confidence(unit, p), _DOUBTFUL if i in forgotten else 1.0),
            _HEARD
            if fixed[i] is not None and not unit.label
            else _reason(unit, own[i], links[i], looks, asked[max(0, i - 1) : i + 1]),
            p >= 0.5,
        )
        for i, (unit, p) in enumerate(zip(units, asked, strict=True))
    )


def _sure(unit: Unit) -> float:
    """How sure a speaker is whom a label or a raw transcript names."""
    if unit.block.speaker == UNKNOWN:
        return _NOBODY
    return _DOUBTFUL if unit.label and unit.label.doubtful else _SURE


def _without_their_label(units: Sequence[Unit], asked: Sequence[float]) -> frozenset[int]:
    """The units taken for somebody else's than the one before, though of its look, and those that go on with them."""
    found = set[int]()
    for i in range(1, len(units)):
        unit, before = units[i], units[i - 1]
        if unit.label or unit.dash or unit.form != before.form:
            continue
        changed = (asked[i] >= 0.5) != (asked[i - 1] >= 0.5)
        if changed or i - 1 in found:
            found.add(i)
    return frozenset(found)


def _without_labels(units: Sequence[Unit]) -> frozenset[int]:
    """The units of a stretch without labels that is a talk all the same: questions and other words take turns."""
    found = set[int]()
    run: list[int] = []
    for i, unit in enumerate([*units, None]):
        if unit is not None and unit.label is None and not unit.dash and unit.block.speaker is None:
            run.append(i)
            continue
        asked = [units[at].asks for at in run]
        if asked.count(True) >= _LEFT_OFF and sum(one != other for one, other in pairwise(asked)) > _LEFT_OFF:
            found.update(run)
        run = []
    return frozenset(found)


def _among_names(units: Sequence[Unit]) -> frozenset[int]:
    """The units of captions in which a dash or chevrons without a name may be anybody's, and those that go on there.

    So may be what is set apart in italics: in a film, a voice that nobody sees.
    """
    tags = [unit.label for unit in units if unit.label]
    if len(tags) < max(_NAMED, _MOSTLY * len(units)) and len({tag.key for tag in tags}) < _NAMED:
        return frozenset()
    found = set[int]()
    for i, unit in enumerate(units):
        opens = unit.form == "italic" or (unit.block.mark and unit.block.kind == "paragraph")
        if not unit.label and (opens or (i - 1 in found and not unit.block.speaker)):
            found.add(i)
    return frozenset(found)


def _confidence(unit: Unit, asks: float) -> float:
    """How sure the side is that was taken. Among dashes one slip turns all that follow, so there it is worth less."""
    sure = abs(asks - 0.5) * (_BANTER if unit.banter else 1.0)
    return round((0.5 + sure) * _SURE, 3)


def _weigh(
    units: Sequence[Unit],
    own: Sequence[tuple[Evidence, ...]],
    links: Sequence[tuple[Evidence, ...]],
    fixed: Sequence[float | None],
) -> tuple[list[float], dict[Look, float]]:
    """For each unit the probability that the one who asks says it, and what each look turned out to mean."""
    looks: dict[Look, float] = {}
    asked: list[float] = []
    sums, ties = ([total(found) for found in evidence] for evidence in (own, links))
    open_ended = {i for i, found in enumerate(links) if any(each.reason.startswith(GOES_ON_IN) for each in found)}
    for _ in range(_ROUNDS):
        leanings = [
            sums[i] + _by_look(unit, looks) if (held := fixed[i]) is None else held for i, unit in enumerate(units)
        ]
        asked = posteriors(leanings, ties)
        looks = _learn(units, asked)
        less = _changes(asked, open_ended)
        ties = [total(found) - (less if i in open_ended else 0.0) for i, found in enumerate(links)]
    return asked, looks


def _sides(units: Sequence[Unit], witness: Sequence[str | None], asked: Sequence[float]) -> dict[str, int]:
    """1 for each speaker of the raw transcript who asks here, by most of the words that are heard, -1 for the rest."""
    leaning: defaultdict[str, float] = defaultdict(float)
    for unit, name, p in zip(units, witness, asked, strict=True):
        if name is not None:
            leaning[name] += (p - 0.5) * len(unit.text.split())
    return {name: 1 if lean > 0 else -1 for name, lean in leaning.items()}


def _add_openings(units: Sequence[Unit], own: list[tuple[Evidence, ...]], roles: dict[str, int]) -> None:
    """Add that the one who asks opens a talk, and writes what stands above their first label."""
    own[0] = (*own[0], Evidence("opens the talk", 1.5))
    for number, unit in enumerate(units[: len(units) // 3 + 1]):
        if unit.label:
            if not unit.label.crowd and roles[unit.label.key] > 0:
                own[:number] = [(*found, Evidence("comes before the first label", 2.0)) for found in own[:number]]
            return


def _own_evidence(unit: Unit, said: tuple[Evidence, ...], names: re.Pattern[str]) -> tuple[Evidence, ...]:
    found = (*said, *calls_by_name(unit, names))
    return (*found, Evidence("opens a new part", 0.8)) if unit.block.after_rule and unit.first else found


def _links(items: Sequence[Unit | Section], *, every_change_labelled: bool) -> list[tuple[Evidence, ...]]:
    """For each unit, what says that the speaker of the unit before it goes on."""
    links: list[tuple[Evidence, ...]] = []
    units = [item for item in items if isinstance(item, Unit)]
    mostly = sum(unit.label is not None for unit in units) >= _MOSTLY * len(units)
    left_off = {id(units[i]) for i in _without_labels(units)}
    before: Unit | None = None
    for item in items:
        if isinstance(item, Section):
            before = None
            continue
        found: tuple[Evidence, ...] = ()
        if before is not None and item.label is None:
            found = between(before, item)
            if every_change_labelled and not item.dash and item.form == before.form:
                answered = before.asks and before.label and item.block is not before.block and not item.asks
                slipped = answered or id(item) in left_off
                found = (*found, Evidence("no new label", _SLIPPED if slipped else 4.5 if mostly else 2.5))
        links.append(found)
        before = item
    return links


def _look(unit: Unit) -> Look:
    return unit.form, unit.asks


def _by_look(unit: Unit, looks: Mapping[Look, float]) -> float:
    """What the unit's look says; among dashes everybody's words look the same, but for those that come first."""
    look = _look(unit)
    weight = looks.get(look, _PRIORS[look[0]])
    if unit.banter and unit.form in ("block quote", "plain text"):
        return 0.0 if unit.dash else 0.3 * weight
    return weight


def _learn(units: Sequence[Unit], asked: Sequence[float]) -> dict[Look, float]:
    """What each look means in this document: how often the one who asks has it, pulled towards the prior."""
    asking: defaultdict[Look, float] = defaultdict(float)
    answering: defaultdict[Look, float] = defaultdict(float)
    for unit, p in zip(units, asked, strict=True):
        if not unit.banter:
            weight = 0.5 if unit.label else 1.0
            asking[_look(unit)] += weight * p
            answering[_look(unit)] += weight * (1 - p)
    odds = {}
    for look in asking:
        prior = _PRIORS[look[0]] / (1 + (asking[look] + answering[look]) / 4)
        odds[look] = log((asking[look] + 1.0) / (answering[look] + 1.0)) + prior
    plain = _PLAIN_LIMIT if any(look[0] in _TELLING and odd >= _TELLS for look, odd in odds.items()) else _PLAIN_ALONE
    limits = {look: plain if look[0] == "plain text" else _LIMIT for look in odds}
    return {look: max(-limits[look], min(limits[look], odd)) for look, odd in odds.items()}


def _changes(asked: Sequence[float], paragraphs: Collection[int]) -> float:
    """By how much less a new paragraph goes on with the same speaker, where in this document it often does not."""
    sure = [i for i in paragraphs if min(abs(asked[i] - 0.5), abs(asked[i - 1] - 0.5)) > _SURE_ENOUGH]
    changed = sum((asked[i] >= 0.5) != (asked[i - 1] >= 0.5) for i in sure)
    return max(0.0, min(2.5, log((changed + 1.0) / (len(sure) - changed + 3.0)) + log(3.0)))


def _reason(
    unit: Unit,
    own: tuple[Evidence, ...],
    link: tuple[Evidence, ...],
    looks: Mapping[Look, float],
    asked: Sequence[float],
) -> str:
    """The weightiest reason for the side that was taken; `asked` holds the unit before, if there is one, and this."""
    if unit.block.speaker == UNKNOWN:
        return "the source does not say who speaks"
    if unit.label:
        return f"label '{unit.label.name}:'"
    side = 1 if asked[-1] >= 0.5 else -1
    look = "a block quote" if unit.form == "block quote" else f"in {_MEANS.get(unit.form, unit.form)}"
    look += ", as those who ask here" if side > 0 else ", as those who answer here"
    reasons = [*own, Evidence(look, _by_look(unit, looks))]
    follows = strongest(link, 1 if (asked[0] >= 0.5) == (asked[-1] >= 0.5) else -1)
    if follows:
        reasons.append(Evidence(follows.reason, abs(follows.weight) * side))
    best = strongest(reasons, side)
    return best.reason if best else f"no evidence; {'asks' if side > 0 else 'answers'} by what is around it"
