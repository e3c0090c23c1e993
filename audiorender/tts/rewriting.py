"""Rules that rewrite text while every character remembers which written character it stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_GROUP = re.compile(r"\\(\d)")


@dataclass(frozen=True, slots=True)
class Traced:
    """Text, and for each of its characters the offset of the written character it stands for; these never fall."""

    text: str
    origins: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origins):
            raise ValueError("every character has an origin")

    def said_for(self, start: int, end: int) -> tuple[int, int]:
        """Which characters of the text stand for the written characters `start`..`end` (excluded)."""
        return bisect_left(self.origins, start), bisect_left(self.origins, end)


@dataclass(frozen=True, slots=True)
class Rule:
    """What matches `pattern` becomes `said`, or what `said` answers to the match.

    In `said`, `\\1` to `\\9` copy a group, with its origins; groups are copied in their order. All else stands for the
    last character copied before it, or for the first of the match.
    """

    name: str
    pattern: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str]

    def __post_init__(self) -> None:
        if self.pattern.fullmatch(""):
            raise ValueError(f"the rule '{self.name}' matches nothing at all")


def rule(name: str, pattern: str, said: str | Callable[[re.Match[str]], str]) -> Rule:
    """A rule from a pattern's text."""
    return Rule(name, re.compile(pattern), said)


def rewrite(traced: Traced, rules: Iterable[Rule]) -> Traced:
    """`traced` after each of `rules` in order, every rule applied once, from left to right."""
    for rule in rules:
        traced = _apply(traced, rule)
    return traced


def _apply(traced: Traced, rule: Rule) -> Traced:
    texts: list[str] = []
    origins: list[int] = []
    at = 0
    for match in rule.pattern.finditer(traced.text):
        texts.append(traced.text[at : match.start()])
        origins += traced.origins[at : match.start()]
        said = rule.said if isinstance(rule.said, str) else rule.said(match)
        here = traced.origins[match.start()]
        for number, part in enumerate(_GROUP.split(said)):
            if number % 2:
                start, end = match.span(int(part))
                copied = traced.origins[start:end] if start >= 0 else ()
                texts.append(match[int(part)] or "")
                origins += copied
                here = copied[-1] if copied else here
            else:
                texts.append(part)
                origins += [here] * len(part)
        at = match.end()
    if not at:
        return traced
    texts.append(traced.text[at:])
    origins += traced.origins[at:]
    return Traced("".join(texts), tuple(origins))
