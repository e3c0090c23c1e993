"""Recognises personal names, handles and roles, as opposed to the beginning of a sentence."""

from __future__ import annotations

from functools import lru_cache

from audiorender.expressions import expression
from audiorender.script.words import (
    CROWD_ROLES,
    GUEST_ROLES,
    HOST_ROLES,
    PARTICLES,
    QUESTION_OR_ANSWER,
    TITLES,
)

_FULL_TITLE = 6
"""Titles of so many letters are not abbreviated with a full stop."""
TITLE = rf"(?:(?:St|{'|'.join(sorted(title for title in TITLES if len(title) < _FULL_TITLE))})\.[^\S\n]+)?"
"""A pattern for an abbreviated title."""
_WORDS = expression(r"[\w'’-]+")
_WORD = expression(r"[^\W\d_][\w'’.-]*(?:[/&+,][^\W\d_a-z][\w'’.-]*)*|\d+|&")
"""A word of a name; several people may share a label: `Ana/Bo`, `A,B&C`."""
HANDLE = expression(r"(?:@|u/)[\w.-]{2,30}|(?=[\w.-]*[\d_.-]\w)[^\W\d_A-Z][\w.-]{1,29}")
_SMALL = expression(r"[^\W\d_A-Z][^\W\d_A-Z.-]{2,29}")
_LONGEST_ABBREVIATION = 5
MOST_WORDS = 5
ROLES = HOST_ROLES | GUEST_ROLES | CROWD_ROLES | QUESTION_OR_ANSWER
_TITLE_ARTICLES = frozenset({"Der", "Los"})
"""Articles that can begin the name of a magazine."""
_NEVER_FIRST = PARTICLES - {"de", "van", "von", "al", "el", "la", "le", "the"}


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words of `text` in lower case. The same names are asked for again and again."""
    return frozenset(_WORDS.findall(text.casefold()))


def looks_like_a_name(text: str) -> bool:
    """Whether this looks like a name.

    That is at most five words, each capitalised or a particle, with full stops only in abbreviations; or a handle.
    """
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS or not any(char.isalpha() for char in text):
        return False
    if len(words) == 1 and (HANDLE.fullmatch(text) or _SMALL.fullmatch(text)):
        return text not in PARTICLES
    if (
        len(words) > 1
        and words[0].casefold() in _NEVER_FIRST
        and not text.isupper()
        and words[0] not in _TITLE_ARTICLES
    ):
        return False
    if any(word.endswith(".") and not _abbreviates(word) for word in words[:-1]):
        return False
    return all(_is_name_word(word, first=place == 0) for place, word in enumerate(words))


def _abbreviates(word: str) -> bool:
    return len(word) <= 2 or word[:-1].casefold() in TITLES or "." in word[:-1]


def _is_name_word(word: str, *, first: bool) -> bool:
    if not _WORD.fullmatch(word.strip(",")) or word.endswith("-"):
        return False
    if word[0].islower() and (first or word.casefold() not in PARTICLES | CROWD_ROLES):
        return False
    return not word.endswith(".") or len(word) <= _LONGEST_ABBREVIATION or _abbreviates(word)
