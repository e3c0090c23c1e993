"""`audiorender chapters` as people and programs call it."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from desk import Desk

from audiorender.audio import ffmpeg
from audiorender.cli.commands.chapters import FORMS, chapters
from audiorender.publish.chapters import BY_NAME
from e2e.conftest import Decode

NOTES = """# Kites

Recorded in the wind.

- 0:00 The string
- 0:20 [The cloth](https://kites.example/cloth)
- 0:45.5 The tail
"""


@pytest.fixture(scope="module")
def wind(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A minute of sound as MP3, as another program makes it: ID3v2.4."""
    path = tmp_path_factory.mktemp("wind") / "wind.mp3"
    source = ["-f", "lavfi", "-i", "anoisesrc=d=60:r=44100:seed=3:a=0.1", "-metadata", "artist=Nobody"]
    subprocess.run([ffmpeg.executable(), "-v", "error", *source, "-b:a", "64k", str(path)], check=True)
    return path.read_bytes()


@pytest.fixture
def kites(desk: Desk, wind: bytes) -> Desk:
    desk.write("kites.mp3", wind)
    desk.write("notes.md", NOTES)
    return desk


def listed(desk: Desk, name: str = "kites.mp3") -> list[tuple[float, str, str | None]]:
    shown = desk.inside("chapters", name, "--json").json
    return [(chapter["start"], chapter["title"], chapter["url"]) for chapter in shown["chapters"]]


def test_from_notes_to_tags(kites: Desk, decode: Decode) -> None:
    before = decode(kites.path / "kites.mp3")
    ran = kites.well("chapters", "kites.mp3", "--from", "notes.md", "--title", "Kites", "--show", "Small Machines")
    assert ran.out.splitlines()[0].split() == ["start", "end", "title", "link", "picture"]
    assert ran.out.splitlines()[2].split() == [
        *("2", "00:00:20.000", "00:00:45.500", "The", "cloth", "https://kites.example/cloth")
    ]
    assert ran.out.splitlines()[4:] == [
        *("title: Kites", "show: Small Machines", "author: Nobody"),
        *("kites.mp3: 00:01:00.000, 3 chapters", "written: kites.mp3"),
    ]
    shown = kites.well("chapters", "kites.mp3", "--json").json
    assert (shown["title"], shown["show"], shown["author"]) == ("Kites", "Small Machines", "Nobody")
    assert (shown["seconds"], shown["faults"], shown["written"]) == (60, [], [])
    assert shown["chapters"][2] == {
        **{"number": 3, "start": 45.5, "end": 60, "title": "The tail", "url": None, "picture": None}
    }
    after = decode(kites.path / "kites.mp3")
    assert before.shape == after.shape
    assert (before == after).all()


def test_what_is_wrong_with_a_file_is_noted(kites: Desk) -> None:
    ran = kites.inside("chapters", "kites.mp3")
    assert (ran.code, ran.err) == (0, "note: the tag is ID3v2.4.0, not ID3v2.3.0\n")
    assert ran.out == "author: Nobody\nkites.mp3: 00:01:00.000, no chapters\n"
    assert kites.inside("chapters", "kites.mp3", "--strict", "--quiet").code == 3


def test_every_change_at_once(kites: Desk) -> None:
    kites.inside("chapters", "kites.mp3", "--from", "notes.md")
    ran = kites.inside(
        *(
            "chapters",
            "kites.mp3",
            "--add",
            "0:50=Fin = end",
            "--move",
            "2=0:10.4",
            "--rename",
            "1=Start",
            "--remove",
            "3",
        ),
        *("--link", "2=", "--link", "1=https://kites.example/", "--whole-seconds", "--author", "Lena Fuchs"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert listed(kites) == [(0, "Start", "https://kites.example/"), (10, "The cloth", None), (50, "Fin = end", None)]
    assert kites.inside("chapters", "kites.mp3", "--clear").out.endswith("no chapters\nwritten: kites.mp3\n")
    assert listed(kites) == []


def test_a_dry_run_writes_nothing(kites: Desk, wind: bytes) -> None:
    ran = kites.inside("chapters", "kites.mp3", "--from", "notes.md", "--dry-run", "--to", "out.json")
    assert (ran.code, ran.err) == (0, "")
    assert "The cloth" in ran.out
    assert "written" not in ran.out
    assert (kites.path / "kites.mp3").read_bytes() == wind
    assert not (kites.path / "out.json").exists()


def test_pipes(kites: Desk) -> None:
    out = kites.run("chapters", "kites.mp3", "--from", "-", "--to", "-", "--as", "audacity", stdin=NOTES)
    assert (out.code, out.out) == (
        3,
        "0.000000\t20.000000\tThe string\n20.000000\t45.500000\tThe cloth\n45.500000\t60.000000\tThe tail\n",
    )
    assert out.err == "note: links are not in it: 1\n"
    ran = kites.run("chapters", "kites.mp3", "--from", "-", stdin=out.out)
    assert (ran.code, ran.err) == (0, "")
    again = kites.run("chapters", "kites.mp3", "--to", "-")
    assert again.out == "00:00 The string\n00:20 The cloth\n00:45 The tail\n"
    assert again.err == "note: its times are coarser than the chapters': 1 of 3 are rounded\n"
    as_json = kites.inside("chapters", "kites.mp3", "--json")
    kites.write("listed.json", as_json.out)
    kites.inside("chapters", "kites.mp3", "--clear")
    kites.inside("chapters", "kites.mp3", "--from", "listed.json")
    assert kites.inside("chapters", "kites.mp3", "--json").json["chapters"] == as_json.json["chapters"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--move", "1"], 2, "--move takes N=TIME, not '1'"),
        (["--move", "1=soon"], 2, "--move: 'soon' is not a time; write 12:34, 1:02:03.5 or 754s"),
        (["--rename", "one=A"], 2, "--rename: 'one' is not a chapter number; the first one is 1"),
        (["--rename", "1=A", "--rename", "1=B"], 2, "--rename is given twice for chapter 1; leave one out"),
        (["--add", "1:00"], 2, "--add takes TIME=TITLE, not '1:00'"),
        (
            ["--add", "1:00=End"],
            1,
            "kites.mp3: the chapter 00:01:00.000 'End' begins after the end of the audio, at 00:01:00.000",
        ),
        (["--remove", "0"], 2, "--remove: '0' is not a chapter number"),
        (["--remove", "7"], 2, "--remove 7: there are no chapters; numbers are those of the list before any change"),
        (["--json", "--to", "-"], 2, "--json and --to - both print on standard output"),
        (["--from", "tides.script.md"], 1, "report.json: the report of the script's render: cannot be read"),
        (["--from", "bad.cue"], 1, "bad.cue:2:12: '01 1:2' is not an index"),
    ],
)
def test_what_cannot_be_done_is_one_line(kites: Desk, wind: bytes, words: list[str], code: int, message: str) -> None:
    kites.write("bad.cue", "TRACK 01 AUDIO\n  INDEX    01 1:2\n")
    ran = kites.inside("chapters", "kites.mp3", *words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"audiorender: {message}")
    assert ran.err.count("\n") == 1
    assert (kites.path / "kites.mp3").read_bytes() == wind


def test_a_first_chapter_that_begins_late(kites: Desk) -> None:
    ran = kites.inside("chapters", "kites.mp3", "--add", "0:12=Later")
    assert ran.code == 0
    assert ran.err == "note: the first chapter begins at 00:00:12.000, so one named 'kites' was put before it\n"
    assert listed(kites) == [(0, "kites", None), (12, "Later", None)]


def test_titles_of_an_edited_script(own: Desk) -> None:
    script = own.path / "output/tides/tides.script.md"
    script.write_text(script.read_text(encoding="utf-8").replace("# The way back", "# Home, through the fog"), "utf-8")
    audio = "output/tides/tides.mp3"
    before = [start for start, _, _ in listed(own, audio)]
    assert own.inside("chapters", audio, "--from", script).code == 0
    assert [(start, title) for start, title, _ in listed(own, audio)] == [
        (before[0], "Out at low water"),
        (before[1], "Home, through the fog"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_killed_at_any_moment_the_file_is_whole(kites: Desk, wind: bytes) -> None:
    path = kites.path / "kites.mp3"
    path.write_bytes(wind[:-1] + b"\0" * 30_000_000)
    (kites.path / "copy.mp3").write_bytes(path.read_bytes())
    kites.inside("chapters", "copy.mp3", "--from", "notes.md")
    whole = {hashlib.sha256((kites.path / name).read_bytes()).digest() for name in ("kites.mp3", "copy.mp3")}
    for wait in (0.3, 0.45, 0.6):
        running = subprocess.Popen(
            kites.command("chapters", "kites.mp3", "--from", "notes.md"), cwd=kites.path, stdout=subprocess.DEVNULL
        )
        time.sleep(wait)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert hashlib.sha256(path.read_bytes()).digest() in whole


def test_help_names_every_form() -> None:
    assert set(FORMS) == set(BY_NAME)
    shown = chapters.get_help(click.Context(chapters))
    assert all(option in shown for option in ("--from", "--to", "--as", "--add", "--move", "--cover", "--dry-run"))


def test_it_loads_little(kites: Desk) -> None:
    code = "import sys; from audiorender import cli; cli.main(sys.argv[1:])"
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, "chapters", "kites.mp3", "--from", "notes.md"],
        cwd=kites.path,
        capture_output=True,
        check=True,
        text=True,
    ).stderr
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in loaded.splitlines()}
    assert not {"PIL", "soxr", "pydub", "yaml", "jinja2", "markdown_it"} & names


def test_json_is_json(kites: Desk) -> None:
    assert json.loads(kites.inside("chapters", "kites.mp3", "--json").out)["audio"] == "kites.mp3"
    assert Path(kites.inside("chapters", "kites.mp3", "--json", "-o", "x.mp3").json["written"][0]).name == "x.mp3"
