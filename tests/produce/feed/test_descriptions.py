"""What a feed says of an episode without a description of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from report.made import MEMBER, report

from audiorender.model import RATE
from audiorender.produce.feed.descriptions import made_description
from audiorender.report.reading import read_report
from audiorender.report.schema import Report

SAID = """About tides

00:00 Out

The voices are synthetic.

Ben Ode: Hm: yes.

Ada: How far did you walk before the fog came in, and who was with you?

01:00 Back

Ben Ode: Far.
"""
TURN = {"turn": 1, "speaker": "Ada", "line": 9, "guessed": False, "start": 0, "end": 9}


def told(folder: Path, **changes: Any) -> Report:

    (folder / "report.json").write_text(json.dumps(report(**changes)))
    return read_report(folder)


def test_first_words_chapters_and_speakers(tmp_path: Path) -> None:
    opening = [{**TURN, "line": 1}, {**TURN, "turn": 2}]
    found = made_description(told(tmp_path, turns=opening, cast={"Ada": MEMBER, "Ben Ode": MEMBER}), SAID)
    assert found == (
        "Hm: yes. How far did you walk before the fog came in, and who was with you?\n\n"
        "Chapters:\n00:00 Out\n01:00 Back\n\nSpeakers: Ada, Ben Ode"
    )


def test_in_the_episodes_language_and_without_a_transcript(tmp_path: Path) -> None:
    found = made_description(told(tmp_path, language="de", cast={"Ada": MEMBER}), None)
    assert found == "Kapitel:\n00:00 Out\n01:00 Back\n\nEs sprechen: Ada"


def test_one_chapter_is_no_list_and_long_words_are_cut(tmp_path: Path) -> None:
    one = [{"title": "All", "start": 0, "end": RATE}]
    found = made_description(told(tmp_path, chapters=one, cast={}), "T\n\n00:00 All\n\n" + "word " * 200 + "\n")
    assert found is not None
    assert found.endswith(" word…")
    assert 380 < len(found) < 402
