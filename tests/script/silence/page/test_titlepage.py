"""Text above the first label, and which of it is spoken."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import Source

TALK = "Ana Ruiz: Was it dark?\n\nBo: It was.\n\nAna Ruiz: And the ships?\n\nBo: They waited.\n"


def said(text: str) -> str:
    """All that is spoken."""
    built = draft(Source(None, "talk", text))
    silent = {piece.text for piece in built.silent}
    return "\n".join(row for row in text.split("\n") if row not in silent)


@pytest.mark.parametrize(
    "block", ["The Lamp Project\nKeeper's House", "Recorded in the tower", "Room 12,\nHarbour House,\nOstend."]
)
def test_lines_that_are_not_sentences_are_silent(block: str) -> None:
    assert block.split("\n", maxsplit=1)[0] not in said(f"Interview no. 7\n\n{block}\n\n{TALK}")


@pytest.mark.parametrize("block", ["The lamp had been out for nine days.", "Who lit it again?"])
def test_sentences_are_said(block: str) -> None:
    assert block in said(f"Interview no. 7\n\n{block}\n\n{TALK}")


def test_without_names_nothing_is_a_title_page() -> None:
    assert "Recorded in the tower" in said("Interview no. 7\n\nRecorded in the tower\n\n**Was it dark?**\n\nIt was.\n")
