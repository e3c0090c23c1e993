"""What the Tab key offers, as the shells ask for it."""

from __future__ import annotations

import pytest
from desk import SCRIPT, Desk


def offered(desk: Desk, line: str) -> list[str]:
    """What may stand at the end of a command line."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    ran = desk.run(**words, _AUDIORENDER_COMPLETE="bash_complete")
    assert (ran.code, ran.err) == (0, "")
    return [each.partition(",")[2] for each in ran.out.splitlines() if each]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("audiorender do", ["doctor"]),
        ("audiorender voices hi", ["high"]),
        ("audiorender render tides.script.md --voice b", ["Ben="]),
        ("audiorender render tides.script.md --voice Ben=mid", ["Ben=middle"]),
        ("audiorender render tides.script.md --name A", ["Ada="]),
        ("audiorender render tides.script.md --format mp3,m", ["mp3,m4a", "mp3,m4b"]),
        ("audiorender render tides.script.md --engine to", ["tone"]),
        ("audiorender render tides.script.md --fallback lo", ["low"]),
        ("audiorender preview tides.script.md --speaker a", ["Ada"]),
        ("audiorender preview no-such-file.md --speaker a", []),
    ],
)
def test_what_is_offered(desk: Desk, line: str, words: list[str]) -> None:
    desk.write("tides.script.md", SCRIPT)
    assert offered(desk, line) == words


def test_the_speakers_of_a_source_are_those_of_its_script(desk: Desk) -> None:
    desk.write("talk.md", "**Ada:** Is it late?\n\n**Roy Baker:** It is.\n")
    assert offered(desk, "audiorender preview talk.md --speaker ") == []
    assert desk.inside("script", "talk.md").code == 0
    assert offered(desk, "audiorender preview talk.md --speaker ") == ["Ada", "Roy Baker"]
