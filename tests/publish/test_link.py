"""Links in ASCII: what stays, what is encoded, and what is none."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.link import web_link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("http://example.org", "http://example.org"),
        ("HTTP://Example.org/A", "http://example.org/A"),
        ("https://example.org/a+b?c+d#e+f", "https://example.org/a%2Bb?c%2Bd#e%2Bf"),
        ("https://example.org/a%20b%2fc", "https://example.org/a%20b%2fc"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ('https://example.org/a b<c>"d"', "https://example.org/a%20b%3Cc%3E%22d%22"),
        (" https://example.org/\u00fc\n", "https://example.org/%C3%BC"),
        ("https://b\u00fccher.example:8080/", "https://xn--bcher-kva.example:8080/"),
        ("https://me:p\u00e4ss@example.org/", "https://me:p%C3%A4ss@example.org/"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://example.org/\u65e5\u672c?q=\U0001f4fb", "https://example.org/%E6%97%A5%E6%9C%AC?q=%F0%9F%93%BB"),
    ],
)
def test_links_of_the_web(url: str, link: str) -> None:
    assert web_link(url) == link
    assert web_link(link) == link


def test_a_plus_stays_where_only_browsers_read_it() -> None:
    assert web_link("https://example.org/a+b?c+d=ü", keep_plus=True) == "https://example.org/a+b?c+d=%C3%BC"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/a",
        "javascript:alert(1)",
        "mailto:a@example.org",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://",
        "https:///a",
        "https://exa mple.org/",
        "https://[::1/",
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://" + "a" * 64 + ".example/",
        "https://a..example/",
        "https://a<b>.example/",
    ],
)
def test_what_is_no_link_of_the_web(url: str) -> None:
    assert web_link(url) is None


@given(st.text(), st.sampled_from(["", "https://", "http://example.org/", "https://example.org/?"]))
def test_whatever_it_is_the_link_is_ascii_and_stays_itself(text: str, before: str) -> None:
    link = web_link(before + text)
    if link is not None:
        assert all(0x21 <= ord(character) <= 0x7E for character in link)
        assert "+" not in link
        assert web_link(link) == link


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="%?#\\"), min_size=1))
def test_a_path_means_the_same_as_before(path: str) -> None:
    link = web_link(f"https://example.org/{path}")
    assert link is not None
    assert unquote(link) == f"https://example.org/{path}"
