"""Adjacent changes are merged one by one; what cannot be merged is shown, never dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.script.file.weave import Clash, weave


def woven(old: str, own: str, new: str) -> list[str | Clash]:
    """Units are separated by `|`; a unit changed on both sides cannot be joined."""
    first, mine, theirs = ([unit for unit in text.split("|") if unit] for text in (old, own, new))
    return list(weave(first, mine, theirs, lambda *_: None))


@pytest.mark.parametrize(
    ("old", "own", "new", "both"),
    [
        ("a b c|d e f", "a b x|d e f", "a b c|d e y", "a b x|d e y"),
        ("a b c|d e f", "d e f", "a b c|d e y", "d e y"),
        ("a b c|d e f", "a b c|new|d e f", "a b c|d e y", "a b c|new|d e y"),
        ("a b c|d e f", "a b|c|d e f", "a b c|d e y", "a b|c|d e y"),
        ("# one|a b c", "# two|a b c", "# one|a b x", "# two|a b x"),
        ("a b c", "a b c|[pause 1s]", "a b c|more", "a b c|[pause 1s]|more"),
        ("a b c", "# title|a b c", "more|a b c", "more|# title|a b c"),
        ("", "", "", ""),
        ("a", "b", "b", "b"),
        ("a", "", "", ""),
    ],
)
def test_both(old: str, own: str, new: str, both: str) -> None:
    assert woven(old, own, new) == [unit for unit in both.split("|") if unit]


@pytest.mark.parametrize(
    ("old", "own", "new", "clash"),
    [
        ("a b c", "a b x", "a b y", Clash(0, "a b x", "a b y")),
        ("a b c", "a b x", "", Clash(0, "a b x", "")),
        ("a b c", "", "a b x", Clash(0, "", "a b x")),
        ("a b c", "a b c|mine", "a b c|theirs", Clash(1, "mine", "theirs")),
    ],
)
def test_a_clash(old: str, own: str, new: str, clash: Clash) -> None:
    assert clash in woven(old, own, new)


UNITS = st.lists(st.sampled_from(["a b c", "a b x", "d e f", "# t", "# u", "[pause 1s]", "g"]), max_size=6)


@given(UNITS, UNITS)
def test_a_single_edit_is_taken_unchanged(old: list[str], own: list[str]) -> None:
    assert list(weave(old, own, old, lambda *_: None)) == own
    assert list(weave(old, old, own, lambda *_: None)) == own
    assert list(weave(old, own, own, lambda *_: None)) == own


@given(UNITS, UNITS, UNITS)
def test_no_insertion_is_lost(old: list[str], own: list[str], new: list[str]) -> None:
    found = list(weave(old, own, new, lambda *_: None))
    if not any(isinstance(unit, Clash) for unit in found):
        assert (set(own) | set(new)) - set(old) <= set(found)
