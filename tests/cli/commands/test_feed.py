"""`audiorender feed` on two episodes that were really rendered, and served to a client that plays them."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import podcastparser
import pytest
from desk import SCRIPT, Desk, heed_ctrl_c
from PIL import Image

from audiorender.model import RATE
from audiorender.publish.feed.rss import NAMESPACES, seconds
from audiorender.timecode import clock

URL = "https://example.org/small%20harbours"

SETTINGS = f"""voices = "tones"
show = "Small Harbours"
author = "Ines Moreau"
language = "en"

[feed]
url = "{URL}"
description = "What the water does."
category = ["Nature", "Documentary"]
explicit = false
hosts = "Ada"
"""


BACK = "# The way back\n\n[link https://example.org/back]\n\n[image back.png]\n"


@pytest.fixture(scope="session")
def podcast(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with two rendered episodes: look, and change nothing."""
    desk = Desk.at(tmp_path_factory.mktemp("podcast"))
    desk.write("audiorender.toml", SETTINGS)
    Image.new("RGB", (60, 60), "teal").save(desk.path / "back.png")
    for stem, date, formats in (("tides", "2024-03-16", "mp3,opus"), ("the fog", "2024-04-20", "mp3")):
        front = f"title: About {stem} & <more>\ndate: {date}\ndescription: What {stem} does.\nepisode: 4"
        text = SCRIPT.replace("title: Tides", front)
        desk.write(f"{stem}.script.md", text if "opus" in formats else text.replace("# The way back\n", BACK))
        desk.well("render", f"{stem}.script.md", "--format", formats)
    return desk


@pytest.fixture
def own(podcast: Desk, tmp_path: Path) -> Desk:
    """A copy of it."""
    shutil.copytree(podcast.path, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path, {"AUDIORENDER_CACHE": str(tmp_path / "cache")})


def local(url: str) -> str:
    """The path below `output` that an address of the feed stands for."""
    assert url.startswith(URL + "/"), url
    return unquote(url.removeprefix(URL + "/"))


def test_two_readers_find_what_was_rendered(own: Desk) -> None:
    ran = own.well("feed", "output")
    made = f"{Path('output/feed.xml')}, index.html, feed.jpg: Small Harbours, 2 episodes, for {URL}/feed.xml"
    assert ran.out.splitlines() == [made, f"open {Path('output/index.html')}"]
    raw = (own.path / "output" / "feed.xml").read_bytes()
    one, two = feedparser.parse(raw), podcastparser.parse(f"{URL}/feed.xml", io.BytesIO(raw))
    assert not one.bozo
    assert (one.feed.title, two["title"]) == ("Small Harbours", "Small Harbours")
    assert [entry.title for entry in one.entries] == ["About the fog & <more>", "About tides & <more>"]
    assert [entry.id for entry in one.entries] == [episode["guid"] for episode in two["episodes"]]
    for stem, entry, episode in zip(("the fog", "tides"), one.entries, two["episodes"], strict=True):
        report = json.loads((own.path / "output" / stem / "report.json").read_text())
        audio = own.path / "output" / stem / f"{stem}.mp3"
        (enclosure,) = entry.enclosures
        assert local(enclosure.href) == f"{stem}/{stem}.mp3"
        assert (int(enclosure.length), enclosure.type) == (audio.stat().st_size, "audio/mpeg")
        assert int(entry.itunes_duration) == seconds(report["samples"]) == episode["total_time"]
        assert (entry.id, entry.itunes_episode) == (report["guid"], "4")
        assert [(each.start, each.title) for each in entry.psc_chapters.chapters] == [
            (clock(each["start"]), each["title"]) for each in report["chapters"]
        ]
        assert [each["start"] for each in episode["chapters"]] == [each["start"] // RATE for each in report["chapters"]]
        assert "synthetic (tone)" in entry.summary
    back = one.entries[0].psc_chapters.chapters[1]
    assert (back.href, local(back.image)) == ("https://example.org/back", "the fog/the fog.picture-1.png")
    assert (own.path / "output" / local(back.image)).is_file()


def test_every_address_is_a_file_of_that_kind(own: Desk) -> None:
    own.well("feed", "output")
    raw = (own.path / "output" / "feed.xml").read_bytes()
    items = ET.fromstring(raw).findall("channel/item")  # noqa: S314  it is our own
    for item in items:
        kinds = set()
        for each in item.iter():
            for name in ("url", "uri"):
                if address := each.get(name):
                    assert (own.path / "output" / local(address)).is_file()
                    kinds.add(each.get("type"))
        assert {"audio/mpeg", "text/vtt", "application/json+chapters"} <= kinds
        others = [each.get("type") for each in item.findall("podcast:alternateEnclosure", dict(NAMESPACES))]
        assert others == (["audio/ogg"] if "tides" in str(item.findtext("title")) else [])
        people = [(each.text, each.get("role")) for each in item.findall("podcast:person", dict(NAMESPACES))]
        assert people == [("Ada", "host"), ("Ben", "guest")]


def test_rendering_again_changes_no_guid_and_no_byte(own: Desk) -> None:
    own.well("feed", "output")
    before = (own.path / "output" / "feed.xml").read_bytes()
    own.well("render", "tides.script.md", "--format", "mp3,opus")
    own.well("feed", "output")
    assert (own.path / "output" / "feed.xml").read_bytes() == before
    moved = own.well("feed", "output", "--url", "https://moved.example", "--json").json
    assert moved["url"] == "https://moved.example/feed.xml"
    assert [each["guid"] for each in moved["episodes"]] == [entry.id for entry in feedparser.parse(before).entries]


def test_an_episode_that_was_changed_by_others(own: Desk) -> None:
    path = own.path / "output" / "tides" / "tides.mp3"
    raw = path.read_bytes()
    path.write_bytes(raw[:-1] + b"x")
    ran = own.run("feed", "output")
    assert (ran.code, ran.out) == (1, "")
    where = Path("output/tides/tides.mp3")
    assert ran.err == (
        f"audiorender: {where}: is not the file that report.json describes: it was changed; render the episode again\n"
    )
    assert not (own.path / "output" / "feed.xml").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("feed",), 2, "Missing argument"),
        (("feed", "nowhere"), 2, "nowhere: does not exist"),
        (("feed", "output", "--url", "x"), 2, "--url 'x': an address begins with https://"),
        (("feed", "--serve", "output"), 2, "--serve 'output': a port is a number below 65536; write the folder before"),
        (("feed", "output", "--serve", "65536"), 2, "a port is a number below 65536"),
        (("feed", "output", "--serve", "1" * 5000), 2, "a port is a number below 65536"),
        (("feed", "output", "--serve", "-o", "x.xml"), 2, "--serve writes nothing"),
    ],
)
def test_misuse(podcast: Desk, words: tuple[str, ...], code: int, said: str) -> None:
    ran = podcast.inside(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_notes_and_their_exit_code(own: Desk) -> None:
    (own.path / "output" / "drafts").mkdir()
    ran = own.inside("feed", "output")
    assert (ran.code, ran.err) == (0, f"note: {Path('output/drafts')}: skipped, as it has no report.json\n")
    assert own.inside("feed", "output", "--strict").code == 3
    assert own.inside("feed", "output", "--quiet").err == ""


@contextmanager
def served(desk: Desk, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as it serves, and the address that it says."""
    with subprocess.Popen(
        desk.command("feed", "output", "--serve", "0", *words),
        cwd=desk.path,
        env={**os.environ, **desk.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509  nothing else runs in this thread between fork and exec
    ) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ \(Ctrl-C stops it\)\n", line), (line, process.poll())
            yield process, line.split()[0]
        finally:
            process.kill()


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request(method, parts.path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_it_is_tried_out_here(podcast: Desk) -> None:
    before = sorted(path.name for path in (podcast.path / "output").iterdir())
    with served(podcast) as (process, url):
        answer, raw = fetch(url + "feed.xml")
        assert answer.getheader("Content-Type") == "application/rss+xml; charset=utf-8"
        found = feedparser.parse(raw)
        assert found.feed.image.href == url + "feed.jpg"
        assert fetch(found.feed.image.href)[1].startswith(b"\xff\xd8")
        for entry in found.entries:
            (enclosure,) = entry.enclosures
            assert enclosure.href.startswith(url)
            audio = podcast.path / "output" / unquote(enclosure.href.removeprefix(url))
            answer, part = fetch(enclosure.href, Range="bytes=1000-1999")
            assert (answer.status, part) == (206, audio.read_bytes()[1000:2000])
            assert answer.getheader("Content-Type") == enclosure.type
            assert fetch(enclosure.href, "HEAD")[0].getheader("Content-Length") == enclosure.length
        answer, page = fetch(url)
        assert b"About tides &amp; &lt;more&gt;" in page
        assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
        port = str(urlsplit(url).port)
        ran = podcast.run("feed", "output", "--serve", port)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(f"audiorender: port {port} cannot be used: ")
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert time.monotonic() - begun < 10
        assert (process.returncode, err) == (0, "")
    assert sorted(path.name for path in (podcast.path / "output").iterdir()) == before


def test_it_ends_while_somebody_listens(podcast: Desk) -> None:
    with served(podcast) as (process, url):
        port = urlsplit(url).port
        assert port
        with socket.create_connection(("127.0.0.1", port)) as listener:
            listener.sendall(f"GET /tides/tides.mp3 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert listener.recv(15) == b"HTTP/1.1 200 OK"
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0
            assert time.monotonic() - begun < 10
