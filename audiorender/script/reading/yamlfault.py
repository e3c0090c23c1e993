"""What PyYAML finds wrong, and where: its errors say so in several ways, and some not at all."""

from __future__ import annotations

from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError


@dataclass(frozen=True, slots=True)
class YamlFault:
    """What is wrong, and its line and column in the YAML (from 0), or None if the place is unknown."""

    problem: str
    line: int | None = None
    column: int | None = None


def fault(error: Exception, text: str) -> YamlFault:
    """What `error` says about the faulty YAML `text`."""
    if isinstance(error, yaml.MarkedYAMLError):
        problem = error.problem or error.context or "it cannot be read"
        mark = error.problem_mark or error.context_mark
        return YamlFault(problem, mark.line, mark.column) if mark else YamlFault(problem)
    if isinstance(error, ReaderError):
        before = text[: error.position]
        problem = f"the character U+{ord(text[error.position]):04X} is not allowed there"
        return YamlFault(problem, before.count("\n"), len(before) - before.rfind("\n") - 1)
    return YamlFault("it cannot be read")
