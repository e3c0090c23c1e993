"""What a name shows about a speaker, by its title or given name; nothing if that is used for both sexes."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.tts.casting.givennames import sex_of

LISTS = tomllib.loads(files("audiorender.tts.casting").joinpath("given_names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Dr. Nandini Rao", "female"),
        ("Prof. Dr. Helmut Krause", "male"),
        ("Frau Dr. Krause", "female"),
        ("Rao, Nandini", "female"),
        ("Nandini Rao, MD", "female"),
        ("T. Edgar Poole", "male"),
        ("Ms. Q", "female"),
        ("Sir Humphrey", "male"),
        ("Señora Vega", "female"),
        ("IRENE", "female"),
        ("Chloé", "female"),
        ("José", "male"),
        ("Jose", "male"),
        ("René", "male"),
        ("Rene", None),
        ("Michèle", "female"),
        ("Michele", None),
        ("Jean-Luc", "male"),
        ("Jean", None),
        ("Anna-Lena", "female"),
        ("Kim Martin", None),
        ("Andrea", None),
        ("King", None),
        ("Dr. King", None),
        ("Host", None),
        ("Speaker 1", None),
        ("A.", None),
        (",", None),
        ("", None),
    ],
)
def test_the_sex_that_a_name_shows(name: str, sex: str | None) -> None:
    assert sex_of(name) == sex


def test_no_name_is_listed_twice() -> None:
    female, male = (" ".join(LISTS[sex]).split() for sex in ("female", "male"))
    assert len(female) == len(set(female))
    assert len(male) == len(set(male))
    assert not set(female) & set(male)
    assert all(name == name.casefold() for name in (*female, *male))


@given(st.text())
def test_any_name_is_accepted(name: str) -> None:
    assert sex_of(name) in {None, "female", "male"}
