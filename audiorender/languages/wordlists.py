"""How common a word is, by the lists of pyspellchecker: counts in the subtitles of films, without most initials."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


def commonness(word: str, language: str) -> int:
    """How often a word in small letters comes in the list of `language` (its first subtag); 0 where it is in none."""
    return _counts(language).get(word, 0)


@lru_cache(maxsize=8)
def _counts(language: str) -> Mapping[str, int]:
    """The list as it stands: the package's own class takes three times as long to load it."""
    file = files("spellchecker") / "resources" / f"{language}.json.gz"
    if not file.is_file():
        return MappingProxyType({})
    return MappingProxyType(json.loads(gzip.decompress(file.read_bytes())))
