"""Whom an episode names: what the licences of added voices ask for, in the report and wherever it is read."""

from __future__ import annotations

import json

import pytest
from desk import Desk

from audiorender.model import Voice
from audiorender.produce.voices.credits import credits_of, required_credits
from audiorender.tts.catalogue.installed import MANIFEST, Installed, InstalledFile, manifest


@pytest.fixture
def with_tones(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose tone voices came with an added entry that wants to be named."""
    folder = desk.path / "kept/tone"
    folder.mkdir(parents=True)
    (folder / "tone.bin").write_bytes(b"tone")
    entry = Installed(
        folder, "tone", "tone", "Tones", ("en",), "CC BY 4.0", "https://example.org/by", "Tones by Somebody, CC BY 4.0",
        True, True, "files given by hand", "2026-01-02", (InstalledFile("tone.bin", 4, "0" * 64, True, 0),),
    )  # fmt: skip
    (folder / MANIFEST).write_text(manifest(entry))
    monkeypatch.setenv("AUDIORENDER_VOICES", str(desk.path / "kept"))
    return desk


def test_the_report_and_the_notes_carry_what_a_licence_asks_for(with_tones: Desk) -> None:
    ran = with_tones.inside("render", "tides.script.md", "--json")
    assert ran.code in {0, 3}, ran
    told = [(row["name"], row["licence"], row["credit"]) for row in ran.json["credits"]]
    assert told == [("tone", "CC BY 4.0", True)]
    output = with_tones.path / "output/tides"
    assert json.loads((output / "report.json").read_text())["credits"] == ran.json["credits"]
    for name in ("tides.notes.md", "tides.notes.txt", "tides.notes.html"):
        assert "Tones by Somebody, CC BY 4.0" in (output / name).read_text(encoding="utf-8")


def test_a_licence_is_obeyed_where_nobody_is_told_that_voices_are_synthetic(with_tones: Desk) -> None:
    settings = (with_tones.path / "audiorender.toml").read_text()
    with_tones.write("audiorender.toml", "disclosure = false\n" + settings)
    assert with_tones.inside("render", "tides.script.md").code in {0, 3}
    notes = (with_tones.path / "output/tides/tides.notes.txt").read_text(encoding="utf-8")
    assert "Tones by Somebody, CC BY 4.0" in notes
    assert "synthetic" not in notes


def test_voices_that_came_with_the_package_name_nobody(desk: Desk) -> None:
    rows = credits_of([Voice("amber", "pyttsx3", ())])
    assert rows == ()
    assert required_credits(rows) is None
