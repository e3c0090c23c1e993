"""`audiorender check` by its command line: exit codes, what is printed, JSON."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import Desk

FORMS = "mp3,m4a,m4b,opus,ogg,flac,wav"


@pytest.fixture(scope="module")
def rendered(quiet_desk: Desk) -> Desk:
    """A desk with an episode in every form."""
    ran = quiet_desk.inside("render", "tides.script.md", "--format", FORMS, "--words")
    assert (ran.code, ran.err) == (0, ""), ran
    return quiet_desk


@pytest.mark.parametrize("name", FORMS.split(","))
def test_what_was_just_rendered_has_nothing_above_a_note(rendered: Desk, name: str) -> None:
    ran = rendered.inside("check", f"output/tides/tides.{name}", "--json")
    assert (ran.code, ran.err) == (0, ""), ran
    assert [each for each in ran.json["findings"] if each["level"] != "note"] == []
    (file,) = ran.json["files"]
    assert abs(file["heard"]["loudness"] + 16) < 0.35
    shown = {app["app"]: app["shown"] for app in file["apps"]}
    assert shown["AntennaPod"] in {2, None}


def test_a_folder_of_folders(rendered: Desk) -> None:
    ran = rendered.inside("check", "output", "--strict")
    assert ran.err == ""
    assert "7 files checked: no errors, no warnings" in ran.out
    assert "Pocket Casts (iOS)  2" in ran.out
    assert ran.code == (3 if "note:" in ran.out else 0)


def test_mono_too(desk: Desk) -> None:
    assert desk.inside("render", "tides.script.md", "--mono", "--format", "mp3,opus").code == 0
    ran = desk.inside("check", "output/tides")
    assert (ran.code, ran.err) == (0, ""), ran


def test_warnings_end_with_3_and_say_what_to_do(rendered: Desk) -> None:
    ran = rendered.inside("check", "output/tides/tides.mp3", "--target", "broadcast")
    assert (ran.code, ran.err) == (3, "")
    assert "is too loud: the target is -23 [loudness]" in ran.out
    assert "    change the level of the original and encode it again" in ran.out
    assert "1 file checked: no errors, 1 warning" in ran.out
    assert rendered.inside("check", "output/tides/tides.mp3", "--target", "broadcast", "--quiet").out == ""


def test_errors_end_with_1(rendered: Desk, tmp_path: Path) -> None:
    ran = rendered.inside("check", "no such.mp3", "output/tides/tides.mp3")
    assert (ran.code, ran.err) == (2, "")
    assert "error: no such.mp3: does not exist [missing]" in ran.out
    assert ran.out.index("error:") < ran.out.index("1 file checked: 1 error")
    text = tmp_path / "text.mp3"
    text.write_text("not a sound")
    ran = rendered.inside("check", text, "--json")
    assert (ran.code, [each["rule"] for each in ran.json["findings"]]) == (1, ["unreadable"])


def test_misuse(rendered: Desk) -> None:
    assert rendered.inside("check").code == 2
    assert rendered.inside("check", "output", "--target", "loud").code == 2


def test_what_is_missing_or_damaged_beside_the_audio(desk: Desk) -> None:
    assert desk.inside("render", "tides.script.md").code == 0
    folder = desk.path / "output/tides"
    (folder / "tides.vtt").unlink()
    (folder / "tides.psc.xml").write_text("<psc:chapters")
    ran = desk.inside("check", folder, "--json")
    found = {each["rule"] for each in ran.json["findings"] if each["level"] != "note"}
    assert (ran.code, found) == (1, {"list-damaged", "report-missing"})
    ran = desk.inside("chapters", folder / "tides.mp3", "--rename", "1=Far out")
    assert ran.code == 0
    ran = desk.inside("check", folder / "tides.mp3", "--json")
    assert {"report", "list-differ"} <= {each["rule"] for each in ran.json["findings"]}


def test_render_warns_of_what_it_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from audiorender.publish.check import chapters

    assert desk.inside("render", "tides.script.md", "--format", "mp3,flac").err == ""
    monkeypatch.setattr(chapters, "_SHOWN_BY_ALL", 1)
    monkeypatch.setattr(chapters, "_MOST", 1)
    shutil.rmtree(desk.cache / "answer")  # or nothing is looked at again
    ran = desk.inside("render", "tides.script.md", "--format", "mp3,flac")
    assert ran.code == 3
    assert ran.err.splitlines() == [
        f"note: output/tides/tides.{suffix}: there are 2 chapters [chapter-count]" for suffix in ("mp3", "flac")
    ]
