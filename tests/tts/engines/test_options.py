"""Options are typed, and what is wrong with one is said before anything starts."""

from __future__ import annotations

import math

import pytest

from audiorender.errors import EngineError
from audiorender.tts.engines.options import Option, choice, number, path, settle, switch, text, texts, whole

KNOWN = (
    text("voice", "calm"),
    whole("rate", 170, 80, 450),
    number("speed", 1, 0.5, 2),
    switch("whisper", False),
    choice("format", ("wav", "mp3")),
    path("model"),
    texts("tags", ("a",)),
)
BY_NAME = {option.name: option for option in KNOWN}


def test_what_is_not_given_has_its_default() -> None:
    assert settle("bell", KNOWN, ()) == {
        "voice": "calm",
        "rate": 170,
        "speed": 1.0,
        "whisper": False,
        "format": "wav",
        "model": "",
        "tags": ("a",),
    }


def test_values_come_in_one_form() -> None:
    values = settle("bell", KNOWN, (("speed", 2), ("tags", ("x", "y"))))
    assert values["speed"] == 2.0
    assert isinstance(values["speed"], float)
    assert BY_NAME["tags"].settled(["x", "y"]) == ("x", "y")


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("voice", 3, "must be text"),
        ("rate", 79, "must be a whole number from 80 to 450"),
        ("rate", 100.0, "must be a whole number"),
        ("rate", True, "must be a whole number"),
        ("speed", 2.1, "must be a number from 0.5 to 2"),
        ("speed", math.nan, "must be a number"),
        ("speed", False, "must be a number"),
        ("whisper", 1, "must be true or false"),
        ("format", "ogg", "must be 'wav' or 'mp3'"),
        ("format", ["wav"], "must be 'wav' or 'mp3'"),
        ("model", 1, "must be text"),
        ("tags", "x", "must be a list of texts"),
        ("tags", ["x", 1], "must be a list of texts"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: object, fault: str) -> None:
    assert str(BY_NAME[name].fault(value)).startswith(fault)
    with pytest.raises(EngineError, match=f"option '{name}' of engine 'bell' {fault}"):
        settle("bell", KNOWN, ((name, value),))  # type: ignore[arg-type]


def test_an_unknown_option_is_named_with_a_near_one() -> None:
    with pytest.raises(EngineError, match="no option 'raet'; did you mean 'rate'"):
        settle("bell", KNOWN, (("raet", 1),))


def test_a_default_that_does_not_fit_is_the_authors_fault() -> None:
    with pytest.raises(ValueError, match="default of option 'rate'"):
        whole("rate", 10, 80, 450)


def test_a_number_may_be_open_on_either_side() -> None:
    assert number("a", 0, high=1).fault(2) == "must be a number up to 1"
    assert number("a", 0, 0).fault(-1) == "must be a number from 0 up"
    assert number("a", 0).fault("x") == "must be a number"
    assert isinstance(number("a", 0), Option)
