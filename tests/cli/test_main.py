"""How it ends: one line on stderr, the exit code, and a traceback only for who asks."""

from __future__ import annotations

import subprocess

import click
import pytest
from desk import Desk

import audiorender
from audiorender.errors import OutputError, SourceError, UsageError

LINE = {
    "misuse": (UsageError("no such file", path="x.md"), 2, "x.md: no such file"),
    "source": (SourceError("is empty", path="x.md", line=3), 1, "x.md:3: is empty"),
    "output": (OutputError("cannot write: disk full", path="out"), 1, "out: cannot write: disk full"),
    "stopped": (
        KeyboardInterrupt(),
        130,
        "stopped; no file is half written, and clips and pieces made so far are kept",
    ),
    "aborted": (click.Abort(), 130, "stopped"),
    "ours": (ZeroDivisionError("by\nzero"), 1, "internal error: ZeroDivisionError: by zero; run again with --debug"),
}


@pytest.mark.parametrize("case", LINE)
def test_how_it_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    error, code, line = LINE[case]

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(audiorender, "render", fail)
    ran = desk.inside("render", "x.md")
    assert (ran.code, ran.out) == (code, "")
    told = ran.err.removeprefix("\n")  # on a terminal the line then stands below the ^C
    assert told.startswith(f"audiorender: {line}")
    assert told.count("\n") == 1


@pytest.mark.parametrize("case", ["misuse", "ours"])
def test_debug_shows_where(desk: Desk, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LINE[case][0]

    monkeypatch.setattr(audiorender, "render", fail)
    assert "Traceback" not in desk.inside("render", "x.md").err
    assert "in fail" in desk.inside("render", "x.md", "--debug").err


def test_who_reads_no_further_is_no_error_to_shout_about(desk: Desk) -> None:
    process = subprocess.Popen(
        desk.command("voices", "--json"), cwd=desk.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 1
