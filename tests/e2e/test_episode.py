"""One command from a script to an episode, measured to the sample with tones."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from desk import SCRIPT, Desk
from mutagen.id3 import ID3
from numpy.typing import NDArray

from audiorender.audio import ffmpeg
from audiorender.model import FRAME, RATE
from e2e.conftest import Decode

LATE = 24 * RATE // 1000
"""A chapter's sound follows its mark within one MP3 frame."""


@pytest.fixture
def episode(rendered: Desk) -> Path:
    """The rendered episode's folder: look, and do not touch."""
    return rendered.path / "output" / "tides"


TALK = """\
Ada: How was it?

Ben: It was cold.

Ada: And the way back?

Ben: That was longer.
"""


def report(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text())


def onset(samples: NDArray[np.float32], near: int) -> int:
    """The first sample after a silence around `near` that sounds."""
    start = max(near - RATE // 20, 0)
    loud = np.abs(samples[:, start : near + RATE // 20]).max(axis=0) > 0.03
    return start + int(np.argmax(loud))


def test_every_turn_sounds_where_the_plan_says(episode: Path, decode: Decode) -> None:
    samples = decode(episode / "tides.mp3")
    told = report(episode)
    assert samples.shape[1] == told["samples"]
    assert len(told["turns"]) == 5
    for turn in told["turns"]:
        assert turn["start"] % FRAME == 0
        assert abs(onset(samples, turn["start"]) - turn["start"]) <= RATE // 200


def test_chapters_are_the_same_everywhere(episode: Path) -> None:
    told = report(episode)
    planned = [(c["start"] * 1000 // RATE, c["title"]) for c in told["chapters"]]
    assert [title for _, title in planned] == ["Out at low water", "The way back"]
    assert all(start % 1000 == 0 for start, _ in planned)
    tags = ID3(episode / "tides.mp3", translate=False)
    assert [
        (tags[f"CHAP:chp{n}"].start_time, str(tags[f"CHAP:chp{n}"].sub_frames["TIT2"])) for n in range(2)
    ] == planned
    listed = json.loads((episode / "tides.chapters.json").read_text())["chapters"]
    assert [(c["startTime"] * 1000, c["title"]) for c in listed] == planned
    firsts = [min(t["start"] for t in told["turns"] if t["start"] >= c["start"]) for c in told["chapters"]]
    assert all(0 <= first - c["start"] <= LATE for first, c in zip(firsts, told["chapters"], strict=True))


@pytest.mark.debian
def test_ffprobe_lists_the_planned_chapters(episode: Path) -> None:
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(episode / "tides.mp3")]
    chapters = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    told = report(episode)["chapters"]
    assert [(c["start"], c["tags"]["title"]) for c in chapters] == [
        (c["start"] * 1000 // RATE, c["title"]) for c in told
    ]
    assert chapters[-1]["end"] == round(told[-1]["end"] * 1000 / RATE)


def test_rendered_again_nothing_is_made_and_the_bytes_are_the_same(rendered: Desk, episode: Path) -> None:
    before = {path.name: path.read_bytes() for path in episode.iterdir()}
    again = rendered.well("render", "tides.script.md", "--json").json
    assert (again["clips_made"], again["pieces_made"]) == (0, 0)
    assert {path.name: path.read_bytes() for path in episode.iterdir()} == before


def test_one_edited_word_makes_one_clip(own: Desk) -> None:
    script = own.path / "output/tides/tides.script.md"
    script.write_text(script.read_text().replace("the fog came", "a fog came"))
    again = own.inside("render", script, "--json")
    assert again.code == 0
    assert again.json["clips_made"] == 1
    assert "a fog came" in script.read_text()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_any_number_of_workers_and_a_cold_cache_give_the_same_bytes(rendered: Desk, tmp_path: Path, jobs: str) -> None:
    rendered.well(
        "render", "tides.script.md", "--jobs", jobs, "-o", tmp_path / "episode", AUDIORENDER_CACHE=str(tmp_path)
    )
    whole = (rendered.path / "output/tides/tides.mp3").read_bytes()
    assert (tmp_path / "episode/tides.mp3").read_bytes() == whole


def test_a_persons_edits_are_never_overwritten(desk: Desk) -> None:
    source = desk.write("talk.md", TALK)
    assert desk.inside("script", source).code == 0
    script = desk.path / "output/talk/talk.script.md"
    mine = script.read_text().replace("It was cold", "It was very cold indeed")
    script.write_text(mine)
    ran = desk.inside("render", source, "--dry-run")
    assert (ran.code, script.read_text()) == (0, mine)
    assert "has edits" in ran.err
    source.write_text(TALK + "\nAda: Thank you.\n")
    ran = desk.run("render", source, "--rebuild", "--voice", "Ada=low", "--voice", "Ben=high")
    assert ran.code == 0, ran
    assert "very cold indeed" in script.read_text()
    assert "Thank you." in script.read_text()


def test_a_conflict_shows_both_lines_and_changes_nothing(desk: Desk) -> None:
    source = desk.write("talk.md", TALK)
    assert desk.inside("script", source, "--quiet").code == 0
    script = desk.path / "output/talk/talk.script.md"
    script.write_text(script.read_text().replace("It was cold", "It was freezing"))
    mine = script.read_text()
    source.write_text(TALK.replace("It was cold", "It was mild"))
    ran = desk.inside("script", source, "--rebuild")
    assert ran.code == 1
    assert "freezing" in ran.err
    assert "mild" in ran.err
    assert ran.err.count("\n") == 1
    assert script.read_text() == mine


def test_dry_run_makes_nothing(desk: Desk) -> None:
    plan = desk.well("render", "tides.script.md", "--dry-run", "--json").json
    assert plan["clips"] == plan["clips_to_make"] == 6
    assert {turn["voice"] for turn in plan["turns"]} == {"low", "high"}
    assert not (desk.path / "output").exists()
    assert not desk.cache.exists()


def test_dry_run_knows_what_is_there(rendered: Desk) -> None:
    assert rendered.inside("render", "tides.script.md", "--dry-run", "--json").json["clips_to_make"] == 0


def test_standard_input_is_a_source(rendered: Desk, tmp_path: Path) -> None:
    ran = rendered.run("render", "-", "--quiet", "-o", tmp_path, stdin=SCRIPT)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / "episode.mp3").exists()


def test_several_scripts_in_one_run(own: Desk) -> None:
    own.write("ebb.script.md", SCRIPT.replace("Tides", "Ebb"))
    ran = own.inside("render", "tides.script.md", "ebb.script.md", "--json")
    both = {one["number"]: one for one in map(json.loads, ran.out.splitlines())}
    assert [Path(both[number]["source"]).name for number in (1, 2)] == ["tides.script.md", "ebb.script.md"]
    assert both[2]["clips_made"] == 0  # the same words in the same voices


def test_mono_is_one_channel_at_its_own_loudness(own: Desk) -> None:
    told = own.inside("render", "tides.script.md", "--mono", "--json").json
    assert told["channels"] == 1
    assert told["clips_made"] == 0
    assert abs(told["loudness"] - -19) <= 0.3


def test_the_encoded_file_measures_what_was_promised(episode: Path) -> None:
    command = [
        ffmpeg.executable(),
        "-hide_banner",
        "-i",
        episode / "tides.mp3",
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run([str(word) for word in command], capture_output=True, check=True).stderr.decode()
    summary = said[said.rindex("Summary:") :]
    loudness = float(summary.split("I:")[1].split("LUFS")[0])
    peak = float(summary.split("Peak:")[1].split("dBFS")[0])
    told = report(episode)
    assert abs(loudness - -16) <= 0.3
    assert abs(told["loudness"] - loudness) <= 0.1
    assert peak <= -1


def test_captions_by_the_word_come_and_go_with_the_flag(own: Desk) -> None:
    folder = own.path / "output/tides"
    assert own.inside("render", "tides.script.md", "--words").code == 0
    cues = (folder / "tides.words.vtt").read_text().count("-->")
    captions = (folder / "tides.txt").read_text()
    said = [line.partition(": ")[2].split() for line in captions.splitlines() if line.startswith(("Ada:", "Ben:"))]
    assert cues == sum(map(len, said)) > 20
    assert "tides.words.vtt" in {one["file"] for one in report(folder)["beside"]}
    assert own.inside("render", "tides.script.md").code == 0
    assert not (folder / "tides.words.vtt").exists()
    own.write("audiorender.toml", 'voices = "tones"\nwords = true\n')
    assert own.inside("render", "tides.script.md").code == 0
    assert (folder / "tides.words.vtt").exists()


def test_the_report_lists_what_lies_beside_the_audio(episode: Path) -> None:
    listed = {one["file"]: (one["role"], one["media_type"]) for one in report(episode)["beside"]}
    audio_and_script = {"tides.mp3", "tides.script.md", ".tides.script.base", "report.json"}
    assert {path.name for path in episode.iterdir()} == {*listed, *audio_and_script}
    assert listed["tides.vtt"] == ("transcript", "text/vtt")
    assert listed["tides.srt"] == ("transcript", "application/x-subrip")
    assert listed["tides.transcript.json"] == ("transcript", "application/json")
    assert listed["tides.txt"] == ("transcript", "text/plain")
    assert listed["tides.chapters.json"] == ("chapters", "application/json+chapters")
    assert listed["tides.psc.xml"] == ("chapters", "application/xml")
    assert listed["tides.notes.html"] == ("notes", "text/html")


def test_the_report_says_what_keeps_apps_from_the_chapters_of_show_notes(episode: Path) -> None:
    assert report(episode)["advice"] == [
        "there are 2 chapters: Apple, Spotify and YouTube take them from show notes only if there are 3 or more"
    ]
