"""Speakers' colours on the page."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.page.colours import COLOURS, FORMS, Look, looks


def test_a_few_have_the_hues_in_turn() -> None:
    assert looks("abc", "abcabc") == {"a": Look(0), "b": Look(1), "c": Look(2)}
    assert Look(3).classes == "v3"
    assert Look(3, 2).classes == "v3 r2"


@given(st.lists(st.integers(0, 23), max_size=200), st.integers(1, 24))
def test_looks_are_told_apart(turns: list[int], people: int) -> None:
    cast = [str(n) for n in range(people)]
    found = looks(cast, [str(n % people) for n in turns])
    assert set(found) == set(cast)
    assert all(0 <= look.hue < COLOURS and 0 <= look.form < FORMS for look in found.values())
    assert len({(look.hue, look.form) for look in found.values()}) >= min(people, COLOURS)


def test_a_host_among_many_guests_has_a_hue_that_no_guest_beside_it_has() -> None:
    guests = [str(n) for n in range(20)]
    speakers = [name for guest in guests for name in ("host", guest)]
    found = looks(["host", *guests], speakers)
    assert all(found[a].hue != found[b].hue for a, b in pairwise(speakers))
