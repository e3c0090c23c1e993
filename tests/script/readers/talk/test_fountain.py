"""Fountain and plays: cues, action that is not spoken, and text that only looks like a cue."""

from __future__ import annotations

import pytest

from audiorender.script.readers.talk import fountain
from audiorender.script.reading.source import Source


def test_a_play_without_scenes() -> None:
    text = "ANA\nIs it lit?\n\nBO (off)\nIt is.\n\nANA\nGood. [[slow]] Come.\n\nBO\n(coming)\n*Now?*\n"
    assert fountain.looks(text)
    document = fountain.read(Source(None, "talk", text))
    assert [(block.speaker, " ".join(block.text.split())) for block in document.blocks] == [
        ("ANA", "Is it lit?"),
        ("BO", "It is."),
        ("ANA", "Good. Come."),
        ("BO", "Now?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WHY WAS IT DARK?\nNobody knows.\n\nWHO SAW IT?\nA captain.\n\nWHY WAS IT DARK?\nYou asked.\n",
        "THE TOWER\nIt was dark.\n\nTHE SHIP\nIt was late.\n\nTHE END\nThey met.\n",
        "Ana: Is it lit?\n\nBo: It is.\n",
    ],
)
def test_prose_is_not_a_play(text: str) -> None:
    assert not fountain.looks(text)
