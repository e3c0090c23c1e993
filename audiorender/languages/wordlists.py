"""How common a word is, from pyspellchecker's lists: counts in film subtitles, with most initials removed."""

from __future__ import annotations

import gzip
import pkgutil
from bisect import bisect_left
from functools import lru_cache


def commonness(word: str, language: str) -> int:
    """How often a lower-case word occurs in the list of `language` (its first subtag); 0 if it is not listed."""
    text = _list(language)
    wanted = word.encode(errors="replace")
    place = bisect_left(range(len(text)), wanted, key=lambda at: _entry(text, at)[0])
    found, count = _entry(text, place) if place < len(text) else (b"", 0)
    return count if found == wanted else 0


@lru_cache(maxsize=8)
def _list(language: str) -> bytes:
    """The raw list, one entry a line, sorted by word: as a dictionary it takes ten times the memory and the time.

    A test checks that the installed lists are like this.
    """
    try:
        packed = pkgutil.get_data("spellchecker", f"resources/{language}.json.gz")
    except FileNotFoundError:
        packed = None
    return gzip.decompress(packed).strip(b"{}\r\n") if packed else b""


def _entry(text: bytes, at: int) -> tuple[bytes, int]:
    """The word and the count on the line `"word": 50,` around this place."""
    start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
    word, _, count = text[start : len(text) if end < 0 else end].rpartition(b": ")
    return word.strip()[1:-1], int(count.rstrip(b",\r"))
