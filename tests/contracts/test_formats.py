"""What every format of an episode promises: the same sound, order, length and chapters, and the same bytes again."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import miniaudio
import numpy as np
import pytest
from desk import Desk
from numpy.typing import NDArray

from audiorender.audio.decode import decode
from audiorender.audio.formats import FORMATS, SUFFIXES
from audiorender.audio.loudness import Meter
from audiorender.mixer.levels.matching import DELIVERED_PEAK
from audiorender.model import RATE
from audiorender.produce.render.audio.levels import TOLERANCE
from audiorender.publish.tags import read_tags

NAMES = tuple(FORMATS)
ALL = ("--format", ",".join(NAMES))


@pytest.fixture(scope="module")
def rendered(quiet_desk: Desk) -> Desk:
    """A desk whose script was rendered in every format: look, and do not touch."""
    quiet_desk.well("render", "tides.script.md", *ALL)
    return quiet_desk


def file(desk: Desk, name: str) -> Path:
    return desk.path / "output/tides" / f"tides.{name}"


def report(desk: Desk) -> Any:
    return json.loads((desk.path / "output/tides/report.json").read_text())


def sound(path: Path) -> NDArray[np.float32]:
    return np.concatenate(list(decode(path, 2)), axis=1)


def slack(name: str) -> int:
    """Samples by which the length may differ: a frame of AAC, else nothing."""
    return 1024 if name in {"m4a", "m4b"} else 0


def test_every_format_has_a_container_for_its_tags() -> None:
    assert {form.suffix for form in FORMATS.values()} <= set(SUFFIXES)


@pytest.mark.parametrize("name", NAMES)
def test_it_sounds_as_long_as_was_planned(rendered: Desk, name: str) -> None:
    assert abs(sound(file(rendered, name)).shape[1] - report(rendered)["samples"]) <= slack(name)


@pytest.mark.parametrize("name", ["ogg", "flac", "wav"])
def test_another_decoder_hears_the_same_length(rendered: Desk, name: str) -> None:
    heard = miniaudio.decode_file(str(file(rendered, name)), nchannels=2, sample_rate=RATE)
    assert len(heard.samples) == 2 * report(rendered)["samples"]


@pytest.mark.debian
@pytest.mark.parametrize("name", NAMES)
def test_another_ffmpeg_hears_the_same_length(rendered: Desk, name: str) -> None:
    command = ["ffmpeg", "-v", "error", "-i", file(rendered, name), "-f", "s16le", "-ac", "1", "-ar", str(RATE), "-"]
    heard = subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout
    assert abs(len(heard) // 2 - report(rendered)["samples"]) <= slack(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_turn_sounds_where_the_plan_says(rendered: Desk, name: str) -> None:
    heard, turns = sound(file(rendered, name)), report(rendered)["turns"]
    assert len(turns) == 5
    for turn in turns:
        before = max(turn["start"] - RATE // 20, 0)
        loud = np.abs(heard[:, before : turn["start"] + RATE // 20]).max(axis=0) > 0.03
        assert abs(before + int(np.argmax(loud)) - turn["start"]) <= RATE // 200


@pytest.mark.parametrize("name", NAMES)
def test_chapters_and_title_are_those_of_the_plan(rendered: Desk, name: str) -> None:
    told, tags = report(rendered), read_tags(file(rendered, name))
    assert (tags.title, tags.faults) == ("Tides", ())
    assert [(mark.start * RATE, mark.title) for mark in tags.chapters] == [
        (chapter["start"] * 1000, chapter["title"]) for chapter in told["chapters"]
    ]
    assert abs(tags.chapters[-1].end * RATE // 1000 - told["samples"]) <= slack(name) + RATE // 1000


@pytest.mark.debian
@pytest.mark.parametrize("name", [name for name in NAMES if name != "wav"])
def test_ffprobe_lists_the_same_chapters(rendered: Desk, name: str) -> None:
    command = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(file(rendered, name))]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    assert [(round(float(c["start_time"]) * RATE), c["tags"]["title"]) for c in listed] == [
        (c["start"], c["title"]) for c in report(rendered)["chapters"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_as_loud_as_the_report_says_and_as_was_asked(rendered: Desk, name: str) -> None:
    meter = Meter(2)
    for block in decode(file(rendered, name), 2):
        meter.process(block)
    (told,) = (entry for entry in report(rendered)["files"] if entry["format"] == name)
    assert told["loudness"] == pytest.approx(meter.integrated(), abs=0.05)
    assert told["true_peak"] == pytest.approx(meter.true_peak(), abs=0.1)
    assert abs(told["loudness"] - -16) <= TOLERANCE
    assert told["true_peak"] <= DELIVERED_PEAK


def test_the_report_tells_of_every_file(rendered: Desk) -> None:
    files = report(rendered)["files"]
    assert [entry["file"] for entry in files] == [f"tides.{name}" for name in NAMES]
    for entry in files:
        path = file(rendered, entry["format"])
        assert entry["bytes"] == path.stat().st_size
        assert entry["media_type"] == FORMATS[entry["format"]].media_type
        assert entry["bitrate"] == FORMATS[entry["format"]].bitrate(2)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_empty_cache_gives_the_same_bytes(rendered: Desk, tmp_path: Path, jobs: str) -> None:
    where = ("-o", tmp_path / "episode", "--jobs", jobs)
    rendered.well("render", "tides.script.md", *ALL, *where, AUDIORENDER_CACHE=str(tmp_path))
    there = rendered.path / "output/tides"
    assert {path.name: path.read_bytes() for path in (tmp_path / "episode").iterdir()} == {
        path.name: path.read_bytes() for path in there.iterdir()
    }


def test_mono_in_every_format(rendered: Desk, tmp_path: Path) -> None:
    told = rendered.inside("render", "tides.script.md", "--mono", *ALL, "-o", tmp_path, "--json")
    assert told.code == 0, told
    for entry in told.json["files"]:
        assert abs(entry["loudness"] - -19) <= TOLERANCE
        assert entry["true_peak"] <= DELIVERED_PEAK
        assert abs(entry["samples"] - told.json["samples"]) <= slack(entry["format"])
