"""What an engine's options may be, and their check, one message for all engines."""

from __future__ import annotations

from dataclasses import dataclass

from audiorender.errors import EngineError, near
from audiorender.model import Options

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Option:
    """An option of an engine: text if its `default` is text, else a whole number from `low` to `high`."""

    name: str
    default: str | int
    low: int = 0
    high: int = 0

    def fault(self, value: object) -> str | None:
        """What is wrong with `value`, as the end of a sentence about it, or None."""
        if isinstance(self.default, str):
            return None if isinstance(value, str) else "is a text"
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            return f"is a whole number from {self.low} to {self.high}"
        return None


def settle(engine: str, known: tuple[Option, ...], options: Options) -> dict[str, Value]:
    """A value for every option of `engine`: what `options` say, else the default.

    Raises EngineError for an option that the engine does not have, or a value out of range.
    """
    by_name = {option.name: option for option in known}
    values: dict[str, Value] = {option.name: option.default for option in known}
    for name, value in options:
        if name not in by_name:
            raise EngineError(f"engine '{engine}' has no option '{name}'", hint=near(name, by_name))
        if fault := by_name[name].fault(value):
            raise EngineError(f"option '{name}' of engine '{engine}' {fault}, not {value!r}")
        values[name] = value
    return values
