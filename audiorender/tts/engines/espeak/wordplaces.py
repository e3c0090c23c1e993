"""Where words begin in the phonemes of a clause, which runs small words together ("in the" is one group)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from audiorender.expressions import expression
from audiorender.unspaced import UNSPACED

WORD = expression(rf"(?=\w){UNSPACED.pattern}|[^\W_](?:(?!{UNSPACED.pattern})\S)*")
"""What counts as a word: it begins with a letter or digit, and ends at a blank; a character where there are none."""

_NEARBY = 2  # characters: a stress mark, and a sound that slides over


def beginnings(alone: Sequence[str], said: str) -> list[int]:
    """Where in `said` each word begins, whose phonemes when it stands `alone` are these.

    It is where the cheapest way to change the one into the other puts it (edit distance); a space nearby draws the
    word that is nearest to it.
    """
    packed = said.replace(" ", "")
    places = [place for place, character in enumerate(said) if character != " "]
    groups = [0, *(place - count for count, place in enumerate(_spaces(said)))]
    ways = _cheapest("".join(alone), packed)
    begins = [ways[at] for at in accumulate((len(word) for word in alone[:-1]), initial=0)]
    for group in groups:
        nearest = min(range(len(begins)), key=lambda word: abs(begins[word] - group))
        if abs(begins[nearest] - group) <= _NEARBY:
            begins[nearest] = group
    found: list[int] = []
    for begin in begins:
        found.append(min(max(begin, found[-1] + 1 if found else 0), len(packed) - 1))
    return [places[begin] for begin in found]


def _spaces(said: str) -> list[int]:
    return [place for place, character in enumerate(said) if character == " "]


def _cheapest(one: str, other: str) -> list[int]:
    """For each place in `one`, its end included, the place in `other` that stands beside it."""
    costs = [list(range(len(other) + 1))]
    for row, letter in enumerate(one, 1):
        above, here = costs[-1], [row]
        for column, match in enumerate(other):
            here.append(min(above[column] + (letter != match), above[column + 1] + 1, here[column] + 1))
        costs.append(here)
    beside = [0] * (len(one) + 1)
    row, column = len(one), len(other)
    beside[row] = column
    while row:
        cost = costs[row][column]
        if column and cost == costs[row - 1][column - 1] + (one[row - 1] != other[column - 1]):
            row, column = row - 1, column - 1
            beside[row] = column
        elif cost == costs[row - 1][column] + 1:
            row -= 1
            beside[row] = column
        else:
            column -= 1
    return beside
