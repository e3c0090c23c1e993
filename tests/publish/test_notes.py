"""Show notes: what apps find in them, and what keeps apps from finding it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audiorender.model import RATE, Chapter, Link, Meta
from audiorender.publish.chapters.lines import read
from audiorender.publish.notes import advice, notes_html, notes_markdown, notes_text
from audiorender.publish.published import Published
from publish.talks import shown

META = Meta(
    "The brass barometer",
    show="Instrument Hour",
    author="Nell Moorcroft",
    date="2023-04-09",
    language="en-GB",
    description="A talk about\nthe weather.\n\nAnd about *one* wedding.",
    season=2,
    episode=5,
    links=(Link("The *museum*", "https://example.org/museum"), Link("again", "https://example.org/1_2?a=1&b=ü")),
    footnotes=("See 1. the [register], page 12.",),
)


def chaptered(*chapters: tuple[float, str, str | None], meta: Meta = META) -> Published:
    """A talk of an hour and a half with chapters from these seconds on, each with its title and link."""
    made = shown([("Nell", "Hello."), ("Ivo & Co.", "Good evening."), ("Nell", "Well.")], meta)
    frames = 5400 * RATE
    edges = [round(start * RATE) for start, _, _ in chapters] + [frames]
    marks = tuple(Chapter(edges[index], edges[index + 1], title, url) for index, (_, title, url) in enumerate(chapters))
    return replace(made, timeline=replace(made.timeline, frames=frames, chapters=marks))


WHOLE = chaptered(
    (0, "Hello", None), (62, "A [wet] summer", "https://example.org/1_2?a=1&b=ü"), (3605, "1. The wedding", None)
)


def test_plain_text_as_a_whole() -> None:
    assert notes_text(WHOLE) == (
        "The brass barometer\n\n"
        "Instrument Hour, season 2, episode 5, 2023-04-09\n\n"
        "By Nell Moorcroft\n\n"
        "A talk about the weather.\n\n"
        "And about *one* wedding.\n\n"
        "Chapters\n00:00 Hello\n01:02 A [wet] summer\n1:00:05 1. The wedding\n\n"
        "Speakers\nNell\nIvo & Co.\n\n"
        "Links\nA [wet] summer: https://example.org/1_2?a=1&b=%C3%BC\nThe *museum*: https://example.org/museum\n\n"
        "Footnotes\nSee 1. the [register], page 12.\n\n"
        "The voices are synthetic (tone).\n"
    )


def test_markdown_as_a_whole() -> None:
    assert notes_markdown(WHOLE) == (
        "# The brass barometer\n\n"
        "Instrument Hour, season 2, episode 5, 2023-04-09\n\n"
        "By Nell Moorcroft\n\n"
        "A talk about the weather.\n\n"
        "And about \\*one\\* wedding.\n\n"
        "## Chapters\n\n00:00 Hello  \n01:02 A \\[wet\\] summer  \n1:00:05 1. The wedding\n\n"
        "## Speakers\n\nNell  \nIvo \\& Co.\n\n"
        "## Links\n\n[A \\[wet\\] summer](<https://example.org/1_2?a=1&b=%C3%BC>)  \n"
        "[The \\*museum\\*](<https://example.org/museum>)\n\n"
        "## Footnotes\n\nSee 1. the \\[register\\], page 12.\n\n"
        "The voices are synthetic (tone).\n"
    )


def test_the_body_of_the_page() -> None:
    page = notes_html(WHOLE)
    assert page.startswith('<!doctype html>\n<html lang="en-GB" dir="auto">\n<head>\n<meta charset="utf-8">\n')
    assert "<p>00:00 Hello<br>\n01:02 A [wet] summer<br>\n1:00:05 1. The wedding</p>" in page
    assert '<a href="https://example.org/1_2?a=1&amp;b=%C3%BC">A [wet] summer</a>' in page
    assert "<p>Nell<br>\nIvo &amp; Co.</p>" in page
    assert '<a href="https://example.org/museum">The *museum*</a></p>\n<h2>Footnotes</h2>\n<p>See 1. the [reg' in page


@pytest.mark.parametrize("write", [notes_text, notes_markdown, notes_html])
def test_others_find_the_chapters(write: object) -> None:
    assert callable(write)
    found = read(write(WHOLE)).entries
    assert [(entry.start // RATE, entry.title) for entry in found] == [
        (0, "Hello"),
        (62, "A [wet] summer"),
        (3605, "1. The wedding"),
    ]


def test_one_chapter_is_the_episode_and_has_no_list() -> None:
    text = notes_text(chaptered((0, "All of it", None), meta=Meta("A talk")))
    assert text == "A talk\n\nSpeakers\nNell\nIvo & Co.\n\nThe voices are synthetic (tone).\n"


def test_no_disclosure_no_sentence() -> None:
    assert "synthetic" not in notes_html(replace(WHOLE, disclosure=None))


def test_an_address_without_a_title_of_its_own_stands_once() -> None:
    links = (Link("", "https://a.example/ü"), Link("https://b.example/ü", "https://b.example/ü"))
    what = replace(WHOLE, meta=replace(META, links=links))
    assert "\nhttps://a.example/%C3%BC\nhttps://b.example/%C3%BC\n" in notes_text(what)
    assert "[https://b.example/%C3%BC](<https://b.example/%C3%BC>)" in notes_markdown(what)


def test_every_chapter_line_begins_its_line() -> None:
    for write in (notes_text, notes_markdown, notes_html):
        assert len(re.findall(r"^(?:<p>)?\d+:\d\d(?::\d\d)? ", write(WHOLE), re.MULTILINE)) == 3


@pytest.mark.parametrize(
    ("starts", "titles", "told"),
    [
        ((0,), ("a",), ["there is 1 chapter: "]),
        ((0, 60), ("a", "b"), ["there are 2 chapters: "]),
        ((0, 60, 120), ("a", "b", "c"), []),
        ((0, 60, 69.9), ("a", "b", "c"), ["chapter 3 begins 9 s after"]),
        ((0, 10, 120), ("a", "x" * 40, "y" * 41), ["the title of chapter 3 has 41 characters"]),
    ],
)
def test_what_keeps_apps_from_showing_chapters(starts: list[float], titles: list[str], told: list[str]) -> None:
    what = chaptered(*((start, title, None) for start, title in zip(starts, titles, strict=True)))
    said = advice(what.timeline)
    assert len(said) == len(told)
    assert all(sentence.startswith(beginning) for sentence, beginning in zip(said, told, strict=True))
