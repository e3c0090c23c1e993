"""With a real voice: captions show what is written at the moment in which it is said otherwise."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from desk import Desk

from audiorender.mixer.turntaking import Style
from audiorender.model import Line
from audiorender.produce.opening.script import open_script
from audiorender.produce.planning import Planned, plan_episode
from audiorender.produce.request import Request
from audiorender.produce.session import Session
from audiorender.produce.speaking.forms import Forms
from audiorender.produce.speaking.lines import speak
from audiorender.produce.speaking.paragraphs import Pace, lexicon_of, paragraphs
from audiorender.watch import Tracker

TALK = """---
audiorender: 1
title: A bridge
cast:
  Ada: amber
---

Ada: The new bridge cost $40 billion and 1,200 people came to see it on May 3rd.
"""


def planned(path: Path) -> tuple[Line, Planned]:
    """The only line, and the plan."""
    desk = Desk(path)
    desk.write("bridge.script.md", TALK)
    request = Request(path / "bridge.script.md", output=path / "output")
    opened = open_script(request)
    spoken = paragraphs(opened.script, opened.seats, Forms(lexicon_of(())), Pace())
    with Session(cache=desk.cache) as session:
        (line,) = speak(spoken, opened.path, session, Tracker()).lines
        return line, plan_episode(opened.script, opened.seats, spoken, opened.path, 2, Style(), session, Tracker())


def test_written_words_stand_where_their_spoken_forms_begin(tmp_path: Path) -> None:
    line, plan = planned(tmp_path)
    (paragraph,), (placement,) = plan.paragraphs, plan.timeline.placements
    spoken = paragraph.spoken.text
    assert "forty billion dollars" in spoken
    assert line.clip is not None
    assert len(line.clip.words) > len(line.words)  # the voice says more words than are written
    shown = [word for caption in plan.timeline.captions for word in caption.words]
    assert " ".join(word.text for word in shown) == TALK.splitlines()[-1].removeprefix("Ada: ")
    assert all(a.start < b.start for a, b in pairwise(shown))
    begins = {word.text: word.start - placement.start for word in shown}
    marks = {mark.start: mark.sample for mark in line.clip.words}
    for written, said in (("$40", "forty"), ("1,200", "one thousand"), ("people", "people"), ("May", "May")):
        assert begins[written] == marks[spoken.index(said)], written
    assert begins["$40"] < marks[spoken.index("dollars")] < begins["and"]
