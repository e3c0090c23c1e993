"""Line and page numbers, page headers, and words hyphenated at line ends."""

from __future__ import annotations

import json

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def said(text: str) -> list[tuple[str, str]]:
    """Who says what in `text`."""
    turns = draft(Source(None, "talk", text)).script.turns
    return [(turn.speaker, " ".join(written(paragraph) for paragraph in turn.paragraphs)) for turn in turns]


def test_numbers_before_lines_are_silent() -> None:
    rows = ["Q.  Where did you", "stand?", "A.  On the pier. It was", "11 at night.", "Q.  Alone?", "A.  With a dog."]
    text = "\n".join(f"{number:2}   {row}" for number, row in enumerate([*rows, *rows], 1))
    once = ["Where did you stand?", "On the pier. It was 11 at night.", "Alone?", "With a dog."]
    assert [words for _, words in said(text)] == once * 2


def test_line_numbers_in_a_column_of_their_own_are_silent() -> None:
    column = "\n".join(map(str, range(1, 26)))
    text = f"Q. Where did you stand?\nA. On the pier, at\n{column}\nnoon or so.\nQ. Alone?\nA. With a dog."
    assert [words for _, words in said(text)] == [
        *("Where did you stand?", "On the pier, at noon or so.", "Alone?", "With a dog.")
    ]


def test_somebody_whom_the_format_names_may_count() -> None:
    counted = "\n".join(map(str, range(1, 11)))
    rows = [{"speaker": "Ana", "text": "Count to ten."}, {"speaker": "Ben", "text": counted}]
    assert said(json.dumps(rows)) == [("Ana", "Count to ten."), ("Ben", counted.replace("\n", " "))]


def test_numbers_that_do_not_count_lines_are_spoken() -> None:
    text = "Ana: How many?\n\nBen: Well:\n\n12   of them\n7    of those\n30   in all\n\nAna: Oh.\n\nBen: Yes."
    assert ("Ben", "Well: 12 of them 7 of those 30 in all") in said(text)


def test_page_numbers_and_headers_are_silent() -> None:
    pages = [
        f"ANA: Question {name} about the sea?\n\nBEN: The sea is\n\n     {number}\nTHE PIER   No. {number}\n\nwide."
        for number, name in enumerate(("one", "two", "three"), 7)
    ]
    assert [words for who, words in said("\n\n".join(pages)) if who == "Ben"] == ["The sea is wide."] * 3


@pytest.mark.parametrize("answer", ["17", "1911"])
def test_a_number_may_be_an_answer(answer: str) -> None:
    assert any(answer in words for _, words in said(f"**How many?**\n\n{answer}\n\n**Truly?**\n\nYes. All of them.\n"))


def test_hyphenated_words_are_rejoined_and_compounds_keep_their_hyphen() -> None:
    text = (
        "ANA: You were six-\nteen, and the mas-\nter was rude. Was it well-\nknown?\n\n"
        "BEN: It was a part-time trea-\nsure. A part-\ntime one, at twenty-\nthree."
    )
    assert said(text) == [
        ("Ana", "You were sixteen, and the master was rude. Was it well-known?"),
        ("Ben", "It was a part-time treasure. A part-time one, at twenty-three."),
    ]


def test_few_hyphens_at_line_ends_stay() -> None:
    assert said("ANA: It was a bell-\nshaped door?\n\nBEN: Two-\nor three-sided.") == [
        ("Ana", "It was a bell-shaped door?"),
        ("Ben", "Two- or three-sided."),
    ]


def test_a_long_chain_of_words_cut_in_two_is_read_in_no_time() -> None:
    words = " ".join(["ele-\nphant"] * 20_000)
    assert said(f"ANA: Which?\n\nBEN: An {words}.")[1][1].startswith("An elephant elephant")
