"""Titles in so many bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.tags.shorten import shortened

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(WORDS, st.integers(7, 60))
def test_it_fits_and_begins_as_the_title_does(title: str, size: int) -> None:
    found = shortened(title, size)
    assert len(found.encode()) <= size
    assert found == title or (found.endswith("…") and title.startswith(found[:-1]) and found != "…")
    assert found == title or len(title.encode()) > size


@pytest.mark.parametrize(
    ("title", "size", "found"),
    [
        ("Finding the fault", 17, "Finding the fault"),
        ("Finding the fault", 12, "Finding t…"),
        ("Finding the fault", 11, "Finding…"),  # no blank before the dots
        ("灯台の無線機", 12, "灯台の…"),
        ("Cafe\u0301st", 7, "Caf…"),  # the accent stays with its letter
        ("a👩🏽‍🔧b", 16, "a…"),  # one person of 15 bytes
        ("a👩🏽‍🔧b", 17, "a👩🏽‍🔧b"),
        ("🇳🇴🇸🇪🇩🇰", 15, "🇳🇴…"),
        ("e" + "\u0301" * 40, 20, "e" + "\u0301" * 8 + "…"),
    ],
)
def test_it_is_cut_between_characters(title: str, size: int, found: str) -> None:
    assert shortened(title, size) == found


def test_no_room_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="6 bytes are too few"):
        shortened("x", 6)
