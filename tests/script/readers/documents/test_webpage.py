"""Web pages: speakers named by elements, and the same text that other parsers find."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from audiorender.script.readers.documents import webpage
from audiorender.script.reading.source import Source
from script.readers.examples import HTML

ASKED, SAID, AGAIN = "How long was it dark?", "Nine days.", "And nobody saw it?"
WANTED = [("Ana", ASKED), ("Bo", SAID), ("Ana", AGAIN)]


def _read(text: str) -> list[tuple[str | None, str]]:
    assert webpage.looks(text)
    return [(block.speaker, block.text) for block in webpage.read(Source(None, "talk", text)).blocks]


PAGES = {
    "cite": f"<div><p><cite>Ana</cite>: {ASKED}<p><cite>Bo</cite>: {SAID}<p><cite>Ana:</cite> {AGAIN}</div>",
    "terms": f"<dl><dt>Ana<dd>{ASKED}<dt>Bo<dd>{SAID}<dt>Ana<dd>{AGAIN}</dl>",
    "classes": "<section>"
    + "".join(
        f'<div class="turn"><span class="turn-speaker">{name}</span> <span class="time">0:01</span><p>{text}</p></div>'
        for name, text in WANTED
    )
    + "</section>",
    "cells": "<table><tr><th>Who<th>What</tr>"
    + "".join(f"<tr><td>{name}</td><td>0:01</td><td>{text}</td></tr>" for name, text in WANTED)
    + "</table>",
    "headings": "<div>" + "".join(f"<h3>{name}</h3><p>{text}</p>" for name, text in WANTED) + "</div>",
    "TEI": "<TEI><text><body>"
    + "".join(f"<sp><speaker>{name}</speaker><p>{text}</p></sp>" for name, text in WANTED)
    + "</body></text></TEI>",
}


@pytest.mark.parametrize("page", list(PAGES))
def test_elements_that_name_a_speaker(page: str) -> None:
    assert _read(PAGES[page]) == WANTED


def test_labels_in_the_text_stay_text_in_their_typeface() -> None:
    (block,) = webpage.read(Source(None, "t", f"<div><p><strong>Ana:</strong> {ASKED}</p></div>")).blocks
    assert block.speaker is None
    assert [run.bold for run in block.lines[0].runs] == [True, False]


def test_terms_that_ask_are_not_names() -> None:
    assert _read(f"<dl><dt>{ASKED}</dt><dd>{SAID}</dd><dt>{AGAIN}</dt><dd>No.</dd></dl>") == [
        (None, ASKED),
        (None, SAID),
        (None, AGAIN),
        (None, "No."),
    ]


def test_breaks_are_lines_and_two_are_a_paragraph() -> None:
    assert _read("<div>One\nand<br>two<br><br/>\nthree &lt;&nbsp;four</div>") == [
        (None, "One and two"),
        (None, "three <\xa0four"),
    ]


def test_what_surrounds_the_article_is_silent() -> None:
    article = f"<article><h1>Dark</h1><p>{ASKED}</p></article>"
    page = f"<html><header>Shop</header>{article}<div>Buy</div><footer>(c)</footer></html>"
    assert _read(page) == [(None, "Dark"), (None, ASKED)]


def test_a_small_article_beside_a_long_text_is_not_all() -> None:
    assert (None, SAID * 9) in _read(f"<html><article>Buy</article><div>{SAID * 9}</div></html>")


class _Texts(HTMLParser):
    """The words of all text nodes outside of style sheets and scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.words += "".join(data.split())


@pytest.mark.parametrize(
    "page", [HTML, *PAGES.values(), '<div title="a > b">x<p data-y=\'">\'>y & z &amp; &bogus; 1 < 2</p></div>']
)
def test_the_text_is_what_the_standard_parser_finds(page: str) -> None:
    parser = _Texts()
    parser.feed(page)
    parser.close()
    document = webpage.read(Source(None, "talk", page))
    texts = [(run.span, run.text) for block in document.blocks for line in block.lines for run in line.runs]
    markup = ("html-tag", "html-comment", "html-code", "space-entity")
    texts += [(m.span, page[m.span.start : m.span.end]) for m in document.marks if m.rule not in markup]
    assert "".join("".join(text.split()) for _, text in sorted(texts)) == parser.words
