"""What `chapters --json` prints can be given back with `--from`: nothing changes, but for what was edited in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from foreign.corpus import CORPUS
from foreign.walker import parts

NAMES = ["full.mp3", "same-ids.mp3", "loose.opus", "cued.flac", "full.m4a", "regions.wav"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


def printed(desk: Desk, name: str) -> Any:
    return desk.inside("chapters", name, "--json").json


def given_back(desk: Desk, name: str, document: Any, *more: str) -> Any:
    desk.write("given.json", json.dumps(document))
    ran = desk.inside("chapters", name, "--from", "given.json", "--json", *more)
    assert ran.code in {0, 3}, ran
    return ran.json


@pytest.mark.parametrize("name", NAMES)
def test_given_back_as_it_is_it_changes_nothing(desk: Desk, name: str) -> None:
    path = CORPUS[name](desk.path / name)
    before = parts(path)
    document = printed(desk, name)
    again = given_back(desk, name, document)
    assert again["chapters"] == document["chapters"]
    assert parts(path) == before


def test_what_was_edited_in_it_changes_and_nothing_else(desk: Desk) -> None:
    path = CORPUS["full.mp3"](desk.path / "full.mp3")
    before, document = parts(path), printed(desk, "full.mp3")
    document["chapters"][1]["title"] = "Renamed"
    document["chapters"][2]["start"] = 23.0
    again = given_back(desk, "full.mp3", document)
    assert [each["title"] for each in again["chapters"]] == ["Title 0", "Renamed", "Title 2", "Title 3"]
    assert [each["start"] for each in again["chapters"]] == [0, 10, 23, 30]
    changed = {name for name, _ in (before - parts(path)) + (parts(path) - before)}
    assert {"CHAP.times", "CHAP(10000).TIT2"} <= changed
    assert all(name.startswith(("CHAP.times", "CHAP(10000).TIT2", "CHAP(2")) for name in changed)


def test_chapters_go_and_come(desk: Desk) -> None:
    CORPUS["loose.opus"](desk.path / "a.opus")
    document = printed(desk, "a.opus")
    del document["chapters"][1]
    document["chapters"].append({"start": 35, "title": "Last"})
    again = given_back(desk, "a.opus", document)
    assert [each["title"] for each in again["chapters"]] == ["Title 0", "Title 2", "Title 3", "Last"]


def test_another_file_gets_the_pictures_too(desk: Desk) -> None:
    CORPUS["by-mutagen.mp3"](desk.path / "a.mp3")
    CORPUS["plain.m4a"](desk.path / "b.m4a")
    document = printed(desk, "a.mp3")
    again = given_back(desk, "b.m4a", document)
    for key in ("title", "url", "start"):
        assert [each[key] for each in again["chapters"]] == [each[key] for each in document["chapters"]]
    assert all(each["picture"] for each in again["chapters"])
    (desk.path / "sub").mkdir()
    shutil.copy(desk.path / "a.mp3", desk.path / "sub" / "c.mp3")
    document["audio"] = "sub/c.mp3"  # a list names files of its own folder alone
    again = given_back(desk, "b.m4a", document)
    assert not any(each["picture"] for each in again["chapters"])
