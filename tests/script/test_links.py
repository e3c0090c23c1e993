"""Links and footnotes of a source: found in order, each address once, and passed to the script."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import Link, written
from audiorender.script.builder import draft
from audiorender.script.file.scriptfile import parse_script
from audiorender.script.file.writing import format_script
from audiorender.script.links import format_link, parse_link, worth_showing
from audiorender.script.reading.source import Source

TALK = """\
---
title: The bell
links:
  - The show https://show.example/
---

**Host:** How old is [the *bell*](https://a.example/bell "title")? See <https://b.example/x?y=1>.[^1]

**Lena:** From 1721, says [the archive][a]. At [12:30](https://a.example/t#750) it rang; see [the bell](https://a.example/bell).

| The | table |
|---|---|
| Lena | has [one `more`](https://c.example) |

Mail [me](mailto:lena@a.example), <a href='https://d.example/?a=1&amp;b'>or
here</a>, or [above](#top).[^note]

[a]: http://archive.example/1721
[^1]: The register,
    *page* 12 [in town](https://e.example).
[^2]: Or so.
[^note]: https://f.example/only

[^last]: https://g.example/alone
"""


def of(text: str, name: str = "bell.md") -> tuple[tuple[Link, ...], tuple[str, ...]]:
    meta = draft(Source(Path(name), "bell", text)).script.meta
    return meta.links, meta.footnotes


def test_all_links_of_a_talk_are_found_in_order_and_once() -> None:
    links, footnotes = of(TALK)
    assert links == (
        Link("The show", "https://show.example/"),
        Link("the bell", "https://a.example/bell"),
        Link("", "https://b.example/x?y=1"),
        Link("the archive", "http://archive.example/1721"),
        Link("one more", "https://c.example"),
        Link("or here", "https://d.example/?a=1&b"),
        Link("in town", "https://e.example"),
        Link("", "https://g.example/alone"),
        Link("", "https://f.example/only"),
    )
    assert footnotes == ("The register, page 12 in town.", "Or so.")


def test_links_of_a_page_are_those_of_its_text() -> None:
    page = (
        "<html><body><nav><a href='https://n.example'>Menu</a></nav><article>"
        "<p><b>Host:</b> How old is <a class=x href=https://a.example/b>the <i>bell</i></a>?</p>"
        "<p><b>Lena:</b> From 1721, says <a href='/archive'>the archive</a> &amp; "
        "<a href='https://c.example/?a=1&amp;b=2'>the town\n hall</a>.</p></article></body></html>"
    )
    assert of(page, "bell.html") == (
        (Link("the bell", "https://a.example/b"), Link("the town hall", "https://c.example/?a=1&b=2")),
        (),
    )


def test_addresses_in_the_text_are_links_too() -> None:
    text = (
        "Ann: It is at https://a.example/b_(c), or (https://b.example/?d=1).\n\nBen: At HTTPS://C.example/e/... Good.\n"
    )
    assert [link.url for link in of(text, "bell.txt")[0]] == [
        "https://a.example/b_(c)",
        "https://b.example/?d=1",
        "HTTPS://C.example/e/",
    ]


def test_of_an_address_in_the_text_only_the_host_is_said() -> None:
    text = (
        "Ann: It is at https://www.a.example/b_(c)?t=1:20, or (http://me:x@b.example:80/#d).\n\n"
        "Ben: At 1:30 I read <https://c.example/e|the log>. Is https://d.example/ up?\n"
    )
    turns = draft(Source(None, "bell", text)).script.turns
    assert [" ".join(map(written, turn.paragraphs)) for turn in turns] == [
        "It is at a.example, or (b.example).",
        "At 1:30 I read the log. Is d.example up?",
    ]


def test_they_survive_the_script_file() -> None:
    script = draft(Source(Path("bell.md"), "bell", TALK)).script
    assert parse_script(format_script(script)) == script


@pytest.mark.parametrize(
    "text", ["Host: Hello.\n\nLena: Good evening.\n", "**Host:** Hello [you](x).\n\n**Lena:** Oh."]
)
def test_a_source_without_links(text: str) -> None:
    assert of(text) == ((), ())


@given(st.lists(st.builds(Link, st.text(max_size=9), st.sampled_from(["https://a.b/c", "ftp://a", "http://ü.b/d"]))))
def test_what_is_worth_showing_is_written_and_read_again(links: list[Link]) -> None:
    shown = worth_showing(links)
    assert [parse_link(format_link(link)) for link in shown] == list(shown)
    assert len({link.url for link in shown}) == len(shown)
    assert worth_showing(shown) == shown
