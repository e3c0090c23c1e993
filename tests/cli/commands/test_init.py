"""`init`: every setting is in the file, each line of it holds once its # is gone, and nothing is overwritten."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from desk import Desk

from audiorender.cli.commands.init import template
from audiorender.folder import SETTINGS
from audiorender.settings.project import Project
from audiorender.settings.projectfile import load_project

LINE = re.compile(r"^# (\[\w+\].*|\w+ = .*)$", re.MULTILINE)


def test_it_holds_nothing_until_somebody_wants_it(desk: Desk) -> None:
    ran = desk.inside("init", "my-show")
    assert (ran.code, ran.err) == (0, "")
    path = desk.path / "my-show" / SETTINGS
    assert path.read_text(encoding="utf-8") == template()
    assert load_project(path) == Project()


def test_a_file_that_is_there_stays(desk: Desk) -> None:
    before = (desk.path / SETTINGS).read_text()
    ran = desk.inside("init")
    assert ran.code == 2
    assert ran.err == f"audiorender: {SETTINGS}: already exists, and was left alone; edit it, or name another folder\n"
    assert (desk.path / SETTINGS).read_text() == before


def test_a_file_in_place_of_the_folder_is_named(desk: Desk) -> None:
    ran = desk.inside("init", SETTINGS)
    assert (ran.code, ran.err) == (
        2,
        f"audiorender: {SETTINGS}: is a file, not a folder; name a folder for the settings\n",
    )


def test_every_line_is_a_setting_that_is_understood(tmp_path: Path) -> None:
    text = LINE.sub(r"\1", template())
    given = tomllib.loads(text)
    (tmp_path / SETTINGS).write_text(text, encoding="utf-8")
    (tmp_path / "voices").mkdir()
    for name in ("cover.png", "lexicon.toml", "intro.flac", "outro.flac", "bed.flac", "sting.flac"):
        (tmp_path / name).touch()
    (tmp_path / SETTINGS).write_text(text.replace('engine = "kokoro"', 'engine = "pyttsx3"'), encoding="utf-8")
    project = load_project(tmp_path)
    assert project.feed.hosts == ("Host",)
    rare = {"limit", "shared_store", "room", "narrator", "folder"}
    assert {field.name for field in fields(Project)} - rare == given.keys()
