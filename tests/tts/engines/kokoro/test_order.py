"""The order of Kokoro's voices: by what was measured, the two for the leads far apart and among the best."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from audiorender.tts.engines.kokoro.order import LAST, NEAR_THE_BEST, for_cast, in_order, measured

ENGLISH = [name for name in measured()[0] if name[0] in "ab"]


def test_every_pair_was_measured() -> None:
    natural, apart = measured()
    assert len(natural) == 54
    assert all(1 < each < 5 for each in natural.values())
    assert set(apart) == {frozenset(pair) for pair in combinations(natural, 2)}


def test_the_leads_are_among_the_best_and_the_furthest_of_them() -> None:
    natural, apart = measured()
    first, second = in_order(ENGLISH)[:2]
    best = max(natural[name] for name in ENGLISH)
    good = [name for name in ENGLISH if natural[name] >= best - NEAR_THE_BEST]
    assert {first, second} <= set(good)
    assert apart[frozenset((first, second))] == max(apart[frozenset(pair)] for pair in combinations(good, 2))


def test_who_comes_next_is_no_twin_of_those_before() -> None:
    _, apart = measured()
    six = in_order(ENGLISH)[:6]
    assert min(apart[frozenset(pair)] for pair in combinations(six, 2)) > 0.25


def test_nobody_is_lost_and_the_odd_ones_come_last() -> None:
    names = [*ENGLISH, "jf_alpha", "xx_new"]
    order = in_order(names)
    assert sorted(order) == sorted(names)
    assert set(order[-4:]) == {"af_nicole", "am_santa", "jf_alpha", "xx_new"}
    assert in_order(reversed(names)) == order
    assert in_order([]) == []
    assert set(LAST) <= set(measured()[0])


def _closest(names: Sequence[str]) -> float:
    _, apart = measured()
    return min(apart[frozenset(pair)] for pair in combinations(names, 2))


@pytest.mark.parametrize("speakers", [3, 4])
def test_no_cast_with_the_same_leads_is_farther_apart(speakers: int) -> None:
    order = in_order(ENGLISH)
    usual = [name for name in order[2:] if name not in LAST]
    best = max(_closest([*order[:2], *others]) for others in combinations(usual, speakers - 2))
    assert _closest(for_cast(order, speakers)[:speakers]) == best


@pytest.mark.parametrize(("speakers", "times"), [(2, 4.7), (4, 3.0), (8, 2.5), (14, 2.0)])
def test_the_closest_two_of_a_cast_are_apart(speakers: int, times: float) -> None:
    assert _closest(for_cast(in_order(ENGLISH), speakers)[:speakers]) > times * 0.124


def test_a_cast_of_any_size_has_all_voices_and_the_same_leads() -> None:
    order = in_order(ENGLISH)
    for speakers in (0, 1, 2, 7, 14, 40):
        cast = for_cast(order, speakers)
        assert sorted(cast) == sorted(order)
        assert cast[:2] == order[:2]


def test_where_a_voice_is_missing_the_order_stays() -> None:
    few = [name for name in in_order(ENGLISH) if name != "am_eric"]
    assert for_cast(few, 8)[:2] == few[:2]
    spanish = in_order(["ef_dora", "em_alex"])
    assert for_cast(spanish, 2) == spanish
