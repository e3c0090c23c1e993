"""Where text may be broken without hurting the sense: sentences, clauses, conjunctions, and words tied to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiorender.expressions import CLOSE_QUOTES
from audiorender.languages import LANGUAGES
from audiorender.model import Word

AT_SENTENCE, AT_CLAUSE, AT_JOINER, AT_LINK, ANYWHERE, AFTER_LEANING = 0.0, 12.0, 20.0, 30.0, 40.0, 70.0
"""The cost of a cut: low before a clause, high after a word such as `the`."""

CLOSERS = CLOSE_QUOTES + "›‹)]*_』」】》〉〕］｣"
STOPS = tuple(".!?…。！？．｡؟۔।॥။።។៕།")
COMMAS = tuple(",;:—–-…，；：、､،؛၊፣")
"""What may close a quotation or bracket after a sentence; what ends a sentence; what ends a clause."""

_JOINING = frozenset[str]().union(*(language.captions.joining for language in LANGUAGES))
_LINKING = frozenset[str]().union(*(language.captions.linking for language in LANGUAGES))
_LEANING = _LINKING.union(*(language.captions.leaning for language in LANGUAGES))
_FOLLOWING = frozenset[str]().union(*(language.captions.following for language in LANGUAGES))
"""One list for all languages: a word that means something else in another one moves a cut only slightly."""

_ABBREVIATIONS = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "prof.", "e.g.", "i.e.", "no.", "jr.", "sr."})


def ends_sentence(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence ends with word `index`: not after abbreviations and initials, or before a lower-case
    letter."""
    text = words[index].text.rstrip(CLOSERS)
    if not text.endswith(STOPS) or text.lower() in _ABBREVIATIONS:
        return False
    if re.fullmatch(r"(?:[^\W\d_]\.)+", text):  # an initial, as in "J. S. Bach"
        return False
    following = words[index + 1].text.lstrip("\"'“‘«([*_") if index + 1 < len(words) else ""
    return not following[:1].islower()


def cut_cost(words: Sequence[Word], index: int, *, sentence: bool) -> float:
    """The cost of a cut after word `index`, which ends a `sentence` or not; another word follows."""
    text = words[index].text.rstrip(CLOSERS)
    if sentence:
        return AT_SENTENCE
    if text.endswith(COMMAS):
        return AT_CLAUSE
    opening = words[index + 1].text.rstrip(",.;:!?…").lower()
    if text.lower() in _LEANING or opening in _FOLLOWING:
        return AFTER_LEANING
    return AT_JOINER if opening in _JOINING else AT_LINK if opening in _LINKING else ANYWHERE
