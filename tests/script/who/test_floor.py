"""Which titles announce questions from the audience."""

from __future__ import annotations

import pytest

from audiorender.model import Span
from audiorender.script.document import Block, Line, Run
from audiorender.script.units.unit import Section, Unit
from audiorender.script.who.floor import from_the_floor


def unit(text: str, number: int) -> Unit:
    line = Line(number, (Run(text, Span(0, len(text))),))
    return Unit(Block("paragraph", (line,)), (line,), None)


@pytest.mark.parametrize(
    ("title", "announces"),
    [
        ("Questions from the floor", True),
        ("Audience Q&A", True),
        ("Fragen aus dem Publikum", True),
        ("What the public thought of the bridge in the end", False),
        ("Two questions about glass", False),
    ],
)
def test_a_title_that_names_the_audience_announces_it(title: str, announces: bool) -> None:
    items: list[Unit | Section] = [
        unit("Why glass?", 1),
        unit("It breaks.", 2),
        Section(title, 3),
        unit("And wood?", 4),
    ]
    assert from_the_floor(items) == (frozenset({2}) if announces else frozenset())


def test_it_is_no_news_where_nobody_asked_before() -> None:
    assert from_the_floor([Section("Audience Q&A", 1), unit("Why glass?", 2)]) == frozenset()
