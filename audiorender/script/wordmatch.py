"""Finds the stretches of words that two texts have in common, in the same order.

Sequences of words that occur once in each text are anchors (the idea of Bram Cohen's patience diff). The longest chain
of anchors in order is kept and extended word by word, and the text between two of them is searched again. So the work
grows with the length of the texts, not with its square.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from audiorender.expressions import expression

LEAST = 4
"""This many words in sequence are not a chance match if they are in order."""

_WORD = expression(r"\d+|[^\W\d_]+")
_FILLERS = frozenset(("uh", "um", "er", "erm", "ah", "mm", "hm", "euh", "äh", "eh"))
_NUMBERS = MappingProxyType(
    {
        "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
        "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
        "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20",
        "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Words `mine` to `mine + length` of one text equal words `theirs` to `theirs + length` of the other."""

    mine: int
    theirs: int
    length: int


def tokens(text: str) -> list[str]:
    """The words of `text` in comparable form: lower case, without apostrophes and fillers, with numbers as figures."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    return [_NUMBERS.get(word, word) for word in _WORD.findall(folded) if word not in _FILLERS]


def align(mine: Sequence[str], theirs: Sequence[str]) -> list[Run]:
    """The stretches of at least `LEAST` words that both texts have, in the same order and without overlaps."""
    found: list[Run] = []
    windows = [(0, len(mine), 0, len(theirs))]
    while windows:
        a, a_end, b, b_end = windows.pop()
        if min(a_end - a, b_end - b) < LEAST:
            continue
        runs = list(_anchored(mine, theirs, (a, a_end), (b, b_end)))
        for run in runs:
            windows.append((a, run.mine, b, run.theirs))
            a, b = run.mine + run.length, run.theirs + run.length
        if runs:
            windows.append((a, a_end, b, b_end))
        found += runs
    return sorted(found)


def _anchored(
    mine: Sequence[str], theirs: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> Iterator[Run]:
    """Anchors of two windows in order, each extended as far as the words agree, up to the anchor before."""
    once = _unique(theirs, *there)
    pairs = [(at, once[gram]) for gram, at in _unique(mine, *here).items() if gram in once]
    a, b = here[0], there[0]
    for at, its in _rising(sorted(pairs)):
        if at < a or its < b:
            continue
        start = 0
        while at - start > a and its - start > b and mine[at - start - 1] == theirs[its - start - 1]:
            start += 1
        end = LEAST
        while at + end < here[1] and its + end < there[1] and mine[at + end] == theirs[its + end]:
            end += 1
        yield Run(at - start, its - start, start + end)
        a, b = at + end, its + end


def _unique(words: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    """Sequences of `LEAST` words that occur once in the window, with their position."""
    places: dict[tuple[str, ...], int] = {}
    for at in range(start, end - LEAST + 1):
        gram = tuple(words[at : at + LEAST])
        places[gram] = -1 if gram in places else at
    return {gram: at for gram, at in places.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` (ascending in the first) that also ascends in the second (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        if pile == len(tops):
            tops.append(place)
            piles.append(index)
        else:
            tops[pile], piles[pile] = place, index
        before[index] = piles[pile - 1] if pile else -1
    chain: list[tuple[int, int]] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
