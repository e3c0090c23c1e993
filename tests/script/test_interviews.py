"""Whole interviews of many kinds, in our own words, with the right speakers: every word gets the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import read_source

from .scoring import gold, said, share_right

_FOLDER = Path(__file__).parents[1] / "cases/interviews"
CASES = sorted(path for path in _FOLDER.iterdir() if not path.name.endswith(".gold.jsonl"))
LEAST = {"asks-back": 0.97}
"""The share of words with the right speaker, if not all have; the wrong ones carry a `?`."""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_word_has_its_speaker(path: Path) -> None:
    expected, built = gold(path.with_name(f"{path.stem}.gold.jsonl")), draft(read_source(path))
    assert [word for word, _ in said(built)] == [word for word, _ in expected]
    assert share_right(expected, said(built)) >= LEAST.get(path.stem, 1.0)
    assert path.stem not in LEAST or any(turn.guessed for turn in built.script.turns)


def test_there_are_enough_interviews() -> None:
    assert len(CASES) >= 50
