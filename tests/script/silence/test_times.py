"""Timestamps, and times that are spoken."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source


def spoken(text: str) -> str:
    built = draft(Source(None, "talk", text))
    return " ".join(
        piece.written for turn in built.script.turns for paragraph in turn.paragraphs for piece in paragraph
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Our best song (3:59) is on side two.", "Our best song (3:59) is on side two."),
        ("It says so in the second book (4:31).", "It says so in the second book (4:31)."),
        ("Good. (3:59) is my song.", "Good. (3:59) is my song."),
        ("(3:59) Good.", "(3:59) Good."),
        ("(03:59) Good.", "Good."),
        ("Good. (3:59) And then it rained.", "Good. And then it rained."),
        ("It rained (00:03:59) all day.", "It rained all day."),
        ("It rained (03:59) all day.", "It rained all day."),
        ("It rained [3:59] all day.", "It rained all day."),
    ],
)
def test_a_time_in_round_brackets_within_a_sentence_is_said(text: str, said: str) -> None:
    assert spoken(f"Ana: Which one?\n\nBen: {text}\n\nAna: Go on.\n\nBen: That is all.\n") == (
        f"Which one? {said} Go on. That is all."
    )


def test_times_in_round_brackets_after_labels_are_a_recorders_if_there_are_several() -> None:
    assert spoken("Ana: (0:59) Which one?\n\nBen: (1:59) The old one.\n") == "Which one? The old one."


@pytest.mark.parametrize(
    "times",
    [
        ("<00:01>", "{00:04.2}", "(1m07s)", "[1:12/45:00]"),
        ("[T+00:01:19]", "@1:25", "[96000 ms]", "(2m 3s)"),
        ("[00:01]", "00:04", "[00:09]", "00:12"),
        ("[0m03s]", "00m15s -", "[1:00.5]", "[1:05.250]"),
    ],
)
def test_labels_stay_labels_behind_times_of_many_forms(times: tuple[str, str, str, str]) -> None:
    one, two, three, four = times
    text = f"{one} Ana: Is it deep?\n{two} Ben: It is a lake.\n{three} Ana: How deep?\n{four} Ben: Nobody knows.\n"
    turns = draft(Source(None, "talk", text)).script.turns
    assert [turn.speaker for turn in turns] == ["Ana", "Ben", "Ana", "Ben"]
    assert spoken(text) == "Is it deep? It is a lake. How deep? Nobody knows."


@pytest.mark.parametrize("end", [" --", " –", " |", ":"])
def test_labels_stay_labels_around_a_time(end: str) -> None:
    rows = ["Is it deep?", "It is a lake.", "How deep?", "Nobody knows."]
    names = ["Ana", "Ben", "Ana", "Ben"]
    text = "".join(f"{name} {at}:0{at}{end} {row}\n" for at, (name, row) in enumerate(zip(names, rows, strict=True)))
    turns = draft(Source(None, "talk", text)).script.turns
    assert [turn.speaker for turn in turns] == names
    assert spoken(text) == " ".join(rows)


def test_times_in_a_table_that_somebody_describes_are_said() -> None:
    table = "| Ferry | Leaves |\n|:--|--:|\n| Mail boat | 4:10 |\n| Night boat | 23:05 |\n"
    said = spoken(f"**Ana:** When do they leave?\n\n**Ben:** It hangs here:\n\n{table}\n**Ana:** Always?\n")
    assert "Mail boat, 4:10" in said
    assert "Night boat, 23:05" in said


def test_rising_times_are_a_recorders() -> None:
    text = "Ana: Which (0:59) one?\n\nBen: The old (1:59) one, (2:59) mostly.\n"
    assert spoken(text) == "Which one? The old one, mostly."
