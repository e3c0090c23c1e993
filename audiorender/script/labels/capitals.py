"""Names that a document writes in capitals, as many transcripts do, in normal case: Priya, Dr. Roy.

Initials stay in capitals: words without a vowel (JFK), words the conversation itself writes like that (NASA), and one
or two letters on their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from audiorender.script.words import TITLES

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_a-zß-ÿ]{2,}(?![^\W\d_])")
_VOWEL = re.compile("[aeiouyäöüåæøœáàâãéèêëíìîïóòôõúùûýąęёаеиоуыэюяіїєαεηιουω]", re.IGNORECASE)
_SCOTS = re.compile(r"MC(?=[A-Z]{3})")


def in_name_case(names: Iterable[str], said: Iterable[str]) -> dict[str, str]:
    """The name to show for each of these names; `said` are the texts of the conversation.

    No two names become the same.
    """
    known = list(dict.fromkeys(names))
    initials = {word for text in said for word in _CAPITALS.findall(text) if word.isupper()}
    shown = {name: _in_case(name, initials) for name in known}
    taken = [*shown.values()]
    return {name: new if taken.count(new) == 1 else name for name, new in shown.items()}


def _in_case(name: str, initials: Collection[str]) -> str:
    words = _WORD.findall(name)
    if not name.isupper() or all(len(word) < 3 for word in words):
        return name
    return _WORD.sub(lambda found: _word_in_case(found[0], initials, several=len(words) > 1), name)


def _word_in_case(word: str, initials: Collection[str], *, several: bool) -> str:
    if word.casefold() in TITLES:
        return word.capitalize()
    short = len(word) < (2 if several else 3)
    if short or word in initials or not _VOWEL.search(word) or not word.isupper():
        return word
    return f"Mc{word[2:].capitalize()}" if _SCOTS.match(word) else word.capitalize()
