"""Guesses from a title or a given name whether a speaker is a woman or a man; a script can correct the guess.

The list is our own: packages with such lists are heavy, or no longer maintained.
"""

from __future__ import annotations

import pkgutil
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from audiorender.languages import LANGUAGES
from audiorender.languages.language import without_accents

FEMALE, MALE = "female", "male"


def sex_of(name: str) -> str | None:
    """`female` or `male`, or None if the name does not show it, as with initials or `Dr.`

    In `Rao, Nandini` the given name is Nandini. A title such as `Mr` takes precedence over the given name.
    """
    family, comma, given = name.partition(",")
    return (_sex_of_part(given) if comma else None) or _sex_of_part(family)


def _sex_of_part(name: str) -> str | None:
    """The sex shown by the titles and the given name in one part of a name."""
    words = [_plain(word) for word in name.split()]
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if following and word in _titles():
            return _titles()[word]
        if len(word) > 1 and not (following and word in _neutral()):
            return _given(word)
    return None


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().strip(".()[]\"'“”‘’„")


def _given(word: str) -> str | None:
    """The sex that a given name shows. For a double name it is that of the first, unless the list has both together."""
    known = _names()
    for form in (word, word.partition("-")[0]):
        found = known.get(form) or known.get(without_accents(form))
        if found:
            return found
    return None


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Names as written, and without accents unless that is a different name."""
    lists = _lists()
    exact = {name: sex for sex in (FEMALE, MALE) for names in lists[sex] for name in names.split()}
    either = frozenset(lists["either"].split())
    bare = {plain: sex for name, sex in exact.items() if (plain := without_accents(name)) not in either}
    return MappingProxyType({**bare, **exact})


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, str]:
    titles = _lists()["titles"]
    return MappingProxyType({title: sex for sex in (FEMALE, MALE) for title in titles[sex].split()})


@lru_cache(maxsize=1)
def _neutral() -> frozenset[str]:
    """Titles that do not show a sex, in all languages."""
    return frozenset(_plain(title) for language in LANGUAGES for title in language.labels.titles)


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads((pkgutil.get_data(__package__, "given_names.toml") or b"").decode())
