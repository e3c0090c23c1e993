"""Text on one line that every encoding can write."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.oneline import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain", "plain"),
        (" two\r\n  lines\t", "two lines"),
        ("nul\0bell\x07next\x85line\u2028", "nul bell next line"),
        ("«\u00a0oui\u00a0»", "«\u00a0oui\u00a0»"),
        ("\ud800", "\ufffd"),
        ("\ufeffmark", "\ufffdmark"),
        ("👩🏽‍🔧", "👩🏽‍🔧"),
        (" \n ", ""),
        ("see \u202egpj.exe", "see gpj.exe"),
        ("\u2067שלום\u2069, \u200fעולם", "שלום, \u200fעולם"),
    ],
)
def test_examples(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_one_line_that_can_be_written(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(character) == "Cc" for character in line)
    assert line.encode("utf-16").decode("utf-16") == line
