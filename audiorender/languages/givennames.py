"""Whether a name is a woman's or a man's, where its title or its given name tells: a guess, which a script can correct.

The list is our own: packages with such lists are heavy, or were left years ago.
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

FEMALE, MALE = "female", "male"


def sex_of(name: str) -> str | None:
    """`female` or `male`; None where the name does not tell. Initials and `Dr.` tell nothing.

    `Rao, Nandini` is Nandini. A title such as `Mr` comes before the given name.
    """
    family, comma, given = name.partition(",")
    return (_told(given) if comma else None) or _told(family)


def _told(name: str) -> str | None:
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
    """What a given name tells; of one that is two the first, unless both together are known."""
    known = _names()
    for form in (word, word.partition("-")[0]):
        found = known.get(form) or known.get(_bare(form))
        if found:
            return found
    return None


def _bare(word: str) -> str:
    """The letters without their accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Names as they are written, and without accents where that is no other name."""
    lists = _lists()
    exact = {name: sex for sex in (FEMALE, MALE) for names in lists[sex] for name in names.split()}
    bare = {_bare(name): sex for name, sex in exact.items() if _bare(name) not in lists["either"].split()}
    return MappingProxyType({**bare, **exact})


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, str]:
    titles = _lists()["titles"]
    return MappingProxyType({title: sex for sex in (FEMALE, MALE) for title in titles[sex].split()})


@lru_cache(maxsize=1)
def _neutral() -> frozenset[str]:
    """Titles of both sexes, in all languages."""
    return frozenset(_plain(title) for language in LANGUAGES for title in language.labels.titles)


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads((pkgutil.get_data(__package__, "given_names.toml") or b"").decode())
