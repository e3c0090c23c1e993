"""Killed at any point, stopped with Ctrl-C, cut off by a full disk: nothing under a final name is ever partial."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from desk import SCRIPT, Desk, heed_ctrl_c

LONG = SCRIPT + "".join(f"\nBen: Wave number {n} was higher than the one before.\n" for n in range(12))

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
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509  nothing else runs in this thread between fork and exec
    )


def finals(folder: Path) -> dict[str, bytes]:
    """Every file in it, but for those that are still being written, and what the cache notes of its runs.

    Spoken forms are left out too: they are remembered by where the script is, and each desk is elsewhere.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part"]
    files = [path for path in files if path.name != ".uses" and path.parent.name != ".running"]
    places = [path.relative_to(folder) for path in files]
    return {str(place): (folder / place).read_bytes() for place in places if place.parts[0] != "spoken"}


def entries(desk: Desk) -> int:
    """How many clips and pieces are in its cache."""
    return len(desk.kept("clip")) + len(desk.kept("piece"))


@pytest.fixture(scope="module")
def whole(quiet_desk: Desk) -> Desk:
    """A long episode that nothing disturbed."""
    quiet_desk.write("long.script.md", LONG)
    quiet_desk.well("render", "long.script.md")
    return quiet_desk


def test_killed_at_any_point_nothing_is_partial_and_the_next_run_goes_on(whole: Desk, desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    clips, everything = len(whole.kept("clip")), entries(whole)
    for enough in (1, clips // 2, clips + 1, everything):
        process = start(desk, "render", "long.script.md")
        while process.poll() is None and entries(desk) < enough:
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        for folder in ("cache", "output/long"):
            good, found = finals(whole.path / folder), finals(desk.path / folder)
            assert found.items() <= good.items()
    before = entries(desk)
    assert before >= clips
    told = desk.well("render", "long.script.md", "--json").json
    assert told["clips_made"] == 0
    assert told["pieces_made"] == everything - before
    assert finals(desk.path / "output/long") == finals(whole.path / "output/long")
    assert not list((desk.path / "output/long").glob(".*.part"))


def test_ctrl_c_ends_within_two_seconds_with_a_word_about_what_is_kept(desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    took = [interrupted(desk)]
    while took[-1] >= 2 and len(took) < 3:  # the machine may be busy with other tests
        shutil.rmtree(desk.cache)
        took.append(interrupted(desk))
    assert min(took) < 2


def interrupted(desk: Desk) -> float:
    """How many seconds a render takes to end when Ctrl-C comes after its first clip."""
    process = start(desk, "render", "long.script.md")
    deadline = time.monotonic() + 30
    while not entries(desk) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    stopped = time.monotonic()
    _, said = process.communicate(timeout=20)
    took = time.monotonic() - stopped
    assert process.returncode == 130, said
    assert b"kept" in said
    assert said.count(b"\n") == 1
    assert not (desk.path / "output/long/long.mp3").exists()
    return took


def test_a_full_disk_is_one_line_and_no_half_file(desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    ran = desk.cramped(150_000, "render", "long.script.md")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "cannot write" in ran.err
    assert not (desk.path / "output/long/long.mp3").exists()


def test_two_renders_at_once_share_the_cache(whole: Desk, desk: Desk) -> None:
    desk.write("long.script.md", LONG)
    both = [start(desk, "render", "long.script.md", "-o", name) for name in ("one", "two")]
    for process in both:
        said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert finals(desk.path / "one") == finals(desk.path / "two") == finals(whole.path / "output/long")


def test_what_is_damaged_is_made_anew(desk: Desk) -> None:
    made = desk.inside("render", "tides.script.md", "--json").json
    before = (desk.path / "output/tides/tides.mp3").read_bytes()
    for entry in desk.cache.rglob("*"):
        if entry.is_file():
            data = bytearray(entry.read_bytes())
            data[len(data) // 2] ^= 0xFF
            entry.write_bytes(data)
    told = desk.inside("render", "tides.script.md", "--json").json
    assert told == {**made, "files_made": []}  # for the file itself is undamaged
    assert told["clips_made"] == len(told["clips"])
    assert (desk.path / "output/tides/tides.mp3").read_bytes() == before


@pytest.mark.weights("kokoro")
def test_ctrl_c_ends_a_natural_voice_in_the_middle_of_a_clip(desk: Desk) -> None:
    desk.environment["AUDIORENDER_VOICES"] = os.environ["AUDIORENDER_TEST_VOICES"]
    long = "the tide came in, and it went out again, and nobody in the harbour had anything to say about it, "
    desk.write("long.script.md", SCRIPT.replace("low", "kokoro/af_heart") + f"\nAda: So {long * 30}\n")
    took = [stopped_while_speaking(desk)]
    while took[-1] >= 2 and len(took) < 3:  # the machine may be busy with other tests
        shutil.rmtree(desk.cache)
        took.append(stopped_while_speaking(desk))
    assert min(took) < 2


def stopped_while_speaking(desk: Desk) -> float:
    """How many seconds a render takes to end when Ctrl-C comes while a worker has used five seconds of a processor."""
    process = start(desk, "render", "long.script.md")
    deadline = time.monotonic() + 110
    workers: list[psutil.Process] = []
    while time.monotonic() < deadline and not any(each.cpu_times().user > 5 for each in workers):
        time.sleep(0.1)
        with suppress(psutil.NoSuchProcess):
            workers = [each for each in psutil.Process(process.pid).children() if "kokoro" in str(each.cmdline())]
    process.send_signal(signal.SIGINT)
    stopped = time.monotonic()
    _, said = process.communicate(timeout=20)
    took = time.monotonic() - stopped
    assert process.returncode == 130, said
    assert b"kept" in said
    assert not (desk.path / "output/long/long.mp3").exists()
    over = time.monotonic() + 10  # what was killed gives back its memory first
    while (left := [each for each in workers if alive(each)]) and time.monotonic() < over:
        time.sleep(0.1)
    assert not left
    return took


def alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
