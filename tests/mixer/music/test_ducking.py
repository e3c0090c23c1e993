"""Curves of gain: fades that keep power, ramps that are even in dB, and music that is down before a voice begins."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.music.ducking import (
    AHEAD,
    APART,
    DOWN,
    HELD,
    UP,
    ducked,
    faded_in,
    faded_out,
    gain_at,
    talk,
    times,
    within,
)
from audiorender.model import RATE


def level(gain: float) -> float:
    return 20 * math.log10(gain)


def test_short_silences_are_bridged_and_long_ones_are_not() -> None:
    assert talk([(0, 100), (100 + APART - 1, 10_000 + APART)]) == [(0, 10_000 + APART)]
    assert talk([(0, 100), (100 + APART, 300 + APART)]) == [(0, 100), (100 + APART, 300 + APART)]
    assert talk([(50, 60), (0, 100)]) == [(0, 100)]


def test_music_is_down_before_a_voice_and_up_after_it() -> None:
    start, end = 5 * RATE, 9 * RATE
    curve = ducked([(start, end)], -18.0, -9.0)
    for at in (start - AHEAD, start, (start + end) // 2, end, end + HELD):
        assert level(gain_at(curve, at)) == pytest.approx(-18)
    for at in (0, start - AHEAD - DOWN, end + HELD + UP, 20 * RATE):
        assert level(gain_at(curve, at)) == pytest.approx(-9)
    assert level(gain_at(curve, start - AHEAD - DOWN // 2)) == pytest.approx(-13.5, abs=0.1)


def test_two_fades_at_once_keep_their_power() -> None:
    out, into = faded_out(1000, 800), faded_in(200, 800)
    for at in range(200, 1001, 100):
        assert gain_at(out, at) ** 2 + gain_at(into, at) ** 2 == pytest.approx(1, abs=0.02)


curves = st.lists(
    st.tuples(st.integers(0, 5000), st.floats(0, 1)), min_size=1, max_size=8, unique_by=lambda node: node[0]
).map(sorted)


@given(curves, st.integers(0, 4000), st.integers(1, 3000))
def test_a_part_of_a_curve_is_that_part(curve: list[tuple[int, float]], start: int, length: int) -> None:
    part = within(curve, start, start + length)
    at, gains = zip(*part, strict=True)
    assert at[0] == 0
    assert at[-1] == length
    places = np.arange(length + 1)
    wanted = [gain_at(curve, start + int(place)) for place in places]
    np.testing.assert_allclose(np.interp(places, at, gains), wanted, atol=1e-5)


@given(curves, curves)
def test_a_product_is_exact_at_all_nodes(one: list[tuple[int, float]], other: list[tuple[int, float]]) -> None:
    product = times(one, other)
    for at, _ in (*one, *other):
        assert gain_at(product, at) == pytest.approx(gain_at(one, at) * gain_at(other, at))
