"""Whole interviews of many families, each in our own words and with who says what: every word is given rightly."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.script.builder import draft
from audiorender.script.source import read_source

from .scoring import gold, said, share_right

_CASES = sorted((Path(__file__).parents[1] / "cases/interviews").glob("*.md"))


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.stem)
def test_every_word_has_its_speaker(path: Path) -> None:
    expected, built = gold(path.with_suffix(".gold.jsonl")), said(draft(read_source(path)))
    assert [word for word, _ in built] == [word for word, _ in expected]
    assert share_right(expected, built) == 1.0


def test_there_are_many() -> None:
    assert len(_CASES) >= 12
