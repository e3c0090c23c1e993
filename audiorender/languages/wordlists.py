"""How common a word is, from pyspellchecker's lists: counts in film subtitles, with most initials removed."""

from __future__ import annotations

import gzip
import json
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType


def commonness(word: str, language: str) -> int:
    """How often a lower-case word occurs in the list of `language` (its first subtag); 0 if it is not listed."""
    return _counts(language).get(word, 0)


@lru_cache(maxsize=8)
def _counts(language: str) -> Mapping[str, int]:
    """The raw list: loading it through the package's own class takes three times as long."""
    try:
        packed = pkgutil.get_data("spellchecker", f"resources/{language}.json.gz")
    except FileNotFoundError:
        packed = None
    return MappingProxyType(json.loads(gzip.decompress(packed)) if packed else {})
