"""reStructuredText: what is spoken, by whom, what stays silent, and what is not reStructuredText."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Draft, Link, written
from audiorender.script.builder import draft
from audiorender.script.readers.documents.restructured import reader as restructured
from audiorender.script.reading.source import Source

from ...accounted import assert_accounted, spans_of


def built(text: str) -> Draft:
    """The draft of a document with this body."""
    return draft(Source(None, "talk", f"Talk\n====\n\n.. _top:\n\n.. contents::\n\n{text}\n"))


def spoken(body: str) -> str:
    """What is said in this body."""
    turns = built(f"Ana: Who?\n\nBo: {body}\n\nAna: Who?\n\nBo: I.").script.turns
    return " ".join(written(paragraph) for paragraph in turns[1].paragraphs)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("**One**, *two* (``*three*``) 2 * 3 ** 4 snake_case x*y*z", "One, two (*three*) 2 * 3 ** 4 snake_case x*y*z"),
        ("*over\ntwo* rows, \\*none\\* and re\\ **st**\\ ructured", "over two rows, *none* and restructured"),
        ("`the log <https://example.org>`_, `top`_, top_ and `Talk <top_>`__", "the log, top, top and Talk"),
        ("10\\ :sup:`2`, H\\ :sub:`2`\\ O, :math:`x^2`, `x`:emphasis:", "10², H₂O, \\(x^2\\), x"),
        ("**a\\*\\*b** *c\\\\d*", "a**b c\\d"),
        ("so [1]_ it [#a]_ was [*]_ [Ana2020]_ :cite:p:`key`", "so it was"),
        ("one::\n\n  code\n\ntwo\n\n::\n\n  code\n\n- three\n  four\n#. five", "one: two three four five"),
        ("so\n\n| one\n| two\n\n  three\n\n.. a comment\n   on two\n\n..\n\n.. image:: a.png", "so one two three"),
        ("so\n\n.. container:: x\n   :name: y\n\n   one\n\n.. math:: a^2\n\n>>> print()\n3", "so one \\[a^2\\]"),
        ("so\n\n.. math::\n\n   b^2\n   = c\n\n__ https://example.org\n\n----\n\nend", "so \\[b^2 = c\\] end"),
        ("so\n\n.. epigraph::\n\n   We -- did.\n\n   -- The crew\n", "so We -- did."),
        ("so\n\n.. table::\n\n   ===  ====\n   a    b c\n   ..   d\n   ===  ====", "so a b c d"),
    ],
)  # fmt: skip
def test_what_is_spoken(source: str, said: str) -> None:
    assert spoken(source) == said


def test_the_header_the_links_and_the_footnotes() -> None:
    text = (
        "The lamp\n########\n\n:Author: Ana\n:Date: 2026-05-03\n:Status: printed\n\n"
        "**Ana:** See `the log`_ or `it`__.[#]_ Who was it?\n\n**Bo:** I was, \\ [#]_ |who|.\n\n"
        ".. |who| replace:: *Bo*\n"
        ".. _The Log: https://example.org/a\n.. __: https://example.org/b\n.. [#] In 1901.\n.. [#] https://example.org/c\n"
    )
    script = draft(Source(None, "talk", text)).script
    assert (script.meta.title, script.meta.author, script.meta.date) == ("The lamp", "Ana", "2026-05-03")
    assert script.meta.footnotes == ("In 1901.",)
    assert script.meta.links == (
        Link("the log", "https://example.org/a"),
        Link("it", "https://example.org/b"),
        Link("", "https://example.org/c"),
    )
    assert [written(turn.paragraphs[0]) for turn in script.turns][1] == "I was, Bo."


def test_what_it_does_not_know_is_noted() -> None:
    found = built("Ana: |One|, see :ref:`two`.\n\n.. three::\n\n   Four.\n\n.. include:: five\n\nBo: Six.")
    assert [remark.text for remark in found.remarks] == [
        "what |One| stands for is not in the text; its name is read aloud",
        "a reference to 'two' is not spoken: it is elsewhere",
        "the directive 'three' is not known to audiorender; what is in it is not spoken",
        "the file 'five' that it includes is not read",
    ]


def test_titles_have_levels_in_the_order_of_their_lines() -> None:
    document = restructured.read(
        Source(None, "talk", "===\nOne\n===\n\nTwo\n---\n\nThree\n~~~~~\n\nFour\n----\n\nEnd.\n")
    )
    assert [(block.text, block.level) for block in document.blocks if block.kind == "heading"] == [
        ("One", 1),
        ("Two", 2),
        ("Three", 3),
        ("Four", 2),
    ]


def test_a_table_in_the_form_of_a_list() -> None:
    said = [("Ana", "Who was it?"), ("Bo", "It was me."), ("Ana", "And then?"), ("Bo", "Then I went home.")]
    rows = "".join(f"   * - {who}\n     - {what}\n" for who, what in [("Speaker", "Text"), *said])
    turns = built(f".. list-table:: Turns\n   :header-rows: 1\n\n{rows}").script.turns
    assert [(turn.speaker, written(turn.paragraphs[0])) for turn in turns] == said


@pytest.mark.parametrize(
    "text",
    [
        "Talk\n====\n\n**Ana:** See ``it``.\n\n:smile: Yes\n",
        "# Talk\n\n.. image:: a.png\n\n.. note:: b\n",
        "Ana: [1]_ and [see](https://example.org) `x`_ `y`_\n",
        "..\n.. and so on\n.. and so on\n",
        "Ana: It is `so`.\n\nBo: :-) ::\n",
    ],
)
def test_what_is_not_restructured_text(text: str) -> None:
    assert not restructured.looks(text)


_PARTS = (
    *("*", "**", "`", "``", "`_", "__", "|", "[1]_", "\\", "a", "a_", " ", "  ", "\n", "\n\n", "- ", ":a: ", ":a:`b`"),
    *(
        "::\n\n",
        ".. ",
        ".. a:: b\n",
        ".. note:: c\n",
        ".. [1] ",
        ".. _d: e\n",
        "====\n",
        "==  ==\n",
        "+--+--+\n",
        "| f |\n",
    ),
)


@given(st.lists(st.sampled_from(_PARTS)))
def test_every_character_is_accounted_for(parts: list[str]) -> None:
    source = Source(None, "talk", "".join(parts))
    document = restructured.read(source)
    assert_accounted(source.text, spans_of(document))
