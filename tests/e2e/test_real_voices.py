"""With real weights: a cast without a word from the user, and the same bytes whatever the number of workers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk import Desk

SCRIPT = """---
audiorender: 1
title: Ferries
cast:
  Ada:
  Ben:
---

Ada: Is it late?

Ben: Right. The last ferry left at nine; we shall have to row.
"""


@pytest.fixture
def voiced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk without voices of its own, in a house where Kokoro's were added."""
    monkeypatch.setenv("AUDIORENDER_VOICES", os.environ["AUDIORENDER_TEST_VOICES"])
    (tmp_path / "ferries.script.md").write_text(SCRIPT)
    return Desk(tmp_path)


@pytest.mark.weights("kokoro")
def test_the_best_voices_are_cast_and_give_the_same_bytes(voiced: Desk) -> None:
    sounds, voices = [], []
    for jobs, cache in ((1, "one"), (2, "two")):
        wishes = ("-o", f"out{jobs}", "--jobs", str(jobs), "--json")
        ran = voiced.run("render", "ferries.script.md", *wishes, AUDIORENDER_CACHE=str(voiced.path / cache))
        assert ran.code == 0, ran.err
        sounds.append((voiced.path / f"out{jobs}" / "ferries.mp3").read_bytes())
        voices.append({clip["voice"] for clip in ran.json["clips"]})
    assert sounds[0] == sounds[1]
    assert voices[0] == voices[1]
    assert len(voices[0]) == 2
    assert all(name.startswith("kokoro/") for name in voices[0])
