"""A file that is named on the command line and is not there is misuse; that there is no room to print is told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


@pytest.mark.parametrize(
    "command",
    [
        ("render", "gone.md"),
        ("script", "gone.md"),
        ("preview", "gone.md", "--turn", "1"),
        ("chapters", "gone.mp3"),
        ("chapters", "a.wav", "--from", "gone.json"),
        ("chapters", "a.wav", "--cover", "gone.png"),
        ("chapters", "a.wav", "--image", "1=gone.png"),
        ("check", "gone.mp3"),
        ("feed", "gone"),
        ("voices", "--cast", "gone.md"),
        ("cache", "why", "gone.md"),
    ],
    ids=" ".join,
)
def test_a_file_that_is_not_there(desk: Desk, command: tuple[str, ...]) -> None:
    desk.write("a.wav", wave())
    if "--image" in command:
        assert desk.inside("chapters", "a.wav", "--add", "0=A").code == 0
    ran = desk.inside(*command)
    assert ran.code == 2, ran
    assert "gone" in ran.out + ran.err


def wave() -> bytes:
    sound = bytes(2 * 48_000)
    head = b"fmt " + (16).to_bytes(4, "little") + bytes.fromhex("0100010080bb000000770100") + bytes.fromhex("02001000")
    body = b"WAVE" + head + b"data" + len(sound).to_bytes(4, "little") + sound
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", [("--help",), ("check", "--help"), ("--version",), ("voices",)], ids=" ".join)
def test_a_full_disk_behind_standard_output(desk: Desk, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        environment = {**os.environ, **desk.environment}
        words = desk.command(*command)
        ran = subprocess.run(words, cwd=desk.path, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert (ran.returncode, ran.stderr.count(b"\n")) == (1, 1)
    assert ran.stderr.startswith(b"audiorender: standard output: cannot be written: No space left on device")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_standard_error(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        words = desk.command("chapters", "gone.mp3")
        assert subprocess.run(words, cwd=desk.path, stderr=full, check=False).returncode == 2
