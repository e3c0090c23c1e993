"""Timestamps, and times that are spoken."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def spoken(text: str) -> str:
    built = draft(Source(None, "talk", text))
    return " ".join(
        piece.written for turn in built.script.turns for paragraph in turn.paragraphs for piece in paragraph
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Our best song (3:59) is on side two.", "Our best song (3:59) is on side two."),
        ("It says so in the second book (4:31).", "It says so in the second book (4:31)."),
        ("Good. (3:59) is my song.", "Good. (3:59) is my song."),
        ("(3:59) Good.", "Good."),
        ("Good. (3:59) And then it rained.", "Good. And then it rained."),
        ("It rained (00:03:59) all day.", "It rained all day."),
        ("It rained (03:59) all day.", "It rained all day."),
        ("It rained [3:59] all day.", "It rained all day."),
    ],
)
def test_a_time_in_round_brackets_within_a_sentence_is_said(text: str, said: str) -> None:
    assert spoken(f"Ana: Which one?\n\nBen: {text}\n\nAna: Go on.\n\nBen: That is all.\n") == (
        f"Which one? {said} Go on. That is all."
    )


def test_rising_times_are_a_recorders() -> None:
    text = "Ana: Which (0:59) one?\n\nBen: The old (1:59) one, (2:59) mostly.\n"
    assert spoken(text) == "Which one? The old one, mostly."
