"""Words as they are compared: however they are written, and names by their sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.tts.recognition.compare import ALIKE
from audiorender.tts.recognition.words import distance, sound_of, words_of


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("It cost $5 in 1984.", "it cost five dollars in nineteen eighty-four", "en"),
        ("Dr. Weiß, 20% of it!", "Doctor Weiss twenty percent of it", "en"),
        ("I don’t know.", "i don't know", "en"),
        ("The N.O.A.A. said so.", "the NOAA said so", "en"),
        ("a well-known café", "A well known cafe", "en"),
        ("Am 3. Mai kamen 12 Boote.", "am dritten Mai kamen zwölf Boote", "de"),
        ("le 14 juillet", "le quatorze juillet", "fr"),
    ],
)
def test_the_same_words_are_the_same_however_they_are_written(one: str, other: str, language: str) -> None:
    assert words_of(one, language) == words_of(other, language)


def test_a_script_without_blanks_is_compared_by_the_character() -> None:
    assert words_of("我们在山上", "zh") == tuple("我们在山上")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("moreau", "morrow"),
        ("catherine", "kathryn"),
        ("phillip", "filip"),
        ("knight", "nite"),
        ("schmidt", "shmit"),
        ("colour", "color"),
        ("ines", "inez"),
        ("xavier", "zavier"),
    ],
)
def test_names_that_sound_alike_are_near(one: str, other: str) -> None:
    assert distance(one, other) <= ALIKE


@pytest.mark.parametrize(
    ("one", "other"), [("boat", "winter"), ("never", "always"), ("not", "the"), ("tide", "church")]
)
def test_other_words_are_far(one: str, other: str) -> None:
    assert distance(one, other) > ALIKE


@given(st.text("abcdefghijklmnopqrstuvwxyzäß", max_size=12), st.text("abcdefghijklmnopqrstuvwxyzäß", max_size=12))
def test_a_distance_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= distance(one, other) <= 1
    assert distance(one, other) == distance(other, one)
    assert distance(one, one) == 0
    assert len(sound_of(one)) <= 2 * len(one) + 1
