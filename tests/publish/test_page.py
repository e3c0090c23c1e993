"""The player page: what the text says is shown and never obeyed; the numbers beside it are those of the timeline."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mixer.episodes import Recording

from audiorender.mixer.timeline import lay_out
from audiorender.model import Chapter, Heading, Link, Meta, Piece, Script, Timeline, Turn
from audiorender.publish.page import page
from audiorender.publish.page.rows import Around
from audiorender.publish.page.transcript import sections
from audiorender.timecode import milliseconds
from publish.htmltree import Element, tree

HOSTILE = (
    "<script>alert(1)</script>",
    '"onload="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "</script><script>alert(1)</script>",
    "</style><b>",
    "]]> --> <!-- <![CDATA[",
    "& &amp; &#x3c;img src=x onerror=alert(1)&#x3e;",
    "{{ 7 * 7 }} {% raw %}",
    "line\u2028separator\u2029s",
    "\u202eright to left\u202c \u200f\u200e",
    "nul\x00bell\x07escape\x1b[31m",
    "lone \ud800 surrogate \ufeff\uffff",
    "N" * 10_000,
    "🎙 été 日本語 שלום",
)


def evening() -> Recording:
    """Two chapters, two speakers, a turn of two paragraphs and one in which nothing is spoken."""
    return (
        Recording()
        .add(Heading("First light"))
        .say("Ada", "Is it late?")
        .say("Zoë", "It is. 🎙 Rather.", "Good night!")
        .add(Heading("Last light"))
        .say("Ada", "", "Good night.")
    )


def laid(recording: Recording) -> Timeline:
    return lay_out(recording.script, recording.lines, recording.seats())


def parsed(recording: Recording, **changes: Any) -> Element:
    return tree(page(recording.script, laid(recording), ["evening.mp3"], **changes))


def plan(document: Element) -> Any:
    return json.loads(document.one("script", id="plan").text)


def shape(document: Element) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes."""
    return [(each.tag, tuple(sorted(each.attributes))) for each in document.walk()]


def retold(recording: Recording, text: str) -> tuple[Script, Timeline]:
    """The same episode in which every word that a source can choose is `text`."""
    plain = recording.script
    names = {name: f"{text}{number}" for number, (name, _) in enumerate(plain.cast)}
    items = tuple(
        replace(item, speaker=names[item.speaker], paragraphs=tuple((Piece(text),) for _ in item.paragraphs))
        if isinstance(item, Turn)
        else item
        for item in plain.items
    )
    meta = Meta(text, show=text, author=text, date=text, language="en", description=text, guid=text)
    timeline = laid(recording)
    chapters = tuple(Chapter(c.start, c.end, text, "https://example.org/a?b=%22&c=<d>") for c in timeline.chapters)
    cast = tuple((names[name], voice) for name, voice in plain.cast)
    return Script(meta, cast, items), replace(timeline, chapters=chapters)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_element_and_no_attribute_comes_from_the_text(text: str) -> None:
    harmless, hostile = (
        tree(page(*retold(evening(), words), ["evening.mp3"], disclosure=words)) for words in ("words", text)
    )
    assert shape(hostile) == shape(harmless)
    assert [each.text for each in hostile.all("style")] == [each.text for each in harmless.all("style")]
    assert hostile.all("script")[-1].text == harmless.all("script")[-1].text


@given(st.text(min_size=1).filter(str.strip))
def test_whatever_the_text_it_is_shown(text: str) -> None:
    document = tree(page(*retold(evening(), text), ["evening.mp3"]))
    shown = [paragraph.text for paragraph in document.one("main").all("p", dir="auto")]
    assert len(shown) == 5
    for paragraph in shown:
        assert len(paragraph) == len(text)
        assert all(a == b or a in " \ufffd" for a, b in zip(paragraph, text, strict=True))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_the_page_can_be_written_and_the_plan_holds_no_text(text: str) -> None:
    html = page(*retold(evening(), text), ["evening.mp3"])
    assert html.encode()
    found = plan(tree(html))
    assert re.fullmatch(r"[0-9a-f]{16}", found.pop("key"))
    assert re.fullmatch(r"[0-9a-z{}\[\],:\"\s]*", json.dumps(found))


def test_the_policy_allows_the_scripts_and_the_style_that_are_there_and_nothing_else() -> None:
    document = parsed(evening())
    (policy,) = [m.attributes["content"] or "" for m in document.all("meta") if "http-equiv" in m.attributes]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    run = [script for script in document.all("script") if script.attributes.get("type") != "application/json"]
    for rule, elements in {"script-src": run, "style-src": document.all("style")}.items():
        digests = [base64.b64encode(hashlib.sha256(each.text.encode()).digest()).decode() for each in elements]
        assert rules[rule] == " ".join(f"'sha256-{digest}'" for digest in digests)
    assert rules["default-src"] == "'none'"
    assert not {"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} & set(re.findall(r"[^' ;]+", policy))
    assert not [
        name for each in document.walk() for name in each.attributes if name.startswith("on") or name == "style"
    ]


def test_what_a_part_of_the_page_needs_stands_before_it() -> None:
    """On a slow line a button would be there without its icon."""
    html = page(evening().script, laid(evening()), ["evening.mp3"])
    icons = re.findall(r'<symbol id="([\w-]+)"', html)
    assert len(icons) > 5
    for icon in icons:
        assert html.index(f'id="{icon}"') < html.find(f'href="#{icon}"') or f'href="#{icon}"' not in html
    assert html.index("localStorage") < html.index("<body")


def test_it_needs_nothing_but_the_audio_beside_it() -> None:
    script, timeline = evening().script, laid(evening())
    document = tree(page(script, timeline, ["a b#?%ü.opus", "a b#?%ü.mp3"], cover=b"\xff\xd8\xffcover"))
    assert [(s.attributes["src"], s.attributes["type"]) for s in document.all("source")] == [
        ("a%20b%23%3F%25%C3%BC.mp3", "audio/mpeg"),
        ("a%20b%23%3F%25%C3%BC.opus", "audio/ogg"),
    ]
    loaded = [each.attributes.get("src") or "" for each in document.walk() if each.tag in {"img", "script", "iframe"}]
    assert all(source == "" or source.startswith("data:image/") for source in loaded)
    assert not document.all("link", rel="stylesheet")
    assert "@import" not in document.one("style").text
    assert "url(" not in document.one("style").text


def test_the_same_arguments_give_the_same_page() -> None:
    script, timeline = evening().script, laid(evening())
    assert page(script, timeline, ["a.mp3"], levels=(0.1, 1.0)) == page(script, timeline, ["a.mp3"], levels=(0.1, 1.0))


def test_a_source_that_looks_like_another_picture_is_named_by_its_bytes() -> None:
    script, timeline = evening().script, laid(evening())
    chapters = tuple(replace(chapter, image="sea.png") for chapter in timeline.chapters)
    html = page(script, replace(timeline, chapters=chapters), ["a.mp3"], pictures={"sea.png": b"\x89PNG\r\n\x1a\n"})
    pictures = [image.attributes["src"] for image in tree(html).one("nav").all("img")]
    assert pictures == ["data:image/png;base64,iVBORw0KGgo="] * 2


def test_words_stand_where_the_timeline_says_they_are_said() -> None:
    recording = evening()
    document, timeline = parsed(recording), laid(recording)
    paragraphs = [paragraph.text for paragraph in document.all("p", class_="said")]
    found = []
    for text, numbers in zip(paragraphs, plan(document)["words"], strict=True):
        units = text.encode("utf-16-le")
        time, place = numbers[0], 0
        for gap, length, lasts in zip(numbers[1::3], numbers[2::3], numbers[3::3], strict=True):
            place += gap
            found.append((units[2 * place : 2 * (place + length)].decode("utf-16-le"), time, time + lasts))
            time, place = time + lasts, place + length
    words = [word for caption in timeline.captions for word in caption.words]
    assert found == [(word.text, milliseconds(word.start), milliseconds(word.end)) for word in words]


def test_a_word_is_found_across_stress_and_odd_blanks() -> None:
    recording = Recording().say("Ada", "I have never, been late")
    turn = Turn("Ada", ((Piece("I\u00a0have\n"), Piece("never", stress=True), Piece(",  been late")),))
    script = replace(recording.script, items=(turn,))
    document = tree(page(script, laid(recording), ["a.mp3"]))
    (paragraph,) = document.all("p", class_="said")
    assert paragraph.text == "I\u00a0have never,  been late"
    assert paragraph.one("em").text == "never"
    (numbers,) = plan(document)["words"]
    assert list(zip(numbers[1::3], numbers[2::3], strict=True)) == [(0, 1), (1, 4), (1, 6), (2, 4), (1, 4)]


def test_a_paragraph_that_nobody_speaks_is_shown_and_has_no_time() -> None:
    document = parsed(evening())
    silent = [p for p in document.one("main").all("p", dir="auto") if "said" not in p.classes]
    assert [paragraph.text for paragraph in silent] == ["…"]
    assert len(plan(document)["words"]) == 4


def test_turns_stand_in_their_chapters_and_links_name_their_time() -> None:
    recording = evening()
    timeline = laid(recording)
    parts = parsed(recording).all("section", class_="part")
    assert [part.one("h2").text for part in parts] == ["First light", "Last light"]
    assert [[name.text for name in part.all("h3")] for part in parts] == [["Ada", "Zoë"], ["Ada"]]
    second = timeline.chapters[1].start // timeline.rate
    assert parts[1].one("div", class_="opening").attributes["id"] == f"t={second}"
    links = [a.attributes["href"] or "" for a in parsed(recording).all("a") if "href" in a.attributes]
    ids = {each.attributes.get("id") for each in parsed(recording).walk()}
    inside = [link for link in links if link.startswith("#")]
    assert len(inside) > 5
    assert all(link[1:] in ids for link in inside)


def test_every_id_is_there_once() -> None:
    ids = [each.attributes["id"] for each in parsed(evening()).walk() if "id" in each.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://www.example.org/a", "https://www.example.org/a"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)//https://x", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_a_chapter_links_to_the_web_and_nowhere_else(url: str | None, href: str | None) -> None:
    script, timeline = evening().script, laid(evening())
    first, second = timeline.chapters
    html = page(script, replace(timeline, chapters=(replace(first, url=url), second)), ["a.mp3"])
    found = tree(html).one("nav").all("a", class_="link")
    assert [(a.attributes["href"], a.text) for a in found] == ([(href, "example.org")] if href else [])


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-03-16", "16 March 2024"),
        ("2024-03-16T08:00:00Z", "16 March 2024"),
        ("Spring 2024", "Spring 2024"),
        ("2024-13-01", "2024-13-01"),
    ],
)
def test_a_date_is_written_for_people(date: str, shown: str) -> None:
    script, timeline = evening().script, laid(evening())
    html = page(replace(script, meta=replace(script.meta, date=date)), timeline, ["a.mp3"])
    assert tree(html).one("time").text == shown


def test_what_is_not_known_leaves_no_trace() -> None:
    document = parsed(evening())
    assert not document.all("time")
    assert not document.all(class_="disclosure")
    assert not document.all(class_="description")
    assert not document.all(class_="cover")
    assert not document.all(class_="show")
    assert document.one("title").text == "An evening"


def test_the_disclosure_is_shown() -> None:
    assert parsed(evening(), disclosure="The voices are synthetic.").one(class_="disclosure").text == (
        "The voices are synthetic."
    )


def test_the_page_speaks_the_language_of_the_episode_where_it_can() -> None:
    script, timeline = evening().script, laid(evening())
    german = tree(page(replace(script, meta=replace(script.meta, language="de-CH")), timeline, ["a.mp3"]))
    assert german.one("html").attributes["lang"] == "de"
    assert german.one("h1").attributes["lang"] == "de-CH"
    assert german.one("h2", id="chapters").text == "Kapitel"
    assert german.one("button", id="play").attributes["aria-label"] == "Abspielen"
    assert german.all("kbd")[0].text == "Leertaste"
    thai = tree(page(replace(script, meta=replace(script.meta, language="th")), timeline, ["a.mp3"]))
    assert thai.one("html").attributes["lang"] == "en"
    assert thai.one("h2", id="chapters").text == "Chapters"
    odd = tree(page(replace(script, meta=replace(script.meta, language='"><b>')), timeline, ["a.mp3"]))
    assert "lang" not in odd.one("h1").attributes


def test_speakers_keep_their_colour_and_more_than_there_are_colours_share() -> None:
    recording = Recording()
    for number in range(10):
        recording.say(f"Guest {number}", "Hello there.")
    document = tree(page(recording.script, laid(recording), ["a.mp3"], levels=(1.0,) * 50))
    listed = {each.text: each.classes[0] for each in document.one("ul", class_="voices").all("li")}
    assert [listed[f"Guest {n}"] for n in range(10)] == [f"v{n % 8}" for n in range(10)]
    for turn in document.all("div", class_="turn"):
        assert listed[turn.one("h3").text] in turn.classes
    assert set(plan(document)["voices"]) == set("01234567")


def test_the_waveform_is_digits_with_a_voice_for_each() -> None:
    recording = evening()
    levels = tuple(n / 99 for n in range(100))
    found = plan(parsed(recording, levels=levels))
    assert [int(digit, 36) for digit in found["levels"]] == [round(level * 35) for level in levels]
    timeline = laid(recording)
    starts = [mark.start for mark in timeline.turns]
    for bar, voice in enumerate(found["voices"]):
        middle = (bar + 0.5) / 100 * timeline.frames
        speaking = sum(start <= middle for start in starts) - 1
        assert voice == "010"[max(speaking, 0)]


def test_words_without_blanks_between_them_have_their_places() -> None:
    text = "😀 他说：“我用Python。” ok"
    recording = Recording().say("Ada", text)
    (section,) = sections(recording.script, laid(recording))
    (paragraph,) = section.turns[0].paragraphs
    units, place, words = text.encode("utf-16-le"), 0, []
    for gap, length in zip(paragraph.times[1::3], paragraph.times[2::3], strict=True):
        words.append(units[2 * (place + gap) : 2 * (place + gap + length)].decode("utf-16-le"))
        place += gap + length
    assert words == ["😀", "他", "说：", "“我", "用", "Python。”", "ok"]


def test_word_times_add_up_from_the_absolute_sample() -> None:
    recording = Recording().say("Ada", *[f"Number {n} of these is said." for n in range(40)], seconds=1.00037)
    timeline = laid(recording)
    (section,) = sections(recording.script, timeline)
    words = [word for caption in timeline.captions for word in caption.words]
    for paragraph in section.turns[0].paragraphs:
        here, words = words[: len(paragraph.times) // 3], words[len(paragraph.times) // 3 :]
        assert paragraph.times[0] == milliseconds(here[0].start, timeline.rate)
        assert paragraph.times[0] + sum(paragraph.times[3::3]) == milliseconds(here[-1].end, timeline.rate)
    assert not words


@pytest.mark.parametrize(("language", "direction"), [("ar-EG", "rtl"), ("he", "rtl"), ("en", None), (None, None)])
def test_what_is_read_from_the_right_stands_on_the_right(language: str | None, direction: str | None) -> None:
    script, timeline = evening().script, laid(evening())
    document = tree(page(replace(script, meta=replace(script.meta, language=language)), timeline, ["a.mp3"]))
    assert document.one("body").attributes.get("dir") == direction
    assert document.one("section", class_="player").attributes["dir"] == "ltr"


def test_where_it_is_published_it_says_so_to_who_shares_it() -> None:
    script = replace(evening().script, meta=replace(evening().script.meta, description="A talk at dusk."))
    around = Around(
        ("a b.vtt", "a b.transcript.json"), "a b.cover.jpg", 1400, "https://x.org/s/e/", "https://x.org/f.xml"
    )
    document = tree(page(script, laid(evening()), ["a b.mp3"], around=around))
    said = {one.attributes.get("property"): one.attributes.get("content") for one in document.all("meta")}
    assert said["og:title"] == script.meta.title
    assert said["og:description"] == "A talk at dusk."
    assert said["og:audio"] == "https://x.org/s/e/a%20b.mp3"
    assert said["og:image"] == "https://x.org/s/e/a%20b.cover.jpg"
    assert said["og:url"] == "https://x.org/s/e/"
    targets = [one.attributes.get("href") for one in document.all("a")]
    assert {"a%20b.vtt", "a%20b.transcript.json", "https://x.org/f.xml"} <= set(targets)


def test_where_nobody_said_where_it_is_published_it_names_no_address() -> None:
    html = page(evening().script, laid(evening()), ["a.mp3"])
    assert "og:title" in html
    assert not re.search(r"og:(url|image|audio)|canonical|rss\+xml", html)


def test_links_of_the_source_are_links() -> None:
    meta = replace(
        evening().script.meta,
        links=(
            Link("the mill", "https://example.org/mill"),
            Link("run", "javascript:x"),
            Link("again", "https://example.org/mill"),
        ),
    )
    document = tree(page(replace(evening().script, meta=meta), laid(evening()), ["a.mp3"]))
    found = {one.attributes.get("href"): one.text for one in document.all("a")}
    assert found["https://example.org/mill"] == "the mill"
    assert "javascript:x" not in found
