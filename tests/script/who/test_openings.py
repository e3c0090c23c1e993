"""What comes before the first label: a host's words, or the talk that the questions are about."""

from __future__ import annotations

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

_QUESTIONS = (
    "Greta: I have followed this boat for years. What was the hardest part?",
    "Mac: The neighbour. He is a patient man, but he likes his wall.",
    "Simon: How much time did it take?",
    "Mac: Two winters, and one very long spring.",
)
_TALK = (
    "I have built a boat in my kitchen, and I will not hide that it took me longer than I had told my family. I began "
    "with the oars, since these fit under a table, and then I drew a boat around them.",
    "The door is eighty centimetres wide, and the boat is not. I measured both twice, and then I called a friend.",
)
_WELCOME = (
    "Welcome to the kitchen. I have waited a year for this talk, and I am glad that it is at last here.",
    "We have a guest today who has built it between the stove and the sink: please welcome Mac. I have seen it, and I "
    "can tell you that it is longer than it looks from here. We sit beside it, and I have moved the chairs twice.",
)


def _first(*paragraphs: str) -> tuple[str, float]:
    """Who says the first paragraph, and how sure that is."""
    made = draft(Source(None, "talk", "\n\n".join((*paragraphs, *_QUESTIONS)) + "\n"))
    assert written(made.script.turns[0].paragraphs[0])[:6] == paragraphs[0][:6]
    return made.script.turns[0].speaker, made.guesses[0].confidence


def test_a_talk_is_by_the_one_who_is_asked_about_it_but_that_is_a_guess() -> None:
    speaker, confidence = _first(*_TALK)
    assert speaker == "Mac"
    assert confidence < 0.8


def test_whoever_introduces_the_guest_asks() -> None:
    speaker, _ = _first(*_WELCOME)
    assert speaker != "Mac"


def test_a_short_remark_is_no_talk() -> None:
    speaker, _ = _first("Good evening. I am told that we can begin.")
    assert speaker != "Mac"
