"""What a page puts around a talk is silent by weight of evidence; what people say is not, however much it looks so."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

FIRST = "**Ana:** Where was it?\n\n**Bo:** In the attic, under a sheet.\n\n"
SECOND = "**Ana:** And did it still run?\n\n**Bo:** It ran, and it struck thirteen.\n"
QUESTIONS = "**Where was it?**\n\nIn the attic, under a sheet.\n\n"
MORE_QUESTIONS = "**And did it still run?**\n\nIt ran, and it struck thirteen.\n"


def said(text: str) -> str:
    """All that is spoken, without its typeface."""
    turns = draft(Source(None, "talk", text)).script.turns
    return "\n".join("".join(piece.written for piece in part) for turn in turns for part in turn.paragraphs)


@pytest.mark.parametrize(
    "block",
    [
        "Share on Facebook / Pin it / Print this page",
        "Your email address",
        "Newsletter: das Beste aus der Region, jeden Freitag\nJetzt kostenlos anmelden",
        "Publié le 3 mai 2021 à 07h30\nTemps de lecture : 5 min",
        "Suscríbete a nuestra newsletter",
        "Condividi su: Facebook, WhatsApp",
        "Receba a nossa newsletter",
        "Meld je aan voor onze nieuwsbrief",
        "Fig. 3. The clock in its case, about 1920. Courtesy of the Bell family.",
        "Signed as a correct record ............ Chairman",
        "12 Comments · Report · Save",
    ],
)
@pytest.mark.parametrize("place", ["between", "after"])
def test_a_pages_own_words_are_silent(block: str, place: str) -> None:
    for one, other in ((FIRST, SECOND), (QUESTIONS, MORE_QUESTIONS)):
        text = f"{one}{block}\n\n{other}" if place == "between" else f"{one}{other}\n{block}\n"
        assert block.split("\n", maxsplit=1)[0] not in said(text)


@pytest.mark.parametrize(
    "block",
    [
        "By signing up you agree to our terms of use.",
        "This episode is hosted by Ana Bell and produced by Bo Lind.",
        "Leave us five stars wherever you listen.",
    ],
)
def test_a_pages_own_sentences_are_silent_after_the_talk(block: str) -> None:
    assert block not in said(f"{FIRST}{SECOND}\n{block}\n")
    assert block not in said(f"{QUESTIONS}{MORE_QUESTIONS}\n{block}\n")


def test_what_it_silences_between_turns_is_noted_with_its_line() -> None:
    built = draft(Source(None, "talk", f"{FIRST}Share this page\n\n{SECOND}"))
    assert [(remark.line, "Share this page" in remark.text) for remark in built.remarks if "spoken" in remark.text] == [
        (5, True)
    ]


@pytest.mark.parametrize(
    "block",
    [
        "The newsletter goes out every Friday.",
        "It cost £40 in 1961.",
        "Print that.",
        "I read the comments. All of them.",
        "Photographs hung on every wall, and one was of me.",
        "Das Beste war der Keller.",
        "Partager, c'est le secret.",
    ],
)
def test_a_sentence_of_an_answer_is_said(block: str) -> None:
    for one, other in ((FIRST, SECOND), (QUESTIONS, MORE_QUESTIONS)):
        assert block in said(f"{one}{block}\n\n{other}")


@pytest.mark.parametrize("answer", ["Share it.", "Newsletter", "12 comments", "Sign up", "© me"])
def test_what_has_a_label_or_answers_a_question_is_said(answer: str) -> None:
    assert answer in said(f"{FIRST}**Ana:** And then?\n\n**Bo:** {answer}\n\n{SECOND}")
    assert answer in said(f"{QUESTIONS}**And then?**\n\n{answer}\n\n{MORE_QUESTIONS}")


def test_what_people_talk_about_is_no_sign_of_a_page() -> None:
    talk = "**You write a newsletter. Who are the subscribers?**\n\nMy aunts.\n\n"
    assert "four thousand subscribers" in said(
        f"{talk}The newsletter has four thousand subscribers.\n\n{QUESTIONS}{MORE_QUESTIONS}"
    )


def test_a_page_of_captions_without_full_stops_is_left_alone() -> None:
    text = "so you share it\n\nand then they print\n\nabout two hundred comments\n\nmost of it wax\n"
    assert "about two hundred comments" in said(text)


def test_a_programs_summary_above_a_transcript_is_silent() -> None:
    notes = "## AI summary\n\nAna asked about a clock.\n\n## Next steps\n\n- Bo to wind it\n\n"
    text = f"{notes}## Transcript\n\n{FIRST}{SECOND}"
    assert "Ana asked" not in said(text)
    assert "wind it" not in said(text)


def test_a_summary_that_somebody_wrote_is_said() -> None:
    text = f"## Summary\n\nAna asks Bo about a clock.\n\n## Transcript\n\n{FIRST}{SECOND}"
    assert "Ana asks Bo" in said(text)
