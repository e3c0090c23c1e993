"""Publishing matter around a text is silent, and text that only looks like it is spoken."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

TALK = """**Where was it?**

In the attic, under a sheet.

**And did it still run?**

It ran, and it struck thirteen.
"""


def rules(text: str) -> dict[str, str]:
    """The silent parts of `text` and their rules."""
    return {piece.text.strip("*_ "): piece.rule for piece in draft(Source(None, "talk", text)).silent}


@pytest.mark.parametrize(
    "block",
    [
        "June 14, 2023 · 9 min read",
        "Publié le 17 novembre 2019 à 06h00 - Mis à jour le 18 novembre 2019 à 11h42",
        "Erschienen am 3. September 2020, 16:52 Uhr",
        "2022-11-03",
        "4-Minute Listen",
        "This conversation has been edited for length and clarity.",
        "Das Gespräch wurde gekürzt und redigiert.",
        "This is a transcript of episode 12. It may have errors.",
        "© 2014 Small Radio. All rights reserved.",
        "ADVERTISEMENT",
        "Leave a comment",
        "Share",
        "Read more: the quiet war over trees",
        "Filed under: Clocks, Attics",
        "*Lire aussi le retour des cadrans*",
        "*Sign up for our newsletter*",
        ".. image:: clock.png",
        ":toc:",
    ],
)
def test_publishing_matter_is_silent(block: str) -> None:
    assert rules(f"{block}\n\n{TALK}").get(block.strip("*")) == "page-part"


@pytest.mark.parametrize("block", ["The clock in May. Photograph by Ida Lund.", "Photo: Ida Lund", "(Foto: I. Lund)"])
def test_a_credit_is_a_caption(block: str) -> None:
    assert rules(f"{TALK}\n{block}\n\n{TALK}").get(block) == "caption"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When were you born?", "June 14, 1923"),
        ("When?", "On June 14, 1923."),
        ("And what would you tell them?", "Share what you have."),
        ("What do you do on Sundays?", "I read more than I should: novels, mostly."),
        ("How was it put together?", "The interview was the easy part. The conversation after it was not."),
        ("What hung on the wall?", "A photograph of a clock. It had stopped."),
        ("How does it come back?", "It comes back photo by photo, and it's all there."),
        ("What are you afraid of?", "Moths"),
        ("And what do they say?", "No comment"),
    ],
)
def test_an_answer_is_spoken_whatever_it_looks_like(question: str, answer: str) -> None:
    assert answer not in rules(f"{TALK}\n**{question}**\n\n{answer}\n\n{TALK}")


def test_a_list_of_contents_is_silent_and_what_follows_it_is_said() -> None:
    found = rules(f"## Contents\n\n- 0:00 The attic\n- 1:12 The clock\n\n## The attic\n\n{TALK}")
    assert found["1:12 The clock"] == "page-part"
    assert "In the attic, under a sheet." not in found
