"""Questions in the same paragraph as their answer."""

from __future__ import annotations

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def said(text: str) -> list[tuple[str, str]]:
    """Who says what in `text`."""
    turns = draft(Source(None, "talk", text)).script.turns
    return [(turn.speaker, " ".join(written(paragraph) for paragraph in turn.paragraphs)) for turn in turns]


def test_question_and_answer_in_one_paragraph_are_two_turns() -> None:
    text = (
        "**How old is it?** Nine. I bought it *new*. **And does it run?** It does.\n\nIt only stops for rain.\n\n"
        "**You never sold it.** Who would want it?\n\n**Would you?** Never.\n"
    )
    assert said(text) == [
        ("Host", "How old is it?"),
        ("Guest", "Nine. I bought it new."),
        ("Host", "And does it run?"),
        ("Guest", "It does. It only stops for rain."),
        ("Host", "You never sold it."),
        ("Guest", "Who would want it?"),
        ("Host", "Would you?"),
        ("Guest", "Never."),
    ]


def test_run_in_headings_are_not_questions() -> None:
    text = "Ana: Is it new?\n\nBo: No.\n\nAna: What is in it?\n\nBo: Three things.\n\n" + "".join(
        f"**The {part}.** It is made of {part}s.\n\n" for part in ("wheel", "bell", "saddle")
    )
    assert [speaker for speaker, _ in said(text)] == ["Ana", "Bo", "Ana", "Bo"]


def test_a_question_on_the_line_above_its_answers_is_as_sure_as_any_other() -> None:
    text = "".join(
        f"{question}\n**{name}.** {answer}\n\n"
        for question, name, answer in (
            ("How deep is it?", "Bea", "Three metres, and it feels like nine."),
            ("Has anybody fallen in?", "Tam", "I have, and the lamp too."),
            ("Do the gates ever freeze?", "Tam", "Once. We poured tea on the hinges."),
            ("May I turn the wheel?", "Bea", "You may try."),
        )
    )
    turns = draft(Source(None, "talk", text)).script.turns
    assert [turn.speaker for turn in turns] == ["Host", "Bea", "Host", "Tam", "Host", "Tam", "Host", "Bea"]
    assert not any(turn.guessed for turn in turns)


def test_questions_cut_out_of_a_line_are_not_sure() -> None:
    made = draft(
        Source(None, "talk", "How old is it?Nine. I bought it new.Does it run?It does. Who asks?Anna.Who is that?Me.\n")
    )
    assert [turn.speaker for turn in made.script.turns] == ["Host", "Guest"] * 4
    assert all(guess.confidence < 0.9 for guess in made.guesses)


def test_a_heading_that_bids_the_guest_to_answer_is_asked_among_headings_that_ask() -> None:
    asked = ("Who taught you to weave?", "Describe your loom", "What do you weave now?", "Do you sell it?")
    answers = ("My aunt did.", "It is an old one, with a rope.", "Sails.", "Only to friends.")
    text = "\n\n".join(f"## {question}\n\n{answer}" for question, answer in zip(asked, answers, strict=True))
    assert [words for who, words in said(text) if who == "Host"] == list(asked)
