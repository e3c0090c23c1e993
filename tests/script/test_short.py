"""Short documents of many forms, several to a file: every word gets the right speaker, or is marked as a guess.

A file of `cases/short` holds documents one below the other: `=== ` and a file's name, the document, `--- gold`, and
what is to be said, one turn a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from audiorender.script.builder import draft
from audiorender.script.reading.source import read_bytes

from .scoring import Said, said, share_precise, share_right, words_of

_FOLDER = Path(__file__).parents[1] / "cases/short"


@dataclass(frozen=True)
class Case:
    """A document, and who says which of its words."""

    name: str
    text: str
    expected: Said


def cases() -> list[Case]:
    found = []
    for path in sorted(_FOLDER.glob("*.txt")):
        for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, rest = part.partition("\n")
            text, _, told = rest.partition("\n--- gold\n")
            turns = [line.partition(": ") for line in told.strip().split("\n")]
            found.append(Case(name, text, [word for who, _, words in turns for word in words_of(who, words)]))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_word_has_its_speaker(case: Case) -> None:
    built = draft(read_bytes(case.text.encode(), Path(case.name)))
    assert share_right(case.expected, said(built)) == 1.0
    assert share_precise(case.expected, said(built)) == 1.0


def test_there_are_enough_with_different_names() -> None:
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names) >= 40
