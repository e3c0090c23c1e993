"""Readers named after their question."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

_ANSWERS = ("Because the wind does it for me.", "About forty feet, on a good day.", "My aunt. She had the ladder.")


def _who(questions: tuple[str, ...]) -> list[str]:
    text = "# Kites\n\n" + "\n\n".join(
        f"{question}\n\n{answer}" for question, answer in zip(questions, _ANSWERS, strict=True)
    )
    return [
        f"{turn.speaker}: {' '.join(map(written, turn.paragraphs))}"
        for turn in draft(Source(None, "talk", text)).script.turns
    ]


@pytest.mark.parametrize(
    "questions",
    [
        (
            "**Why kites?** (Runa, Hull)",
            "**How high do they go?** (again Runa)",
            "**Who taught you?** (don Egil, aged 9)",
        ),
        ("Why kites? (Runa, Hull)", "How high do they go? (from Runa)", "Who taught you? (don Egil)"),
        ("*Why kites?* – Runa, Hull", "*How high do they go?* — Runa", "*Who taught you?* – don Egil, York"),
    ],
)
def test_a_reader_after_a_question_asks_it(questions: tuple[str, ...]) -> None:
    who = _who(questions)
    assert who[::2] == ["Runa: Why kites?", "Runa: How high do they go?", "don Egil: Who taught you?"]
    assert who[1::2] == [f"Guest: {answer}" for answer in _ANSWERS]


def test_an_aside_after_a_question_is_nobodys_name() -> None:
    who = _who(
        ("**Why kites?** (Runa, Hull)", "**How high?** (in feet, please)", "**Who taught you?** (The first time.)")
    )
    assert who[0].startswith("Host: Why kites?")
    assert any("(in feet, please)" in turn for turn in who)
