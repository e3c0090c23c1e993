"""How common a word is, by the lists of pyspellchecker: counts in the subtitles of films, without most initials."""

from __future__ import annotations

import gzip
import json
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType


def commonness(word: str, language: str) -> int:
    """How often a word in small letters comes in the list of `language` (its first subtag); 0 where it is in none."""
    return _counts(language).get(word, 0)


@lru_cache(maxsize=8)
def _counts(language: str) -> Mapping[str, int]:
    """The list as it stands: the package's own class takes three times as long to load it."""
    try:
        packed = pkgutil.get_data("spellchecker", f"resources/{language}.json.gz")
    except FileNotFoundError:
        packed = None
    return MappingProxyType(json.loads(gzip.decompress(packed)) if packed else {})
