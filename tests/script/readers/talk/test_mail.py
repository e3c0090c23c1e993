"""Interviews by e-mail: who wrote, what is quoted, and what belongs to the mail itself."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.readers.talk import mail
from audiorender.script.reading.source import Source

HEAD = "From: Bo Lind <bo@example.org>\nSubject: Re: Oil\n\n"
TALK = "> 1. How long?\n\nNine days.\n\n> 2. Alone?\n\nWith a cat.\n\n> 3. Why?\n\nFor the mice.\n"


def said(text: str) -> list[tuple[str, str]]:
    """Who says what."""
    turns = draft(Source(None, "talk", text)).script.turns
    return [(turn.speaker, " ".join(written(paragraph) for paragraph in turn.paragraphs)) for turn in turns]


@pytest.mark.parametrize(
    "line",
    [
        "On 29 Jan 2017, at 16:12, Ana Ruiz <ana@example.org> wrote:",
        "Am 29.01.2017 um 16:12 schrieb Ana Ruiz:",
        "Le 29 janv. 2017 à 16:12, Ana Ruiz <ana@example.org> a écrit :",
        "El dom, 29 ene 2017 a las 16:12, Ana Ruiz escribió:",
        "Ana Ruiz wrote:",
        "On Sun, Jan 29, 2017 at 4:12 PM, Ana Ruiz <\nana@example.org> wrote:",
    ],
)
def test_the_line_above_the_quote_names_who_asks(line: str) -> None:
    turns = said(f"{HEAD}{line}\n\n{TALK}\n-- \nBo Lind\nKeeper of the lamp\n")
    assert turns == [
        ("Ana Ruiz", "How long?"),
        ("Bo Lind", "Nine days."),
        ("Ana Ruiz", "Alone?"),
        ("Bo Lind", "With a cat."),
        ("Ana Ruiz", "Why?"),
        ("Bo Lind", "For the mice."),
    ]


def test_a_double_quote_is_the_other_side_again() -> None:
    text = f"{HEAD}Ana Ruiz wrote:\n> > It smoked.\n> How long?\n\nNine days.\n\n> Alone?\n\nYes.\n"
    assert said(text)[:2] == [("Bo Lind", "It smoked."), ("Ana Ruiz", "How long?")]


@pytest.mark.parametrize(
    "text", ["> Once.\n\nAna: A quote.\n\n> Twice.\n\nBen: Two.\n", HEAD + "Ana: Yes?\n\nBen: No."]
)
def test_only_quotes_or_only_headers_are_not_a_mail(text: str) -> None:
    assert not mail.looks(text)
