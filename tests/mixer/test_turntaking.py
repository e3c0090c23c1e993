"""Silences follow from who speaks, from what was said, and from nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from statistics import mean, pstdev

import pytest

from audiorender.mixer.turntaking import NATURAL, STYLES, Ending, Side, Style, asks, ending, gap, varied
from audiorender.model import RATE, Word
from mixer.episodes import words_of

STEADY = Style(
    same_speaker=1, next_speaker=2, after_question=10, interjection=4, cut_off=6, before_chapter=5, overlap=0, spread=0
)


def one(speaker: str, text: str = "It was so.", *, brief: bool = False) -> Side:
    return Side(speaker, words_of(text, RATE * max(1, len(text)) // 15), brief)


A, B, ASK, HM = one("A"), one("B"), one("A", "Was it so?"), one("B", "Right.", brief=True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (A, A, 1),
        (ASK, A, 1),
        (HM, HM, 1),
        (A, B, 2),
        (ASK, B, pytest.approx(7, abs=0.5)),
        (A, HM, 4),
        (HM, A, 8),
        (ASK, HM, pytest.approx(6, abs=0.5)),
        (one("A", "Oh?", brief=True), B, pytest.approx(7, abs=0.5)),
        (one("A", "But then\N{EM DASH}"), B, 6),
    ],
)
def test_without_spread_each_kind_of_change_has_its_silence(before: Side, after: Side, expected: int) -> None:
    assert gap(before, after, STEADY).milliseconds == expected
    assert gap(before, after, STEADY, chapter=True).milliseconds == STEADY.before_chapter


def test_styles_differ_in_pace_and_in_nothing_else() -> None:
    relaxed, natural, brisk = (STYLES[name] for name in ("relaxed", "natural", "brisk"))
    assert relaxed.sentence > natural.sentence > brisk.sentence
    assert relaxed.next_speaker > natural.next_speaker > brisk.next_speaker
    assert relaxed.tail == natural.tail == brisk.tail
    assert all(getattr(style, name.name) >= 0 for style in STYLES.values() for name in fields(Style))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why?", Ending.QUESTION),
        ('He said "why?"', Ending.QUESTION),
        ("何？", Ending.QUESTION),
        ("And if \N{EM DASH}", Ending.CUT_OFF),
        ("But if\N{EN DASH}", Ending.CUT_OFF),
        ("I thought\N{HORIZONTAL ELLIPSIS}", Ending.TRAILING),
        ("I thought...", Ending.TRAILING),
        ("So it was.", Ending.STOP),
        ("(So it was.)", Ending.STOP),
        ("first,", Ending.COMMA),
        ("well-known", Ending.OPEN),
        ("", Ending.OPEN),
    ],
)
def test_how_words_end(text: str, expected: Ending) -> None:
    assert ending(text) is expected
    assert asks(text) is (expected is Ending.QUESTION)


def test_a_cut_off_is_answered_at_once() -> None:
    cut = one("A", "I would have gone, if\N{EM DASH}")
    assert 0 <= gap(cut, B, NATURAL).milliseconds < 70
    assert gap(one("A", "I would have gone."), B, NATURAL).milliseconds > 120


def test_words_that_trail_off_are_waited_for() -> None:
    steady = replace(NATURAL, spread=1)
    trailing = gap(one("A", "I would have gone\N{HORIZONTAL ELLIPSIS}"), B, steady).milliseconds
    assert trailing > 1.4 * gap(one("A", "I would have gone."), B, steady).milliseconds


def test_a_long_answer_is_thought_of_for_longer() -> None:
    long = "We had no maps of that shore, so we went by the sound of the surf, and by the smell of the kelp ovens."
    lengths = [
        gap(ASK, one("B", text), replace(NATURAL, spread=1)).milliseconds for text in ("No.", "It was not.", long)
    ]
    assert lengths == sorted(lengths)
    assert lengths[0] < 300
    assert 400 < lengths[2] < 600


def test_an_interjection_may_begin_over_a_last_syllable_and_never_over_a_words_middle() -> None:
    texts = [f"{start} we took it across the {noun}." for start in ("So", "And", "Then") for noun in NOUNS]
    overlaps = []
    for text in texts:
        before = one("A", text)
        length = gap(before, HM, NATURAL).milliseconds
        last = before.words[-1]
        assert -length <= min((last.end - last.start) * 1000 / RATE / 3, NATURAL.overlap)
        overlaps.append(length < 0)
    assert 0.15 < mean(overlaps) < 0.6, "some overlap and some do not"
    assert all(gap(one("A", text), HM, replace(NATURAL, overlap=0)).milliseconds >= 0 for text in texts)
    assert all(gap(one("A", f"Did it {noun}?"), HM, NATURAL).milliseconds > 100 for noun in NOUNS), "an answer waits"


NOUNS = ("water", "harbour", "valley", "meadow", "market", "orchard", "railway", "desert", "border", "village")


def phrases() -> list[tuple[Word, ...]]:
    """Phrases of our own, of very different lengths."""
    texts = [
        "We left.", "The ferry was late again,", "so nobody minded much.", "It rained,", "and the road had gone,",
        "which my aunt had foretold on the Sunday before.", "She kept bees.", "Bees know,",
        "or so the whole of the lower village believed until that winter.", "Nobody asked.", "We went home,",
        "and I wrote it down in the blue book that you have seen.", "It is lost now.", "Perhaps in the flood,",
        "perhaps before it.", "My brother says that he burnt it with the fence posts.", "He never liked bees.",
    ]  # fmt: skip
    return [words_of(text, RATE) for text in texts]


def test_silences_spread_as_those_of_talk_do_and_follow_from_the_words() -> None:
    found = phrases()
    lengths = [varied(400, before, after, 28) for before, after in pairwise(found * 2)]
    assert 0.2 < pstdev(lengths) / mean(lengths) < 0.36
    assert 300 < mean(lengths) < 470
    assert lengths == [varied(400, before, after, 28) for before, after in pairwise(found * 2)]
    assert len({round(length) for length in lengths[:16]}) == 16
    assert all(varied(400, before, after, 0) == 400 for before, after in pairwise(found))


def test_long_phrases_have_longer_pauses_between_them() -> None:
    short = words_of("We left.", RATE)
    long = words_of("It took the whole of that week and a part of the next one.", RATE)
    befores = [words_of(f"{noun} left.", RATE) for noun in NOUNS]
    lengths = [mean(varied(400, before, after, 28) for before in befores) for after in (short, long)]
    assert lengths[1] > 1.2 * lengths[0]


def test_an_edit_moves_only_the_silences_beside_it() -> None:
    before = phrases()
    after = [*before[:6], words_of("She kept geese.", RATE), *before[7:]]
    changed = [
        number
        for number, (old, new) in enumerate(zip(pairwise(before), pairwise(after), strict=True))
        if varied(400, *old, 28) != varied(400, *new, 28)
    ]
    assert changed == [5, 6]
