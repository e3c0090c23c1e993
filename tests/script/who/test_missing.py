"""Documents in which some labels are missing or misspelt: nothing that may be wrong is sure."""

from __future__ import annotations

import pytest

from audiorender.model import Draft, written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def _draft(*paragraphs: str) -> Draft:
    return draft(Source(None, "talk", "\n\n".join(paragraphs) + "\n"))


def _sure(made: Draft) -> dict[str, float]:
    """The confidence in each turn, by its first words."""
    turns = made.script.turns
    return {written(turn.paragraphs[0])[:12]: guess.confidence for turn, guess in zip(turns, made.guesses, strict=True)}


_TALK = (
    "Mara: Where do the barrels come from?",
    "Jon: From a cooper up the valley. He makes nine a year.",
    "Mara: And who carries them down?",
    "Jon: His sister does, on a sledge.",
)


def test_what_stands_between_two_labels_of_one_person_is_a_guess() -> None:
    made = _draft(*_TALK, "Mara: It sounds heavy.", "It is. She has never dropped one.", "Mara: Never?", "Jon: Once.")
    assert _sure(made)["It is. She h"] < 0.8
    assert _sure(made)["From a coope"] > 0.9


def test_a_question_between_two_answers_of_one_person_is_somebody_elses() -> None:
    made = _draft(*_TALK, "What is the sledge made of?", "Jon: Ash, like the barrels.", "Mara: Thank you.")
    who = {written(turn.paragraphs[0])[:12]: turn.speaker for turn in made.script.turns}
    assert who["What is the "] == "Mara"
    assert _sure(made)["What is the "] < 0.8


def test_where_labels_are_missing_no_paragraph_without_one_is_sure() -> None:
    again = "He told me so himself, and he had no reason to lie about it."
    whole = _draft(*_TALK[:2], again, *_TALK[2:])
    assert _sure(whole)["From a coope"] > 0.9
    made = _draft(*_TALK[:2], again, *_TALK[2:], "Mara: Does it snow?", "All winter.", "Mara: Thank you.")
    assert _sure(made)["From a coope"] < 0.95


def test_labels_in_every_paragraph_are_no_sign_of_missing_ones() -> None:
    twice = [part for line in _TALK for part in (line, f"{line.partition(':')[0]}: So it has always been.")]
    assert all(sure > 0.9 for sure in _sure(_draft(*twice)).values())


def test_a_rare_name_close_to_a_frequent_one_is_a_guess() -> None:
    """`Jonn` may be `Joan` or somebody else, who is spoken of in the text: it is not put right."""
    lines = [f"{name}: I counted {n} of them, and Jonn counted the rest." for n in "2345" for name in ("Mara", "Joan")]
    made = _draft(*lines, "Jonn: I counted none.", "Mara: Good.")
    assert _sure(made)["I counted no"] < 0.8


def test_an_answer_of_a_is_that_of_the_one_who_is_asked() -> None:
    made = _draft(
        "Host: Where do the barrels come from?",
        "Mara: From Jon.",
        "Jon: From me.",
        "Host: Since when?",
        "Mara: 1990.",
        "Q: Jon, who carries them?",
        "A: My sister does.",
        "Q: Still?",
        "Mara: Still.",
    )
    who = {written(turn.paragraphs[0]): turn.speaker for turn in made.script.turns}
    assert who["My sister does."] == "Jon"


def test_most_answers_are_not_given_by_the_only_one_with_a_label() -> None:
    made = _draft(
        "*What was a Monday like?*",
        "Steam, from six in the morning.",
        "*How much coal was it?*",
        "**Wim:** Three tons a week.",
        "*Did you sing?*",
        "Hymns until ten.",
        "*And after ten?*",
        "I am not telling you.",
        "*Were you ever ill?*",
        "**Wim:** Once, in 1971.",
        "*What did you keep?*",
        "The key. I hold it in my pocket.",
    )
    who = {written(turn.paragraphs[0]): (turn.speaker, turn.guessed) for turn in made.script.turns}
    assert who["Three tons a week."] == who["Once, in 1971."] == ("Wim", False)
    assert who["Hymns until ten."] == who["The key. I hold it in my pocket."] == ("Guest", True)


def test_a_remark_in_the_typeface_of_the_questions_is_the_askers() -> None:
    """Answers have labels, and never that face."""
    made = _draft(
        "*How long is the rope?*",
        "**Wim:** Forty feet.",
        "*Who made it?*",
        "**Wim:** My aunt.",
        "*Is she still alive?*",
        "*You have her hands, I think.*",
        "**Wim:** She is ninety.",
        "*You made a knot in it, up there.*",
        "That was me. I was six.",
    )
    who = {written(turn.paragraphs[-1]): turn.speaker for turn in made.script.turns}
    assert who["You have her hands, I think."] == who["You made a knot in it, up there."] == "Host"
    assert who["That was me. I was six."] == "Wim"


def test_a_question_with_its_own_answer_behind_it_is_not_sure() -> None:
    made = _draft(*_TALK, "Mara: How long is the way? Two hours, if nobody is ill.", "Mara: So?", "Jon: Yes.")
    assert _sure(made)["How long is "] < 0.9
    assert _sure(made)["And who carr"] > 0.9


@pytest.mark.parametrize(("end", "goes_on"), [(":)", False), (":", True)])
def test_a_face_is_no_colon_after_which_somebody_goes_on(end: str, goes_on: bool) -> None:
    made = _draft(
        "Hello Oskar, would you tell us where you learned to mend nets?",
        f"I learned it on the pier, from three old women. They never let me keep a single knot {end}",
        "*That sounds strict. We hope that you thanked them!*",
        "*So what do you mend today?*",
        "I mend everything from hammocks to goals.",
    )
    assert any("colon" in guess.reason for guess in made.guesses) == goes_on


def test_what_may_be_a_label_within_a_paragraph_makes_it_a_guess_and_is_noted() -> None:
    rest = "It rang twice. ULLA: Who was it? NILS: Nobody, or a wrong number. It often is."
    made = _draft(*_TALK, f"Mara: {rest}", "Jon: As it always has been.", "And I put the barrels down.")
    assert 0.8 < _sure(made)["It rang twic"] <= 0.9
    assert _sure(made)["From a coope"] > 0.9
    assert any("'ULLA:' within a paragraph is read aloud" in remark.text for remark in made.remarks)


def test_signs_in_capitals_are_no_labels() -> None:
    made = _draft(*_TALK, "Mara: On the door it says NOTE: Ask first. And on the roof WARNING: Ice falls.", "Jon: Yes.")
    assert _sure(made)["On the door "] > 0.9
    assert not any("within a paragraph" in remark.text for remark in made.remarks)


def test_which_one_of_a_crowd_speaks_is_never_quite_sure() -> None:
    made = _draft(
        "Jon: Who has a question?",
        "Audience: How cold is the river?",
        "Jon: Cold enough.",
        "Audience: Is the sledge for sale?",
        "Jon: It is not.",
    )
    assert all(0.8 < _sure(made)[text] <= 0.9 for text in ("How cold is ", "Is the sledg"))
    assert _sure(made)["Cold enough."] > 0.9


def test_a_talk_below_the_last_label_is_not_its_speakers_for_sure() -> None:
    rest = "Is it steep?\nOnly at the end.\nWho clears the snow?\nThe goats.\nAre there many?\nNine.\nAnd in May?\nTen."
    made = _draft(*_TALK[:3], f"Jon: His sister does.\n{rest}")
    assert _sure(made)["His sister d"] < 0.9
    assert _sure(made)["From a coope"] > 0.9


def test_a_scribe_may_have_missed_who_spoke() -> None:
    """Tools that format minutes write `scribe:` where no name was typed."""
    made = _draft(*_TALK, "Scribe: Nine barrels a year is what the mill needs.", "Mara: Thank you.")
    assert _sure(made)["Nine barrels"] < 0.8
