"""Whether the same person goes on from one unit to the next: the evidence in the two, and in the whole document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script import words
from audiorender.script.units.unit import Section, Unit
from audiorender.script.who.evidence import LONG_QUESTION, SENTENCE, Evidence, only_asks
from audiorender.script.who.roles import replied_to
from audiorender.script.who.uncertain import MOSTLY_LABELLED, times_stand_for_labels

CONTINUES_IN = "continues in "
"""Start of the reason that a new paragraph has the same speaker; the typeface follows."""

_EMOTICON = expression(r"[ \t.]*(?:[:;=][-^']?[)(DPpo]+|\^[_.]?\^['’]*|\*[_.]\*|[xX]D+|<3)\Z")
"""A face at the end of a message, which ends a sentence like a full stop: `:)`."""
_END = 40
"""How many characters at the end of a text show how it ends."""
_REPEATED_LABEL = -3.0
"""Evidence that a label marks a change of speaker, although its person had the last one, too."""
_NO_LABEL_DOUBTFUL = 0.5
"""Evidence against a change of speaker below a labelled question: the answer may be missing its label."""
_SURE_ENOUGH = 0.3
"""How far from 0.5 two neighbours must be to count as evidence on whether a new paragraph is a new speaker."""
_A_LINE = 8
"""The most words of a statement that fits on a line."""
_FACES = frozenset({"bold", "italic", "plain text"})


def links_of(
    items: Sequence[Unit | Section], unnamed: Collection[int], *, every_change_labelled: bool, alike: bool
) -> list[tuple[Evidence, ...]]:
    """For each unit, the evidence that the speaker of the unit before continues.

    The units at the positions `unnamed` may be a new speaker's although they have no label. Where questions and answers
    look `alike`, their sizes count.
    """
    links: list[tuple[Evidence, ...]] = []
    units = [item for item in items if isinstance(item, Unit)]
    mostly = sum(unit.label is not None for unit in units) >= MOSTLY_LABELLED * len(units)
    unlabelled = {id(units[i]) for i in unnamed}
    emphatic = _FACES - {unit.form for unit in units if unit.asks and unit.form != "plain text"}
    quoted, timed = replied_to(units), times_stand_for_labels(units)
    before: Unit | None = None
    for item in items:
        if isinstance(item, Section):
            before = None
            continue
        found: tuple[Evidence, ...] = ()
        if before is not None and item.label is None:
            replies = quoted and before.label is not None and not item.block.quote
            found = (Evidence("replies to the block quote before it", -4.0),) if replies else between(before, item)
            if alike:
                found = (*found, *between_paragraphs(before, item))
            if timed:
                found = (*found, Evidence("has no name, where times have one", 4.5))
            emphasis = mostly and not before.asks and {item.form, before.form} <= emphatic
            if every_change_labelled and not item.dash and (item.form == before.form or emphasis):
                answered = before.asks and before.label and item.block is not before.block and not item.asks
                uncertain = answered or id(item) in unlabelled
                found = (
                    *found,
                    Evidence("no new label", _NO_LABEL_DOUBTFUL if uncertain else 4.5 if mostly else 2.5),
                )
        links.append(found)
        before = item
    return links


def changes(asked: Sequence[float], paragraphs: Collection[int]) -> float:
    """How much less a new paragraph points to the same speaker, if speakers often change there in this document."""
    clear = [i for i in paragraphs if min(abs(asked[i] - 0.5), abs(asked[i - 1] - 0.5)) > _SURE_ENOUGH]
    changed = sum((asked[i] >= 0.5) != (asked[i - 1] >= 0.5) for i in clear)
    return max(0.0, min(2.5, log((changed + 1.0) / (len(clear) - changed + 3.0)) + log(3.0)))


def link_repeated_labels(
    units: Sequence[Unit],
    links: list[tuple[Evidence, ...]],
    roles: Mapping[str, int],
    closing: Collection[int],
) -> None:
    """Add that somebody else spoke before each label at `closing`, if that can only be one with the other role."""
    keys = Counter(roles[key] for key in {unit.label.key for unit in units if unit.label})
    for i in closing:
        if (tag := units[i].label) and keys[roles[tag.key]] == 1:
            links[i] = (Evidence("a label for somebody who spoke before", _REPEATED_LABEL),)


def between(before: Unit, unit: Unit) -> tuple[Evidence, ...]:
    """The evidence on whether the same person continues from `before` to `unit`; neither has a label."""
    text, last = unit.text, before.text
    end = _EMOTICON.sub(".", last[-_END:])
    same_block, same_form = unit.block is before.block, unit.form == before.form
    asked = before.asks
    found: list[Evidence] = []
    if re.search(rf"[:,;][{CLOSE_QUOTES})]*\Z", end):
        found.append(Evidence("continues after a colon", 3.0))
    elif not words.ENDS.search(end) and not unit.dash and before.form not in ("heading", "bold"):
        found.append(Evidence("continues an unfinished sentence", 1.5))
    if not same_block and not same_form and unit.line == before.lines[-1].number:
        found.append(Evidence("a different typeface on the same line", -3.0))
    if unit.block.mark == ">>" and unit.first:
        found.append(Evidence("'>>' marks a new speaker", -4.0))
    elif unit.dash:
        found.append(Evidence("begins with a dash", -1.6))
    if asked:
        weight = -2.5 if only_asks(before) else -2.0 if len(last.split()) <= LONG_QUESTION else -1.0
        found.append(Evidence("answers the question before it", weight if not same_form or unit.dash else weight + 0.2))
    elif not same_block and same_form and not unit.block.after_rule:
        found.append(Evidence(CONTINUES_IN + unit.form, 1.0))
    if unit.block.kind == before.block.kind == "item":
        found.append(Evidence("continues a list", 1.0))
    if not unit.dash and words.GOES_ON.match(text) and not asked:
        found.append(Evidence("continues the thought", 0.6))
    if words.ANSWERS.match(text):
        found.append(Evidence("begins like an answer", -1.2 if asked or unit.dash else -0.2))
    elif unit.dash and words.REACTIONS.match(text):
        found.append(Evidence("reacts to the line before", -0.6))
    if unit.dash and _echoes(last, text):
        found.append(Evidence("repeats the other's words", -1.0))
    return tuple(found)


def between_paragraphs(before: Unit, unit: Unit) -> Iterator[Evidence]:
    """The evidence in how two paragraphs of the same form follow each other.

    People who ask and who answer speak at different lengths, and a paragraph that goes on seldom asks at its end.
    """
    if unit.block is before.block or unit.form != before.form or unit.banter or before.banter:
        return
    if not words.ENDS.search(before.text):
        return
    said, last = len(unit.text.split()), len(before.text.split())
    if ratio := abs(log(said / last)):
        yield Evidence("is longer or shorter than the paragraph before", -0.7 * ratio)
    if before.asks:
        return
    if unit.asks:
        yield Evidence("asks, and the paragraph before does not", -1.1)
    if any(words.ASKS.search(sentence) for sentence in SENTENCE.split(before.text)[-3:-1]):
        yield Evidence("answers the question just before", -0.8)
    if last <= _A_LINE:
        yield Evidence("follows a few words", -0.6)


def _echoes(last: str, text: str) -> bool:
    heard = _tokens(last)[-8:]
    return len(heard) > 1 and _tokens(text)[: len(heard)][:3] == heard[:3]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
