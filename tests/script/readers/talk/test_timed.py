"""Transcripts with names and times above each speech."""

from __future__ import annotations

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

TALK = (
    "Petra  0:02\nHow cold was it?\n\nKojo  0:05\nCold enough for butter.\n\n"
    "Petra  0:11\nAnd for fish?\n\n{}0:14\nNot for fish. They went to the stream.\n\nPetra  0:20\nThank you.\n"
)


def test_a_time_that_has_lost_its_name_is_not_the_last_speakers() -> None:
    whole, damaged = (draft(Source(None, "ice", TALK.format(name))) for name in ("Kojo  ", ""))
    assert [turn.speaker for turn in whole.script.turns] == ["Petra", "Kojo", "Petra", "Kojo", "Petra"]
    assert [turn.speaker for turn in damaged.script.turns] == ["Petra", "Kojo", "Petra", "Kojo", "Petra"]
    assert [guess.confidence < 0.8 for guess in damaged.guesses] == [False, False, False, True, False]


def test_a_sentence_that_begins_with_a_time_is_speech() -> None:
    text = TALK.format("Kojo  ") + "\nKojo  0:22\n10:04 is when it left\n"
    assert [turn.speaker for turn in draft(Source(None, "ice", text)).script.turns][-1] == "Kojo"


def test_a_name_on_its_own_above_a_time_has_all_messages_up_to_the_next() -> None:
    text = (
        "petra\n9:01\n\nhow cold was it?\nkojo\n9:02\n\ncold enough\n9:02\n\nfor butter\npetra\n9:03\n\nand for fish?\n"
        "kojo\n9:04\n\nno\n9:04\n\nthey went to the stream\n"
    )
    turns = draft(Source(None, "ice", text)).script.turns
    assert [(turn.speaker, len(turn.paragraphs)) for turn in turns] == [
        ("petra", 1), ("kojo", 2), ("petra", 1), ("kojo", 2),
    ]  # fmt: skip
