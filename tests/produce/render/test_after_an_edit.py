"""What is delivered after an edit, with all that is remembered from before it, is what an empty cache would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

EDITS = {
    "a word": ("Only of my mother.", "Only of my brother."),
    "a figure": ("past the second", "past the 2nd"),
    "a longer turn": ("Were you afraid?", "Were you afraid, so far out, and with the water coming in?"),
    "a turn less": ("\nBen: Only of my mother.\n", ""),
    "a heading": ("# The way back", "# Home again"),
    "a voice": ("  Ben: high", "  Ben: middle"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_files_are_those_of_a_cold_render(own: Desk, tmp_path_factory: pytest.TempPathFactory, edit: str) -> None:
    script = own.path / "tides.script.md"
    before, after = EDITS[edit]
    text = script.read_text(encoding="utf-8").replace("Past the second", "It was past the second")
    script.write_text(text, encoding="utf-8")
    own.render("tides.script.md")
    assert before in text
    script.write_text(text.replace(before, after), encoding="utf-8")
    warm = own.render("tides.script.md")
    cold = Desk.at(tmp_path_factory.mktemp("cold"))
    cold.write("tides.script.md", script.read_text(encoding="utf-8"))
    again = cold.render("tides.script.md")
    assert warm.clips_made < again.clips_made
    assert files(warm.audio.parent) == files(again.audio.parent)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".tides.source"}
