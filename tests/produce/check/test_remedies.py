"""What is wrong beside the audio is found, and what `check` says to do mends it: here it is done.

`foreign.test_remedies` does the same for tags.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from desk import Desk

SETTINGS = """voices = "tones"
show = "Low Water"
author = "Ulla Thor"
language = "en"

[feed]
url = "https://e.org/low"
description = "Talks by the sea."
category = "Society & Culture"
explicit = false
"""


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        changed, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count, old
        return changed

    return change


FEEDS: Mapping[str, Callable[[str], str]] = {
    "feed-damaged": swap("</channel>", ""),
    "feed-channel": swap("<language>.*?</language>", ""),
    "feed-item": swap("<guid.*?</guid>", ""),
    "feed-date": swap("(<item>.*?)<pubDate>.*?</pubDate>", r"\1<pubDate>soon</pubDate>"),
    "feed-namespace": swap('xmlns:podcast="[^"]*"', 'xmlns:podcast="https://e.org/ns"'),
    "feed-enclosures": swap("(<enclosure [^>]*/>)", r"\1\1"),
    "feed-explicit": swap("<itunes:explicit>.*?<", "<itunes:explicit>maybe<"),
    "feed-ai-content": lambda text: re.sub('<podcast:txt purpose="ai-content">.*?</podcast:txt>', "", text),
    "feed-description": swap("(<item>.*?)<description>.*?</description>", r"\1"),
    "feed-image": lambda text: re.sub(
        "<podcast:image [^>]*>", '<podcast:images srcset="https://e.org/i.jpg 1w"/>', text
    ),
    "feed-length": swap(r'length="\d+"', 'length="17"'),
    "feed-type": swap('type="audio/mpeg"', 'type="audio/ogg"'),
    "feed-duration": swap("<itunes:duration>.*?<", "<itunes:duration>99<"),
    "feed-link": swap(r"tides\.chapters\.json", "gone.chapters.json"),
}


def json_text(change: Callable[[dict[str, object]], object]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        told = json.loads(text)
        change(told)
        return json.dumps(told)

    return changed


BESIDE: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "report-missing": ("tides.srt", lambda _: ""),
    "transcript-damaged": ("tides.vtt", lambda _: "WEBVTT\n"),
    "transcript-time": ("tides.srt", swap(r",(\d\d\d) -->", r".\1 -->")),
    "transcript-version": ("tides.transcript.json", json_text(lambda told: told.pop("version"))),
    "transcript-order": ("tides.vtt", swap(r"(\n\n)([^\n]*-->.*?\n\n)(.*?-->.*?\n\n)", r"\1\3\2")),
    "transcript-beyond-end": ("tides.vtt", lambda text: text + "\n01:00:00.000 --> 01:00:01.000\nMore.\n"),
    "transcript-differ": ("tides.srt", swap("church", "chapel")),
    "transcript-empty": ("tides.transcript.json", json_text(lambda told: told["segments"][0].update(body=""))),  # type: ignore[index]
    "transcript-speakers": ("tides.vtt", lambda text: re.sub("</?v[^>]*>", "", text)),
    "transcript-lines": (
        "tides.vtt",
        swap("(How far out)", r"\1, and out, and out, and out, and out, and out, and out, and out"),
    ),
    "transcript-note": ("tides.vtt", swap("WEBVTT\n", "WEBVTT\n\nNOTE this --> that\n")),
    "list-order": ("tides.chapters.json", json_text(lambda told: told["chapters"].reverse())),  # type: ignore[attr-defined]
    "notes-differ": ("tides.notes.txt", swap("00:00", "00:03")),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with a rendered episode and its feed."""
    desk = Desk.at(tmp_path_factory.mktemp("published"))
    desk.write("audiorender.toml", SETTINGS)
    desk.write(
        "tides.script.md",
        (desk.path / "tides.script.md").read_text().replace("title: Tides", "title: Tides\ndate: 2024-05-04"),
    )
    assert desk.inside("render", "tides.script.md").code == 0
    assert desk.inside("feed", "output").code == 0
    return desk


def found(desk: Desk) -> dict[str, str]:
    """What `check` finds: the remedies by their rules."""
    ran = desk.inside("check", "output", "--json")
    return {each["rule"]: each["remedy"] for each in ran.json["findings"]}


def copy_of(desk: Desk, folder: Path) -> Desk:
    shutil.copytree(desk.path, folder, dirs_exist_ok=True)
    return Desk(folder, desk.environment)


@pytest.mark.parametrize("rule", FEEDS)
def test_a_feed_is_rewritten(published: Desk, tmp_path: Path, rule: str) -> None:
    desk = copy_of(published, tmp_path)
    assert rule not in found(desk)
    feed = desk.path / "output/feed.xml"
    feed.write_text(FEEDS[rule](feed.read_text(encoding="utf-8")), encoding="utf-8")
    (command,) = re.findall("`audiorender (.*?)`", found(desk)[rule])
    ran = desk.inside(*(word.replace("FOLDER", "output") for word in shlex.split(command)))
    assert ran.code == 0, ran
    assert rule not in found(desk)


@pytest.mark.parametrize("rule", BESIDE)
def test_files_beside_the_audio_are_made_again(published: Desk, tmp_path: Path, rule: str) -> None:
    desk = copy_of(published, tmp_path)
    assert rule not in found(desk)
    name, change = BESIDE[rule]
    path = desk.path / "output/tides" / name
    if rule == "report-missing":
        path.unlink()
    else:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert rule in found(desk)
    assert desk.inside("render", "tides.script.md").code == 0
    assert rule not in found(desk)
