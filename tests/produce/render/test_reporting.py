"""`report.json` says everything of an episode, and nothing of when, where and how fast it was made."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from desk import SCRIPT, Desk
from hypothesis import given
from hypothesis import strategies as st

import audiorender
from audiorender.jsontext import json_text
from audiorender.model import FRAME, RATE
from audiorender.produce.opening.script import open_script
from audiorender.produce.speaking.paragraphs import count_words
from audiorender.report.reading import read_report
from audiorender.report.schema import as_json


def test_it_is_the_same_in_another_place_at_another_time(
    rendered: Desk, episode: audiorender.Episode, tmp_path: Path
) -> None:
    there = Desk.at(tmp_path / "an évening")
    again = there.render(jobs=1)
    one, other = (
        path.read_bytes() for path in (rendered.path / "output/report.json", again.audio.parent / "report.json")
    )
    assert one == other
    assert json.loads(one) == json.loads(json_text(as_json(episode.report)))
    assert episode.report == again.report == read_report(again.audio.parent)


def test_it_names_no_place_and_no_time(rendered: Desk) -> None:
    text = (rendered.path / "output/report.json").read_text()
    assert str(rendered.path) not in text
    assert not re.search(r'"/|[A-Z]:\\\\', text)
    assert not re.search(r"\b20\d\d-\d\d|\d\d:\d\d", text)


def test_what_it_says(episode: audiorender.Episode) -> None:
    told = as_json(episode.report)
    assert (told["title"], told["rate"], told["channels"], told["bitrate"]) == ("Tides", RATE, 2, 128)
    assert told["samples"] == episode.timeline.frames
    assert (told["loudness"], told["true_peak"]) == (episode.loudness, episode.true_peak)
    assert told["cast"]["Ada"] | {"pan": 0} == {"voice": "low", "engine": "tone", "options": {"pitch": 220}, "pan": 0}
    assert set(told["versions"]) == {"ffmpeg", "tone"}
    assert [turn["line"] for turn in told["turns"]] == [11, 13, 19, 21, 25]
    assert all(turn["start"] % FRAME == 0 and turn["start"] < turn["end"] for turn in told["turns"])
    assert [clip["line"] for clip in told["clips"]] == [11, 13, 15, 19, 21, 25]
    assert (told["guessed"], told["silent"], told["shared_voices"]) == ((), (), ())


def test_what_is_not_spoken_and_whose_turn_was_guessed(desk: Desk) -> None:
    text = SCRIPT.replace("Ben: Only", "Ben?: Only").replace("Thank you, Ben.", "…\n\nThank you 🙂, Ben.")
    desk.write("tides.script.md", text)
    told = as_json(desk.render().report)
    assert told["guessed"] == ({"turn": 4, "line": 21, "speaker": "Ben", "confidence": None, "reason": None},)
    assert list(told["silent"]) == [
        {"text": "…", "line": 25, "spans": (), "rule": "nothing-to-speak"},
        {"text": "🙂", "line": 27, "spans": (), "rule": "unspeakable-symbol"},
    ]


def test_the_least_certain_come_first(desk: Desk) -> None:
    desk.write(
        "talk.md", "Some words by nobody.\n\nWas it cold?\n\nIt was.\n\n“Really?”\n\nYes, and windy it was too.\n"
    )
    opened = open_script(desk.request("talk.md"))
    found = [one.confidence for one in opened.guessed()]
    assert found == sorted(found, key=lambda sure: sure or 0)
    assert opened.draft is not None
    assert len(found) == sum(turn.guessed for turn in opened.script.turns)
    assert all(one.reason for one in opened.guessed())


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("…", 0), ("One, two – three.", 3), ("don't well-known H2O", 3), ("l’été", 1)]
)
def test_words_are_counted_as_people_do(text: str, count: int) -> None:
    assert count_words(text) == count


@given(st.lists(st.from_regex(r"[a-z]+('[a-z]+)?", fullmatch=True)))
def test_every_word_counts_once(given: list[str]) -> None:
    assert count_words(" ".join(given)) == len(given)
