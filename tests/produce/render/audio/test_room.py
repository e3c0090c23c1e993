"""A disk without room is noticed before a file is made."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from desk import Desk

from audiorender.produce.render.audio.encodings import encodings_of


def test_too_little_room_is_told_before_anything_is_encoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk.at(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=50_000))
    ran = desk.inside("render", "tides.script.md")
    assert ran.code == 1
    assert "output/tides: the episode needs 0.1 MB or more, and 0.1 MB are free; free some space" in ran.err
    assert not desk.kept("piece")
    assert not list((tmp_path / "output/tides").glob("tides.mp3"))


@pytest.mark.parametrize("name", ["mp3", "m4a", "opus", "flac", "wav"])
def test_the_least_is_less_than_any_file_has(name: str) -> None:
    (form,) = encodings_of((name,), 2, None, {})
    assert 10_000 < form.least(10, 2) < 10 * (form.bitrate or 1536) * 125
