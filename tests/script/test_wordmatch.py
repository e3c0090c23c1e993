"""The words that two texts have in common, in order."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from audiorender.script.wordmatch import LEAST, Run, align, tokens

_texts = st.lists(st.sampled_from("abcdefgh"), max_size=60)


def test_words_are_compared_without_case_apostrophes_and_fillers_and_numbers_as_figures() -> None:
    assert tokens("Um, it’s Engine-three") == tokens("It's engine-3!") == ["its", "engine", "3"]


def test_a_cut_transcript_still_lines_up() -> None:
    mine = tokens("We put the wheel on and then it ran for a week before it broke again.")
    theirs = tokens("on and then it ran for before it broke again")
    assert align(mine, theirs) == [Run(4, 0, 6), Run(12, 6, 4)]


@given(_texts, _texts)
def test_runs_match_in_order_without_overlaps(mine: list[str], theirs: list[str]) -> None:
    a = b = 0
    for run in align(mine, theirs):
        assert run.length >= LEAST
        assert run.mine >= a
        assert run.theirs >= b
        a, b = run.mine + run.length, run.theirs + run.length
        assert mine[run.mine : a] == theirs[run.theirs : b]


@given(st.lists(st.integers(), unique=True, min_size=LEAST).map(lambda numbers: [str(number) for number in numbers]))
def test_a_text_without_repeats_lines_up_with_itself(words: list[str]) -> None:
    assert align(words, words) == [Run(0, 0, len(words))]


def test_a_day_of_talk_lines_up_in_seconds() -> None:
    chance = random.Random(1)
    mine = [f"w{chance.randrange(3000)}" for _ in range(100_000)]
    theirs = [word if chance.random() > 0.05 else "other" for word in mine]
    start = time.process_time()
    found = align(mine, theirs)
    assert time.process_time() - start < 5
    assert sum(run.length for run in found) > 80_000
