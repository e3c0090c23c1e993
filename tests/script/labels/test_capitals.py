"""How names in capitals are shown."""

from __future__ import annotations

import pytest

from audiorender.script.builder import draft
from audiorender.script.labels.capitals import in_name_case
from audiorender.script.reading.source import Source


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("PRIYA", "Priya"),
        ("HOST", "Host"),
        ("ODETTE PALMER", "Odette Palmer"),
        ("DR. ROY", "Dr. Roy"),
        ("SEÁN O'BRIEN", "Seán O'Brien"),
        ("ANNE-MARIE", "Anne-Marie"),
        ("JO HANSEN", "Jo Hansen"),
        ("AILSA MCDOWELL", "Ailsa McDowell"),
        ("SPEAKER 1", "Speaker 1"),
        ("ИРИНА", "Ирина"),
        ("JOHN F. WELD", "John F. Weld"),
        ("Q", "Q"),
        ("AJ", "AJ"),
        ("JFK", "JFK"),
        ("BBC WALES", "BBC Wales"),
        ("NASA", "NASA"),
        ("Priya", "Priya"),
        ("DeShawn", "DeShawn"),
        ("田中", "田中"),
    ],
)
def test_a_name(name: str, shown: str) -> None:
    assert in_name_case([name], ["What did NASA say?"]) == {name: shown}


def test_no_two_names_become_the_same() -> None:
    assert in_name_case(["ROY", "Roy"], []) == {"ROY": "ROY", "Roy": "Roy"}


def test_a_transcript_in_capitals_has_names_in_its_script() -> None:
    text = "HOST: Are you there?\n\nPRIYA: I am.\n\nHOST: And who is with you?\n\nPRIYA: Nobody.\n"
    script = draft(Source(None, "talk", text), rename={"HOST": "Maria"}).script
    assert [name for name, _ in script.cast] == ["Maria", "Priya"]
