"""Captions: every word once and in order, short lines, sane times."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.captions import WIDTH, captions, split
from audiorender.model import RATE, Caption, Clip, Line, Word
from mixer.episodes import words_of

texts = st.text(st.sampled_from("abcdefgh  .,?!;—’é字 "), min_size=1, max_size=400).filter(lambda text: text.split())


def pieces(text: str) -> list[str]:
    return [" ".join(word.text for word in words) for words in split(words_of(text, RATE))]


def line(text: str, frames: int, turn: int = 0) -> Line:
    return Line(turn, "Ada", Clip(f"clip {turn}", frames), words_of(text, frames))


@given(texts)
def test_every_word_is_shown_once_and_in_order(text: str) -> None:
    assert " ".join(pieces(text)) == " ".join(text.split())


@given(texts)
def test_no_line_is_too_long_unless_a_word_is(text: str) -> None:
    assert all(len(piece) <= WIDTH or " " not in piece for piece in pieces(text))


@given(st.lists(texts, max_size=4), st.integers(1, RATE), st.integers(0, 3))
def test_captions_are_in_order_and_inside(paragraphs: list[str], frames: int, apart: int) -> None:
    placed = [(index * (frames + apart), line(text, frames, index)) for index, text in enumerate(paragraphs)]
    total = len(placed) * (frames + apart) + 10 * RATE
    found = captions(placed, total)
    assert all(0 <= one.start < one.end <= total for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert " ".join(one.text for one in found) == " ".join(" ".join(text.split()) for text in paragraphs)


@given(st.lists(texts, max_size=4), st.integers(1, RATE), st.integers(0, 3))
def test_the_words_of_a_caption_are_its_text_and_said_while_it_stands(
    paragraphs: list[str], frames: int, apart: int
) -> None:
    placed = [(index * (frames + apart), line(text, frames, index)) for index, text in enumerate(paragraphs)]
    for one in captions(placed, len(placed) * (frames + apart) + 10 * RATE):
        assert " ".join(word.text for word in one.words) == one.text
        assert all(one.start <= word.start <= word.end <= one.end for word in one.words)
        assert all(a.start <= b.start for a, b in pairwise(one.words))


def test_a_word_longer_than_a_line_stands_alone() -> None:
    word = "x" * (WIDTH + 1)
    assert pieces(f"See {word} please.") == ["See", word, "please."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was a small town by the sea. Nobody had told me about the storms.",
            ["It was a small town by the sea.", "Nobody had told me about the storms."],
        ),
        ("Yes. We did that in the very first week.", ["Yes. We did that in the very first week."]),
        (
            "When the valves had warmed up at last, we heard a voice from the other side of the bay.",
            ["When the valves had warmed up at last,", "we heard a voice from the other side of the bay."],
        ),
        (
            "We asked Mr. Brown and Dr. J. S. Green, who kept the lamp for thirty years, what he thought.",
            ["We asked Mr. Brown and Dr. J. S. Green,", "who kept the lamp for thirty years, what he thought."],
        ),
    ],
)
def test_cuts_follow_sentences_then_sense(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_a_line_seldom_ends_on_a_word_that_leans_on_the_next() -> None:
    text = "the keeper of the lamp walked up to the top of the tower in the middle of the night " * 6
    assert not any(piece.split()[-1] in {"the", "of", "to", "in"} for piece in pieces(text))


def test_captions_come_with_their_words_and_stay_to_be_read() -> None:
    text = "It was a small town by the sea. Nobody had told me about the storms."
    words = words_of(text, 4 * RATE)
    first, second = captions([(1000, line(text, 4 * RATE))], 10 * RATE)
    assert first.start == 1000
    assert first.end <= second.start == 1000 + words[8].start
    assert second.end >= 1000 + 4 * RATE
    assert second.end <= 1000 + 5 * RATE


def test_a_hurried_caption_lingers_until_the_next() -> None:
    first, second = captions(
        [(0, line("Absolutely certain about it.", RATE // 4)), (RATE, line("Oh.", RATE))], 9 * RATE
    )
    assert first.end == second.start == RATE


def test_words_without_a_time_of_their_own_share_what_there_is() -> None:
    words = tuple(Word("word" * 12, 500, 500) for _ in range(5))
    found = captions([(0, Line(0, "Ada", Clip("k", 1000), words))], RATE)
    assert len(found) == 5
    assert len({one.start for one in found}) == 5


def test_a_caption_says_who_and_which_turn() -> None:
    (one,) = captions([(0, line("Good evening.", RATE, 7))], 3 * RATE)
    assert one == Caption(0, RATE, "Ada", "Good evening.", 7, words_of("Good evening.", RATE))


def test_a_paragraph_of_thousands_of_words_is_cut_too() -> None:
    assert sum(len(piece.split()) for piece in pieces("and so on it went " * 1000)) == 5000
