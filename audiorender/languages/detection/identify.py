"""Guess the language of a few words from their script and from the short words that every text has.

A language model needs a sentence or two (`script.language`); this works for a greeting, and finds a single turn that is
in another language.
"""

from __future__ import annotations

from collections import Counter

from audiorender.expressions import expression
from audiorender.languages import SUPPORTED, language_of
from audiorender.languages.detection.scripts import runs_in_other_scripts
from audiorender.languages.language import Language

_WORD = expression(r"[^\W\d_]+")
_SENTENCE_START = expression(r"(?:\A|[.?!…:]\W*\s)\W*\Z")
"""Before the first word of a sentence. A capital anywhere else means a name: "El Paso and La Paz" is not Spanish."""
_FEWEST_SHORT_WORDS = 3
"""How many short words of a language a text must have."""

_LEAST_SHARE = 0.2
"""The smallest share of short words among all words. In ordinary prose it is about a half."""

_CLEAR_SHARE = 0.15
"""A text with this share of its own language's short words is assumed to be in that language."""


def _short_words(language: Language) -> frozenset[str]:
    captions, turns = language.captions, language.turns
    asked = frozenset((*turns.opens_question, *turns.answers, *turns.leads_in))
    return captions.joining | captions.linking | captions.leaning | turns.me | turns.you | asked


_SHARED = {
    "es": "en la una un no se que lo le les más ya",
    "fr": "en de la se y on",
    "it": "un una la no si in di che non lo le",
    "pt": "em a um uma não se que no na o as os mais já",
}
"""Short words that languages close to each other share, by which captions are not broken."""

SHORT_WORDS = {
    language.tag: frozenset(filter(str.isalpha, _short_words(language)))
    | frozenset(_SHARED.get(language.tag, "").split())
    for language in SUPPORTED
}


def language_by_letters(text: str) -> str | None:
    """The language of a text mostly written in a non-Latin script (ISO 639-1), else None."""
    letters = Counter[str]()
    for run in runs_in_other_scripts(text, "en"):
        letters[run.language] += sum(map(str.isalpha, text[run.start : run.end]))
    if not letters or sum(letters.values()) * 2 < sum(map(str.isalpha, text)):
        return None
    return letters.most_common(1)[0][0]


def language_by_words(text: str) -> str | None:
    """The one supported language with clearly more short words in the text than the others; each word counts once."""
    words = set(_words(text))
    hits = Counter({tag: len(words & short) for tag, short in SHORT_WORDS.items()})
    (best, most), (_, second) = hits.most_common(2)
    return best if most >= max(_FEWEST_SHORT_WORDS, _LEAST_SHARE * len(words)) and most >= 2 * second else None


def is_clearly(text: str, language: str) -> bool:
    """Whether a text is clearly in `language`. Always True for a language that is not fully supported."""
    known = language_of(language)
    short = SHORT_WORDS.get(known.tag) if known else None
    words = _words(text)
    return short is None or sum(word in short for word in words) >= _CLEAR_SHARE * len(words)


def leans_to(text: str, language: str, own: str) -> bool:
    """Whether a text has more short words of `language` than of `own`; both must be fully supported."""
    words = _words(text)
    ours, others = (sum(word in SHORT_WORDS.get(tag, ()) for word in words) for tag in (own, language))
    return others > ours


def _words(text: str) -> list[str]:
    """The words of a text in lower case, with names as empty strings: short words have no capital inside a sentence."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        name = (
            word[0].isupper()
            and not word.isupper()
            and not _SENTENCE_START.search(text, max(match.start() - 8, 0), match.start())
        )
        found.append("" if name else word.casefold())
    return found
