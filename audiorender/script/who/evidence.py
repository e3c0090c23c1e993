"""Evidence for the one who asks and for the one who answers: small weights that anyone can read and add up.

A weight is a log-odds: +1 makes it 2.7 times as likely that the one who asks is speaking, -1 that the one who answers
is. Between two units, + means that the same person continues and - that another begins. Weights depend on punctuation,
grammatical person and forms of address, never on the subject or the names of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.script import words
from audiorender.script.units.unit import Unit

INTRODUCES, SAYS_I = "introduces a guest", "says 'I' or 'we'"
"""Reasons that openings are told by, too."""

_WORD = expression(r"\w+")
LONG_QUESTION = 60
"""A paragraph of more words that ends in a question may as well go on in the next."""
_A_FEW = 4
"""The most words of an answer that says no more than it must."""
SENTENCE = expression(rf"(?<=[.?!…])[{CLOSE_QUOTES})]*\s+")
_QUOTE_MARK = expression(r"[\"“„«»]")
_QUOTED = expression(r"\"[^\"]+\"|[“„][^“”„]+[”“]|«[^«»]+»|»[^«»]+«")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, worded for people, and its weight."""

    reason: str
    weight: float


def only_asks(unit: Unit) -> bool:
    """Whether the unit is a single sentence that asks."""
    return unit.asks and re.search(r"[.?!…]\s", unit.text) is None


def _own_words(text: str) -> str:
    """`text` without its quotations, if that leaves most of it: `They wrote: "Could you come?"` asks nothing."""
    if _QUOTE_MARK.search(text) is None:
        return text
    own = _QUOTED.sub(" ", text)
    return own if 2 * len(own) > len(text) else text


def of_unit(unit: Unit) -> tuple[Evidence, ...]:
    """The evidence in the words of one unit."""
    text = _own_words(unit.text)
    count = max(1, len(text.split()))
    found: list[Evidence] = []
    if unit.asks:
        found.append(Evidence("asks a question", 2.2 if count <= 60 else 1.5))
        if only_asks(unit):
            found.append(Evidence("is only a question", 1.0))
    elif "?" in text and count <= 40:
        found.append(Evidence("contains a question", 0.6))
    if words.THANKS_THE_HOST.search(text):
        found.append(Evidence("thanks the host", -2.0))
    elif words.GREETS.search(text) or words.THANKS_THE_GUEST.search(text):
        found.append(Evidence("greets or thanks", 1.5))
    if words.INTRODUCES.search(text):
        found.append(Evidence(INTRODUCES, 2.5))
    if words.MODERATES.search(text):
        found.append(Evidence("leads the conversation", 1.6))
    heard = _WORD.findall(text)
    folded = [word.casefold() for word in heard]
    you = sum(word in words.YOU for word in folded) + sum(word in words.YOU_IN_CAPITALS for word in heard)
    you += len(words.YOU_ELIDED.findall(text)) if "t" in folded else 0
    addressed = you > 0 and len(words.ADDRESSES.findall(text)) > len(words.GENERAL_YOU.findall(text))
    if addressed:
        found.append(Evidence("speaks to 'you'", 1.3))
    me = sum(word in words.ME for word in folded)
    if not addressed and me > you and me / count >= 0.03:
        found.append(Evidence(SAYS_I, -0.8 if me < 3 else -1.2))
    if count > 60:
        found.append(Evidence("is long", -0.6))
    return tuple(found)


def of_size(unit: Unit) -> Iterator[Evidence]:
    """The evidence in how much a paragraph says, and in whether it quotes somebody: answers tell stories."""
    if unit.banter:
        return
    if len(unit.text.split()) <= _A_FEW and words.ENDS.search(unit.text) and "?" not in unit.text:
        yield Evidence("is only a few words", -1.2)
    if _QUOTE_MARK.search(unit.text) and not _QUOTE_MARK.match(unit.text):
        yield Evidence("quotes somebody", -0.7)
    if sentences := len(SENTENCE.findall(unit.text)):
        yield Evidence("has several sentences", -0.5 * log(sentences + 1))


def calls_by_name(unit: Unit, names: re.Pattern[str]) -> tuple[Evidence, ...]:
    """Whether the unit addresses someone by one of the names given to `calling`."""
    return (Evidence("calls the other by name", 1.2),) if names.search(unit.text) else ()


def calling(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds one of `names` used to address somebody: at the start, between commas, after a greeting."""
    choice = "|".join(re.escape(name) for name in sorted(names)) or "(?!)"
    return re.compile(rf"(?:^|[,.] |\b(?:hi|hey|hello|thanks|thank you),? )(?:{choice})\b(?=[,.?!])", re.IGNORECASE)


def strongest(evidence: Iterable[Evidence], sign: int) -> Evidence | None:
    """The strongest reason for one side (`sign` 1 or -1), if there is one."""
    return max((item for item in evidence if item.weight * sign > 0), key=lambda item: item.weight * sign, default=None)


def total(evidence: Sequence[Evidence]) -> float:
    """The sum of all weights."""
    return sum(item.weight for item in evidence)
