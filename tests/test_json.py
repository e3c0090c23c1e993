"""What docs/json.md says of each command's JSON is what the command prints, key by key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk

PAGE = (Path(__file__).parents[1] / "docs/json.md").read_text(encoding="utf-8")

TALK = """---
date: 2024-03-16
show: Kites
author: Lena Fuchs
---

**Ada:** What did you make from a newspaper for NOAA?

**Ben:** [A kite](https://example.org), and it flew for 20 minutes with NOAA. ※

**Ada:** Really?
"""

FEED = """language = "en"

[feed]
description = "What flies."
category = "Technology"
explicit = false
"""

COMMANDS = {
    "render --dry-run": ("render", "talk.md", "--dry-run"),
    "cache why": ("cache", "why", "talk.md"),
    "script": ("script", "talk.md"),
    "render": ("render", "talk.md", "--format", "mp3,flac"),
    "render FOLDER": ("render", "talks", "-o", "season"),
    "preview": ("preview", "talk.md", "--turn", "1", "-o", "turn.wav"),
    "voices": ("voices",),
    "voices add": ("voices", "add", "piper:mine", "--from", "mine.onnx", "--yes"),
    "voices list": ("voices", "list"),
    "voices remove": ("voices", "remove", "piper:mine"),
    "voices --cast": ("voices", "--cast", "talk.md"),
    "chapters": ("chapters", "output/talk/talk.mp3"),
    "check": ("check", "output/talk", "--target", "broadcast"),
    "feed": ("feed", "output", "--url", "https://example.org/kites"),
    "cache size": ("cache", "size"),
    "init": ("init", "show"),
    "doctor": ("doctor",),
    "cache prune": ("cache", "prune", "--unused", "1"),
}

NAMED = r"^(cast|versions|kinds|levels\.speakers)\.[^.]+"
"""Objects whose keys are names."""

FREE = r".*options\..+|chapters\[\]\.(picture\.\w+|image)"
"""Keys that an engine gives, or that are there now and then."""


def paths(value: object, here: str = "") -> Iterator[str]:
    """Every key in a JSON value, as docs/json.md calls it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            there = re.sub(NAMED, r"\1.NAME", f"{here}.{key}".removeprefix("."))
            yield there
            yield from paths(inner, there)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{here}[]")


def documented() -> dict[str, set[str]]:
    """The keys of each command's section, and those of the objects and lists that they are in."""
    found = {}
    for name, section in re.findall(r"^## `audiorender (.+?)`$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL):
        cells = re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE)
        keys = {key for cell in cells for key in re.findall("`(.+?)`", cell)}
        found[name] = {key[: end.start()] for key in keys for end in re.finditer(r"(?<=\w)(?=\[|\.|\Z)", key)}
    return found


def test_every_command_that_prints_json_is_there() -> None:
    assert documented().keys() == COMMANDS.keys()


@pytest.fixture(scope="module")
def told(quiet_desk: Desk) -> dict[str, object]:
    """What each command prints, one after the other."""
    settings = (quiet_desk.path / "audiorender.toml").read_text()
    quiet_desk.write("audiorender.toml", settings + FEED)
    quiet_desk.write("talk.md", TALK)
    quiet_desk.write("talks/talk.md", TALK)
    (quiet_desk.path / "mine.onnx").write_bytes(b"\x08\x08 not much of a model")
    quiet_desk.write("mine.onnx.json", '{"audio": {"sample_rate": 22050}, "phoneme_id_map": {}}')
    found = {}
    for name, words in COMMANDS.items():
        ran = quiet_desk.inside(*words, "--json")
        assert ran.code in ({0, 1} if name == "doctor" else {0, 3}), (
            words,
            ran,
        )  # a voice that was added has no package
        found[name] = ran.json
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_its_keys_are_those_that_are_told(told: dict[str, object], name: str) -> None:
    found, promised = set(paths(told[name])), documented()[name]
    lists = {key: f"{key.rpartition('[]')[0]}[]" for key in promised if "[]" in key}
    unseen = {key for key, each in lists.items() if not any(known.startswith(each) for known in found)}
    assert {key for key in found if not re.fullmatch(FREE, key)} == promised - unseen
