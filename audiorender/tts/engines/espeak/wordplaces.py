"""Where words begin in the phonemes of a clause, in which small words are joined ("in the" is one group)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from audiorender.expressions import expression
from audiorender.unspaced import UNSPACED

WORD = expression(rf"(?=\w){UNSPACED.pattern}|[^\W_](?:(?!{UNSPACED.pattern})\S)*")
"""A word begins with a letter or digit and ends at a blank; in scripts without blanks it is a character."""

VOWELS = frozenset("aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵊᵻAIOQWY")
"""The vowels of eSpeak NG's IPA, and Kokoro's letters for diphthongs."""

_MARKS = "ˈˌːˑ^ \u0303\u0329"

_NEARBY = 2  # characters: a stress mark, and a sound that moves to the next word


def beginnings(alone: Sequence[str], said: str) -> list[int]:
    """Where each word begins in `said`, given each word's phonemes when spoken `alone`.

    It is where the cheapest edits that change one into the other put it; a space nearby attracts the closest word.
    """
    packed = said.replace(" ", "")
    places = [place for place, character in enumerate(said) if character != " "]
    groups = [0, *(place - count for count, place in enumerate(_spaces(said)))]
    ways = _cheapest("".join(alone), packed)
    begins = [_at_stress(packed, ways[at]) for at in accumulate((len(word) for word in alone[:-1]), initial=0)]
    for group in groups:
        nearest = min(range(len(begins)), key=lambda word: abs(begins[word] - group))
        if abs(begins[nearest] - group) <= _NEARBY:
            begins[nearest] = group
    found: list[int] = []
    for begin in begins:
        found.append(min(max(begin, found[-1] + 1 if found else 0), len(packed) - 1))
    return [places[begin] for begin in found]


def _at_stress(said: str, begin: int) -> int:
    """The stress mark just before a word's first sound is part of the word."""
    return begin - 1 if begin and said[begin - 1] in "ˈˌ" else begin


def _spaces(said: str) -> list[int]:
    return [place for place, character in enumerate(said) if character == " "]


def _cheapest(one: str, other: str) -> list[int]:
    """For each position in `one`, including its end, the aligned position in `other`."""
    costs = [list(range(len(other) + 1))]
    for row, letter in enumerate(one, 1):
        above, here = costs[-1], [row]
        for column, match in enumerate(other):
            here.append(min(above[column] + _unlike(letter, match), above[column + 1] + 1, here[column] + 1))
        costs.append(here)
    beside = [0] * (len(one) + 1)
    row, column = len(one), len(other)
    beside[row] = column
    while row:
        cost = costs[row][column]
        if column and cost == costs[row - 1][column - 1] + _unlike(one[row - 1], other[column - 1]):
            row, column = row - 1, column - 1
            beside[row] = column
        elif cost == costs[row - 1][column] + 1:
            row -= 1
            beside[row] = column
        else:
            column -= 1
    return beside


def _unlike(one: str, other: str) -> int:
    """What it costs to take one sound for another: a vowel is never a consonant, nor a mark a sound."""
    return 0 if one == other else 1 + (_kind(one) != _kind(other))


@cache
def _kind(letter: str) -> str:
    return "vowel" if letter in VOWELS else "mark" if letter in _MARKS else "consonant"
