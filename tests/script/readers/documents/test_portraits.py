"""Speakers named by the portraits above what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import read_bytes

BUBBLES = """\
![Tilda](tilda.png)

The oven is older than the house.

![Marek](marek.png)

And hotter than the summer of the fire.

We bake at night.

![Tilda](tilda.png)

He means that I bake at night.

![Marek](marek.png)

I carry the flour.
"""


def _turns(text: str) -> list[tuple[str, str]]:
    built = draft(read_bytes(text.encode(), Path("talk.md")))
    return [(turn.speaker, " ".join("".join(map(str, p)) for p in turn.paragraphs)) for turn in built.script.turns]


def _who(text: str) -> list[str]:
    return [speaker for speaker, _ in _turns(text)]


def test_a_portrait_names_who_speaks_until_the_next() -> None:
    assert _who(BUBBLES) == ["Tilda", "Marek", "Tilda", "Marek"]


def test_below_the_quote_of_a_portrait_somebody_else_speaks() -> None:
    answers = "\n\n".join(
        f"**Is number {number} still warm?**\n\n> ![Tilda](t.png)\n>\n> It is.\n\n> ![Marek](m.png)\n>\n> Not to me."
        for number in ("one", "two", "three")
    )
    assert _who(answers) == ["Host", "Tilda", "Marek"] * 3


@pytest.mark.parametrize(
    ("old", "new"),
    [("![Tilda]", "![A view of the oven]"), ("![Tilda](tilda.png)\n\n", ""), ("![Marek]", "![Tilda]")],
)
def test_other_pictures_name_nobody(old: str, new: str) -> None:
    assert not {"Tilda", "Marek"} & set(_who(BUBBLES.replace(old, new)))
