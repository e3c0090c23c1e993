"""In which order pieces are begun."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.encoding.cuts import Cut
from audiorender.model import FRAME
from audiorender.produce.render.audio.pieces import _order

Pieces = list[tuple[int, bool]]


def ordered(pieces: Pieces, at_once: int = 4) -> list[int]:
    """The order of pieces of so many frames, each held or not."""
    cuts, at = [], 0
    for length, _ in pieces:
        cuts.append(Cut(at, at + length * FRAME, length))
        at += length * FRAME
    return _order(cuts, [held for _, held in pieces], at_once)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=40), st.integers(2, 8))
def test_each_comes_once_and_only_a_few_early(pieces: Pieces, at_once: int) -> None:
    order = ordered(pieces, at_once)
    assert sorted(order) == list(range(len(pieces)))
    middle = order[at_once - 1 : -2 * at_once]
    assert middle == sorted(middle)


def test_what_has_to_be_encoded_comes_before_what_has_to_be_read() -> None:
    pieces = [(1, True)] * 30
    pieces[20:22] = [(2, False), (5, False)]
    assert ordered(pieces)[:3] == [21, 20, 0]


def test_the_last_to_end_is_a_short_one() -> None:
    pieces = [(number % 7 + 1, False) for number in range(30)]
    lengths = [pieces[number][0] for number in ordered(pieces)[-8:]]
    assert lengths == sorted((length for length, _ in pieces[-8:]), reverse=True)
