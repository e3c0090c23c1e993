"""One fault, or something worth knowing, with the rule behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from audiorender.publish.check.rules import RULES, Level
from audiorender.publish.oneline import one_line

__all__ = ["Finding", "Level", "finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The file called `path` breaks `rule`; `message` says how, `apps` which apps are affected (empty: all)."""

    rule: str
    level: Level
    message: str
    path: str
    apps: tuple[str, ...] = ()

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return RULES[self.rule].remedy

    def __str__(self) -> str:
        return f"{self.path}: {self.message} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        """The finding as `check --json` prints it."""
        return {
            "rule": self.rule,
            "level": str(self.level),
            "message": self.message,
            "path": self.path,
            "apps": list(self.apps),
            "remedy": self.remedy,
        }


def finding(rule: str, message: str, path: str) -> Finding:
    """A finding with the level and the apps of its rule."""
    return Finding(rule, RULES[rule].level, one_line(message), path, RULES[rule].apps)
