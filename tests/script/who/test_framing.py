"""The author's text around a conversation: a narrator's, or silent without one, and never a speaker's own words."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

INTRODUCTION = "Edda Voss has made rope for forty years. We met her on a windy morning in March."
CLOSING = "Edda Voss retires in the autumn, and the walk stays open."
LABELLED = "**Lis:** How long is it?\n\n**Edda:** As long as the walk.\n\n**Lis:** Who buys it?\n\n**Edda:** A circus."
BOLD = "**How long is it?**\n\nAs long as the walk.\n\n**Who buys it?**\n\nA circus does."


def _who(text: str, *, narrator: bool = True) -> list[tuple[str, str]]:
    built = draft(Source(None, "talk", text), narrator=narrator)
    return [(turn.speaker, "".join(piece.written for piece in turn.paragraphs[0])) for turn in built.script.turns]


@pytest.mark.parametrize("talk", [LABELLED, f"# Edda Voss\n\n{BOLD}"])
def test_introduction_and_closing_are_the_narrators(talk: str) -> None:
    title, _, rest = talk.rpartition("# Edda Voss\n\n")
    text = f"{'# Edda Voss' if title or rest != talk else ''}\n\n{INTRODUCTION}\n\n{rest}\n\n*{CLOSING}*"
    said = _who(text)
    assert said[0] == ("Narrator", INTRODUCTION)
    assert [who for who, _ in said[1:5]].count("Narrator") == 0


def test_a_closing_after_labels_is_the_narrators_and_guessed() -> None:
    built = draft(Source(None, "talk", f"{LABELLED}\n\n{CLOSING}"))
    assert (built.script.turns[-1].speaker, built.script.turns[-1].guessed) == ("Narrator", True)


def test_without_a_narrator_framing_is_silent() -> None:
    built = draft(Source(None, "talk", f"{INTRODUCTION}\n\n{LABELLED}"), narrator=False)
    assert [name for name, _ in built.script.cast] == ["Lis", "Edda"]
    assert [piece.text for piece in built.silent if piece.rule == "narration"] == [INTRODUCTION]


@pytest.mark.parametrize(
    "opening",
    [
        "Welcome. Edda Voss has made rope for forty years.",
        "Today I talk to Edda Voss, who makes rope.",
        "Edda, you have made rope for forty years.",
        "So you’ve been here for a while, as Edda said.",
    ],
)
def test_a_host_who_greets_or_says_i_or_you_is_not_a_narrator(opening: str) -> None:
    assert "Narrator" not in {who for who, _ in _who(f"{opening}\n\n{LABELLED}")}


def test_an_answer_that_names_its_speaker_is_an_answer() -> None:
    text = LABELLED.replace("A circus.", "A circus.\n\nThey asked whether Edda was my name, and I said that it was.")
    assert "Narrator" not in {who for who, _ in _who(f"{text}\n\n**Lis:** Is it?\n\n**Edda:** It is.")}


@pytest.mark.parametrize(
    "block",
    [
        "Editor's note: this interview took place in March.",
        "Introduction by the editors: we met Edda at the walk in May.",
        "Anmerkung der Redaktion: Das Gespräch fand im März statt.",
        "Note de la rédaction : l'entretien a eu lieu en mars.",
    ],
)
@pytest.mark.parametrize("talk", [LABELLED, BOLD])
def test_what_is_headed_as_a_note_is_the_narrators(block: str, talk: str) -> None:
    assert _who(f"{block}\n\n{talk}")[0] == ("Narrator", block)


@pytest.mark.parametrize(
    "block", ["The walk has been dry since May. The council met twice.", 'She said: "I never liked it." He laughed.']
)
def test_a_statement_above_all_labels_is_the_narrators_and_guessed(block: str) -> None:
    built = draft(Source(None, "talk", f"{block}\n\n{LABELLED}"))
    assert (built.script.turns[0].speaker, built.script.turns[0].guessed) == ("Narrator", True)


@pytest.mark.parametrize(
    "block", ["*The walk is open on Fridays. This interview was edited for length.*", "Edda Voss was born in Hull."]
)
def test_a_closing_below_questions_in_bold_is_the_narrators(block: str) -> None:
    assert _who(f"# The walk\n\n{BOLD}\n\n{block}")[-1] == ("Narrator", block.strip("*"))


def test_a_statement_before_a_question_in_plain_text_is_not_a_narrators() -> None:
    assert "Narrator" not in {who for who, _ in _who("The walk is long.\n\nWho built it?\n\nMy uncle did, in June.\n")}


def test_where_labels_begin_late_what_stands_above_them_is_speech() -> None:
    early = "**What came first?**\n\nThe rope was not the first thing.\n\n**And then?**\n\nThe walk had no roof.\n\n"
    text = f"{early}{early}{LABELLED}\n\n**Lis:** Is it long?\n\n**Edda:** It is.\n"
    assert "Narrator" not in {who for who, _ in _who(text)}
