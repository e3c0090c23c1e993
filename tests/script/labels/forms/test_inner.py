"""Labels within a line."""

from __future__ import annotations

import pytest

from audiorender.model import written
from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

TALK = ("Where did the ferry go?", "It sank. Nobody was on it.", "And the dog?", "The dog swam.", "Good.", "Very good.")


@pytest.mark.parametrize(
    "label", ["Speaker {n}:", "Speaker {n} (00:0{at}):", "[00:0{at}] Speaker {n}:", "SPEAKER {n}:"]
)
def test_several_numbered_speakers_in_one_paragraph(label: str) -> None:
    text = " ".join(f"{label.format(n=at % 2 + 1, at=at)} {said}" for at, said in enumerate(TALK))
    turns = draft(Source(None, "ferry", text)).script.turns
    assert [written(turn.paragraphs[0]) for turn in turns] == list(TALK)
    assert [turn.speaker[-1] for turn in turns] == ["1", "2"] * 3
