"""Answers without a label on the lines below a labelled question."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

_QUESTIONS = ("How long have you had the boat?", "Who paid for the engine?", "Does it ever stop?")
_ANSWERS = ("Since my father stopped.\nThat was in spring.", "Nobody did. I found it in a barn.", "On Sundays.")


def _who(text: str) -> list[str]:
    made = draft(Source(None, "talk", "# The ferry\n\n" + text))
    return [f"{turn.speaker}: {' / '.join(map(written, turn.paragraphs))}" for turn in made.script.turns]


@pytest.mark.parametrize(("label", "name"), [("Q: ", "Host"), ("Mara: ", "Mara"), ("**Mara:** ", "Mara")])
def test_only_the_questions_have_labels(label: str, name: str) -> None:
    lines = [f"{label}{question}\n{answer}" for question, answer in zip(_QUESTIONS, _ANSWERS, strict=True)]
    for between in ("\n", "\n\n"):
        who = _who(between.join(lines))
        assert who[::2] == [f"{name}: {question}" for question in _QUESTIONS]
        assert who[1::2] == ["Guest: " + answer.replace("\n", " ") for answer in _ANSWERS]


def test_a_line_that_happens_to_end_with_a_question_is_one_turn() -> None:
    """Lines wrap anywhere: once is no habit."""
    text = (
        "Mara: I asked him whether it would float, and what do you think he said to me that day?\nNothing at all.\n"
        "Jon: That is like him. He was never one for\ntalking, and less so in the spring.\n"
        "Mara: It floated.\nJon: It still does, on most days, if you\ntake the stones out of it."
    )
    assert [turn.partition(":")[0] for turn in _who(text)] == ["Mara", "Jon", "Mara", "Jon"]
