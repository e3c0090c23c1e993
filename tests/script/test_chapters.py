"""Chapter titles, and which questions open a chapter."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.script.chapters import (
    MOST,
    TITLE_BYTES,
    TITLE_LENGTH,
    Lengths,
    Opening,
    choose,
    question_title,
    shorten,
)
from audiorender.script.reading.controls import without_controls

SHORTEST = 100
"""Words in the shortest chapter, at the assumed pace."""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("How old is it?", "How old is it?"),
        ("So, um, how old is it?", "How old is it?"),
        ("I saw it once. How old is it? Really?", "How old is it?"),
        ("How do you wind it? And how often do you have to wind it?", "How often do you have to wind it?"),
        (
            "Just to follow up on what was said before—how often do you have to wind it?",
            "How often do you have to wind it?",
        ),
        (
            "Is winding it just a chore like any other that you have in a day, or is it more than that to your father?",
            "Is it more than that to your father?",
        ),
        (
            "What would you tell the people who come to you with a clock that nobody else can bring to life again?",
            "What would you tell the people who come to you with a clock that nobody else can bring to life…",
        ),
        (
            "Where do you think most of the winding will be done in the next twelve months or so?",
            "Where do you think most of the winding will be done in the next twelve months or so?",
        ),
        (
            "How do you keep yourself from taking every clock apart that strangers bring in rather than saying to them "
            "that you cannot be sure it will ever go again?",
            "How do you keep yourself from taking every clock apart that strangers bring in?",
        ),
        (
            "Кто заводит все эти часы в городе, в котором никто больше не смотрит на время?",
            "Кто заводит все эти часы в городе, в котором никто больше не смотрит…",
        ),
        ("It is old.", None),
        ("Did Mr. Hale and Ms. Okoro both wind it?", "Did Mr. Hale and Ms. Okoro both wind it?"),
        ("Is it clock No. 3 or No. 9 that stops?", "Is it clock No. 3 or No. 9 that stops?"),
        ("Was it Clock Co. or Bell Inc. that paid?", "Was it Clock Co. or Bell Inc. that paid?"),
        ("What did J. P. Voss of the U.S. Navy say?", "What did J. P. Voss of the U.S. Navy say?"),
        ("He left Bell Inc. What did he do then?", "What did he do then?"),
        ("Was sagte Fr. Maier am 3. Oktober dazu?", "Was sagte Fr. Maier am 3. Oktober dazu?"),
        ("You often talk about bells. Are they going to be next?", "Bells: are they going to be next?"),
        ("There is a new tower. How did that come about?", "There is a new tower. How did that come about?"),
        ("Tell us about it. Is that a long story?", "Tell us about it. Is that a long story?"),
        ("I like it. Is it you who winds it?", "Is it you who winds it?"),
        ("Let us talk about the tower. You bought it from a monk. Does he miss it?", "The tower: does he miss it?"),
        ("You called Bell, Ltd. a swamp. Is it?", "You called Bell, Ltd. a swamp. Is it?"),
        ("And then?", None),
        ("How did it come from '61... by boat?", "How did it come from '61... by boat?"),
        ("Wohnte sie z. B. in der Turmstr. 5?", "Wohnte sie z. B. in der Turmstr. 5?"),
        ("Hat die Fa. Glock & Co. sie gebaut?", "Hat die Fa. Glock & Co. sie gebaut?"),
        ("L'a-t-il remontée, p. ex. avec le curé ?", "L'a-t-il remontée, p. ex. avec le curé ?"),
        ("Parlons du clocher. Est-ce vrai ?", "Clocher: est-ce vrai ?"),
    ],
)
def test_a_title_from_a_question(text: str, title: str | None) -> None:
    assert question_title(text) == title


@given(st.text(max_size=200).map(lambda text: f"{text} bell?"))
def test_a_title_is_one_short_line(text: str) -> None:
    title = question_title(text) or ""
    assert 0 < len(title) <= TITLE_LENGTH
    assert len(title.encode("utf-8", "replace")) <= TITLE_BYTES
    assert title == " ".join(title.split())


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_shortening_cuts_at_a_word(text: str) -> None:
    short, line = shorten(text), " ".join(without_controls(text).split())
    assert len(short) <= TITLE_LENGTH
    assert len(short.encode("utf-8", "replace")) <= TITLE_BYTES
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))


def _question(turn: int) -> Opening:
    return Opening(turn, f"Question {turn}?", False, turn)


def _said(lengths: list[int]) -> list[str]:
    return ["word " * length for length in lengths]


def _titles(openings: list[Opening], lengths: list[int]) -> list[tuple[int, str]]:
    return [(chapter.turn, chapter.title) for chapter in choose(openings, _said(lengths), "First")]


def test_long_answers_make_a_chapter_per_question() -> None:
    lengths = [10, SHORTEST, 10, SHORTEST]
    assert _titles([_question(0), _question(2)], lengths) == [(0, "Question 0?"), (2, "Question 2?")]


def test_a_question_that_comes_soon_stays_in_its_chapter() -> None:
    lengths = [10, 20, 10, SHORTEST, 5, SHORTEST]
    assert _titles([_question(0), _question(2), _question(4)], lengths) == [(0, "Question 0?"), (4, "Question 4?")]


def test_what_comes_before_the_first_question_has_a_chapter() -> None:
    assert _titles([_question(1)], [SHORTEST, 10, SHORTEST]) == [(0, "First"), (1, "Question 1?")]
    assert _titles([], [5]) == [(0, "First")]


def test_a_short_end_is_not_a_chapter() -> None:
    assert _titles([_question(0), _question(2)], [10, SHORTEST, 5, 5]) == [(0, "Question 0?")]


def test_a_section_takes_precedence_over_a_question() -> None:
    section = Opening(0, "Part one", True, 1)
    assert _titles([section, _question(0)], [10, 10]) == [(0, "Part one")]
    late = Opening(2, "Part two", True, 9)
    assert _titles([_question(0), late], [10, 40, 10]) == [(0, "Question 0?"), (2, "Part two")]


def test_a_chapter_that_is_too_long_is_split_between_turns() -> None:
    limits = Lengths(shortest=40, longest=120)
    said = ["What now?", "word " * 290, "A new thought. " + "word " * 20, "word " * 290, "Last words. And more."]
    chosen = choose([_question(0)], said, "First", limits)
    assert [(chapter.turn, chapter.title) for chapter in chosen] == [
        (0, "Question 0?"),
        (3, "word " * 19 + "word…"),
    ]
    assert choose([_question(0)], said, "First") == [_question(0)]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=20), st.data())
def test_chapters_begin_at_the_first_turn_and_go_forwards(lengths: list[int], data: st.DataObject) -> None:
    turns = data.draw(st.lists(st.integers(0, len(lengths) + 1), max_size=10).map(sorted))
    openings = [Opening(turn, "x", data.draw(st.booleans()), 0) for turn in turns]
    chosen = [chapter.turn for chapter in choose(openings, _said(lengths), "First")]
    assert chosen[0] == 0
    assert chosen == sorted(set(chosen))
    assert chosen[-1] < len(lengths)


@pytest.mark.parametrize("section", [False, True])
def test_a_talk_of_a_day_has_no_more_chapters_than_an_mp3_holds(section: bool) -> None:
    openings = [replace(_question(turn), section=section) for turn in range(0, 3000, 2)]
    chosen = choose(openings, _said([70] * 3000), "First")
    assert MOST // 2 < len(chosen) <= MOST
    assert {chapter.turn for chapter in chosen} <= {opening.turn for opening in openings}
    lengths = [after.turn - chapter.turn for chapter, after in pairwise(chosen)]
    assert max(lengths) - min(lengths) <= 2
