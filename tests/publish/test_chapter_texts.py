"""Chapters as other programs and people write them."""

from __future__ import annotations

import json

import pytest

from audiorender.errors import SourceError
from audiorender.model import RATE
from audiorender.publish.chapters import FORMATS, read_listing

PLAIN = [(0.0, "Intro"), (83.5, "The kite"), (3723.0, "Landing")]


def found(text: str) -> list[tuple[float, str]]:
    return [(entry.start / RATE, entry.title) for entry in read_listing(text).entries]


TEXTS = {
    "json 1.2": (
        "json",
        json.dumps({"version": "1.2.0", "chapters": [{"startTime": s, "title": t} for s, t in PLAIN]}),
    ),
    "json by ffprobe": (
        "json",
        json.dumps(
            {
                "chapters": [
                    {
                        "id": 7,
                        "time_base": "1/1000",
                        "start": int(s * 1000),
                        "start_time": f"{s:.6f}",
                        "tags": {"title": t},
                    }
                    for s, t in PLAIN
                ]
            }
        ),
    ),
    "json of a report": (
        "json",
        json.dumps(
            {
                "samples": 4000 * RATE,
                "rate": RATE,
                "chapters": [{"title": t, "start": int(s * RATE), "end": int(s * RATE) + 1} for s, t in PLAIN],
            }
        ),
    ),
    "json array, times as texts": (
        "json",
        '[{"start": "0:00", "title": "Intro"}, {"start": "1:23.5", "title": "The kite"},'
        ' {"start": "1:02:03", "title": "Landing"}]',
    ),
    "psc": (
        "psc",
        '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">'
        '<psc:chapter start="0" title="Intro"/><psc:chapter start="1:23.5" title="The kite"/>'
        '<psc:chapter start="01:02:03.000" title="Landing"/></psc:chapters>',
    ),
    "psc, its prefix not declared": (
        "psc",
        '\n<psc:chapters>\n<psc:chapter start="00:00:00" title="Intro" />\n'
        '<psc:chapter start="00:01:23.500" title="The kite" />\n'
        '<psc:chapter start="01:02:03" title="Landing" />\n</psc:chapters>\n',
    ),
    "psc in a feed of Latin 1": (
        "psc",
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<rss xmlns:p="http://podlove.org/simple-chapters"><channel><item>'
        '<podcast:chapters xmlns:podcast="https://podcastindex.org/namespace/1.0" url="https://example.org/c.json"/>'
        '<p:chapters><p:chapter start="0:00" title="Intro"/><p:chapter start="1:23.5" title="The kite"/>'
        '<p:chapter start="1:02:03" title="Landing"/></p:chapters></item></channel></rss>',
    ),
    "a track of WebVTT": (
        "vtt",
        "WEBVTT - Kites\n\nNOTE none\n\n1\n00:00.000 --> 01:23.500 align:start\nIntro\n\n"
        "00:01:23.500 --> 01:02:03.000\n<c.big>The\nkite</c>\n\n01:02:03.000 --> 01:03:00.000\nLanding",
    ),
    "SRT": (
        "vtt",
        "1\n00:00:00,000 --> 00:00:02,000\nIntro\n\n2\n00:01:23,500 --> 00:01:30,000\nThe kite\n\n"
        "3\n01:02:03,000 --> 01:02:04,000\nLanding\n",
    ),
    "ffmetadata": (
        "ffmetadata",
        ";FFMETADATA1\ntitle=A\\=b\\\nc\n;a comment\n[STREAM]\ntitle=no\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=9\ntitle=Intro\n"
        "[CHAPTER]\nTIMEBASE=1/2\nSTART=167\nEND=200\ntitle=The kite\n[CHAPTER]\nSTART=3723000000000\ntitle=Landing\n",
    ),
    "ogm": (
        "ogm",
        "CHAPTER01=00:00:00.000\nCHAPTER01NAME=Intro\nCHAPTER02=00:01:23.500\nCHAPTER02NAME=The kite\n"
        "CHAPTER03=01:02:03.000\nCHAPTER03NAME=Landing\n",
    ),
    "cue": (
        "cue",
        'REM GENRE Talk\nPERFORMER "Lena"\nTITLE "Kites"\nFILE "kites.wav" WAVE\n'
        '  TRACK 01 AUDIO\n    TITLE "Intro"\n    PERFORMER "Lena"\n    INDEX 01 00:00:00\n'
        "  TRACK 02 AUDIO\n    TITLE The kite\n    INDEX 00 01:20:00\n    INDEX 01 01:23:37\n"
        '  TRACK 03 AUDIO\n    PERFORMER "Landing"\n    INDEX 01 62:03:00\n',
    ),
    "audacity": (
        "audacity",
        "0.000000\t0.000000\tIntro\n83,500000\t83,500000\tThe kite\n\\\t100.0\t900.0\n3723\t3800\tLanding\n",
    ),
}


@pytest.mark.parametrize("name", list(TEXTS))
def test_a_text_is_known_by_its_content(name: str) -> None:
    form, text = TEXTS[name]
    assert next(each.NAME for each in FORMATS if each.looks(text)) == form
    off = 0.007 if form == "cue" else 0
    for text_or_windows in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        for (start, title), (wanted, words) in zip(found(text_or_windows), PLAIN, strict=True):
            assert title == words
            assert abs(start - wanted) <= off


NOTES = {
    "plain": "00:00 Intro\n01:23.5 The kite\n1:02:03 Landing\n",
    "brackets": "[00:00] Intro\n(01:23.5) The kite\n<1:02:03> Landing\n",
    "dashes": "0:00 - Intro\n1:23.5 – The kite\n1:02:03: Landing\n",
    "hours": "00:00:00 | Intro\n00:01:23,500 The kite\n01:02:03 = Landing\n",
    "bullets": "* 0:00 Intro\n- [1:23.5] The kite\n1. 1:02:03 Landing\n",
    "emphasis": "**0:00** Intro\n- **1:23.5 The kite**\n`1:02:03` Landing\n",
    "links on times": "[0:00](https://v.example/?t=0) Intro\n[1:23.5](x) The kite\n- [1:02:03](#t=3723) – Landing\n",
    "ranges": "0:00 - 1:23 Intro\n1:23.5–1:02:03 – The kite\n1:02:03 to 1:05:00 Landing\n",
    "behind": "Intro 0:00\nThe kite (1:23.5)\n- Landing ..... [1:02:03]\n",
    "behind dashes": "Intro - 0:00\nThe kite: 1:23.5\nLanding — 1:02:03\n",
    "in notes": "# Kites\n\nAt 10:30 we went out.\n\nWe came home by 23:59\n\n0:00 Intro\nWind.\n\n1:23.5 The kite\n\n"
    "> 1:02:03 Landing\n\nWrite to us at any time.\n",
    "a page": "<h1>Kites</h1>\n<ul><li>0:00 Intro</li><li><b>1:23.5</b> The kite</li>\n<li>1:02:03 Landing</li></ul>\n",
    "lines of a page": "<p>0:00 Intro<br>\n1:23.5 The&nbsp;kite<br/>1:02:03 Landing</p>\n",
}


@pytest.mark.parametrize("name", list(NOTES))
def test_notes_as_people_write_them(name: str) -> None:
    assert [(start, title.replace("\u00a0", " ")) for start, title in found(NOTES[name])] == PLAIN


def test_a_linked_title_has_its_link() -> None:
    entries = read_listing("- 0:00 [Intro](https://a.example/x_(y)\n- 1:00 [The kite](https://a.example/b) \n").entries
    assert [(entry.title, entry.url) for entry in entries] == [
        ("[Intro](https://a.example/x_(y)", None),
        ("The kite", "https://a.example/b"),
    ]


def test_links_and_pictures_of_others() -> None:
    text = (
        '{"chapters": [{"startTime": 0, "title": "A", "url": "https://a.example", "img": "https://a.example/a.png"},'
        ' {"startTime": 1, "title": "B", "href": "https://b.example", "image": "b.jpg"}]}'
    )
    assert [(entry.url, entry.image) for entry in read_listing(text).entries] == [
        ("https://a.example", "https://a.example/a.png"),
        ("https://b.example", "b.jpg"),
    ]
    text = '<chapters><chapter start="0" title="A" href="https://a.example/?b&amp;c" image="i.png"/></chapters>'
    (entry,) = read_listing(text).entries
    assert (entry.url, entry.image) == ("https://a.example/?b&c", "i.png")


def test_what_is_hidden_stays_out_with_a_note() -> None:
    listing = read_listing('{"chapters": [{"startTime": 0, "title": "A"}, {"startTime": 9, "img": "x", "toc": false}]}')
    assert [entry.title for entry in listing.entries] == ["A"]
    assert listing.notes == ("1 of the chapters are hidden (toc: false) and were left out",)


def test_times_before_the_list_are_told() -> None:
    listing = read_listing("At 12:30 we met.\n12:30 Lunch\nRead on at 14:00\n00:00 Start\n00:10 Middle\n")
    assert [entry.title for entry in listing.entries] == ["Start", "Middle"]
    note, skipped = listing.notes
    assert note.endswith("times above that were left out (line 2)")
    assert skipped.endswith("not read as a chapter: 1, 3")


def test_a_format_without_an_order_gets_one() -> None:
    listing = read_listing("9.0\t9.0\tLast\n0.0\t0.0\tFirst\n")
    assert [entry.title for entry in listing.entries] == ["First", "Last"]
    assert listing.notes == ("the chapters were out of order, and were sorted",)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("nothing here", None, None, "no line begins or ends with a time"),
        ("0:00 A\n2:00 B\n1:00 C\n", 3, None, "starts before the one above it, 00:02:00.000 'B'"),
        ("0:00 A\n\n1:00 B\n1:00 C\n", 4, None, "two chapters start at 00:01:00.000"),
        ("0:00 A\n0:61 B\n", 2, None, "'0:61' is not a time; minutes and seconds go up to 59"),
        ('{"chapters": [\n{"startTime": 0,}\n]}', 2, 17, "not JSON"),
        ("{}", None, None, "no array of chapters"),
        ('{"chapters": [{"startTime": 0, "title": "A"}, {"title": "B"}]}', None, None, "chapter 2 has no time"),
        ('{"chapters": [{"startTime": -1, "title": "A"}]}', None, None, "the time of chapter 1 is -1"),
        ('{"chapters": [{"startTime": true, "title": "A"}]}', None, None, "the time of chapter 1 is True"),
        ('{"chapters": [{"startTime": 1e999, "title": "A"}]}', None, None, "the time of chapter 1 is inf"),
        ('{"chapters": [3]}', None, None, "chapter 1 is not an object"),
        ('<chapters>\n <chapter start="0:61" title="A"/></chapters>', 2, 2, "'0:61' is not a time"),
        ('<chapters>\n\n<chapter title="A"/></chapters>', 3, 1, "has no start"),
        ("<chapters>\n</chapter>", 2, 3, "mismatched tag"),
        ("<rss><chapters/><chapters/></rss>", 1, None, "2 lists of chapters"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a><chapters/></a>', 1, None, "declares entities"),
        (";FFMETADATA1\ntitle=A\\\nB\n[CHAPTER]\nEND=1\n", 4, 1, "no START"),
        (";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/0\nSTART=1\n", 3, 1, "TIMEBASE '1/0'"),
        (";FFMETADATA1\n[CHAPTER]\nSTART=x\n", 3, 1, "START 'x'"),
        (";FFMETADATA1\nwhat\n", 2, 1, "not key=value"),
        ("CHAPTER01=0:00\nCHAPTER02NAME=B\n", 2, 1, "NAME without CHAPTER02"),
        ("CHAPTER01=0:00\nCHAPTER02=1:2:3:4\n", 2, 11, "'1:2:3:4' is not a time"),
        ("CHAPTER01=0:00\nCHAPTER01=0:01\n", 2, 1, "a second CHAPTER01"),
        ("CHAPTER01=0:00\nhello\n", 2, 1, "this is not a chapter"),
        ('TRACK 01 AUDIO\n  TITEL "A"\n', 2, 3, "'TITEL' is not a cue sheet command; did you mean 'TITLE'?"),
        ("TRACK 01 AUDIO\n  INDEX 01 00:00:75\n", 2, 9, "'01 00:00:75' is not an index"),
        ('TRACK 01 AUDIO\n  TITLE "A"\n', 1, 1, "no INDEX 01"),
        ('FILE "a" WAVE\nTRACK 01 AUDIO\n INDEX 01 00:00:00\nFILE "b" WAVE\n', 4, None, "a second FILE"),
        ("TRACK 01 AUDIO\nINDEX 01 00:09:00\nTRACK 02 AUDIO\nINDEX 01 00:01:00\n", 3, None, "starts before"),
        ("WEBVTT\n\n0:00 --> 0:01\nA\n", 3, 1, "this is not the time of a cue"),
        ("0.0\t1.0\tA\n2.0 3.0 B\n", 2, 1, "this is not a label"),
        ("0.0\t1.0\tA\n-2.0\t3.0\tB\n", 2, 1, "this is not a label"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, line: int | None, column: int | None, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_listing(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in str(caught.value)
