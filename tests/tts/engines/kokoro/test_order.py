"""The order of Kokoro's voices: by what was measured, the two for the leads far apart and among the best."""

from __future__ import annotations

from itertools import combinations

from audiorender.tts.engines.kokoro.order import LAST, NEAR_THE_BEST, in_order, measured

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
