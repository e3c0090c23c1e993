"""What no app shows is an error: a strict reader checks, whatever a lenient one would make of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audiorender.publish.check.feed import (
    File,
    beside_links,
    channel_findings,
    missing_audio,
    namespace_findings,
    parsed,
)
from audiorender.publish.check.lists import list_findings
from audiorender.publish.check.transcripts import transcript_findings
from audiorender.publish.readback import Mark

VTT = "WEBVTT\n\n{} --> {}\n<v Ann>Hello.\n"
SRT = "1\n{} --> {}\nAnn: Hello.\n"


@pytest.mark.parametrize(
    ("suffix", "form", "start", "end", "right"),
    [
        (".vtt", VTT, "00:00:01.000", "00:00:02.000", True),
        (".vtt", VTT, "00:01.000", "00:02.000", True),
        (".vtt", VTT, "123:00:01.000", "123:00:02.000", True),
        (".vtt", VTT, "00:00:01,000", "00:00:02,000", False),
        (".vtt", VTT, "0:00:01.000", "0:00:02.000", False),
        (".vtt", VTT, "00:00:01", "00:00:02", False),
        (".vtt", VTT, "00:00:01.00", "00:00:02.00", False),
        (".vtt", VTT, "00:61.000", "00:62.000", False),
        (".vtt", VTT, "1.000", "2.000", False),
        (".srt", SRT, "00:00:01,000", "00:00:02,000", True),
        (".srt", SRT, "00:00:01.000", "00:00:02.000", False),
        (".srt", SRT, "0:00:01,000", "0:00:02,000", False),
        (".srt", SRT, "00:01,000", "00:02,000", False),
        (".srt", SRT, "00:00:01", "00:00:02", False),
    ],
)
def test_times_of_captions_are_written_as_the_format_says(
    suffix: str, form: str, start: str, end: str, right: bool
) -> None:
    found = transcript_findings({suffix: form.format(start, end)}, "e", None)
    errors = {each.rule for each in found if each.level == "error"}
    assert errors <= {"transcript-time", "transcript-damaged"}
    assert bool(errors) != right


def segment(**changes: Any) -> dict[str, Any]:
    return {"startTime": 0, "endTime": 1.5, "speaker": "Ann", "body": "Hello."} | changes


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ({"version": "1.0.0", "segments": [segment()]}, None),
        ({"segments": [segment()]}, "transcript-version"),
        ({"version": 1, "segments": [segment()]}, "transcript-version"),
        ({"version": "1.0.0", "segments": [segment(startTime="0")]}, "transcript-time"),
        ({"version": "1.0.0", "segments": [segment(startTime="00:00:01.000")]}, "transcript-time"),
        ({"version": "1.0.0", "segments": [segment(endTime=None)]}, "transcript-time"),
        ({"version": "1.0.0", "segments": [segment(startTime=-1)]}, "transcript-time"),
        ({"version": "1.0.0", "segments": [segment(startTime=float("nan"))]}, "transcript-time"),
        ({"version": "1.0.0", "segments": [segment(startTime=5, endTime=6), segment()]}, "transcript-order"),
        ({"version": "1.0.0", "segments": {"a": 1}}, "transcript-damaged"),
        ({"version": "1.0.0", "segments": ["Hello."]}, "transcript-damaged"),
        ([], "transcript-damaged"),
    ],
)
def test_a_json_transcript_is_as_apps_read_it(document: object, rule: str | None) -> None:
    found = {each.rule for each in transcript_findings({".transcript.json": json.dumps(document)}, "e", 10_000)}
    assert found == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ({"version": "1.2.0", "chapters": [{"startTime": 0, "title": "One"}, {"startTime": 5, "title": "Two"}]}, None),
        ({"chapters": [{"startTime": 0, "title": "One"}, {"startTime": 5, "title": "Two"}]}, "list-version"),
        ({"version": "1.2.0", "chapters": [{"startTime": "0", "title": "One"}]}, "list-damaged"),
        ({"version": "1.2.0", "chapters": [{"startTime": "00:00", "title": "One"}]}, "list-damaged"),
        ({"version": "1.2.0", "chapters": [{"title": "One"}]}, "list-damaged"),
        ({"version": "1.2.0", "chapters": [{"startTime": 0, "title": 1}]}, "list-damaged"),
        (
            {"version": "1.2.0", "chapters": [{"startTime": 5, "title": "Two"}, {"startTime": 0, "title": "One"}]},
            "list-order",
        ),
        ({"version": "1.2.0", "chapters": "none"}, "list-damaged"),
    ],
)
def test_a_json_list_is_as_apps_read_it(document: object, rule: str | None) -> None:
    marks = (Mark(0, 5000, "One"), Mark(5000, 9000, "Two"))
    found = {each.rule for each in list_findings({".chapters.json": json.dumps(document)}, "e", marks, 9000)}
    assert (rule in found) if rule else not found


ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ITEM = """<item><title>t</title><guid>g</guid><description>d</description>
<pubDate>Sat, 04 May 2024 09:30:00 +0200</pubDate>
<enclosure url="https://e.org/a/talk.mp3" length="9" type="audio/mpeg"/>{}</item>"""


def feed(item: str = "", *, explicit: str = "false", itunes: str = ITUNES, podcast: str = PODCAST) -> str:
    head = f'<rss xmlns:itunes="{itunes}" xmlns:podcast="{podcast}"><channel><title>t</title><link>https://e.org</link><description>d</description>'
    tags = '<language>en</language><itunes:image href="https://e.org/i.jpg"/><itunes:category text="Arts"/>'
    return f"{head}{tags}<itunes:explicit>{explicit}</itunes:explicit>{ITEM.format(item)}</channel></rss>"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (feed(), None),
        (feed(explicit="yes"), None),
        (feed(explicit="maybe"), "feed-explicit"),
        (feed(explicit=""), "feed-explicit"),
        (feed("<itunes:explicit>perhaps</itunes:explicit>"), "feed-explicit"),
        (feed('<enclosure url="https://e.org/b.mp3" length="1" type="audio/mpeg"/>'), "feed-enclosures"),
        (feed('<podcast:transcript url="https://e.org/a/t.vtt" type="text/vtt"/>'), None),
        (feed('<podcast:transcript url="https://e.org/a/t.vtt" type="application/srt"/>'), "feed-type"),
        (feed('<podcast:transcript url="https://e.org/a/t.vtt"/>'), "feed-type"),
        (feed('<podcast:chapters url="https://e.org/a/c.json" type="application/json+chapters"/>'), None),
        (feed('<podcast:chapters url="https://e.org/a/c.json" type="text/xml"/>'), "feed-type"),
        (feed().replace("https://e.org/a/talk.mp3", "talk.mp3"), "feed-item"),
        (feed().replace("https://e.org/a/talk.mp3", "https://e.org/my talk.mp3"), "feed-item"),
        (feed().replace(">en<", ">de-AT<"), None),
        (feed().replace(">en<", ">English<"), "feed-channel"),
        (feed().replace("<title>t</title><link>", "<title> </title><link>"), "feed-channel"),
        (feed().replace("Arts", "Kites"), "feed-channel"),
        (feed().replace("https://e.org/i.jpg", "i.jpg"), "feed-channel"),
        (feed(podcast="https://example.org/other"), "feed-namespace"),
        (feed(podcast="https://podcastindex.org/namespace/1.0/"), "feed-namespace"),
        (feed(podcast="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"), None),
    ],
)
def test_a_feed_is_as_apps_read_it(text: str, rule: str | None) -> None:
    found = {each.rule for each in (*namespace_findings(text, "f"), *channel_findings(parsed(text), "f"))}
    assert found == ({rule} if rule else set())


def test_chapters_and_transcripts_beside_the_audio_are_known_by_their_addresses() -> None:
    tags = '<podcast:chapters url="https://e.org/a/talk%20x.json"/><podcast:transcript url="https://e.org/a/t.vtt"/>'
    other = '<podcast:transcript url="https://other.org/a/t.srt"/><podcast:transcript url="https://e.org/b/u.srt"/>'
    channel = parsed(feed(tags + other))
    assert list(beside_links(channel, File(("talk.mp3",), "talk.mp3", 9, 1))) == ["talk x.json", "t.vtt"]
    assert list(beside_links(channel, File(("b.mp3",), "b.mp3", 9, 1))) == []


def test_audio_below_the_feeds_own_address_is_there(tmp_path: Path) -> None:
    own = "<channel><atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='https://e.org/{}/feed.xml'/>"
    assert list(missing_audio(parsed(feed()), tmp_path)) == []
    assert list(missing_audio(parsed(feed().replace("<channel>", own.format("b"))), tmp_path)) == []
    here = parsed(feed().replace("<channel>", own.format("a")))
    assert list(missing_audio(here, tmp_path)) == ["talk.mp3"]
    (tmp_path / "talk.mp3").touch()
    assert list(missing_audio(here, tmp_path)) == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".srt", "00:00:01,000 --> 00:00:02,000\nHello.\n"),
        (".srt", "one\n00:00:01,000 --> 00:00:02,000\nHello.\n"),
        (".srt", "1\n00:00:01,000 --> 00:00:02,000\nHello.\n2\n00:00:02,000 --> 00:00:03,000\nYes.\n"),
        (".vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n00:02.000 --> 00:03.000\nYes.\n"),
        (".transcript.json", json.dumps({"version": "1.0.0", "segments": [segment(speaker=3)]})),
    ],
)
def test_captions_that_lose_a_cue_are_damaged(suffix: str, text: str) -> None:
    assert "transcript-damaged" in {each.rule for each in transcript_findings({suffix: text}, "e", None)}


def test_a_cue_without_a_length_is_an_error() -> None:
    found = transcript_findings({".vtt": VTT.format("00:01.000", "00:01.000")}, "e", None)
    assert "transcript-order" in {each.rule for each in found}
