"""Killed at any point, stopped with Ctrl-C, cut off by a full disk: nothing under a final name is ever partial."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import SCRIPT, Desk

LONG = SCRIPT + "".join(f"\nBen: Wave number {n} came in, and it was higher than the one before.\n" for n in range(24))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def start(desk: Desk, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **desk.environment}
    return subprocess.Popen(
        desk.command(*words),
        cwd=desk.path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finals(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.suffix != ".part"
    }


def test_killed_at_any_point_nothing_is_partial_and_the_next_run_goes_on(desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    started = time.monotonic()
    desk.well("render", "long.script.md")
    took = time.monotonic() - started
    episode, cache = desk.path / "output/long", desk.path / "cache"
    whole, kept = finals(episode), finals(cache)
    shutil.rmtree(episode)
    shutil.rmtree(cache)
    for part in (0.3, 0.5, 0.7, 0.9):
        process = start(desk, "render", "long.script.md")
        time.sleep(took * part)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        for folder, good in ((episode, whole), (cache, kept)):
            assert all(good[name] == data for name, data in finals(folder).items()) if folder.exists() else True
    desk.well("render", "long.script.md")
    assert finals(episode) == whole
    assert not list(episode.glob(".*.part"))


def test_ctrl_c_ends_within_two_seconds_with_a_word_about_what_is_kept(desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    process = start(desk, "render", "long.script.md")
    deadline = time.monotonic() + 30
    while not list((desk.path / "cache").rglob("*/*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    stopped = time.monotonic()
    _, said = process.communicate(timeout=10)
    assert time.monotonic() - stopped < 2
    assert process.returncode == 130, said
    assert b"kept" in said
    assert said.strip().count(b"\n") == 0
    assert not (desk.path / "output/long/long.mp3").exists()


def test_a_full_disk_is_one_line_and_no_half_file(desk: Desk) -> None:
    desk.write("long.script.md", LONG)

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    ran = subprocess.run(
        desk.command("render", "long.script.md"),
        cwd=desk.path,
        env={**os.environ, **desk.environment},
        preexec_fn=small,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert b"cannot write" in ran.stderr
    assert not (desk.path / "output/long/long.mp3").exists()


def test_two_renders_at_once_share_the_cache(desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    both = [start(desk, "render", "long.script.md", "-o", name) for name in ("one", "two")]
    for process in both:
        said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert finals(desk.path / "one") == finals(desk.path / "two")


def test_a_damaged_clip_is_made_anew(desk: Desk) -> None:
    desk.well("render", "tides.script.md")
    before = (desk.path / "output/tides/tides.mp3").read_bytes()
    for entry in (desk.path / "cache").rglob("*"):
        if entry.is_file():
            data = bytearray(entry.read_bytes())
            data[len(data) // 2] ^= 0xFF
            entry.write_bytes(data)
    told = desk.well("render", "tides.script.md", "--json").json
    assert told["clips_made"] == len(told["clips"])
    assert (desk.path / "output/tides/tides.mp3").read_bytes() == before
