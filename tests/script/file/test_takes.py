"""`[take 2]` above a turn: read, written the same, and an error without a turn."""

from __future__ import annotations

import pytest

from audiorender.errors import SourceError
from audiorender.model import Turn
from audiorender.script.file.scriptfile import parse_script
from audiorender.script.file.writing import format_script

HEAD = "---\naudiorender: 1\ntitle: Tides\ncast:\n  Ada:\n  Ben:\n---\n"
BODY = """
# Out

[take 2]

Ada: How far?

And back?

Ben: Far.

[take 12]

It was late.
"""


def test_a_take_belongs_to_the_turn_below() -> None:
    script = parse_script(HEAD + BODY)
    assert [(turn.speaker, turn.take, len(turn.paragraphs)) for turn in script.turns] == [
        ("Ada", 2, 2),
        ("Ben", 1, 1),
        ("Ben", 12, 1),
    ]
    assert [turn.line for turn in script.turns] == [13, 17, 21]


def test_what_is_written_is_read_again() -> None:
    script = parse_script(HEAD + BODY)
    again = parse_script(format_script(script))
    assert again == script
    lines = format_script(script).split("\n")
    for turn in again.turns:
        assert all(lines[place.start - 1] for place in turn.lines)
        assert lines[turn.lines[0].start - 3] == (f"[take {turn.take}]" if turn.take > 1 else lines[turn.line - 3])


@pytest.mark.parametrize(
    ("body", "fault", "line"),
    [
        ("\nAda: Hm.\n\n[take 2]\n", "a take belongs to the turn below it", 11),
        ("\nAda: Hm.\n\n[take 2]\n\n# Next\n\nBen: Oh.\n", "a take belongs to the turn below it", 11),
        ("\nAda: Hm.\n\n[take 2]\n\n[take 3]\n\nBen: Oh.\n", "a take belongs to the turn below it", 11),
        ("\n[take 0]\n\nAda: Hm.\n", "'take 0' is not a take", 9),
        ("\n[take two]\n\nAda: Hm.\n", "'take two' is not a take", 9),
        ("\n[take]\n\nAda: Hm.\n", "'take ' is not a take", 9),
        ("\n[take 1000]\n\nAda: Hm.\n", "'take 1000' is not a take", 9),
    ],
)
def test_a_take_without_a_turn_is_an_error(body: str, fault: str, line: int) -> None:
    with pytest.raises(SourceError, match=fault) as error:
        parse_script(HEAD + body)
    assert error.value.line == line


def test_a_take_is_counted_from_one() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        Turn("Ada", parse_script(HEAD + BODY).turns[0].paragraphs, take=0)
