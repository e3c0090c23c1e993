"""Takes of a voice whose sound is drawn anew: kept, chosen by a mark, and told of where they change nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk

from audiorender.model import Utterance
from audiorender.produce.opening.script import open_script
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.lines import speak
from audiorender.produce.speaking.paragraphs import Pace, in_take, lexicon_of, paragraphs
from audiorender.tts.synthesis.clips import utterance_key
from audiorender.watch import Tracker


def test_a_sampled_voice_has_a_key_for_each_take_and_the_first_is_plain() -> None:
    asked = Utterance("Hm.", "openai", (), sampled=True)
    assert in_take(asked, 1) == asked
    assert len({utterance_key(in_take(asked, take), "1") for take in (1, 2, 3)}) == 3


def test_a_seed_counts_along_and_none_stays_none() -> None:
    asked = Utterance("Hm.", "elevenlabs", (("seed", 7),), sampled=True)
    assert dict(in_take(asked, 3).options)["seed"] == 9
    assert dict(in_take(replace(asked, options=()), 3).options) == {}


def test_a_voice_that_says_the_same_every_time_has_no_takes() -> None:
    asked = Utterance("Hm.", "tone", ())
    assert in_take(asked, 4) == asked


def test_a_mark_that_changes_nothing_is_told(desk: Desk) -> None:
    text = (desk.path / "tides.script.md").read_text().replace("Ada: Were", "[take 2]\n\nAda: Were")
    desk.write("tides.script.md", text)
    ran = desk.run("render", "tides.script.md")
    assert ran.code == 0
    assert "voice 'low' sounds the same in every take (tides.script.md:" in ran.err


def test_a_preview_of_another_take_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk.at(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = desk.run("preview", "tides.script.md", "--turn", "1", "--take", "2", "-o", "a.wav")
    assert ran.code == 0
    assert "voice 'low' sounds the same in every take" in ran.err


def test_a_take_is_frozen_in_the_store(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    request = Request(tmp_path / "tides.script.md", output=tmp_path / "out")
    script = desk.path / "tides.script.md"
    script.write_text(script.read_text().replace("low", "amber").replace("high", "basil"))
    opened = open_script(request)
    spoken = paragraphs(opened.script, opened.seats, Forms(lexicon_of(())), Pace())[:1]
    with Session(cache=desk.cache) as session:
        first = speak(spoken, opened.path, session, Tracker())
        again = speak(spoken, opened.path, session, Tracker())
    assert (first.made, again.made) == (1, 0)
    assert first.lines == again.lines
