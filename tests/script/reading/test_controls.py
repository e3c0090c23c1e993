"""Terminal control sequences never get into a script, whatever the source, and are not spoken."""

from __future__ import annotations

import json
import unicodedata

import pytest

from audiorender.script.builder import draft
from audiorender.script.file.writing import format_script
from audiorender.script.reading.controls import without_controls
from audiorender.script.reading.source import read_text

WORDS = (
    "Red\x1b[1;31m hot\x1b[0m\u009b32m \x1b]0;a title\x07\u202ekettles\u202c, \x07Ann\u0085 said\x0c \u2066now\u2069."
)


def controls(text: str) -> set[str]:
    turning = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return {c for c in text if (unicodedata.category(c) == "Cc" and c != "\n") or c in turning}


@pytest.mark.parametrize(
    "source",
    [
        f"# {WORDS}\n\n**Ida\u202e:** What is it?\n\n**Bo:** {WORDS}\n",
        f"Ida: {WORDS}\nBo: {WORDS}\nIda: Yes.\n",
        json.dumps({"segments": [{"speaker": "I\u202eda", "text": WORDS}, {"speaker": "Bo", "text": f"And {WORDS}"}]}),
        f"<html><body><p><b>Ida:</b> {WORDS}</p><p><b>Bo:</b> A&#x202e;b &#27;[31m c?</p></body></html>",
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ida>{WORDS}\n\n00:02.000 --> 00:03.000\n<v Bo>{WORDS} Then?\n",
    ],
    ids=["markdown", "plain", "json", "page", "captions"],
)
def test_a_script_has_no_control_characters(source: str) -> None:
    made = draft(read_text(source, "talk"))
    assert controls(format_script(made.script)) == set()
    said = " ".join(piece.written for turn in made.script.turns for text in turn.paragraphs for piece in text)
    assert "kettles" in said
    assert "1;31m" not in said or source.startswith("{")  # in JSON an escape sequence is several escapes


def test_someone_elses_script_is_cleaned_too() -> None:
    text = f"---\naudiorender: 1\ntitle: T\ncast:\n  Ida:\n---\n\nIda: {WORDS}\n"
    assert controls(draft(read_text(text, "talk")).script.turns[0].paragraphs[0][0].written) <= {"\x85", "\x0c"}


def test_words_stay() -> None:
    for text in ("a\u200fb", "مرحبا\u200e", "‹9›", "\x9bhello", "naïve\t\n"):
        assert without_controls(text) == text.replace("\x9b", "")
