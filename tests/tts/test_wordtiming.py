"""Word times: the engine's where it gives them, in proportion where not, always in order and inside the clip."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Clip, Word, WordMark, plain
from audiorender.tts.spoken import Spoken, SpokenWord, spoken_form
from audiorender.tts.wordtiming import timed_words

KEY = "ab" * 20


def _clip(frames: int, *marks: tuple[int, int]) -> Clip:
    return Clip(KEY, frames, tuple(WordMark(*mark) for mark in marks))


def test_words_begin_at_their_marks_and_last_until_the_next() -> None:
    spoken = spoken_form(plain("It cost $40 billion."))
    assert spoken.text == "It cost forty billion dollars."
    clip = _clip(5000, (0, 100), (3, 900), (8, 1500), (14, 2500), (22, 3700))
    assert timed_words(spoken, clip) == (
        Word("It", 100, 900),
        Word("cost", 900, 1500),
        Word("$40", 1500, 2500),
        Word("billion.", 2500, 5000),
    )


def test_a_word_without_a_mark_begins_in_proportion_between_those_that_have_one() -> None:
    spoken = spoken_form(plain("one two three four"))
    words = timed_words(spoken, _clip(3000, (0, 0), (8, 800), (14, 2000)))
    assert [word.start for word in words] == [0, 400, 800, 2000]


def test_without_marks_time_goes_by_characters() -> None:
    words = timed_words(spoken_form(plain("ab cdefg hi")), _clip(1100))
    assert [(word.start, word.end) for word in words] == [(0, 300), (300, 900), (900, 1100)]


def test_a_mark_inside_a_word_is_its_beginning() -> None:
    spoken = Spoken("'tis so", (SpokenWord("'Tis", 0, 4), SpokenWord("so", 5, 7)))
    words = timed_words(spoken, _clip(1000, (1, 50), (5, 600)))
    assert [word.start for word in words] == [0, 600]
    later = timed_words(Spoken("ab cd", (SpokenWord("ab", 0, 2), SpokenWord("cd", 3, 5))), _clip(900, (0, 0), (4, 500)))
    assert [word.start for word in later] == [0, 500]


def test_a_mark_that_goes_backwards_is_not_believed() -> None:
    words = timed_words(spoken_form(plain("one two six")), _clip(1100, (0, 300), (4, 200), (8, 900)))
    assert [word.start for word in words] == [300, 600, 900]


def test_words_that_share_a_sample_are_parted() -> None:
    words = timed_words(spoken_form(plain("a b c")), _clip(10, (0, 9), (2, 9), (4, 10)))
    assert [(word.start, word.end) for word in words] == [(7, 8), (8, 9), (9, 10)]
    words = timed_words(spoken_form(plain("a b c")), _clip(1000, (0, 100), (2, 100), (4, 100)))
    assert [(word.start, word.end) for word in words] == [(100, 101), (101, 102), (102, 1000)]


def test_nothing_to_speak_has_no_words() -> None:
    assert timed_words(spoken_form(plain("—")), _clip(100)) == ()


@given(
    shown=st.text(min_size=1) | st.lists(st.sampled_from(["word", "$3", "million", "—", "20–30%"])).map(" ".join),
    frames=st.integers(1, 4000),
    marks=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4000)), max_size=12),
)
def test_words_are_in_order_inside_the_clip_and_not_empty(
    shown: str, frames: int, marks: list[tuple[int, int]]
) -> None:
    spoken = spoken_form(plain(shown or "word"))
    words = timed_words(spoken, _clip(frames, *((start, min(sample, frames)) for start, sample in marks)))
    assert [word.text for word in words] == [word.written for word in spoken.words]
    assert all(0 <= word.start <= word.end <= frames for word in words)
    assert all(one.end == other.start for one, other in pairwise(words))
    if words:
        assert words[-1].end == frames
    if len(words) <= frames:
        assert all(word.start < word.end for word in words)
