"""A script as JSON says what the script says."""

from __future__ import annotations

import pytest

from audiorender.model import Draft, Guess, Heading, Meta, Pause, Piece, Script, Silent, Span, Turn, plain
from audiorender.report.scriptjson import script_json

SCRIPT = Script(
    Meta("Tides"),
    (("Ada", "low"), ("Ben", None)),
    (
        Turn("Ada", (plain("One."), (Piece("$2", "two dollars"),)), line=9),
        Heading("Later", 13),
        Pause(5),
        Turn("Ben", (plain("Three."),), guessed=True, line=15),
    ),
)


def test_a_script_as_json() -> None:
    told = script_json(SCRIPT, ["One. two dollars", "Three."])
    assert told == {
        "title": "Tides",
        "speakers": ["Ada", "Ben"],
        "turns": [
            {"speaker": "Ada", "text": "One.\n$2", "spoken": "One. two dollars", "line": 9, "guessed": False},
            {"speaker": "Ben", "text": "Three.", "spoken": "Three.", "line": 15, "guessed": True},
        ],
        "chapters": [{"title": "Later", "turn": 2}],
        "silent": [],
        "notes": [],
    }


def test_a_draft_adds_where_it_comes_from() -> None:
    guesses = (Guess(0, 1.0, "label", (Span(0, 4), Span(6, 9))), Guess(1, 2 / 3, "turns alternate", (Span(9, 12),)))
    draft = Draft(SCRIPT, guesses, (Silent("**", 2, (Span(4, 6),), "emphasis-mark"),))
    told = script_json(SCRIPT, ["", ""], draft)
    first, second = told["turns"]
    assert (first["spans"], first["confidence"], first["reason"]) == ([[0, 4], [6, 9]], 1.0, "label")
    assert second["confidence"] == 0.667
    assert told["silent"] == [{"text": "**", "line": 2, "spans": ((4, 6),), "rule": "emphasis-mark"}]


def test_a_text_is_there_for_every_turn() -> None:
    with pytest.raises(ValueError, match="shorter"):
        script_json(SCRIPT, ["only one"])
