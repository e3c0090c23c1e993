"""Words in the phonemes of a clause that runs them together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.tts.engines.espeak.wordplaces import beginnings


@pytest.mark.parametrize(
    ("alone", "said", "expected"),
    [
        (["ɪn", "ðə", "hˈWs"], "ɪnðə hˈWs", [0, 2, 5]),
        (["əv", "ə", "mˈæn"], "əvə mˈæn", [0, 2, 4]),
        (["nˈɑt", "ə", "kˈɛmɪst"], "nˌɑTə kˈɛmɪst", [0, 4, 6]),
        (["wˈʌn"], "wˈʌn", [0]),
    ],
)
def test_where_words_begin(alone: list[str], said: str, expected: list[int]) -> None:
    assert beginnings(alone, said) == expected


@given(st.lists(st.text("abcˈ", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_beginnings_go_forwards_and_stand_on_letters(alone: list[str], data: st.DataObject) -> None:
    said = " ".join(data.draw(st.lists(st.text("abcˈ", min_size=1, max_size=6), min_size=1, max_size=8)))
    found = beginnings(alone, said)
    assert len(found) == len(alone)
    assert found == sorted(found)
    assert all(said[place] != " " for place in found)
