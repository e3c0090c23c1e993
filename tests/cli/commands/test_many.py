"""`audiorender render` of many: a line as each ends, JSON lines, and what decides the exit code."""

from __future__ import annotations

import json

from desk import SCRIPT, Desk


def _talks(desk: Desk, *, bad: bool = False) -> Desk:
    for name in ("one", "two"):
        desk.write(f"talks/{name}.script.md", SCRIPT)
    if bad:
        desk.write("talks/bad.script.md", "")
    return desk


def test_lines_without_a_terminal(desk: Desk) -> None:
    ran = _talks(desk).inside("render", "talks")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert sorted(line.partition(":")[0] for line in lines[:2]) == ["talks/one.script.md", "talks/two.script.md"]
    assert lines[2:] == ["2 episodes: 2 made"]


def test_json_is_a_line_an_episode_and_a_failure_decides(desk: Desk) -> None:
    ran = _talks(desk, bad=True).inside("render", "talks", "--json")
    found = {each["number"]: each for each in map(json.loads, ran.out.splitlines())}
    assert [found[number]["status"] for number in (1, 2, 3)] == ["failed", "made", "made"]
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == "audiorender: 1 failed: talks/bad.script.md"
    assert found[1]["error"] in ran.err


def test_strict_takes_notes_for_less(desk: Desk) -> None:
    _talks(desk).write("talks/picture.png", "")
    assert desk.inside("render", "talks", "--dry-run").code == 0
    assert desk.inside("render", "talks", "--dry-run", "--strict").code == 3


def test_a_title_is_for_one(desk: Desk) -> None:
    ran = _talks(desk).inside("render", "talks", "--title", "Both")
    assert (ran.code, ran.out) == (2, "")
    assert "--title is for one episode" in ran.err


def test_a_folder_for_all(desk: Desk) -> None:
    assert _talks(desk).inside("render", "talks", "-o", "season", "--dry").code == 0
    assert sorted(path.name for path in (desk.path / "season").iterdir()) == ["one", "two"]
