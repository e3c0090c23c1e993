"""The short answer to a render that has nothing to do: the same as the long one, and never where something changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import SCRIPT, Desk, Ran
from PIL import Image

import audiorender

MORE = ("--format", "mp3,wav", "--name", "Ada=Eve")


def rendered(desk: Desk, *more: str) -> Ran:
    return desk.inside("render", "tides.script.md", *more)


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were rendered the long way."""
    long_way, sources = audiorender.render, []

    def render(source: str, **options: object) -> object:
        sources.append(source)
        return long_way(source, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(audiorender, "render", render)
    return sources


@pytest.mark.parametrize("more", [(), ("--json",), MORE, (*MORE, "--json")])
def test_the_short_answer_is_the_long_one(desk: Desk, renders: list[str], more: tuple[str, ...]) -> None:
    rendered(desk, *more)
    audio = {path: path.read_bytes() for path in (desk.path / "output/tides").iterdir()}
    short = rendered(desk, *more)
    assert len(renders) == 1
    desk.environment["AUDIORENDER_SOMETHING"] = "else"
    assert rendered(desk, *more) == short
    assert len(renders) == 2
    assert {path: path.read_bytes() for path in (desk.path / "output/tides").iterdir()} == audio


def draw(path: Path, colour: str) -> None:
    Image.new("RGB", (1500, 1500), colour).save(path)


def spoil_audio(desk: Desk) -> None:
    with (desk.path / "output/tides/tides.mp3").open("r+b") as file:
        file.seek(5000)
        file.write(b"\0")


CHANGES: dict[str, Callable[[Desk], object]] = {
    "the source": lambda desk: desk.write("tides.script.md", SCRIPT.replace("Only", "Mostly")),
    "the settings": lambda desk: desk.write(
        "audiorender.toml", 'voices = "tones"\ntarget = "spotify"\ncover = "a.png"\n'
    ),
    "a voice": lambda desk: desk.write("tones/low.toml", (desk.path / "tones/high.toml").read_text()),
    "the cover": lambda desk: draw(desk.path / "a.png", "blue"),
    "audio that was damaged": spoil_audio,
    "a file that is gone": lambda desk: (desk.path / "output/tides/tides.vtt").unlink(),
    "a file that came": lambda desk: desk.write("output/tides/tides.opus", "of an earlier render"),
    "an added voice": lambda desk: desk.write("kept/some/voice.json", "{}"),
    "the program's own files": lambda _desk: os.utime(Path(audiorender.__file__)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_rendered(desk: Desk, renders: list[str], change: str) -> None:
    desk.write("audiorender.toml", 'voices = "tones"\ncover = "a.png"\n')
    draw(desk.path / "a.png", "red")
    for path in [*desk.path.rglob("*.toml"), desk.path / "a.png"]:
        os.utime(path, (1e9, 1e9))
    rendered(desk)
    rendered(desk)
    assert len(renders) == 1
    CHANGES[change](desk)
    rendered(desk)
    assert len(renders) == 2


def test_what_was_asked_otherwise_is_rendered(desk: Desk, renders: list[str]) -> None:
    rendered(desk)
    rendered(desk, "--mono")
    rendered(desk, "--rate", "1.1")
    assert len(renders) == 3


def test_what_changed_during_the_render_is_not_answered_for(desk: Desk, renders: list[str]) -> None:
    desk.write("audiorender.toml", 'voices = "tones"\ncover = "a.png"\n')
    draw(desk.path / "a.png", "red")
    os.utime(desk.path / "a.png", (4e9, 4e9))  # as if it were written later
    rendered(desk)
    rendered(desk)
    assert len(renders) == 2


def test_an_answer_that_cannot_be_filed_is_not_missed(desk: Desk, renders: list[str]) -> None:
    assert rendered(desk).code == 0
    for path in (desk.cache / "answer").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\0\0\0\0" + json.dumps({}).encode())
    assert rendered(desk).code == 0
    assert len(renders) == 2
