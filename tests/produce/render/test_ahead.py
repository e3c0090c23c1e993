"""Which engines get ready before the script has been read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from desk import Desk

import audiorender
from audiorender.errors import EngineError
from audiorender.produce.render import ahead
from audiorender.produce.request import Request
from audiorender.script.reading.source import read_text


class Told(audiorender.Session):
    """A session that only notes what should get ready."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.told: list[tuple[str, int]] = []

    def prepare(self, name: str, texts: int) -> None:
        self.told.append((name, texts))


@pytest.fixture(autouse=True)
def no_voices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDIORENDER_VOICES", str(tmp_path / "voices"))


@pytest.fixture
def session(own: Desk) -> Iterator[Told]:
    with Told(cache=own.cache, jobs=3) as session:
        yield session


def told(request: Request, session: Told) -> list[tuple[str, int]]:
    session.told.clear()
    ahead.start_engines(request.source, request.output, request.engine, session)
    return session.told


def later(path: Path) -> None:
    """The file was saved a second after anything else in its folder."""
    newest = max(each.stat().st_mtime_ns for each in path.parent.rglob("*"))
    os.utime(path, ns=(newest + 10**9, newest + 10**9))


def test_before_a_first_render_the_embedded_engine_or_the_one_asked_for(own: Desk, session: Told) -> None:
    shutil.rmtree(own.path / "output")
    assert told(own.request(), session) == [("pyttsx3", 3)]
    assert told(own.request(engine="tone"), session) == [("tone", 3)]


def test_those_of_the_last_render_after_the_script_was_saved(own: Desk, session: Told) -> None:
    request = own.request()
    assert told(request, session) == [], "nothing was saved since"
    later(own.path / "tides.script.md")
    assert told(request, session) == [("tone", 1)]


def test_a_script_in_the_folder_of_the_episode_counts_too(own: Desk, session: Told) -> None:
    shutil.rmtree(own.path / "output")
    shutil.move(own.path / "tides.script.md", own.path / "tides.md")
    own.render("tides.md")
    request = own.request("tides.md")
    assert told(request, session) == []
    later(own.path / "output" / "tides.script.md")
    assert told(request, session) == [("tone", 1)]


def test_none_for_a_text_a_missing_file_or_a_folder_that_is_none(own: Desk, session: Told) -> None:
    request = own.request()
    assert told(replace(request, source=read_text("Ann: Yes.", "yes", 1000)), session) == []
    assert told(replace(request, source="missing.md"), session) == []
    (own.path / "file").touch()
    assert told(replace(request, output=own.path / "file", source="missing.md"), session) == []


def test_a_fault_is_left_for_the_render(own: Desk, session: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise EngineError("there is no model")

    monkeypatch.setattr(session, "prepare", refuse)
    ahead.start_engines(own.path / "tides.script.md", None, "tone", session)


def test_what_follows_is_loaded_only_while_something_slow_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = Event()
    monkeypatch.setattr(ahead, "_load", loaded.set)
    monkeypatch.setattr(ahead, "_PATIENCE", 60)
    with ahead.loading_meanwhile():
        pass
    monkeypatch.setattr(ahead, "_PATIENCE", 0.01)
    assert not loaded.is_set()
    with ahead.loading_meanwhile():
        assert loaded.wait(20)
    with pytest.raises(ValueError, match="slow"), ahead.loading_meanwhile():
        raise ValueError("slow")
