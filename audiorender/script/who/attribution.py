"""Who says each unit: the evidence of the whole document, weighed in one model, then roles turned into names.

There are two roles, the one who asks and the one who answers. A label settles a unit. For every other unit, `evidence`
weighs what it says and how it follows the unit before; the document itself shows what its typefaces mean (bold may be
the questions in one text and the answers in another); and `chain` combines all of this. Each role then gets a name:
from the label, from the last speaker with that role, or from the main host or guest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audiorender.script.document import UNKNOWN, Document
from audiorender.script.units.unit import Section, Unit
from audiorender.script.who.chain import posteriors
from audiorender.script.who.continuing import CONTINUES_IN, changes, link_repeated_labels, links_of
from audiorender.script.who.evidence import (
    Evidence,
    calling,
    calls_by_name,
    of_size,
    of_unit,
    strongest,
    total,
)
from audiorender.script.who.floor import from_the_floor
from audiorender.script.who.framing import NARRATOR, framing
from audiorender.script.who.looks import Look, learn_looks, look_alike, weight_of_look
from audiorender.script.who.missing import Missing, beside_unread_labels, missing_labels
from audiorender.script.who.openings import add_openings
from audiorender.script.who.rawtranscript import RawTranscript, heard
from audiorender.script.who.roles import (
    beside_one_label,
    label_roles,
    labels_both_sides,
    only_answers_have_labels,
)
from audiorender.script.who.speakers import Names
from audiorender.script.who.uncertain import (
    from_one_line,
    maybe_anybodys,
    unlabelled_dialogue,
    unnamed_in_captions,
    without_a_label,
)

_HEARD = "heard in the raw transcript"
_LABELLED = 12.0
_SURE = 0.99
_DOUBTFUL = 0.75
"""Confidence in a labelled speaker if there is little evidence that the label is one."""
_UNSURE = 0.88
"""The most confidence in what has no label of its own, if labels seem to be missing, and in one of a crowd."""
_INFERRED = 0.8, 0.5
"""Above the former, confidence in a speaker whom no label names grows this much more slowly, to less than 0.9."""
_UNKNOWN_SPEAKER = 0.5
_ROUNDS = 4
_DASH_FACTOR = 0.88
"""Between dashes, confidence is scaled by this: then nine in ten wrong words are marked (docs/attribution.md)."""
_FORM_NAMES = {"heading": "a heading", "first line": "the first line of a paragraph"}


@dataclass(frozen=True, slots=True)
class Attributed:
    """A unit with its speaker, the confidence in that (0 to 1), the reason, and whether the speaker asks."""

    unit: Unit
    speaker: str
    confidence: float
    reason: str
    asks: bool


def attribute(
    document: Document, items: Sequence[Unit | Section], raw: RawTranscript | None = None
) -> tuple[Attributed, ...]:
    """Give every unit in `items` a speaker. A raw transcript (`raw`) settles what the labels leave open.

    What the author says around the interview belongs to the narrator and is not used as evidence.
    """
    units = [item for item in items if isinstance(item, Unit)]
    answers_only = only_answers_have_labels(units)
    framed = {id(units[i]): found for i, found in framing(document, units, answers_only=answers_only).items()}
    spoken = [item for item in items if id(item) not in framed]
    talk = iter(_attributed(document, spoken, raw, answers_only=answers_only))
    return tuple(
        Attributed(unit, NARRATOR, found.confidence, found.reason, asks=False)
        if (found := framed.get(id(unit)))
        else next(talk)
        for unit in units
    )


def _attributed(
    document: Document, items: Sequence[Unit | Section], raw: RawTranscript | None, *, answers_only: bool
) -> tuple[Attributed, ...]:
    """Attribute the units of the conversation itself."""
    units = [item for item in items if isinstance(item, Unit)]
    if not units:
        return ()
    said = [of_unit(unit) for unit in units]
    roles = label_roles(units, said, answers_only=answers_only)
    missing = missing_labels(units) if -1 in roles.values() else Missing()
    if any(units[i].label for i in missing.between):
        units = [replace(unit, label=None) if i in missing.between else unit for i, unit in enumerate(units)]
        rest = iter(units)
        items = [next(rest) if isinstance(item, Unit) else item for item in items]
    answering = [unit.label for unit in units if unit.label and roles[unit.label.key] < 0]
    names = calling({word for tag in answering for word in tag.name.split() if len(word) > 2})
    own = [_own_evidence(unit, found, names) for unit, found in zip(units, said, strict=True)]
    own = [(*found, *more) for found, more in zip(own, beside_one_label(units, roles), strict=True)]
    if alike := look_alike(units):
        own = [(*found, *of_size(unit)) for unit, found in zip(units, own, strict=True)]
    talk = add_openings(units, own, roles)
    labelled = labels_both_sides(units, roles)
    unnamed = unnamed_in_captions(units) | (unlabelled_dialogue(units) if labelled else frozenset())
    links = links_of(items, unnamed | missing.between, every_change_labelled=labelled, alike=alike)
    link_repeated_labels(units, links, roles, missing.closing)
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
    speakers = Names(document, units, roles, asked, witness, from_the_floor(items)).speakers()
    uncertain = unnamed | missing.between | talk | maybe_anybodys(units, roles, asked, every_change=labelled)
    numbered = {speakers[i] for i, unit in enumerate(units) if unit.label and unit.label.anonymous} - {
        unit.label.shown for unit in units if unit.label
    }
    unsure = missing.unlabelled | from_one_line(units) | beside_unread_labels(units)
    unsure |= {i for i, who in enumerate(speakers) if who in numbered}
    inferred = without_a_label(units, speakers, every_change=labelled)
    caps = [_DOUBTFUL if i in uncertain else _UNSURE if i in unsure else 1.0 for i in range(len(units))]
    return tuple(
        Attributed(
            unit,
            speakers[i],
            _SURE
            if (by_ear := fixed[i] is not None and not unit.label)
            else min(_sure(unit) if unit.label else _confidence(unit, p, inferred=i in inferred), caps[i]),
            _HEARD if by_ear else _reason(unit, own[i], links[i], looks, asked[max(0, i - 1) : i + 1]),
            p >= 0.5,
        )
        for i, (unit, p) in enumerate(zip(units, asked, strict=True))
    )


def _sure(unit: Unit) -> float:
    """How sure we are of a speaker named by a label or by a raw transcript."""
    if unit.block.speaker == UNKNOWN:
        return _UNKNOWN_SPEAKER
    return _DOUBTFUL if unit.label and unit.label.doubtful else _SURE


def _confidence(unit: Unit, asks: float, *, inferred: bool) -> float:
    """Confidence in the chosen side. Between dashes it is scaled down, as one mistake flips all that follow."""
    sure = (0.5 + abs(asks - 0.5) * (_DASH_FACTOR if unit.banter else 1.0)) * _SURE
    known, slower = _INFERRED
    return round(known + slower * (sure - known) if inferred and sure > known else sure, 3)


def _weigh(
    units: Sequence[Unit],
    own: Sequence[tuple[Evidence, ...]],
    links: Sequence[tuple[Evidence, ...]],
    fixed: Sequence[float | None],
) -> tuple[list[float], dict[Look, float]]:
    """For each unit, the probability that the one who asks says it; and what each look turned out to mean."""
    looks: dict[Look, float] = {}
    asked: list[float] = []
    sums, ties = ([total(found) for found in evidence] for evidence in (own, links))
    open_ended = {i for i, found in enumerate(links) if any(each.reason.startswith(CONTINUES_IN) for each in found)}
    for _ in range(_ROUNDS):
        leanings = [
            sums[i] + weight_of_look(unit, looks) if (held := fixed[i]) is None else held
            for i, unit in enumerate(units)
        ]
        asked = posteriors(leanings, ties)
        looks = learn_looks(units, asked)
        less = changes(asked, open_ended)
        ties = [total(found) - (less if i in open_ended else 0.0) for i, found in enumerate(links)]
    return asked, looks


def _sides(units: Sequence[Unit], witness: Sequence[str | None], asked: Sequence[float]) -> dict[str, int]:
    """1 for each speaker in the raw transcript who asks here, judged by most of their words; -1 for the others."""
    leaning: defaultdict[str, float] = defaultdict(float)
    for unit, name, p in zip(units, witness, asked, strict=True):
        if name is not None:
            leaning[name] += (p - 0.5) * len(unit.text.split())
    return {name: 1 if lean > 0 else -1 for name, lean in leaning.items()}


def _own_evidence(unit: Unit, said: tuple[Evidence, ...], names: re.Pattern[str]) -> tuple[Evidence, ...]:
    found = (*said, *calls_by_name(unit, names))
    return (*found, Evidence("opens a new section", 0.8)) if unit.block.after_rule and unit.first else found


def _reason(
    unit: Unit,
    own: tuple[Evidence, ...],
    link: tuple[Evidence, ...],
    looks: Mapping[Look, float],
    asked: Sequence[float],
) -> str:
    """The strongest reason for the side chosen; `asked` has the probabilities of the unit before, if any, and this."""
    if unit.block.speaker == UNKNOWN:
        return "the source does not say who speaks"
    if unit.label:
        return f"label '{unit.label.name}:'"
    side = 1 if asked[-1] >= 0.5 else -1
    look = "a block quote" if unit.form == "block quote" else f"in {_FORM_NAMES.get(unit.form, unit.form)}"
    look += ", like the questions here" if side > 0 else ", like the answers here"
    reasons = [*own, Evidence(look, weight_of_look(unit, looks))]
    follows = strongest(link, 1 if (asked[0] >= 0.5) == (asked[-1] >= 0.5) else -1)
    if follows:
        reasons.append(Evidence(follows.reason, abs(follows.weight) * side))
    best = strongest(reasons, side)
    return (
        best.reason
        if best
        else f"no evidence of its own; {'asks' if side > 0 else 'answers'}, judging by its neighbours"
    )
