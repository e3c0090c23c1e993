"""Casting with the voices that come along: distances and sex decide, retired names still speak."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from desk import Desk

import audiorender
from audiorender.model import Meta, Script, Turn, Voice, plain
from audiorender.produce.casting import Voices
from audiorender.tts.casting.measured import apart

ENGLISH, FRENCH = (
    Voice(name, "system", (("voice", name),), tag) for name, tag in (("kate", "en-GB"), ("zoé", "fr-FR"))
)


def _script(*speakers: str, language: str | None = None) -> Script:
    turns = tuple(Turn(name, (plain("It was late."),)) for name in speakers)
    return Script(Meta("T", language=language), tuple((name, None) for name in dict.fromkeys(speakers)), turns)


@pytest.mark.parametrize("count", [3, 4, 8])
def test_the_default_cast_is_farther_apart_than_the_first_voices_by_name(count: int) -> None:
    voices = Voices.load((), "pyttsx3")
    seats = voices.cast(_script(*"ABCDEFGH"[:count] * 3), Path("t")).seats
    by_name = [voices.known[name] for name in sorted(voices.order("en").names)[:count]]

    def closest(cast: list[Voice]) -> float:
        return min(apart(one, other) or 0 for one, other in combinations(cast, 2))

    assert closest([seat.voice for _, seat in seats]) > closest(by_name)


def test_a_sex_in_the_script_has_a_voice_of_that_sex() -> None:
    script = replace(_script("Ada", "Ben", "Ada", "Ben"), sexes=(("Ada", "male"), ("Ben", "female")))
    seats = Voices.load((), "pyttsx3").cast(script, Path("t")).seats
    assert [seat.voice.sex for _, seat in seats] == ["male", "female"]


def test_a_retired_name_still_speaks_and_a_note_says_as_whom(desk: Desk) -> None:
    desk.write("tides.script.md", "---\naudiorender: 1\ntitle: T\ncast:\n  Ada: tamarind\n---\n\nAda: It was late.\n")
    plan = audiorender.plan(desk.path / "tides.script.md", settings=desk.path)
    assert "tamarind" not in str(plan.rows())
    notes = [note.text for note in plan.notes if "tamarind" in note.text]
    assert len(notes) == 1
    assert notes[0].startswith("there is no voice 'tamarind' any more; '")
