"""`voices add`, `list` and `remove` by the real command line, and that a voice can still be heard by its name."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from desk import Desk
from tts.catalogue.server import Shelf, serving
from tts.catalogue.test_adding import MODEL, SETTINGS, entry

from audiorender.tts.catalogue import entries
from audiorender.tts.catalogue.installed import MANIFEST

ONNX = b"\x08\x08" + bytes(range(256)) * 40

CONFIG = {"audio": {"sample_rate": 16000}, "phoneme_id_map": {"a": [1]}, "language": {"code": "de_AT"}}


@pytest.fixture
def own(desk: Desk) -> Path:
    """A voice of one's own, with a card."""
    (desk.path / "mine").mkdir()
    (desk.path / "mine/franz.onnx").write_bytes(ONNX)
    desk.write("mine/franz.onnx.json", json.dumps(CONFIG))
    desk.write("mine/MODEL_CARD", "# Franz\n\n* URL: https://example.org\n* License: CC BY 4.0\n")
    return desk.path / "mine"


def test_a_voice_of_ones_own_is_added_listed_and_removed(desk: Desk, own: Path) -> None:
    ran = desk.inside("voices", "add", "piper", "--from", "mine", "--yes")
    assert ran.code == 0
    assert ran.out == "added 'piper:franz' (0 MB, CC BY 4.0)\n"
    assert "licence: CC BY 4.0" in ran.err
    manifest = json.loads((desk.path / "kept/piper-franz" / MANIFEST).read_text())
    assert (manifest["languages"], manifest["licence"]) == (["de-AT"], "CC BY 4.0")
    listed = desk.inside("voices", "list").out
    assert "'piper:franz' is installed: CC BY 4.0" in listed or "piper" not in listed
    assert desk.inside("voices", "remove", "piper:franz").out == "removed 'piper:franz', 0 MB\n"
    assert not (desk.path / "kept/piper-franz").exists()


def test_nothing_is_added_where_nobody_can_accept_the_licence(desk: Desk, own: Path) -> None:
    ran = desk.run("voices", "add", "piper:franz", "--from", "mine/franz.onnx")
    assert ran.code == 2
    assert ran.err.splitlines()[-1].endswith("the licence of 'piper:franz'; accept it with --yes")
    assert "licence: CC BY 4.0" in ran.err
    assert not list((desk.path / "kept").glob("[!.]*"))


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("add", "kokora"), "there is no voice 'kokora' to add; did you mean 'kokoro'?"),
        (("add", "nothing-like-it"), "`audiorender voices list` shows all"),
        (("add", "kokoro", "--from", "nowhere", "--yes"), "there is no such file or folder"),
        (("add", "piper:x", "--from", "nowhere", "--yes"), "there is no file or folder 'nowhere'"),
        (("add", "kokoro", "piper", "--from", "mine", "--yes"), "--from gives one voice at a time"),
        (("add", "piper", "--from", "tones", "--yes"), "there is no .onnx file in it"),
        (("remove", "kokoro"), "'kokoro' is not installed; nothing has been added yet"),
        (("nobody",), "there is no voice 'nobody'"),
    ],
)
def test_what_is_wrong_is_one_line(desk: Desk, own: Path, words: tuple[str, ...], fault: str) -> None:
    ran = desk.inside("voices", *words)
    assert ran.code in {1, 2}
    last = ran.err.splitlines()[-1]
    assert fault in last
    assert last.startswith("audiorender: ")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda own: (own / "franz.onnx").write_bytes(b"<html>"), "is not an ONNX model; download it again"),
        (lambda own: (own / "franz.onnx").write_bytes(b"version https://git-lfs.github.com/spec/v1"), "git lfs pull"),
        (lambda own: (own / "franz.onnx.json").write_text("{}"), "is not the settings file of a Piper voice"),
        (lambda own: (own / "franz.onnx.json").unlink(), "cannot be read"),
        (lambda own: (own / "second.onnx").write_bytes(ONNX), "there is 2 .onnx files in it; name the voice's"),
    ],
)
def test_what_is_no_voice_is_refused(desk: Desk, own: Path, spoil: object, fault: str) -> None:
    assert callable(spoil)
    spoil(own)
    ran = desk.inside("voices", "add", "piper:franz", "--from", "mine", "--yes")
    assert ran.code == 1
    assert fault in ran.err
    assert not (desk.path / "kept/piper-franz").exists()


def test_a_download_by_the_command_is_checked_and_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module("audiorender.produce.voices.adding")  # or it would keep the catalogue of this test
    with serving(Shelf({"/voice.onnx": MODEL, "/voice.onnx.json": SETTINGS})) as address:
        monkeypatch.setattr(entries, "catalogue", lambda: {"piper:voice": entry(address)})
        ran = desk.inside("voices", "add", "piper:voice", "--yes", "--json")
        assert ran.code == 0, ran
        assert [(each["name"], each["verified"], each["added"]) for each in ran.json] == [("piper:voice", True, True)]
        again = desk.inside("voices", "add", "piper:voice", "--json")
        assert [(each["added"]) for each in again.json] == [False]


def test_every_engines_voices_are_listed_with_what_adds_more(desk: Desk) -> None:
    groups = {group["name"]: group for group in desk.inside("voices", "list", "--json").json}
    assert {"pyttsx3", "tone", "openai", "elevenlabs", "command", "whisper"} <= groups.keys()
    assert {voice["name"] for voice in groups["tone"]["voices"]} == {"low", "middle", "high"}
    base = next(each for each in groups["whisper"]["to_add"] if each["name"] == "whisper:base")
    assert base["command"] == "audiorender voices add whisper:base"
    assert (base["licence"], base["verified"]) == ("MIT", True)
    told = desk.inside("voices", "list").out
    assert re.search(r"^to add one: audiorender voices add NAME$", told, re.MULTILINE)
    assert re.search(r"^whisper:base +all +148 +MIT", told, re.MULTILINE)
    mine = desk.inside("voices").out
    assert "whisper" not in mine
    assert mine.endswith("more, and better ones: audiorender voices list\n")


def test_no_name_is_cut_in_a_narrow_terminal(desk: Desk) -> None:
    told = desk.run("voices", "list", COLUMNS="80").out
    assert max(len(line) for line in told.splitlines() if ": " not in line) <= 80
    assert re.search(r"^piper:en_GB-northern_english_male-medium ", told, re.MULTILINE)


def test_several_are_heard_one_after_the_other(desk: Desk) -> None:
    ran = desk.inside("voices", "low", "high", "low", "-o", "two.wav")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"two\.wav: low, high, 0:\d\d\n", ran.out)
    assert desk.inside("voices", "low", "nobody", "-o", "x.wav").code == 2


def test_what_cannot_be_used_says_what_to_run(desk: Desk, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiorender.tts.catalogue.installed.find_spec", lambda _: None)
    added = desk.inside("voices", "add", "piper", "--from", "mine", "--yes")
    command = "run `pip install 'audiorender[piper]'`, or `pip install '.[piper]'` in a clone"
    assert f"note: to use 'piper:franz', {command}" in added.err
    assert f"  it cannot be used yet: {command}" in desk.inside("voices").out
    ran = desk.inside("render", "tides.script.md", "--dry-run")
    assert f"note: 'piper:franz' is installed but cannot speak, because a package is missing; {command}" in ran.err


def test_a_licence_that_is_declined_leaves_nothing_behind(desk: Desk, own: Path) -> None:
    assert desk.run("voices", "add", "piper:franz", "--from", "mine").code == 2
    assert not list((desk.path / "kept").glob("*"))


def test_wrong_files_are_told_before_the_licence_is_asked(desk: Desk) -> None:
    (desk.path / "empty").mkdir()
    ran = desk.run("voices", "add", "kokoro", "--from", "empty")
    assert ran.code == 1
    assert "licence" not in ran.err
    assert not list((desk.path / "kept").glob("*"))


def test_a_voice_is_still_heard_by_its_name(desk: Desk) -> None:
    assert desk.inside("voices", "low", "-o", "low.wav").code == 0
    assert (desk.path / "low.wav").stat().st_size > 1000
    assert [voice["name"] for voice in desk.inside("voices", "--json").json][:1] == ["amber"]


def test_the_name_of_what_can_be_added_says_how(desk: Desk) -> None:
    ran = desk.inside("voices", "kokoro")
    assert ran.code == 2
    assert "there is no voice 'kokoro'; `audiorender voices add kokoro` adds it" in ran.err
