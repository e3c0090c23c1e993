"""What would be made, and why: every reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from desk import SCRIPT, Desk

import audiorender
from audiorender.errors import EngineError, SourceError
from audiorender.model import RATE


def reasons(desk: Desk, **changes: Any) -> dict[int, str]:
    """Line to reason."""
    return {one["line"]: one["why"] for one in desk.plan(**changes).as_json()["stale"]}


def edit_report(desk: Desk, edit: Callable[[dict[str, Any]], None]) -> None:
    path = desk.path / "output/report.json"
    told = json.loads(path.read_text())
    edit(told)
    path.write_text(json.dumps(told))


def other_keys(told: dict[str, Any]) -> None:
    for clip in told["clips"]:
        clip["key"] = "0" * 40


def other_version(told: dict[str, Any]) -> None:
    other_keys(told)
    told["versions"]["tone"] = "tone 0"


def test_nothing_after_a_render(rendered: Desk, episode: audiorender.Episode) -> None:
    plan = rendered.plan()
    assert plan.stale == ()
    assert plan.clips == len(episode.report.clips) == 6
    assert plan.samples / RATE == pytest.approx(episode.timeline.frames / RATE, rel=0.3)


def test_it_was_not_rendered_before(desk: Desk) -> None:
    assert set(reasons(desk).values()) == {"it has not been rendered before"}
    assert not desk.cache.exists()
    assert not (desk.path / "output").exists()


def test_its_words_are_new(own: Desk) -> None:
    own.write("tides.script.md", SCRIPT.replace("the fog came in", "a fog came in"))
    assert reasons(own) == {15: "its words are new"}


def test_its_voice_is_another(own: Desk) -> None:
    assert reasons(own, voices={"Ada": "middle"}) == dict.fromkeys((11, 19, 25), "its voice was low and is now middle")


def test_the_options_of_its_voice_have_changed(own: Desk) -> None:
    own.write("tones/high.toml", (own.path / "tones/high.toml").read_text().replace("pitch = 495", "pitch = 500"))
    assert reasons(own) == dict.fromkeys((13, 15, 21), "the options of voice high have changed")


def test_its_clip_is_gone(own: Desk) -> None:
    shutil.rmtree(own.cache)
    assert set(reasons(own).values()) == {"its clip was removed from the cache, or is damaged"}


@pytest.mark.parametrize(
    ("edit", "why"),
    [(other_version, "its engine was 'tone 0' and is now 'tone 1'"), (other_keys, "clips are made differently now")],
)
def test_what_makes_clips_has_changed(own: Desk, edit: Callable[[dict[str, Any]], None], why: str) -> None:
    shutil.rmtree(own.cache)
    edit_report(own, edit)
    assert set(reasons(own).values()) == {why}


@pytest.mark.parametrize("report", ["", "[]", "{", '{"schema": 0, "clips": ["in another shape"]}', "\xff"])
def test_a_report_that_says_nothing(own: Desk, report: str) -> None:
    shutil.rmtree(own.cache)
    (own.path / "output/report.json").write_bytes(report.encode("latin-1"))
    assert set(reasons(own).values()) == {"it has not been rendered before"}


def test_the_same_words_are_one_clip(desk: Desk) -> None:
    desk.write("tides.script.md", SCRIPT.replace("Thank you, Ben.", "Were you afraid?"))
    plan = desk.plan()
    assert plan.clips == 5
    assert [row[2:4] for row in plan.rows()] == [("3", "12"), ("2", "21")]
    assert "5 of 5 clips to make" in plan.summary()


def test_chapters_are_counted_before_anything_is_spoken(desk: Desk) -> None:
    silent = "# Only signs\n\nAda: …\n\n# Twice\n\n# The way back"
    desk.write("tides.script.md", SCRIPT.replace("# Out", "Ben: Ahem.\n\n# Out").replace("# The way back", silent))
    summary = desk.plan().summary()
    assert "tides.mp3 in " in summary
    assert f", {len(desk.render().timeline.chapters)} chapters; " in summary


def test_it_raises_what_rendering_would(desk: Desk) -> None:
    desk.write("tides.script.md", SCRIPT.partition("# Out")[0] + "Ada: …\n")
    with pytest.raises(SourceError, match="nothing to speak"):
        desk.plan()
    desk.write("tides.script.md", SCRIPT.replace("Ada: low", "Ada: voiceless"))
    desk.write("tones/voiceless.toml", 'engine = "system"\nabout = "None such."\n[options]\nvoice = "no such voice"\n')
    with pytest.raises(EngineError, match="voice 'voiceless': "):
        desk.plan()


@pytest.mark.parametrize(
    ("old", "new"),
    [("cast:", "cover: nowhere.png\ncast:"), ("# The way back\n", "# The way back\n\n[image nowhere.png]\n")],
    ids=["cover", "chapter"],
)
def test_a_picture_that_is_not_there_is_told_before_anything_is_made(own: Desk, old: str, new: str) -> None:
    own.write("tides.script.md", SCRIPT.replace(old, new, 1))
    with pytest.raises(SourceError, match="nowhere"):
        own.plan()
