"""The options of engines, and their check before anything is started: the same messages for all engines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from audiorender.errors import EngineError, near
from audiorender.model import Options, OptionValue


class Kind(Enum):
    """The type of an option, as a TOML type in voice profiles."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    SWITCH = "true or false"
    CHOICE = "one of a few words"
    PATH = "file or folder"
    TEXTS = "list of texts"


SPEEDS = ("rate", "speed")
"""The name of the option for speed, which `--rate` multiplies."""


SEED = "seed"
"""The name of the seed option, a whole number: each further take raises it by one."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of an engine: its name, type, default value, and limits.

    `low` and `high` are limits for numbers, both inclusive; `choices` are for a choice. A path in a voice profile is
    relative to the profile's folder. Create one with `text`, `whole`, `number`, `switch`, `choice`, `path` or `texts`.
    """

    name: str
    kind: Kind
    default: OptionValue
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if fault := self.fault(self.default):
            raise ValueError(f"the default of option '{self.name}' {fault}")

    def fault(self, value: object) -> str | None:
        """What is wrong with `value`, as the end of a sentence about it, or None."""
        match self.kind:
            case Kind.TEXT | Kind.PATH:
                return None if isinstance(value, str) else "must be text"
            case Kind.CHOICE:
                words = " or ".join(f"'{choice}'" for choice in self.choices)
                return None if value in self.choices else f"must be {words}"
            case Kind.SWITCH:
                return None if isinstance(value, bool) else "must be true or false"
            case Kind.TEXTS:
                listed = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
                return None if listed else "must be a list of texts"
            case Kind.WHOLE:
                return (
                    None if isinstance(value, int) and self._within(value) else f"must be a whole number{self._range()}"
                )
            case Kind.NUMBER:
                return None if self._within(value) else f"must be a number{self._range()}"

    def settled(self, value: object) -> OptionValue:
        """`value` as engines and keys use it: a list becomes a tuple, a number a float. Raises ValueError for a wrong
        one."""
        if fault := self.fault(value):
            raise ValueError(f"'{self.name}' {fault}, not {value!r}")
        if isinstance(value, list | tuple):
            return tuple(value)
        if self.kind is Kind.NUMBER and isinstance(value, int | float):
            return float(value)
        assert isinstance(value, str | int | float)  # noqa: S101  what `fault` has found out
        return value

    def _within(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return math.isfinite(value) and self.low <= value <= self.high

    def _range(self) -> str:
        if math.isinf(self.low) and math.isinf(self.high):
            return ""
        if math.isinf(self.high):
            return f" from {self.low:g} up"
        return f" up to {self.high:g}" if math.isinf(self.low) else f" from {self.low:g} to {self.high:g}"


def text(name: str, default: str = "") -> Option:
    """A text option."""
    return Option(name, Kind.TEXT, default)


def whole(name: str, default: int, low: int, high: int) -> Option:
    """A whole number from `low` to `high`."""
    return Option(name, Kind.WHOLE, default, low, high)


def number(name: str, default: float, low: float = -math.inf, high: float = math.inf) -> Option:
    """A finite number from `low` to `high`."""
    return Option(name, Kind.NUMBER, float(default), low, high)


def switch(name: str, default: bool) -> Option:
    """An option that is true or false."""
    return Option(name, Kind.SWITCH, default)


def choice(name: str, choices: tuple[str, ...]) -> Option:
    """An option that is one of a few words; the first is the default."""
    return Option(name, Kind.CHOICE, choices[0], choices=choices)


def path(name: str) -> Option:
    """An option that names a file or folder; empty for none."""
    return Option(name, Kind.PATH, "")


def texts(name: str, default: tuple[str, ...] = ()) -> Option:
    """An option that is a list of texts."""
    return Option(name, Kind.TEXTS, default)


def settle(engine: str, known: tuple[Option, ...], options: Options) -> dict[str, OptionValue]:
    """A value for every option of `engine`: from `options`, else the default.

    Raises EngineError for an option that the engine does not have, or a value out of range.
    """
    by_name = {option.name: option for option in known}
    values = {option.name: option.default for option in known}
    for name, value in options:
        if name not in by_name:
            raise EngineError(f"engine '{engine}' has no option '{name}'", hint=near(name, by_name))
        if fault := by_name[name].fault(value):
            raise EngineError(f"option '{name}' of engine '{engine}' {fault}, not {value!r}")
        values[name] = by_name[name].settled(value)
    return values


def whole_of(values: Mapping[str, OptionValue], name: str) -> int:
    """The whole number that `settle` returned for option `name`."""
    value = values[name]
    assert isinstance(value, int)  # noqa: S101  its kind was checked
    return value


def number_of(values: Mapping[str, OptionValue], name: str) -> float:
    """The number that `settle` returned for option `name`."""
    value = values[name]
    assert isinstance(value, int | float)  # noqa: S101  its kind was checked
    return float(value)


def text_of(values: Mapping[str, OptionValue], name: str) -> str:
    """The text, choice or path that `settle` returned for option `name`."""
    value = values[name]
    assert isinstance(value, str)  # noqa: S101  its kind was checked
    return value


def texts_of(values: Mapping[str, OptionValue], name: str) -> tuple[str, ...]:
    """The texts that `settle` returned for option `name`."""
    value = values[name]
    assert isinstance(value, tuple)  # noqa: S101  its kind was checked
    return value
