"""Numbers on the command line, with errors in plain words: what was given, and what is allowed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NoReturn

import click

from audiorender.errors import UsageError

if TYPE_CHECKING:
    _Kind = click.ParamType[Any]
else:  # click 8.1 has no such types
    _Kind = click.ParamType


class Number(_Kind):
    """A number from `least` to `most`, if these are given."""

    name = "number"
    kind = "number"

    def __init__(self, least: float | None = None, most: float | None = None) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """The number. Raises UsageError for anything else."""
        try:
            number = self._read(value)
        except ValueError:
            self._refuse(value, param)
        low = self._least is not None and number < self._least
        high = self._most is not None and number > self._most
        if low or high or not math.isfinite(number):
            self._refuse(value, param)
        return number

    def _read(self, value: Any) -> float:
        return float(value)

    def _refuse(self, value: object, param: click.Parameter | None) -> NoReturn:
        ends = ((" from ", self._least), (" to ", self._most))
        allowed = "".join(f"{word}{end:g}" for word, end in ends if end is not None)
        name = param.opts[0] if param else self.name
        raise UsageError(f"{name} takes a {self.kind}{allowed}{' up' * (self._most is None)}, not '{value}'")


class WholeNumber(Number):
    """A whole number."""

    kind = "whole number"

    def _read(self, value: Any) -> int:
        return int(value)
