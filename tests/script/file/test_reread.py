"""A script file read as a source gives the same script, and every character is accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from audiorender.errors import SourceError, UsageError
from audiorender.model import Draft, Meta, Script
from audiorender.script.builder import draft
from audiorender.script.file.scriptfile import parse_script
from audiorender.script.file.writing import format_script
from audiorender.script.reading.controls import without_controls
from audiorender.script.reading.source import Source

from .test_scriptfile import ANY_TEXT, FERRY, NAMES, any_script, one_line, tidy

LAMP = """---
audiorender: 1
title: The lamp
cast:
  Ana: amber
  Bo:
---

# Out

[link https://lamp.example/?a=1]

[image lamp.jpg]

Ana?: 0:01 is when {it|the lamp} went *out*, (laughs) was it not?

[pause 1.5s]

Ana: *Quite {dark|}.*

Bo: Yes.
"""


def built(text: str) -> Draft:
    return draft(Source(None, "lamp", text))


@pytest.mark.parametrize("text", [LAMP, FERRY])
def test_marks_titles_and_pauses_stay(text: str) -> None:
    again = built(text)
    assert again.script == parse_script(text)
    assert format_script(again.script) == text


def test_only_turns_with_a_question_mark_are_guesses() -> None:
    assert [guess.confidence < 0.8 for guess in built(LAMP).guesses] == [True, False, False]


def test_spans_are_what_is_shown() -> None:
    shown = ["".join(LAMP[span.start : span.end] for span in guess.spans) for guess in built(LAMP).guesses]
    assert shown == ["0:01 is when it went out, (laughs) was it not?", "Quite dark.", "Yes."]


def test_requested_names_and_title() -> None:
    again = draft(Source(None, "lamp", LAMP), title="Night", rename={"Bo": "Ana"}).script
    assert again.meta.title == "Night"
    assert again.cast == (("Ana", "amber"),)
    assert {turn.speaker for turn in again.turns} == {"Ana"}


def test_an_unknown_speaker() -> None:
    with pytest.raises(UsageError, match="there is no speaker 'Boo'"):
        draft(Source(None, "lamp", LAMP), rename={"Boo": "Ana"})


def test_a_script_without_speech() -> None:
    with pytest.raises(SourceError, match="there is no speech in it"):
        built(LAMP[: LAMP.index("Ana?:")])


@given(any_script(ANY_TEXT.map(tidy), NAMES.map(one_line)))
def test_any_script_is_the_same_again(kept: Script) -> None:
    kept = replace(kept, meta=Meta("T"), cast=tuple((name, None) for name, _ in kept.cast))
    text = without_controls(format_script(kept))  # a source has none
    try:
        kept = parse_script(text)
    except SourceError:
        return
    if not kept.turns:
        return
    again = built(text)
    assert again.script == kept
    assert not lost(text, again)


def lost(text: str, again: Draft) -> str:
    """Characters, other than white space, that are neither spoken nor silent."""
    accounted = [*(guess.spans for guess in again.guesses), *(silent.spans for silent in again.silent)]
    covered = {at for spans in accounted for span in spans for at in range(span.start, span.end)}
    return "".join(char for at, char in enumerate(text) if at not in covered).strip()
