"""Another package's word lists, which are used unchanged."""

from __future__ import annotations

import gzip
import json
import pkgutil
from itertools import pairwise

import pytest

from audiorender.languages import SUPPORTED
from audiorender.languages.wordlists import commonness

TAGS = [language.tag for language in SUPPORTED]


def installed(tag: str) -> bytes:
    packed = pkgutil.get_data("spellchecker", f"resources/{tag}.json.gz")
    assert packed is not None, tag
    return gzip.decompress(packed)


@pytest.mark.parametrize("tag", TAGS)
def test_a_list_has_an_entry_a_line_in_the_order_of_its_words(tag: str) -> None:
    lines = installed(tag).strip(b"{}\r\n").split(b"\n")
    assert all(line.startswith(b'"') and line.rstrip(b",\r")[-1:].isdigit() for line in lines)
    words = [line.rpartition(b": ")[0].strip()[1:-1] for line in lines]
    assert all(before < after for before, after in pairwise(words))


@pytest.mark.parametrize("tag", ["es", "fr"])
def test_the_words_of_a_list_are_as_common_as_it_says(tag: str) -> None:
    counts = json.loads(installed(tag))
    words = list(counts)
    for word in [*words[:3], *words[:: len(words) // 500], *words[-3:]]:
        assert commonness(word, tag) == counts[word], word
        assert commonness(f"{word}zq", tag) == counts.get(f"{word}zq", 0)
        assert commonness(word[:-1], tag) == counts.get(word[:-1], 0)


def test_words_of_no_list_are_not_common() -> None:
    assert commonness("zzzzzz", "en") == 0
    assert commonness("", "en") == 0
    assert commonness("\ud800", "en") == 0
    assert commonness("word", "ja") == 0
