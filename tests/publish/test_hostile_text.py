"""Text that means harm, or only looks so, is harmless and readable in every file beside the audio."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from audiorender.model import Link, Meta
from audiorender.publish.oneline import one_line
from audiorender.publish.published import Published
from audiorender.publish.sidecars import KINDS, Kind
from publish.talks import kind_of, seen_in_json, seen_in_srt, seen_in_vtt, shown, text_of

HARM = (
    "<script>alert(1)</script>",
    '"onload="alert(1)',
    "' onclick='x",
    "]]>",
    "<![CDATA[ x",
    "-->",
    "<!-- x",
    "00:00:01,000 --> 00:00:02,000",
    "00:00:01.000 --> 00:00:02.000",
    "{\\an8}up here",
    "WEBVTT",
    "NOTE this",
    "&amp; &lt; &#60;",
    "AT&T",
    "bell \x07 and nul \x00 here",
    "see \u202egpj.exe and go on",
    "שלום עולם, hello",
    "\ufeffmark",
    "half a \ud83d pair",
    "no character \uffff here",
    "# heading",
    "1. one",
    "- item",
    "=====",
    "[a](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "*stress* and `code` \\ | ~~",
    "{{ title }} {% raw %}",
    "two\n\nlines\r\nmore\u2028more\u2029more",
    "Chapters",
    "00:00 nothing",
    "</body></html>",
    "😀👩🏽‍🔧 字",
)
LONG = "Maximiliane " * 833 + "Long"


def hostile(harm: str, name: str | None = None) -> Published:
    """A talk in which every text is `harm`."""
    links = (Link(harm, "https://example.org/a?b=1&c"), Link(harm, f"https://example.org/{''.join(harm.split())}"))
    meta = Meta(
        harm,
        show=harm,
        author=harm,
        date=harm,
        language=harm,
        description=f"{harm}\n\n{harm}",
        links=links,
        footnotes=(harm, f"1. {harm}"),
    )
    made = shown([(name or harm, harm), ("Ivo", f"before {harm} behind")], meta, (harm, f"b {harm}", "c"))
    marks = made.timeline.chapters
    linked = tuple(replace(mark, url=f"https://example.org/{harm}", image="x") for mark in marks)
    return replace(
        made,
        timeline=replace(made.timeline, chapters=linked),
        disclosure=one_line(harm),
        pictures={"x": f"{one_line(harm)}.jpg"},
    )


def check(what: Published) -> None:
    for kind in KINDS:
        text = kind.write(what)
        text.encode()
        kind.check(text, what, Path("file"))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", text)
        assert max(map(len, text.split("\n"))) < 40_000
    heard = [one_line(caption.text) for caption in what.timeline.captions]
    for suffix, seen in ((".vtt", seen_in_vtt), (".transcript.json", seen_in_json)):
        assert [cue.text for cue in seen(text_of(suffix, what))] == list(filter(None, heard))
    assert len(seen_in_srt(text_of(".srt", what))) == len(list(filter(None, heard)))
    titles = [one_line(chapter.title) for chapter in what.timeline.chapters]
    assert [chapter["title"] for chapter in json.loads(text_of(".chapters.json", what))["chapters"]] == titles
    assert [chapter.get("title", "") for chapter in ET.fromstring(text_of(".psc.xml", what))] == titles  # noqa: S314
    for page in (text_of(".notes.html", what), MarkdownIt().render(text_of(".notes.md", what))):
        _check_page(page, titles)


def _check_page(page: str, titles: list[str]) -> None:
    """No element, attribute or address comes from the text."""
    elements = _Elements()
    elements.feed(page)
    elements.close()
    assert elements.tags <= {*("html", "head", "meta", "title", "body", "h1", "h2", "p", "br", "a")}
    assert elements.attributes <= {"dir", "charset", "name", "content", "href", "lang"}
    assert all(address.startswith("https://example.org/") for address in elements.addresses)
    assert all(" ".join(title.split()) in " ".join(elements.text.split()) for title in titles)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("harm", HARM)
def test_a_text_that_means_harm(harm: str) -> None:
    check(hostile(harm))


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40).filter(one_line))
def test_any_text(harm: str) -> None:
    check(hostile(harm))


@given(st.text(st.sampled_from("`*_[]()<>#+-=.!|~\\&:/ \u00a01a"), min_size=1, max_size=20).filter(one_line))
def test_any_marks(harm: str) -> None:
    check(hostile(harm))


def test_a_name_of_ten_thousand_characters() -> None:
    what = hostile("Good evening.", LONG)
    assert len(LONG) == 10_000
    check(what)
    for suffix in (".vtt", ".transcript.json", ".txt", ".notes.txt", ".notes.html"):
        assert LONG in text_of(suffix, what)
    (first, *_) = seen_in_srt(text_of(".srt", what))
    assert first.text == "Maximiliane Maximiliane Maximiliane Max…:\nGood evening."


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.c", "//example.org", "x", " "])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    made = shown([("Nell", "Hello.")], titles=("One", "Two"))
    marks = tuple(replace(mark, url=url) for mark in made.timeline.chapters)
    what = replace(made, timeline=replace(made.timeline, chapters=marks))
    for suffix in (".notes.txt", ".notes.md", ".notes.html"):
        assert "Links" not in text_of(suffix, what)
        if url.strip():
            linked = replace(what, meta=replace(what.meta, links=(Link("here", url),)))
            assert "Links" not in text_of(suffix, linked)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.suffix)
def test_the_bytes_hang_on_nothing_else(kind: Kind) -> None:
    assert kind.write(hostile("<b>")) == kind_of(kind.suffix).write(hostile("<b>"))
