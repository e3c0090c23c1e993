"""Notes at the end of a text and the marks that refer to them; exponents are not such marks."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def _said(answer: str, below: str) -> list[str]:
    text = f"**Ada:** How many are there?\n\n**Bo:** {answer}\n\n{below}\n"
    return [
        written(paragraph) for turn in draft(Source(None, "talk", text)).script.turns for paragraph in turn.paragraphs
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("There are two.<sup>1</sup> I counted.", "There are two. I counted."),
        ("There are two.¹ I counted.", "There are two. I counted."),
        ("There are two.[1] I counted.", "There are two. I counted."),
        ("About 10<sup>6</sup> of them.<sup>1</sup>", "About 10⁶ of them."),
        ("Some x<sup>2</sup> of H<sub>2</sub>O.<sup>1</sup>", "Some x² of H₂O."),
        ("About 40 km² of m² ice³.<sup>1</sup>", "About 40 km² of m² ice³."),
        ("On the 20<sup>th</sup> day.<sup>1</sup>", "On the 20th day."),
    ],
)
@pytest.mark.parametrize("last", ["", "\n\n*First printed in a parish paper.*"])
def test_notes_and_their_marks_are_silent_and_powers_are_not(answer: str, said: str, last: str) -> None:
    sign = "<sup>1</sup>" if "<sup>1" in answer else "¹" if "¹" in answer else "[1]"
    spoken = _said(answer, f"{sign} A count of mine.{last}")
    assert spoken[1] == said
    assert not any("A count of mine" in paragraph for paragraph in spoken)


@pytest.mark.parametrize(("one", "two"), [("[1]", "[2]"), ("¹", "²"), ("\\*", "†"), ("†", "‡")])
def test_notes_between_turns_are_silent(one: str, two: str) -> None:
    text = (
        f"**Ada:** Whose is it?{one}\n\n**Bo:** A bishop's{two} and mine.\n\n"
        f"{one} The small one.\n\n{two} His name is lost.\n\n"
        "**Ada:** And now?\n\n**Bo:** The gulls have it.\n"
    )
    turns = draft(Source(None, "talk", text)).script.turns
    said = [" ".join(written(paragraph) for paragraph in turn.paragraphs) for turn in turns]
    assert said == ["Whose is it?", "A bishop's and mine.", "And now?", "The gulls have it."]


def test_a_mark_without_a_note_stays() -> None:
    assert _said("There are two.[1] I counted.", "")[1] == "There are two.[1] I counted."
