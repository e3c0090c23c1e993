"""A render takes what another machine has made from the store that they share, and says what is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk import Desk

import audiorender
from audiorender.produce.session import session_for
from audiorender.settings.project import Project
from audiorender.shared.store import VARIABLE


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def _render(desk: Desk, share: Path, place: str) -> audiorender.Episode:
    """As another machine does: with a cache and an output of its own."""
    with audiorender.Session(cache=desk.path / place / "cache", shared=share) as session:
        source, output = desk.path / "tides.script.md", desk.path / place / "output"
        return audiorender.render(source, session=session, settings=desk.path, output=output)


def test_another_machine_makes_nothing_and_has_the_same_bytes(desk: Desk, share: Path) -> None:
    first, second = (_render(desk, share, place) for place in ("one", "two"))
    assert (first.clips_made, first.pieces_made > 0) == (6, True)
    assert (second.clips_made, second.pieces_made) == (0, 0)
    assert second.audio.read_bytes() == first.audio.read_bytes()
    assert {path.name for path in share.iterdir()} == {"clip", "piece"}
    assert not [note for note in (*first.notes, *second.notes) if "shared" in note.text]


def test_what_is_damaged_there_is_a_note_and_made_again(desk: Desk, share: Path) -> None:
    first = _render(desk, share, "one")
    entries = sorted(path for path in share.rglob("*") if path.is_file())
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-2])
    second = _render(desk, share, "two")
    assert second.clips_made == first.clips_made
    assert second.audio.read_bytes() == first.audio.read_bytes()
    assert len([note for note in second.notes if "is damaged and will be made again" in note.text]) == 1
    assert not any(note.lessened for note in second.notes if "damaged" in note.text)
    third = _render(desk, share, "three")
    assert (third.clips_made, third.pieces_made) == (0, 0)


def test_the_command_line_names_one_or_the_environment_or_the_settings(desk: Desk, share: Path) -> None:
    def cached(name: str) -> str:
        return str(desk.path / name)

    desk.well("render", "tides.script.md", "--quiet", "--shared-store", "share")
    made = {path.name for path in share.rglob("*") if path.is_file()}
    assert made
    by_variable = desk.well("render", "tides.script.md", "--json", AUDIORENDER_CACHE=cached("b"), **{VARIABLE: "share"})
    assert by_variable.json["clips_made"] == 0
    desk.write("audiorender.toml", 'voices = "tones"\nshared_store = "share"\n')
    by_setting = desk.well("render", "tides.script.md", "--json", AUDIORENDER_CACHE=cached("c"))
    assert by_setting.json["clips_made"] == 0


def test_one_that_is_not_there_is_a_note_and_the_render_goes_on(desk: Desk) -> None:
    ran = desk.run("render", "tides.script.md", "--shared-store", "nowhere")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "note: the shared store nowhere cannot be used, so everything is made on this machine: no such folder"
    ]


def test_a_malformed_address_is_misuse(desk: Desk) -> None:
    pytest.importorskip("fsspec")
    ran = desk.inside("render", "tides.script.md", "--shared-store", "nope://x")
    assert ran.code == 2
    assert ran.err.startswith("audiorender: the shared store nope://x has the unknown protocol 'nope'; use a folder")


def test_the_flag_comes_before_the_environment_and_that_before_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(os.environ, "AUDIORENDER_CACHE", str(tmp_path))
    project = Project(shared_store="settings")

    def address(given: str | None) -> str:
        with session_for(project, shared=given) as session:
            session.store.put("clip", "0" * 40, b"")
            (note,) = session.notes()
            return note.text.split()[3]

    assert address(None) == "settings"
    monkeypatch.setenv(VARIABLE, "environment")
    assert address(None) == "environment"
    assert address("flag") == "flag"
