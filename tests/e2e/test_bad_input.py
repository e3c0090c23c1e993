"""Whatever is wrong: one line that says what, where and what to do, the right exit code, nothing half-written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import SCRIPT, Desk, Ran

CASES = {
    "missing": (["render", "nowhere.md"], 2, "nowhere.md"),
    "folder": (["render", "tones"], 2, "folder"),
    "empty": (["render", "empty.md"], 1, "empty"),
    "blank": (["render", "blank.md"], 1, "blank.md"),
    "binary": (["render", "binary.md"], 1, "binary.md"),
    "not UTF-8": (["render", "latin.md"], 1, "UTF-8"),
    "too large": (["render", "large.md"], 1, "limit"),
    "speaker": (["render", "speaker.script.md"], 1, "speaker.script.md:13:"),
    "voice": (["render", "voice.script.md"], 1, "did you mean 'low'"),
    "cue": (["render", "cue.script.md"], 1, "cue.script.md:23:"),
    "key": (["render", "key.script.md"], 1, "key.script.md:4:"),
    "no such flag voice": (["render", "tides.script.md", "--voice", "Ada=lo"], 2, "did you mean 'low'"),
    "no such speaker": (["render", "tides.script.md", "--voice", "Adda=low"], 2, "did you mean 'Ada'"),
    "half a pair": (["render", "tides.script.md", "--voice", "Ada"], 2, "--voice"),
    "no such option": (["render", "tides.script.md", "--loudly"], 2, "--loudly"),
    "no such turn": (["preview", "tides.script.md", "--turn", "99", "-o", "x.wav"], 2, "5"),
    "no such line": (["preview", "tides.script.md", "--line", "1", "-o", "x.wav"], 2, "line 1"),
    "nothing chosen": (["preview", "tides.script.md"], 2, "--turn"),
    "preview as what": (["preview", "tides.script.md", "--turn", "1", "-o", "x.txt"], 2, ".wav"),
    "a file for a folder": (["render", "tides.script.md", "-o", "empty.md"], 1, "empty.md"),
    "one folder for two": (["render", "tides.script.md", "tides.script.md", "-o", "x"], 2, "-o"),
}


@pytest.fixture
def bad(desk: Desk) -> Desk:
    desk.write("empty.md", "")
    desk.write("blank.md", " \n\n\t\n")
    desk.write("binary.md", bytes(range(256)) * 8)
    desk.write("latin.md", "Ada: Ça va, là?\n".encode() + b"\xe7a\n")
    desk.write("audiorender.toml", 'voices = "tones"\nlimit = 4000\n')
    desk.write("large.md", "Ada: more and more.\n\n" * 200)
    desk.write("speaker.script.md", SCRIPT.replace("Ben: Past", "Benn: Past"))
    desk.write("voice.script.md", SCRIPT.replace("Ada: low", "Ada: loww"))
    desk.write("cue.script.md", SCRIPT.replace("[pause 1.5s]", "[paws 1.5s]"))
    desk.write("key.script.md", SCRIPT.replace("cast:", "colour: red\ncast:"))
    return desk


@pytest.mark.parametrize("case", CASES)
def test_one_line_that_helps(bad: Desk, case: str) -> None:
    check(bad, case, bad.inside)


@pytest.mark.parametrize("case", ["missing", "speaker", "no such option"])
def test_one_line_that_helps_by_the_real_command(bad: Desk, case: str) -> None:
    check(bad, case, bad.run)


def files_of(desk: Desk) -> list[Path]:
    """Everything but the cache, which may keep what was computed before the error."""
    return sorted(path for path in desk.path.rglob("*") if not path.is_relative_to(desk.cache))


def check(bad: Desk, case: str, run: Callable[..., Ran]) -> None:
    words, code, hint = CASES[case]
    before = files_of(bad)
    ran = run(*words)
    assert (ran.code, ran.out) == (code, ""), ran
    assert hint in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("audiorender: ")
    assert "Traceback" not in ran.err
    assert files_of(bad) == before


def test_an_unknown_engine_names_the_profile(bad: Desk) -> None:
    bad.write("tones/odd.toml", 'engine = "tune"\nabout = "None such."\nlanguage = "en"\n')
    ran = bad.inside("render", "tides.script.md", "--voice", "Ada=odd")
    assert (ran.code, ran.out) == (1, "")
    assert "odd.toml" in ran.err
    assert "did you mean 'tone'" in ran.err


def test_debug_shows_the_traceback(desk: Desk) -> None:
    ran = desk.inside("render", "nowhere.md", "--debug")
    assert ran.code == 2
    assert "Traceback" in ran.err


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(desk: Desk) -> None:
    locked = desk.path / "locked"
    locked.mkdir(mode=0o500)
    ran = desk.run("render", "tides.script.md", "-o", "locked/episode")
    assert ran.code == 1
    assert "locked/episode" in ran.err


def test_a_script_with_nothing_to_say(desk: Desk) -> None:
    desk.write("mute.script.md", SCRIPT.split("# Out")[0] + "\nAda: —\n\nBen: 🙂\n")
    ran = desk.inside("render", "mute.script.md")
    assert ran.code == 1
    assert "nothing" in ran.err


def test_silent_paragraphs_are_reported(desk: Desk) -> None:
    desk.write("dots.script.md", SCRIPT.replace("Only of my mother.", "…\n\nOnly of my mother. 🙂"))
    told = desk.inside("render", "dots.script.md", "--json").json
    assert [(silent["text"], silent["rule"]) for silent in told["silent"]] == [
        ("…", "nothing-to-speak"),
        ("🙂", "unspeakable-symbol"),
    ]
