"""Where sentences end, and where a full stop belongs to an abbreviation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.script.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Hale met Dr. Okoro. They talked.", ["Mr. Hale met Dr. Okoro.", "They talked."]),
        ("See No. 5, vol. 2. It is long.", ["See No. 5, vol. 2.", "It is long."]),
        ("I said no. Peter left.", ["I said no.", "Peter left."]),
        ("She works at Bell Inc. He does not.", ["She works at Bell Inc.", "He does not."]),
        ("The U.S. Navy came, e.g. in May.", ["The U.S. Navy came, e.g. in May."]),
        ("J. P. Voss and I. We sang.", ["J. P. Voss and I.", "We sang."]),
        ("Am 3. Oktober kam z.B. Fr. Maier. Sie sang.", ["Am 3. Oktober kam z.B. Fr. Maier.", "Sie sang."]),
        ('He said "stop." Then he left', ['He said "stop."', "Then he left"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@given(st.text(max_size=80))
def test_no_character_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
