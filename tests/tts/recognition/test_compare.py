"""What differs between what was to be said and what was heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.tts.recognition.compare import Differences, compare, shared_out

SAID = ("we", "walked", "past", "the", "second", "sandbank", "until", "the", "church", "was", "a", "pencil", "mark")


def heard(text: str) -> Differences:
    return compare(SAID, text.split())


def test_the_same_words_differ_in_nothing() -> None:
    assert heard(" ".join(SAID)) == Differences()
    assert not Differences().doubtful


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("we walked past the second until the church was a pencil mark", ("sandbank",)),
        ("walked past the second sandbank until the church was a pencil", ("mark",)),
        ("we walked past the second sandbank", ("until", "the", "church", "was", "a", "pencil", "mark")),
        ("", tuple(SAID)),
        ("we walked past the second sandbank until church was pencil mark", ("the",)),
    ],
    ids=["one", "the last, and a short first one that recognisers lose", "the end", "all", "a short one alone"],
)
def test_missing_words_are_found(text: str, missing: tuple[str, ...]) -> None:
    found = heard(text)
    assert found.missing == missing
    assert found.doubtful
    assert (found.doubled, found.added) == ((), ())


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("we walked walked past the second sandbank until the church was a pencil mark", ("walked",)),
        (
            "we walked past the second sandbank until the church was a pencil mark a pencil mark",
            ("a", "pencil", "mark"),
        ),
        (
            "we walked past the second sandbank second sandbank until the church was a pencil mark",
            ("second", "sandbank"),
        ),
    ],
)
def test_words_said_twice_are_found(text: str, doubled: tuple[str, ...]) -> None:
    assert sorted(heard(text).doubled) == sorted(doubled)
    assert not heard(text).missing


def test_what_was_not_to_be_said_is_found() -> None:
    assert heard(" ".join(SAID) + " thanks for watching").added == ("thanks", "for", "watching")


def test_two_words_for_one_and_names_by_their_sound_are_no_difference() -> None:
    assert heard("we walked past the second sand bank until the church was a pencilmark") == Differences()
    said, got = "any one of the lightships with ines moreau", "anyone of the light ships with inez morrow"
    assert compare(said.split(" "), got.split(" ")) == Differences()


def test_a_word_that_sounds_otherwise_is_told_and_no_reason_for_a_take() -> None:
    found = heard("we walked past the second sandbank until the winter was a pencil mark")
    assert found.changed == (("church", "winter"),)
    assert not found.doubtful
    assert found.in_words() == "heard differently: 'church' as 'winter'"


def test_the_better_of_two_takes_is_known() -> None:
    worse = heard("we walked past the second until the was a pencil mark")
    better = heard("we walked past the second sandbank until the winter was a pencil mark")
    assert better.badness < worse.badness


@given(st.lists(st.sampled_from(["boat", "tide", "mast", "of", "a", "harbour", "seven"]), max_size=30), st.data())
def test_nothing_said_is_counted_as_missing_where_all_was_heard(words: list[str], data: st.DataObject) -> None:
    assert compare(words, words) == Differences()
    if words:
        place = data.draw(st.integers(0, len(words) - 1))
        found = compare(words, words[:place] + words[place + 1 :])
        assert (found.doubled, found.added) == ((), ())
        assert len(found.missing) <= 1


@given(
    st.lists(st.text("abcdeo", min_size=1, max_size=6), max_size=25),
    st.lists(st.text("abcdeo", min_size=1, max_size=6), max_size=25),
)
def test_any_two_texts_can_be_compared(one: list[str], other: list[str]) -> None:
    found = compare(one, other)
    assert len(found.missing) + len(found.changed) <= len(one)
    assert found.badness >= 0
    assert isinstance(found.in_words(), str)


def test_what_was_heard_in_a_row_is_shared_out() -> None:
    texts = [["frogs"], ["there", "was", "a", "school", "trip"], ["did", "it", "arrive"]]
    assert shared_out(texts, ["frogs", "there", "was", "school", "trip", "did", "he", "arrive", "late"]) == [
        ["frogs"],
        ["there", "was", "school", "trip"],
        ["did", "he", "arrive", "late"],
    ]
    assert shared_out([[], ["oh"], []], ["oh"]) == [[], ["oh"], []]
    assert shared_out([[], []], ["hm"]) == [["hm"], []]


_TEXTS = st.lists(st.lists(st.sampled_from(SAID), max_size=5), min_size=1, max_size=5)


@given(_TEXTS)
def test_right_words_go_to_the_text_that_they_are_of(texts: list[list[str]]) -> None:
    assert shared_out(texts, [word for words in texts for word in words]) == texts


@given(_TEXTS, st.lists(st.sampled_from(SAID), max_size=12))
def test_every_word_that_was_heard_goes_to_one_text(texts: list[list[str]], words: list[str]) -> None:
    assert [word for share in shared_out(texts, words) for word in share] == words
