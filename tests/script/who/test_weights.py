"""The weights of attribution, pinned: changing one breaks a case here, so that it must be intended."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

BANTER = (
    '"How did it start?"\n\nWith rain. --And then? --Then it stopped. And we went home.\n\n--Home? --Home.\n\n'
    "Who was there?\n\nMy aunt. She sang. --Loudly? --Oh yes.\n\nWhere is she?\n\nBy the lake.\n"
)
SURE = [0.864, 0.803, 0.864, 0.864, 0.863, 0.859, 0.894, 0.861, 0.862, 0.861, 0.894, 0.887]
"""The confidence of each turn between dashes. Before a block's first dash, its look counts for three tenths."""

SMOKE = ("one", "two", "six", "ten", "four", "five", "nine", "three", "last")


def _roles(paragraphs: int) -> str:
    """Two roles alone on their lines, in a text of this many paragraphs."""
    further = [f"We saw the smoke from hill number {number} in the dark." for number in SMOKE[: paragraphs - 4]]
    talk = ["Interviewer", "Did the mill burn down that night?", "Witness", "It did, to the ground.", *further]
    return "\n\n".join(talk)


def test_the_confidence_of_turns_between_dashes() -> None:
    built = draft(Source(None, "talk", BANTER))
    assert [guess.confidence for guess in built.guesses] == pytest.approx(SURE, abs=0.0006)


def test_two_roles_are_labels_where_they_are_at_least_eighteen_of_a_hundred_paragraphs() -> None:
    speakers = [turn.speaker for turn in draft(Source(None, "talk", _roles(11))).script.turns]
    assert speakers[-1] == "Witness"
    speakers = [turn.speaker for turn in draft(Source(None, "talk", _roles(12))).script.turns]
    assert speakers[-1] == "Guest"
