"""The feed, read back by an XML parser and by two feed readers that know nothing of each other."""

from __future__ import annotations

import html
import io
import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.model import RATE, Chapter
from audiorender.publish.feed.categories import CATEGORIES, PARENTS
from audiorender.publish.feed.channel import Channel, Enclosure, Item, Person, newest_first
from audiorender.publish.feed.rss import LONGEST_NAME, NAMESPACES, described, rss, seconds
from audiorender.publish.oneline import one_line

from .podcasts import BASE, channel, item

OTHER_NAME = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"

XML_1_0 = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def tree(made: Channel) -> ET.Element:
    """The channel's element."""
    found = ET.fromstring(rss(made)).find("channel")  # noqa: S314  it is our own
    assert found is not None
    return found


def texts(parent: ET.Element, tag: str) -> list[str | None]:
    return [each.text for each in parent.findall(tag, dict(NAMESPACES))]


def attributes(parent: ET.Element, tag: str) -> list[dict[str, str]]:
    return [each.attrib for each in parent.findall(tag, dict(NAMESPACES))]


def podcast(made: Channel) -> dict[str, Any]:
    # It knows the podcast namespace by its other name, which the namespace's page declares identical.
    raw = rss(made).replace(NAMESPACES["podcast"].encode(), OTHER_NAME)
    found: dict[str, Any] = podcastparser.parse(made.url, io.BytesIO(raw))
    return found


def test_feedparser_reads_the_podcast() -> None:
    found = feedparser.parse(rss(channel()))
    assert not found.bozo, found.bozo_exception
    assert found.version == "rss20"
    assert {prefix: found.namespaces[prefix] for prefix in NAMESPACES if prefix != "atom"} == {
        prefix: name for prefix, name in NAMESPACES.items() if prefix != "atom"
    }
    about = found.feed
    assert (about.title, about.link, about.language) == ("Small Harbours", "https://example.org/", "en")
    assert about.subtitle == about.summary == "Boats & weather."
    assert about.image.href == f"{BASE}feed.jpg"
    assert (about.author, about.publisher_detail) == (
        "The harbour society",
        {"name": "Ines Moreau", "email": "ines@example.org"},
    )
    assert [tag.term for tag in about.tags] == ["Arts", "Books", "Design", "Technology"]
    assert [(link.rel, link.href) for link in about.links if link.rel == "self"] == [("self", f"{BASE}feed.xml")]
    assert about.podcast_guid == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_feedparser_reads_an_episode() -> None:
    (found,) = feedparser.parse(rss(channel())).entries
    assert (found.id, found.guidislink, found.title) == ("guid of tides", False, "About tides")
    assert found.enclosures == [{"href": f"{BASE}tides/tides.mp3", "length": "12345", "type": "audio/mpeg"}]
    assert found.published == "Sat, 16 Mar 2024 00:00:00 +0000"
    assert tuple(found.published_parsed)[:6] == (2024, 3, 16, 0, 0, 0)
    assert found.summary == "Out & back."
    assert found.content[0].type == "text/html"
    assert found.content[0].value == '<p>Out &amp; back, <a href="https://example.org/">with a link</a>.</p>'
    assert (found.itunes_duration, found.itunes_season, found.itunes_episode) == ("121", "2", "7")
    assert (found.itunes_episodetype, found.author) == ("full", "Ines Moreau")
    assert (found.link, found.image.href) == (f"{BASE}tides/index.html", f"{BASE}tides/cover.jpg")
    assert found.psc_chapters.version == "1.2"
    assert [(each.start, each.title) for each in found.psc_chapters.chapters] == [
        ("00:00:00.000", "Out"),
        ("00:01:00.000", "Back"),
    ]
    assert found.psc_chapters.chapters[0].href == "https://example.org/out?a=1&b=2"
    assert found.psc_chapters.chapters[1].image == f"{BASE}tides/back.jpg"


def test_podcastparser_reads_the_same() -> None:
    found = podcast(channel())
    assert (found["title"], found["link"], found["description"]) == (
        "Small Harbours",
        "https://example.org/",
        "Boats & weather.",
    )
    assert (found["cover_url"], found["explicit"], found["import_prohibited"]) == (f"{BASE}feed.jpg", False, True)
    assert found["itunes_categories"] == [["Arts", "Books", "Design"], ["Technology"]]
    assert found["itunes_owner"] == {"name": "Ines Moreau", "email": "ines@example.org"}
    (episode,) = found["episodes"]
    assert (episode["guid"], episode["title"], episode["total_time"]) == ("guid of tides", "About tides", 121)
    assert episode["published"] == datetime(2024, 3, 16, tzinfo=UTC).timestamp()
    assert episode["enclosures"] == [{"url": f"{BASE}tides/tides.mp3", "file_size": 12345, "mime_type": "audio/mpeg"}]
    assert [(each["start"], each["title"]) for each in episode["chapters"]] == [(0, "Out"), (60, "Back")]
    assert episode["chapters_json_url"] == f"{BASE}tides/tides.chapters.json"
    assert episode["transcript_url"].startswith(f"{BASE}tides/tides.")
    assert [(each["name"], each["role"], each["group"]) for each in episode["persons"]] == [
        ("Ines Moreau", "host", "cast"),
        ("Ben Ode", "guest", "cast"),
    ]
    assert (episode["season"], episode["number"], episode["explicit"]) == (2, 7, False)
    assert episode["episode_art_url"] == f"{BASE}tides/cover.jpg"


def test_what_no_reader_knows() -> None:
    top = tree(channel())
    assert texts(top, "podcast:medium") == ["podcast"]
    assert attributes(top, "podcast:locked") == [{"owner": "ines@example.org"}]
    assert texts(top, "pubDate") == ["Sat, 16 Mar 2024 00:00:00 +0000"]
    (episode,) = top.findall("item")
    assert [(each["type"], each["language"]) for each in attributes(episode, "podcast:transcript")] == [
        ("text/vtt", "en"),
        ("application/x-subrip", "en"),
        ("application/json", "en"),
    ]
    (other,) = episode.findall("podcast:alternateEnclosure", dict(NAMESPACES))
    assert other.attrib == {"type": "audio/ogg", "length": "6789"}
    assert attributes(other, "podcast:source") == [{"uri": f"{BASE}tides/tides.opus"}]
    assert attributes(other, "podcast:integrity") == [
        {"type": "sri", "value": "sha256-zc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc0="}
    ]


def test_what_is_not_known_is_not_said() -> None:
    bare = Item("g", "t", (Enclosure(f"{BASE}t.mp3", "audio/mpeg", 1, "00" * 32),), RATE)
    top = tree(Channel(f"{BASE}feed.xml", "T", BASE, "D", "g", "audiorender", (bare,)))
    (episode,) = top.findall("item")
    said = {re.sub(r"\{.*\}", "", each.tag) for each in episode}
    assert said == {"title", "guid", "enclosure", "duration", "episodeType"}
    assert {re.sub(r"\{.*\}", "", each.tag) for each in top} == {
        *("link", "title", "description", "generator", "summary", "type", "guid", "medium", "item")
    }
    assert not any(each.text == "" for each in top.iter())


HOSTILE = [
    "]]>",
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "&amp; & &#0;",
    "null \0 bell \a escape \x1b[31m del \x7f",
    "half \ud83d a pair, \ufffe\uffff",
    "\u202eright to left\u202c, سلام, \u2028",
    "name " * 2000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_come_out_harmless(text: str) -> None:
    made = channel(
        item(
            title=text,
            description=text,
            guid=f"x{text}",
            author=text,
            people=(Person(text, "guest"),),
            chapters=(Chapter(0, RATE, text),),
        ),
        title=text,
        description=text,
        author=text,
    )
    raw = rss(made)
    assert XML_1_0.fullmatch(raw.decode())
    for parsed in (feedparser.parse(raw),):
        assert not parsed.bozo
    top = tree(made)
    (episode,) = top.findall("item")
    shown = one_line(text)
    assert texts(top, "title") == texts(episode, "title") == [shown]
    assert texts(top, "description") == texts(episode, "itunes:summary") == [described(text)]
    assert attributes(episode[-1], "psc:chapter") == [{"start": "00:00:00.000", "title": shown}]
    (name,) = texts(episode, "podcast:person")
    assert name
    assert len(name) <= LONGEST_NAME
    assert shown.startswith(name.rstrip("…"))
    assert " ".join(podcast(made)["episodes"][0]["title"].split()) == shown.replace("\x85", " ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Boats & weather.\nAnd fog", "Boats & weather.\nAnd fog"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("AT&amp;T &lt;b> &#60;i", "AT&amp;amp;T &amp;lt;b> &amp;#60;i"),
        ("AT&T, &amp without end", "AT&T, &amp;amp without end"),
        ("\u202eturned", "turned"),
    ],
)
def test_a_description_holds_no_markup(text: str, shown: str) -> None:
    (episode,) = tree(channel(item(description=text))).findall("item")
    assert texts(episode, "description") == [shown]


def test_notes_are_kept_to_the_letter() -> None:
    notes = "<p>a &lt; b</p>\n<!-- ]]> --><p>two\n\nlines</p>"
    (episode,) = tree(channel(item(notes=notes))).findall("item")
    assert texts(episode, "content:encoded") == [notes]


anything = st.text(st.characters(), max_size=40)


@given(title=anything, description=anything, guid=anything, name=anything)
def test_any_words_make_a_document_that_says_them(title: str, description: str, guid: str, name: str) -> None:
    made = channel(item(title=title, description=description, guid=f"g{guid}", people=(Person(name, "host"),)))
    (episode,) = tree(made).findall("item")
    assert texts(episode, "title") == ([one_line(title)] if one_line(title) else [])
    shown = "".join(filter(None, texts(episode, "description")))
    assert "<" not in shown
    assert "".join(html.unescape(shown).split()) == "".join("".join(map(one_line, description.splitlines())).split())
    assert rss(made) == rss(made)


def test_the_newest_is_first() -> None:
    def at(year: int, hour: int = 0, **more: Any) -> Item:
        return item(published=datetime(year, 1, 1, hour, tzinfo=UTC), **more)

    old, new, newer = at(2020), at(2024), at(2024, 1)
    first, second, later = (
        item("a", published=None, season=1, episode=2),
        item("b", published=None, season=1, episode=10),
        item("c", published=None, season=2, episode=1),
    )
    found = sorted([first, new, later, old, second, newer], key=newest_first, reverse=True)
    assert found == [newer, new, old, later, second, first]


@pytest.mark.parametrize(("samples", "length"), [(1, 1), (RATE, 1), (RATE * 3 // 2, 2), (RATE * 3 // 2 - 1, 1)])
def test_a_length_is_whole_seconds_and_never_none(samples: int, length: int) -> None:
    assert seconds(samples) == length


def test_a_category_s_name_is_one_thing_only() -> None:
    parts = [part for each in CATEGORIES.values() for part in each]
    assert len(CATEGORIES) == 19
    assert len({*parts, *CATEGORIES}) == len(parts) + len(CATEGORIES) == len(PARENTS)
