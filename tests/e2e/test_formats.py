"""Several formats in one run: what is there is left alone, what is not is made, and a failure leaves nothing half."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from desk import SCRIPT, Desk, Ran, heed_ctrl_c
from PIL import Image

from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode
from audiorender.publish.tags import read_tags

FORMS = ("--format", "mp3,m4a,opus", "--format", "flac")
NAMES = ["tides.mp3", "tides.m4a", "tides.opus", "tides.flac"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals, shells and limits")


@pytest.fixture(scope="module")
def rendered(quiet_desk: Desk) -> Desk:
    """A desk whose script was rendered in four formats."""
    quiet_desk.well("render", "tides.script.md", *FORMS)
    return quiet_desk


def folder(desk: Desk) -> Path:
    return desk.path / "output/tides"


def contents(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder(desk).iterdir()}


def stamps(desk: Desk) -> dict[str, int]:
    """When each file was written, and which inode it is."""
    return {name: (folder(desk) / name).stat().st_mtime_ns for name in NAMES}


def again(desk: Desk, *words: str) -> Any:
    ran = desk.inside("render", "tides.script.md", *(words or FORMS), "--json")
    assert (ran.code, ran.err) == (0, ""), ran
    return ran.json


def test_rendered_again_no_file_is_touched(own: Desk) -> None:
    before, written = contents(own), stamps(own)
    told = again(own)
    assert (told["files_made"], told["pieces_made"]) == ([], 0)
    assert contents(own) == before
    assert stamps(own) == written


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_deleted_or_altered_is_made_anew_and_no_other(own: Desk, name: str) -> None:
    before, written = contents(own), stamps(own)
    path = folder(own) / name
    path.unlink()
    assert again(own)["files_made"] == [name]
    assert contents(own) == before
    data = bytearray(before[name])
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert again(own)["files_made"] == [name]
    assert contents(own) == before
    assert {other: stamp for other, stamp in stamps(own).items() if other != name} == {
        other: stamp for other, stamp in written.items() if other != name
    }


def test_one_more_format_leaves_the_others_alone(own: Desk) -> None:
    written = stamps(own)
    assert again(own, *FORMS, "--format", "wav")["files_made"] == ["tides.wav"]
    assert stamps(own) == written


def test_a_form_that_is_not_asked_for_any_more_stays_and_is_told(own: Desk) -> None:
    before = contents(own)["tides.opus"]
    ran = own.inside("render", "tides.script.md", "--format", "mp3,m4a,flac")
    assert ran.code == 0
    assert ran.err.count("\n") == 1
    assert "tides.opus is from an earlier render: add --format opus, or remove it" in ran.err
    assert contents(own)["tides.opus"] == before


def test_new_words_in_the_tags_encode_nothing(own: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sounds = {name: [block.tobytes() for block in decode(folder(own) / name, 2)] for name in NAMES}
    own.write("tides.script.md", SCRIPT.replace("# The way back", "# The long way back"))
    monkeypatch.setattr(ffmpeg, "feed", None)
    told = again(own)
    assert (told["files_made"], told["clips_made"], told["pieces_made"]) == (NAMES, 0, 0)
    for name in NAMES:
        tags = read_tags(folder(own) / name)
        assert [mark.title for mark in tags.chapters] == ["Out at low water", "The long way back"]
        assert [block.tobytes() for block in decode(folder(own) / name, 2)] == sounds[name]


def test_m4a_and_m4b_get_the_pictures_and_links_of_chapters(own: Desk) -> None:
    Image.new("RGB", (64, 48), "teal").save(own.path / "bank.jpg")
    head = "# The way back\n\n[link https://tides.example/é+1]\n\n[image bank.jpg]"
    own.write("tides.script.md", SCRIPT.replace("# The way back", head))
    again(own, "--format", "m4a,m4b", "-o", "pictured")
    for name in ("tides.m4a", "tides.m4b"):
        first, second = read_tags(own.path / "pictured" / name).chapters
        assert (first.url, first.image) == (None, None)
        assert (second.url, second.image) == (
            "https://tides.example/%C3%A9%2B1",
            (own.path / "bank.jpg").read_bytes(),
        )


def test_new_tags_give_the_same_bytes_as_a_fresh_episode(own: Desk, tmp_path: Path) -> None:
    own.write("tides.script.md", SCRIPT.replace("title: Tides", "title: Ebb").replace("Out at low water", "Out"))
    again(own)
    retagged = contents(own)
    shutil.rmtree(folder(own))
    again(own)
    assert contents(own) == retagged


def test_what_the_tags_lose_does_not_stay(own: Desk) -> None:
    own.write("tides.script.md", SCRIPT.replace("title: Tides", "title: Tides\nauthor: Ida"))
    again(own)
    assert {read_tags(folder(own) / name).author for name in NAMES} == {"Ida"}
    own.write("tides.script.md", SCRIPT)
    again(own)
    assert {read_tags(folder(own) / name).author for name in NAMES} == {None}


def test_a_report_that_makes_no_sense_is_as_none(own: Desk) -> None:
    before = contents(own)
    for damage in ("", "[]", '{"files": 3}', '{"files": [3, {}]}', '{"files": [{"file": "tides.opus"}]}'):
        (folder(own) / "report.json").write_text(damage)
        assert again(own)["files_made"] == NAMES
        assert contents(own) == before


def test_the_guid_stays_whatever_the_show_is_called(own: Desk) -> None:
    guid = again(own)["guid"]
    own.write("tides.script.md", SCRIPT.replace("title: Tides", "title: Tides\nshow: Harbours"))
    assert again(own)["guid"] == guid
    shutil.rmtree(folder(own))
    assert again(own)["guid"] != guid


def test_settings_name_formats_and_bitrates(desk: Desk) -> None:
    desk.write("audiorender.toml", 'voices = "tones"\nformats = ["opus", "m4b"]\n\n[bitrate]\nopus = 40\n')
    plan = again(desk, "--dry-run")
    assert plan["files"] == ["tides.opus", "tides.m4b"]
    assert not (desk.path / "output").exists()
    told = again(desk, "--mono")
    assert [(entry["file"], entry["bitrate"]) for entry in told["files"]] == [("tides.opus", 40), ("tides.m4b", 80)]
    assert again(desk, "--format", "mp3", "--bitrate", "64", "-o", "elsewhere")["bitrate"] == 64


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--format", "mp4"], "did you mean 'm4a'"),
        (["--format", ""], "unknown format"),
        (["--format", "opus", "--bitrate", "500"], "16 to 256"),
        (["--format", "opus,ogg", "--bitrate", "16"], "48 to 240"),
        (["--bitrate", "100"], "96, 112"),
    ],
)
def test_wishes_that_no_format_fulfils(desk: Desk, words: list[str], hint: str) -> None:
    ran = desk.inside("render", "tides.script.md", *words)
    assert ran.code == 2, ran
    assert hint in ran.err
    assert ran.err.count("\n") == 1
    assert not (desk.path / "output").exists()


def failing(desk: Desk, coder: str, does: str) -> str:
    """An ffmpeg that does something else when it is asked for this encoder."""
    line = f'#!/bin/sh\ncase " $* " in *" {coder} "*) {does};; esac\nexec "{ffmpeg.executable()}" "$@"\n'
    program = desk.write("ffmpeg", line)
    program.chmod(0o755)
    return str(program)


def fails(desk: Desk, *words: str, **environment: str) -> Ran:
    """The render fails with one line, and every file is as it was, or not there."""
    before = contents(desk)
    ran = desk.run("render", "tides.script.md", *words, **environment)
    assert ran.code == 1, ran
    assert ran.err.count("\n") == 1, ran
    assert "internal" not in ran.err
    assert contents(desk) == before
    return ran


@posix
@pytest.mark.parametrize("does", ["exit 1", "exit 0", "kill -9 $$", "head -c 9 >/dev/null; exit 1", "cat >/dev/null"])
def test_one_encoder_that_fails_delivers_nothing(own: Desk, does: str) -> None:
    own.write("tides.script.md", SCRIPT.replace("the fog came", "a fog came"))
    own.inside("script", "tides.script.md")
    ran = fails(own, *FORMS, AUDIORENDER_FFMPEG=failing(own, "libopus", does))
    assert "tides.opus" in ran.err


@posix
def test_a_disk_that_is_full_for_one_format(desk: Desk) -> None:
    ran = desk.cramped(400_000, "render", "tides.script.md", "--format", "opus,wav,flac")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "cannot write" in ran.err
    assert ".part" not in ran.err
    assert {path.name for path in folder(desk).iterdir()} == {"tides.script.md", ".tides.script.base"}


@posix
def test_ctrl_c_ends_the_encoders_within_two_seconds(desk: Desk) -> None:
    slow = failing(desk, "libopus", "touch encoding; sleep 60")
    process = subprocess.Popen(
        desk.command("render", "tides.script.md", "--format", "opus,flac"),
        cwd=desk.path,
        env={**os.environ, **desk.environment, "AUDIORENDER_FFMPEG": slow},
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509  nothing else runs in this thread between fork and exec
    )
    deadline = time.monotonic() + 60
    while not (desk.path / "encoding").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    stopped = time.monotonic()
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - stopped < 2
    assert not list(folder(desk).glob("tides.[of]*"))


def test_more_chapters_than_a_container_holds_is_told_before_anything_is_spoken(desk: Desk) -> None:
    many = "".join(f"\n# Chapter {n}\n\nAda: Yes.\n" for n in range(256))
    desk.write("many.script.md", SCRIPT.partition("# Out")[0] + many + "\nBen: No.\n")
    for dry in ((), ("--dry-run",)):
        ran = desk.inside("render", "many.script.md", "--format", "flac,mp3", *dry)
        assert ran.code == 1, ran
        assert "mp3 holds at most 255 chapters, but this episode has 256" in ran.err
    assert desk.kept("clip") == desk.kept("piece") == set()
    assert not list((desk.path / "output/many").glob("many.[fm]*a*"))


def test_a_title_that_mp4_cannot_hold_is_cut_and_told(desk: Desk) -> None:
    desk.write("tides.script.md", SCRIPT.replace("# The way back", f"# {'The way back ' * 20}"))
    for _ in range(2):  # what stays as it is lacks what it lacked
        ran = desk.inside("render", "tides.script.md", "--format", "m4a,flac")
        assert ran.code == 3, ran
        assert "tides.m4a" in ran.err
        assert "cut" in ran.err
    (told,) = (e for e in json.loads((folder(desk) / "report.json").read_text())["files"] if e["left_out"])
    assert told["file"] == "tides.m4a"
