"""Labels in a form of a document's own: most paragraphs begin with one of a few names, set off alike."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

TALK = (
    ("Runa Moor", "When did you hear the bell under the ice?"),
    ("Ivo Sand", "On the third night, between two gusts. It was quite near."),
    ("Runa Moor", "And who rang it?"),
    ("Ivo Sand", "Nobody I know."),
    ("Tilde Ross", "My uncle said that it rings itself."),
    ("Ivo Sand", "Your uncle sold bells."),
    ("Tilde Ross", "He sold one, and it never rang."),
    ("Runa Moor", "Let us leave it there."),
)
FORMS = (
    "*{name}* {text}",
    "{capitals} {text}",
    "`{name}` {text}",
    "{name} = {text}",
    "{name} > {text}",
    "{name}; {text}",
    "{{{name}}} {text}",
    "「{name}」{text}",
    "🎙️ {name}: {text}",
    "{name} 🎙️: {text}",
    "~ {name} ~ {text}",
    "{name}∶ {text}",
)


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_the_documents_own_names_the_speakers(form: str, between: str) -> None:
    rows = [form.format(name=name, capitals=name.upper(), text=text) for name, text in TALK]
    turns = draft(Source(None, "talk", between.join(rows) + "\n")).script.turns
    assert [(turn.speaker, written(turn.paragraphs[0])) for turn in turns] == list(TALK)


def test_a_comma_sets_no_name_off() -> None:
    rows = [f"{name.split()[0]}, {text}" for name, text in TALK]
    speakers = {turn.speaker for turn in draft(Source(None, "talk", "\n\n".join(rows))).script.turns}
    assert speakers.isdisjoint({"Runa", "Ivo", "Tilde"})


def test_words_that_name_nobody_are_no_labels() -> None:
    rows = [f"* {word} * Boats sink when it rains {number} days." for number in range(4) for word in ("Note", "Source")]
    assert len({turn.speaker for turn in draft(Source(None, "talk", "\n\n".join(rows))).script.turns}) == 1


def test_names_that_begin_few_paragraphs_are_no_labels() -> None:
    rows = [f"{name} = {text}" for name, text in TALK] + ["It rained on all of this, and nobody wrote it down."] * 12
    speakers = {turn.speaker for turn in draft(Source(None, "talk", "\n\n".join(rows))).script.turns}
    assert "Runa Moor" not in speakers


def test_initials_without_a_mark_stand_for_the_names_that_the_introduction_explains() -> None:
    initials = {"Runa Moor": "RM", "Ivo Sand": "IS", "Tilde Ross": "TR"}
    about = "*Runa Moor (RM) asked Ivo Sand (IS) and Tilde Ross (TR) about the bell.*"
    rows = [about, *(f"{initials[name]} {text}" for name, text in TALK)]
    speakers = [turn.speaker for turn in draft(Source(None, "talk", "\n\n".join(rows))).script.turns]
    assert speakers[-len(TALK) :] == [name for name, _ in TALK]
