"""Addresses: what people write becomes one that every client reads, or an error in words."""

from __future__ import annotations

import os
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.publish.feed.addresses import address_below, base_address, podcast_guid, web_address


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/a/show", "https://example.org/a/show/"),
        ("https://example.org/a/show//", "https://example.org/a/show/"),
        ("HTTPS://Example.ORG:8443/Show", "https://example.org:8443/Show/"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x/"),
        ("https://example.org/küste/meer", "https://example.org/k%C3%BCste/meer/"),
        ("https://example.org/k%C3%BCste", "https://example.org/k%C3%BCste/"),
        ("https://küste.example/a+b", "https://xn--kste-0ra.example/a%2Bb/"),
        (' https://example.org/"x" ', "https://example.org/%22x%22/"),
    ],
)
def test_the_address_of_a_folder(written: str, read: str) -> None:
    assert base_address(written) == read
    assert base_address(read) == read


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("example.org/show", "begins with https://"),
        ("ftp://example.org", "begins with https://"),
        ("file:///srv/show", "begins with https://"),
        ("javascript:alert(1)", "begins with https://"),
        ("https://", "begins with https://"),
        ("https://:80/", "begins with https://"),
        ("https://example.org/my show", "must not contain blanks"),
        ("https://example.org/a\nb", "must not contain blanks"),
        ("https://example.org\\show", "must not contain blanks, backslashes"),
        ("https://me:secret@example.org/", "user name or password"),
        ("https://example.org/?page=1", "no '?'"),
        ("https://example.org/#top", "no '?'"),
        ("https://example.org/feed.xml", "give that of its folder"),
        ("https://example.org/50%off", "hexadecimal"),
        ("https://example.org:port/", "not an address"),
        ("https://[example/", "not an address"),
        ("https://" + "a" * 64 + ".org/", "not a host name"),
        ("https://a..b/", "not a host name"),
    ],
)
def test_what_is_no_address(written: str, words: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        base_address(written)
    assert words in str(caught.value)


def test_a_page_may_have_a_query() -> None:
    assert web_address("https://example.org/show?id=ü&b#top") == "https://example.org/show?id=%C3%BC&b#top"


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1), min_size=1, max_size=3))
def test_every_name_comes_back_as_its_bytes(names: list[str]) -> None:
    names = [os.fsdecode(name.encode("utf-8", "surrogatepass")) for name in names]
    address = address_below("https://example.org/show/", *names)
    assert address.isascii()
    assert not set(address) & set(" +?#<>\"'&;")
    path = urlsplit(address).path.removeprefix("/show/")
    assert [unquote_to_bytes(part) for part in path.split("/")] == [os.fsencode(name) for name in names]


@pytest.mark.parametrize(
    ("feed", "guid"),
    [  # the examples of the podcast namespace's own page on the tag
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("http://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://podnews.net/rss///", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
    ],
)
def test_a_podcast_s_guid(feed: str, guid: str) -> None:
    assert podcast_guid(feed) == guid
