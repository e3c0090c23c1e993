"""Org: what is spoken, by whom, what stays silent, and what is not Org."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.errors import SourceError
from audiorender.model import Draft, Link, written
from audiorender.script.builder import draft
from audiorender.script.readers import read_document
from audiorender.script.readers.documents.org import reader as org
from audiorender.script.reading.source import Source

from ...accounted import assert_accounted, spans_of


def built(text: str) -> Draft:
    """The draft of a document with this body."""
    return draft(Source(None, "talk", f"#+TITLE: Talk\n{text}\n"))


def spoken(body: str) -> str:
    """What is said in this body."""
    turns = built(f"Ana: Who?\n\nBo: {body}\n\nAna: Who?\n\nBo: I.").script.turns
    return " ".join(written(paragraph) for paragraph in turns[1].paragraphs)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("*One*, /two/ (_three_) 'four' ~a_b~ =c*d= 2 * 3 * 4", "One, two (three) 'four' a_b c*d 2 * 3 * 4"),
        ("/over\ntwo/ rows, snake_case and and/or +no+w", "over two rows, snake_case and and/or +no+w"),
        ("no +longer+ sooner --- 1914--18 \\alpha, caf\\eacute{} \\ldots", "no sooner — 1914–18 α, café …"),
        ("[[https://example.org][the /old/ log]] and [[*Night]] [[./a.png]]", "the old log and Night"),
        ("10^{2} and H_{2}O on <2024-03-01 Fri>--<2024-03-02 Sat>", "10² and H₂O on"),
        ("so[fn:1] it[fn::Or not.] was [cite:@key] <<here>>{{{x(1)}}}", "so it was"),
        ("$x^2$ and \\(y_{i}\\)", "$x^2$ and \\(y_{i}\\)"),
        ("so\n: one\n# two\n#+begin_src sh\nthree\n#+end_src\n:X:\nfour\n:END:\n- [@2] five", "so one five"),
    ],
)
def test_what_is_spoken(source: str, said: str) -> None:
    assert spoken(source) == said


def test_the_header_the_links_and_the_footnotes() -> None:
    text = (
        "#+author: Ana\n#+date: [2026-05-03 Sun]\n#+language: de\n#+include: other.org\n"
        "Ana: See [[https://example.org/a][the log]].[fn:1] Who was it?\n\nBo: I was.[fn::In /1901/.]\n\n[fn:1] Here.\n"
    )
    found = built(text)
    meta = found.script.meta
    assert (meta.title, meta.author, meta.date, meta.language) == ("Talk", "Ana", "2026-05-03", "de")
    assert meta.links == (Link("the log", "https://example.org/a"),)
    assert meta.footnotes == ("In /1901/.", "Here.")
    assert "the file other.org that it includes is not read" in [remark.text for remark in found.remarks]


def test_sections_that_are_not_exported_are_silent_with_a_note() -> None:
    found = built("* One\nAna: Who?\n\nBo: I.\n* Two :noexport:\nCy: No.\n** Deeper\nCy: No.\n* Three\nAna: Yes.")
    assert [turn.speaker for turn in found.script.turns] == ["Ana", "Bo", "Ana"]
    assert (6, "this section is not spoken, as Org does not export it") in [(at.line, at.text) for at in found.remarks]


def test_code_that_is_never_closed_is_an_error() -> None:
    with pytest.raises(SourceError, match="#\\+begin_src is never closed") as caught:
        org.read(Source(None, "talk", "Ana: yes\n#+BEGIN_SRC c\nx"))
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "* Who?\n* I.\n** Both.\n- [[a]] :: b\n",
        "**Ana:** See [[x][y]].\n\n#+NAME: a\n",
        "# A talk\n\nAna: Yes.\n",
        "#+1: I agree\n",
        ":-)\n:D\n- a :: b\n",
    ],
)
def test_what_is_not_org(text: str) -> None:
    assert not org.looks(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("* One\n*Ana:* Is /this/ it?\n\n*Bo:* No.\n", "Is this it?"),
        ("## One\n**Ana:** Is /this/ it?\n\n**Bo:** No.\n", "Is /this/ it?"),
    ],
)
def test_the_suffix_decides_about_text_that_is_hardly_marked(text: str, said: str) -> None:
    document = read_document(Source(Path("talk.org"), "talk", text))
    assert next(block.text.partition(": ")[2] for block in document.blocks if ":" in block.text) == said


_PARTS = (
    *("*", "/", "+", "=", "_", "[[", "][", "]]", "[fn:1]", "[fn:1] ", "\n", "\n\n", "a", " ", "- ", " :: ", "|", "|-"),
    *(
        "* ",
        ":X:",
        ":END:",
        "#+begin_quote\n",
        "#+end_quote\n",
        "#+title: b\n",
        "\\b",
        "{",
        "}",
        "^",
        "- [ ] ",
        "-----\n",
    ),
)


@given(st.lists(st.sampled_from(_PARTS)))
def test_every_character_is_accounted_for(parts: list[str]) -> None:
    source = Source(None, "talk", "".join(parts))
    document = org.read(source)
    assert_accounted(source.text, spans_of(document))
