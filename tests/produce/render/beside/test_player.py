"""The player page of a rendered episode: beside its audio, with its pictures made small."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path

from desk import SCRIPT, Desk
from PIL import Image
from publish.htmltree import Element, tree
from publish.pictures import a_picture

from audiorender.produce.render.beside.player import CHAPTER_SIDE, COVER_SIDE


def shown(folder: Path) -> Element:
    return tree((folder / "index.html").read_text(encoding="utf-8"))


def size(uri: str | None) -> tuple[int, int]:
    kind, data = (uri or "").split(",")
    assert kind == "data:image/jpeg;base64"
    return Image.open(BytesIO(base64.b64decode(data))).size


def test_it_lies_beside_the_audio_and_stands_in_the_report(desk: Desk) -> None:
    desk.write("mill.png", a_picture(800, 400, "PNG"))
    desk.write("tides.script.md", SCRIPT.replace("low water\n", "low water\n\n[image mill.png]\n"))
    audio = desk.render().audio
    document = shown(audio.parent)
    assert document.one("source").attributes["src"] == audio.name
    assert "synthetic" in document.one(class_="disclosure").text
    assert size(document.one("img", class_="cover").attributes["src"]) == (COVER_SIDE, COVER_SIDE)
    (picture,) = document.one("nav").all("img")
    assert size(picture.attributes["src"]) == (CHAPTER_SIDE, CHAPTER_SIDE // 2)
    levels = json.loads(document.one("script", id="plan").text)["levels"]
    assert max(levels) == "z"
    report = json.loads((audio.parent / "report.json").read_text(encoding="utf-8"))
    assert {"file": "index.html", "role": "page", "media_type": "text/html"} in report["beside"]


def test_without_disclosure_it_says_nothing_of_the_voices(desk: Desk) -> None:
    desk.write("audiorender.toml", 'voices = "tones"\ndisclosure = false\n')
    assert "synthetic" not in shown(desk.render().audio.parent).one("body").one("header").text


def test_every_word_of_the_timeline_has_its_place_in_the_text(desk: Desk) -> None:
    odd = (
        "Ada: \u2026 Well \u2014 she paid {\\$300|three hundred dollars} at 10:30 \U0001f3a7, *in* 1987 (No. 9, e.g.)."
    )
    desk.write("tides.script.md", SCRIPT.replace("Ada: Were you afraid?", f"{odd}\n\n\u2014 \u2026\n\nAnd then?"))
    episode = desk.render()
    document = shown(episode.audio.parent)
    words = json.loads(document.one("script", id="plan").text)["words"]
    told = [caption.words for caption in episode.timeline.captions]
    assert sum(len(numbers) // 3 for numbers in words) == sum(map(len, told))
