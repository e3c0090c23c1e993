"""Markdown markup: which characters are text, and which are silent by which rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiorender.errors import SourceError
from audiorender.script.document import Block, Document
from audiorender.script.readers import read_document
from audiorender.script.readers.documents import markdown
from audiorender.script.reading.frontmatter import read_front_matter
from audiorender.script.reading.source import Source


def _source(text: str) -> Source:
    return Source(Path("talk.md"), "talk", text)


def _read(text: str) -> Document:
    return read_document(_source(text)) if text.startswith("---") else markdown.read(_source(text))


def _texts(text: str) -> list[str]:
    return [block.text for block in _read(text).blocks]


def _silent(text: str) -> list[tuple[str, str]]:
    return [(mark.rule, text[mark.span.start : mark.span.end]) for mark in _read(text).marks]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("> 2016. We just had tea.", ["2016. We just had tea."]),
        ("> 2016. **We** just had tea.", ["2016. We just had tea."]),
        ("1984. 1985. Then came tea.", ["1984.", "1985. Then came tea."]),
        ("2016.\n\nThen came tea.", ["2016.", "Then came tea."]),
        ("2016. > Then came tea.", ["2016.", "Then came tea."]),
        ("1. tea\n2. milk", ["tea", "milk"]),
        ("1. tea\n1. milk", ["tea", "milk"]),
        ("1. Tea?\n\nYes.\n\n2. Milk?\n\nNo.", ["Tea?", "Yes.", "Milk?", "No."]),
        ("7. tea", ["7. tea"]),
        ("- tea\n- milk\n  - cold", ["tea", "milk", "cold"]),
        ("A line\nand another  \nand \\\none more", ["A line and another and one more"]),
        ("a **b** _c_ `d  e` ~~f~~ g", ["a b c d  e  g"]),
        ("`` ` `` and ` `` `", ["` and ``"]),
        ("\\$40 &amp; \\*more\\* &#42;", ["$40 & *more* *"]),
        ("[a](http://b.c 'd') [e][f] [f] <http://g.h> ![i](j)\n\n[f]: http://k", ["a e f http://g.h"]),
        ("[![i](j)](k)", []),
        ("[Ana]: Yes.", ["[Ana]: Yes."]),
        ("said[^1] so\n\n[^1]: or so\nthey say", ["said so"]),
        ("Is 3 < 5? <b>Yes</b>.<br>Good <!-- no --> one.", ["Is 3 < 5? Yes. Good  one."]),
        ("<div>\n<p>Is 3 &lt; 5?</p><p>Yes\nand no</p>\n<script>x()</script>\n</div>", ["Is 3 < 5?", "Yes and no"]),
        ("| a | b |\n|---|---|\n| c \\| d | e | f |", ["a, b", "c | d, e, f"]),
        ("| a |\n|---|\n\\", ["a", "\\"]),
        ("| a box\nof words |", ["a box of words"]),
        ("    indented speech", ["indented speech"]),
        ("```py\nx = 1\n```\nDone.", ["Done."]),
        ("> a\n> > b\n\nc", ["a", "b", "c"]),
        ("> a\nlazy", ["a lazy"]),
        ("Title\n=====\n\ntext", ["Title", "text"]),
        ("## Closed # title ##", ["Closed # title"]),
    ],
)
def test_text_that_is_spoken(text: str, texts: list[str]) -> None:
    assert _texts(text) == texts


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("> **a**", [("quote-mark", ">"), ("emphasis-mark", "**"), ("emphasis-mark", "**")]),
        ("1. a\n2. b", [("list-mark", "1."), ("list-mark", "2.")]),
        ("# a #", [("heading-mark", "#"), ("heading-mark", "#")]),
        ("a\n\n* * *\n\nb", [("rule-line", "*"), ("rule-line", "*"), ("rule-line", "*")]),
        ("[a](b)", [("link", "["), ("link", "]"), ("link-target", "(b)")]),
        ("[a]\n\n[a]: http://b", [("link", "["), ("link", "]"), ("link-target", "[a]:"), ("link-target", "http://b")]),
        ("a ![b](c)", [("image", "![b](c)")]),
        ("a\\\nb \\*", [("hard-break", "\\"), ("escape", "\\")]),
        ("a &nbsp;", [("space-entity", "&nbsp;")]),
        ("a <!-- b -->", [("html-comment", "<!-- b -->")]),
        ("a <!-- {.b} -->", [("html-comment", "<!-- {.b} -->")]),
        ("<!--\n\n{#b}\n\n-->\na", [("html-comment", "<!--"), ("attribute", "{#b}"), ("html-comment", "-->")]),
        ("~~a~~ b", [("emphasis-mark", "~~"), ("struck-out", "a"), ("emphasis-mark", "~~")]),
    ],
)
def test_marks_are_silent_by_rule(text: str, silent: list[tuple[str, str]]) -> None:
    assert _silent(text) == silent


def _only(text: str) -> Block:
    (block,) = _read(text).blocks
    return block


def test_position_and_typeface_are_kept() -> None:
    block = _only("\n> > a\n> > **b _c_**")
    assert (block.quote, block.line, [line.number for line in block.lines]) == (2, 2, [2, 3])
    assert [(run.text, run.bold, run.italic) for line in block.lines for run in line.runs] == [
        ("a", False, False),
        ("b ", True, False),
        ("c", True, True),
    ]


def test_a_long_paragraph_above_a_rule_is_not_a_heading() -> None:
    speech = "So that was how we came to the island with nothing but a kettle and two spoons."
    first, second = _read(f"{speech}\n---\nAnd then?").blocks
    assert (first.kind, first.text, second.after_rule) == ("paragraph", speech, True)
    assert _read("Arrival\n---\nAnd then?").blocks[0].kind == "heading"


def test_sixty_quotes_deep_is_an_error_and_not_a_loss() -> None:
    with pytest.raises(SourceError, match=r"talk\.md:1"):
        _read(">" * 80 + " deep words")


def test_front_matter_is_read_and_silent() -> None:
    text = "---\ntitle: 2016-05-01\nguest: [Ana, Bo]\nauthor: Cy\ndate: 2024-01-02\nepisode: 7\n---\n\nHello.\n"
    document = _read(text)
    assert document.meta is not None
    assert (document.meta.title, document.meta.date, document.meta.episode) == ("2016-05-01", "2024-01-02", 7)
    assert document.people == (("guest", "Ana"), ("guest", "Bo"), ("author", "Cy"))
    assert [block.text for block in document.blocks] == ["Hello."]
    assert document.blocks[0].line == 9


def test_two_rules_are_not_front_matter() -> None:
    assert _texts("---\nWell, that was it.\n\n---\nYes.") == ["Well, that was it.", "Yes."]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("---\ntitle: [a: b\n---\nx", None, "not YAML"),
        ("---\na: 1\nb: [\n---\nx", None, "not YAML"),
        ("---\na: 1\nb: x\ufffey\n---\nx", 3, "U\\+FFFE"),
        ("---\naudiorender: 1\n---\nx", 1, "a script"),
    ],
)
def test_a_broken_front_matter_says_where(text: str, line: int | None, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        read_front_matter(_source(text))
    assert line is None or caught.value.line == line


def test_plain_text_keeps_what_markdown_would_eat() -> None:
    document = read_document(Source(None, "talk", "Ana: 2 * 3 * 4 is 24\n- she said\n\n---\nBo: [sic] # yes\n"))
    assert [block.text for block in document.blocks] == ["Ana: 2 * 3 * 4 is 24 - she said", "Bo: [sic] # yes"]
    assert document.blocks[1].after_rule


def test_formulas_keep_what_markdown_takes_for_markup() -> None:
    text = (
        "**Ada:** Is $a*b*c$ more than \\(x_1\\,y_1\\)?\n\n**Ben:** It is\n\n\\[ \\sum_{i=1}^{n} i \\]\n\n"
        "and $$\n\\frac{a}{b}\n$$ of it.\n\n**Ada:** \\[laughs\\] That is $5, or *$6*?\n"
    )
    assert _texts(text) == [
        "Ada: Is $a*b*c$ more than \\(x_1\\,y_1\\)?",
        "Ben: It is",
        "\\[ \\sum_{i=1}^{n} i \\]",
        "and $$ \\frac{a}{b} $$ of it.",
        "Ada: [laughs] That is $5, or $6?",
    ]
