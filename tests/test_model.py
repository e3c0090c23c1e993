"""Values keep their promises from the moment they are made, so that nobody checks them again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender import model
from audiorender.model import (
    CELL,
    FRAME,
    RATE,
    Caption,
    Chapter,
    Heading,
    Meta,
    Pause,
    Piece,
    Placement,
    Script,
    Span,
    Timeline,
    Turn,
    Voice,
    plain,
    written,
)


def timeline(**changes: Any) -> Timeline:
    """Ten frames with one clip, in one chapter."""
    given: dict[str, Any] = {
        "rate": RATE,
        "channels": 1,
        "frames": 10 * FRAME,
        "placements": (Placement("a", FRAME, 100, 0, (1.0,)),),
        "captions": (Caption(0, 10, "Ada", "Hm.", 0),),
        "chapters": (Chapter(0, 10 * FRAME, "All"),),
        "turns": (),
    }
    return Timeline(**{**given, **changes})


def chapters(*marks: int) -> tuple[Chapter, ...]:
    return tuple(Chapter(start, end, "x") for start, end in zip(marks[::2], marks[1::2], strict=True))


BREACHES: list[tuple[Callable[[], object], str]] = [
    (lambda: Span(3, 3), "must not be empty"),
    (lambda: Span(-1, 3), "run backwards"),
    (lambda: Piece(""), "must not be empty"),
    (lambda: Turn("", (plain("x"),)), "a speaker"),
    (lambda: Turn("Ada", ()), "at least one paragraph"),
    (lambda: Turn("Ada", ((),)), "no paragraph may be empty"),
    (lambda: Heading(" "), "needs a title"),
    (lambda: Pause(-1), "must not be negative"),
    (lambda: Script(Meta("x"), (("Ada", None), ("Ada", "low")), ()), "in the cast twice"),
    (lambda: Script(Meta("x"), (("Ada", None),), (Turn("Ben", (plain("x"),)),)), "not in the cast: Ben"),
    (lambda: Voice("a b", "tone", ()), "letters, digits and hyphens"),
    (lambda: Voice("a", "tone", (("rate", 1), ("pitch", 2))), "sorted"),
    (lambda: Placement("a", 1, 100, 0, (1.0,)), "must start on a frame"),
    (lambda: Placement("a", 0, 0, 0, (1.0,)), "not be empty: start 0, frames 0"),
    (lambda: timeline(placements=(*timeline().placements, Placement("b", 0, 1, 0, (1.0,)))), "sorted"),
    (lambda: timeline(placements=(Placement("a", 9 * FRAME, FRAME + 1, 0, (1.0,)),)), "inside the episode"),
    (lambda: timeline(placements=(Placement("a", 0, 1, 0, (1.0, 1.0)),)), "one gain per channel"),
    (lambda: timeline(captions=(Caption(5, 5, "Ada", "x", 0),)), "captions must lie inside"),
    (lambda: timeline(captions=(Caption(0, 9, "A", "x", 0), Caption(8, 20, "B", "y", 1))), "must not overlap"),
    (lambda: timeline(chapters=()), "begin at 0"),
    (lambda: timeline(chapters=chapters(1, 10 * FRAME)), "begin at 0"),
    (lambda: timeline(chapters=chapters(0, 9 * FRAME)), "end with the episode"),
    (lambda: timeline(chapters=chapters(0, FRAME, 2 * FRAME, 10 * FRAME)), "contiguous"),
    (lambda: timeline(chapters=chapters(0, FRAME, FRAME, FRAME, FRAME, 10 * FRAME)), "chapter must not be empty"),
]


@pytest.mark.parametrize(("make", "words"), BREACHES, ids=[words for _, words in BREACHES])
def test_what_cannot_be(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()


def test_what_can_be() -> None:
    assert timeline().frames == 10 * FRAME


@pytest.mark.parametrize("kind", [one for one in vars(model).values() if dataclasses.is_dataclass(one)], ids=str)
def test_values_are_frozen_and_slotted(kind: Any) -> None:
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_lines_are_carried_and_never_compared() -> None:
    assert Turn("Ada", (plain("x"),), line=3) == Turn("Ada", (plain("x"),), line=9)
    assert (Heading("x", 1), Pause(5, 1)) == (Heading("x", 2), Pause(5, 2))


def test_a_paragraph_is_what_is_written() -> None:
    assert written((Piece("$5", "five dollars"), Piece(" now", stress=True))) == "$5 now"
    assert written(plain("as it is")) == "as it is"


def test_the_grid_fits_together() -> None:
    assert FRAME % CELL == 0  # a clip starts on a cell
    assert RATE // 10 % CELL == 0  # and so does a gating step of BS.1770
    assert FRAME * 1000 == 24 * RATE


@given(st.integers(0, 3), st.integers(1, 4 * FRAME), st.integers(0, 50), st.integers(-2000, 9000), st.integers(0, 5000))
def test_overlap_says_which_samples_fall_where(at: int, frames: int, offset: int, start: int, length: int) -> None:
    placement = Placement("a", at * FRAME, frames, offset, (1.0,))
    source = np.arange(1, offset + frames + 10)
    whole = np.zeros(12_000, int)
    whole[placement.start : placement.end] = source[offset : offset + frames]
    block = np.zeros(length, int)
    slices = placement.overlap(start, length)
    if slices:
        mine, yours = slices
        block[yours] += source[mine]
    expected = [whole[sample] if 0 <= sample < len(whole) else 0 for sample in range(start, start + length)]
    assert block.tolist() == expected
    assert (slices is None) == (not any(expected))


def test_speakers_are_renamed_in_the_cast_and_in_their_turns() -> None:
    talk = Script(
        Meta("Tides"),
        (("A", None), ("B", "low"), ("C", "high")),
        (Turn("A", (plain("One."),), line=3, lines=(range(3, 4),)), Turn("C", (plain("Two."),))),
    )
    assert talk.renamed({}) == talk
    named = talk.renamed({"A": "Ada", "C": "B"})
    assert named.cast == (("Ada", None), ("B", "low"))
    assert [turn.speaker for turn in named.turns] == ["Ada", "B"]
    assert (named.turns[0].line, named.turns[0].lines) == (3, (range(3, 4),))
    assert talk.renamed({"A": "B"}).cast == (("B", "low"), ("C", "high"))


def test_who_is_renamed_keeps_the_sex_that_the_script_says() -> None:
    turns = tuple(Turn(name, (plain("Yes."),)) for name in "AB")
    script = Script(Meta("T"), (("A", None), ("B", None)), turns, (("B", "male"),))
    assert script.renamed({"B": "C"}).sexes == (("C", "male"),)
    assert script.renamed({"B": "A"}).sexes == (("A", "male"),)


def test_a_voice_has_one_of_two_sexes_or_none_that_is_known() -> None:
    assert Voice("moss", "tone", ()).sex is None
    with pytest.raises(ValueError, match="the sex of a voice must be female or male"):
        Voice("moss", "tone", (), sex="low")
