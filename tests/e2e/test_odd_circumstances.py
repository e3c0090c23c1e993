"""Streams that are closed or full, folders that are gone, names that are no text: one line, or simply the result."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, Ran

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells and files")


def shell(desk: Desk, line: str, **environment: str) -> Ran:
    """Run a shell line in which `$A` is the command."""
    done = subprocess.run(
        ["sh", "-c", line.replace("$A", " ".join(desk.command()))],
        cwd=desk.path,
        env={**os.environ, **desk.environment, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(ran: Ran, code: int, hint: str) -> None:
    assert ran.code == code, ran
    assert hint in ran.err
    assert ran.err.count("\n") == 1
    assert "internal" not in ran.err


@posix
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$A voices >&-", 0),
        ("$A script tides.script.md <&- >&- 2>&-", 0),
        ("$A voices 2>&-", 0),
        ("$A render nowhere.md 2>&-", 2),
        ("$A render - <&-", 1),
    ],
)
def test_closed_streams_are_taken_for_silent_ones(desk: Desk, line: str, code: int) -> None:
    ran = shell(desk, line)
    assert ran.code == code, ran
    assert "internal" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to")
@pytest.mark.parametrize("words", ["voices", "voices --json", "cache"])
def test_a_full_disk_behind_standard_output(desk: Desk, words: str) -> None:
    one_line(shell(desk, f"$A {words} >/dev/full"), 1, "standard output")


@posix
def test_a_working_folder_that_is_gone(desk: Desk) -> None:
    one_line(shell(desk, "mkdir gone; cd gone; rmdir ../gone; PYTHONSAFEPATH=1 $A voices"), 2, "working folder")


@pytest.mark.parametrize("encoding", ["ascii", "utf-8:strict"])
@posix
def test_a_path_that_the_terminal_cannot_show(desk: Desk, encoding: str) -> None:
    desk.path.joinpath(os.fsdecode(b"t\xff.script.md")).write_bytes((desk.path / "tides.script.md").read_bytes())
    ran = shell(desk, "$A render *.script.md -o caf\u00e9 --json; $A script t?.script.md", PYTHONIOENCODING=encoding)
    assert (ran.code, ran.err) == (2, "") or ran.code == 0, ran


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--title", ""], "--title"),
        (["--title", " "], "--title"),
        (["--title", "a\udcffb"], "U+DCFF"),
        (["--name", "Ada=a\udcffb"], "U+DCFF"),
        (["--name", "Ada=a\nb"], "line"),
        (["--name", "Ada=" + "x" * 101], "100"),
        (["--name", "Ada=Eve", "--name", "Ada=Ida"], "two values"),
        (["--voice", "Ada=low", "--voice", "Ada=high"], "two values"),
    ],
)
@posix
def test_wishes_that_no_script_can_hold(desk: Desk, words: list[str], hint: str) -> None:
    one_line(desk.inside("render", "tides.script.md", *words), 2, hint)
    assert not (desk.path / "output").exists()


def test_a_voice_that_does_not_exist_is_named_with_its_script(desk: Desk) -> None:
    text = (desk.path / "tides.script.md").read_text(encoding="utf-8")
    desk.write("loud.script.md", text.replace("Ada: low", "Ada: loud", 1))
    one_line(desk.inside("render", "loud.script.md"), 1, "loud.script.md")


def test_two_sources_for_one_folder(desk: Desk) -> None:
    desk.write("more/tides.md", "Ada: Hello, Ben.\n\nBen: Hello, Ada.\n")
    one_line(desk.inside("render", "tides.script.md", "more/tides.md"), 2, "output/tides")
    one_line(desk.inside("render", "-", "-"), 2, "output/episode")
    assert not (desk.path / "output").exists()


@pytest.mark.parametrize("words", [["--keep", "nan"], ["--keep", "inf"], ["--unused", "nan"]])
def test_how_much_to_keep_is_a_number(desk: Desk, words: list[str]) -> None:
    one_line(desk.inside("cache", "prune", *words), 2, "takes a number from 0 up, not")


def test_a_name_that_is_too_long_for_a_folder(desk: Desk) -> None:
    one_line(desk.inside("render", "tides.script.md", "-o", "n" * 500), 1, "too long")


@posix
@pytest.mark.parametrize("does", ["exit 1", "exit 0", "kill -9 $$"])
def test_an_ffmpeg_that_does_not_work(desk: Desk, does: str) -> None:
    program = desk.write("ffmpeg", f'#!/bin/sh\n[ "$2" = -version ] && echo "ffmpeg version 9" && exit\n{does}\n')
    program.chmod(0o755)
    broken = {"AUDIORENDER_FFMPEG": str(program)}
    one_line(desk.run("preview", "tides.script.md", "--turn", "1", "-o", "a.mp3", **broken), 1, "ffmpeg")
    assert not (desk.path / "a.mp3").exists()
    one_line(desk.run("render", "tides.script.md", **broken), 1, "ffmpeg")
    assert not (desk.path / "output/tides/tides.mp3").exists()


@posix
def test_a_program_that_is_not_ffmpeg_says_what_to_do(desk: Desk) -> None:
    one_line(desk.run("render", "tides.script.md", AUDIORENDER_FFMPEG="/bin/false"), 1, "AUDIORENDER_FFMPEG")
    ran = desk.run("--version", AUDIORENDER_FFMPEG="/bin/false")
    assert (ran.code, ran.err) == (0, "")
    assert "ffmpeg: not usable here" in ran.out
