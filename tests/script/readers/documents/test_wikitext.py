"""Wiki pages and AsciiDoc: what is spoken, by whom, and what stays silent."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.readers.documents import wikitext
from audiorender.script.reading.source import Source

ADOC = """= Who keeps the lamp
Ana Ruiz <ana@example.org>
2022-11-03
:toc:

// a comment
image::lamp.jpg[The lamp,600]

== At night

*Ana:* Who are _you_, and what did https://example.org[the log] say?

*Bo:* We keep:

* the `lamp`
* and the cat

[NOTE]
----

*Ana:* 2 * 3 * 4 nights?
"""


def said(text: str) -> list[tuple[str, str]]:
    """Who says what."""
    turns = draft(Source(None, "talk", text)).script.turns
    return [(turn.speaker, " ".join(written(paragraph) for paragraph in turn.paragraphs)) for turn in turns]


def test_asciidoc() -> None:
    assert said(ADOC) == [
        ("Ana", "Who are you, and what did the log say?"),
        ("Bo", "We keep: the lamp and the cat"),
        ("Ana", "2 * 3 * 4 nights?"),
    ]


def test_templates_in_templates_and_tables_are_silent() -> None:
    text = (
        "{{box|a={{b|{{c}}}}\n|d}}\n{|\n| cell\n|}\n'''Ana:''' [[Night|At night]]?\n\n:'''Bo:''' ''Always''."
        "\n\n'''Ana:''' And by [[day]]?\n\n:'''Bo:''' I sleep [sic].\n"
    )
    assert said(text) == [("Ana", "At night?"), ("Bo", "Always."), ("Ana", "And by day?"), ("Bo", "I sleep.")]


@pytest.mark.parametrize("text", ["**Ana:** It's '''quoted''' once.\n", "= is equal\n\nAna: Yes.\n", "Ana: [[sic]]\n"])
def test_text_that_is_neither(text: str) -> None:
    assert not wikitext.looks(text)
