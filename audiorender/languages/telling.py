"""Which language a few words are in: by their letters, and by the short words that no text does without.

A model needs a sentence or two (`script.language`); this tells a greeting, and one turn in a talk in another language.
"""

from __future__ import annotations

from collections import Counter

from audiorender.expressions import expression
from audiorender.languages import OURS, language_of
from audiorender.languages.language import Language
from audiorender.languages.scripts import runs_in_other_scripts

_WORD = expression(r"[^\W\d_]+")
_BEGINS = expression(r"(?:\A|[.?!…:]\W*\s)\W*\Z")
"""Before the first word of a sentence. Elsewhere a capital is a name's: "El Paso and La Paz" is no Spanish."""
_FEWEST = 3
"""Short words of a language that it takes."""

_OFTEN = 0.2
"""Their least share of all words: in plain prose it is about a half."""

_PLAINLY = 0.15
"""With this share of its own short words a text is in the language that it is thought to be in."""


def _short_words(language: Language) -> frozenset[str]:
    captions, turns = language.captions, language.turns
    asked = frozenset((*turns.opens_question, *turns.answers, *turns.leads_in))
    return captions.joining | captions.linking | captions.leaning | turns.me | turns.you | asked


_SHORT_WORDS = {language.tag: frozenset(filter(str.isalpha, _short_words(language))) for language in OURS}


def told_by_letters(text: str) -> str | None:
    """The language of a text that is mostly in another script than the Latin one (ISO 639-1), else None."""
    letters = Counter[str]()
    for run in runs_in_other_scripts(text, "en"):
        letters[run.language] += sum(map(str.isalpha, text[run.start : run.end]))
    if not letters or sum(letters.values()) * 2 < sum(map(str.isalpha, text)):
        return None
    return letters.most_common(1)[0][0]


def told_by_words(text: str) -> str | None:
    """The one of our languages that plainly has more of its short words in a text than all others, each word once."""
    words = set(_words(text))
    hits = Counter({tag: len(words & short) for tag, short in _SHORT_WORDS.items()})
    (best, most), (_, second) = hits.most_common(2)
    return best if most >= max(_FEWEST, _OFTEN * len(words)) and most >= 2 * second else None


def is_plainly(text: str, language: str) -> bool:
    """Whether a text is in `language`, one of ours, without a further look; always where it is none of ours."""
    known = language_of(language)
    short = _SHORT_WORDS.get(known.tag) if known else None
    words = _words(text)
    return short is None or sum(word in short for word in words) >= _PLAINLY * len(words)


def leans_to(text: str, language: str, own: str) -> bool:
    """Whether a text has more short words of `language` than of its `own`, both of them ours."""
    words = _words(text)
    ours, others = (sum(word in _SHORT_WORDS.get(tag, ()) for word in words) for tag in (own, language))
    return others > ours


def _words(text: str) -> list[str]:
    """The words of a text in small letters, names as nothing: no short word has a capital inside a sentence."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        name = (
            word[0].isupper()
            and not word.isupper()
            and not _BEGINS.search(text, max(match.start() - 8, 0), match.start())
        )
        found.append("" if name else word.casefold())
    return found
