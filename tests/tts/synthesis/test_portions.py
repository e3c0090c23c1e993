"""A text in portions, and one speech of what was said of them: nothing lost, nothing clicks, silences as asked."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Speech, WordMark
from audiorender.tts.synthesis.portions import End, Portion, joined, portions

RATE = 24_000


def parts(text: str, most: int = 300) -> list[str]:
    return [portion.text for portion in portions(text, most)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed in! Did you?", ["It rained.", "We stayed in!", "Did you?"]),
        ("“Come in.” She did.", ["“Come in.”", "She did."]),
        ("Well... maybe it was. Or not.", ["Well... maybe it was.", "Or not."]),
        ("It was J. Fenwick who called. Nobody else.", ["It was J. Fenwick who called.", "Nobody else."]),
        ("No end here", ["No end here"]),
        ("Right. — Go on.", ["Right.", "— Go on."]),
        ("Yes. ... ", ["Yes."]),
    ],
)
def test_a_portion_ends_where_a_sentence_does(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_long_sentence_is_cut_where_a_clause_ends_else_between_words_else_anywhere() -> None:
    clauses = "When the ferry was late we waited on the quay, and nobody minded, for the evening was warm and still"
    assert parts(clauses, 60) == [
        "When the ferry was late we waited on the quay,",
        "and nobody minded, for the evening was warm and still",
    ]
    assert parts("one two three four five six seven", 12) == ["one two", "three four", "five six", "seven"]
    assert parts("海" * 25, 10) == ["海" * 10, "海" * 10, "海" * 5]
    assert [portion.end for portion in portions(clauses, 60)] == [End.CLAUSE, End.SENTENCE]


def test_no_accent_is_parted_from_its_letter() -> None:
    assert parts("e\u0301" * 6, 5) == ["e\u0301" * 2] * 3


@given(
    st.text(alphabet=st.sampled_from("abcXYZé 漢.,!?…—\u0301\n\"”’'-;: "), max_size=200),
    st.integers(min_value=1, max_value=40),
)
def test_every_letter_is_in_one_portion_and_none_is_too_long(text: str, most: int) -> None:
    found = portions(text, most)
    assert all(0 < len(portion.text) <= most for portion in found)
    assert all(text[portion.start : portion.start + len(portion.text)] == portion.text for portion in found)
    assert all(a.start + len(a.text) <= b.start for a, b in pairwise(found))
    covered = {place for portion in found for place in range(portion.start, portion.start + len(portion.text))}
    assert all(place in covered for place, character in enumerate(text) if character.isalnum())


def _said(text: str, start: int, end: End, *, silence: int = 2400, rate: int = RATE) -> tuple[Portion, Speech]:
    """A tenth of a second of a loud tone between two silences of `silence` samples."""
    tone = (12_000 * np.cos(np.arange(2400) * 0.3)).astype("<i2")
    quiet = np.zeros(silence, "<i2")
    pcm = np.concatenate([quiet, tone, quiet]).tobytes()
    return Portion(start, text, end), Speech(rate, pcm, (WordMark(0, silence),))


def test_silences_are_those_that_were_asked_for_and_not_the_engines() -> None:
    said = [
        _said("One.", 0, End.SENTENCE),
        _said("Two,", 5, End.CLAUSE, silence=9000),
        _said("three.", 10, End.SENTENCE),
    ]
    speech = joined(said, 300)
    loud = np.abs(np.frombuffer(speech.pcm, "<i2")) > 60
    sounds = np.flatnonzero(np.diff(np.concatenate([[0], loud, [0]]).astype(int)))
    quiet = [length for length in np.diff(sounds) if length > 1000]
    edges = 23 * RATE // 1000  # what is kept before and after a portion: 3 ms and 20 ms
    assert quiet[0] == pytest.approx(300 * RATE / 1000 + edges, abs=60)
    assert quiet[1] == pytest.approx(100 * RATE / 1000 + edges, abs=60)


def test_word_marks_move_along() -> None:
    speech = joined([_said("One.", 0, End.SENTENCE), _said("Two.", 5, End.SENTENCE)], 300)
    samples = np.abs(np.frombuffer(speech.pcm, "<i2").astype(int))
    assert [mark.start for mark in speech.words] == [0, 5]
    for mark in speech.words:
        assert samples[mark.sample : mark.sample + 480].max() > 5000
        assert samples[max(mark.sample - 300, 0) : max(mark.sample - 80, 1)].max() < 60


def test_no_join_clicks() -> None:
    loud = Speech(RATE, np.full(4800, 15_000, "<i2").tobytes())
    whole = joined([(Portion(0, "A.", End.WORD), loud), (Portion(3, "B.", End.WORD), loud)], 0)
    steps = np.abs(np.diff(np.frombuffer(whole.pcm, "<i2").astype(int)))
    assert steps.max() < 15_000 / 20


def test_a_change_of_rate_is_refused() -> None:
    one, other = _said("One.", 0, End.SENTENCE), _said("Two.", 5, End.SENTENCE, rate=22_050)
    with pytest.raises(ValueError, match="22050 to 24000"):
        joined([one, other], 300)
