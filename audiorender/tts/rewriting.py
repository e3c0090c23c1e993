"""Rules that rewrite text while every character remembers which written character it stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

_GROUP = re.compile(r"\\(\d)(?:<([^<>]*)>)?")


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

    In `said`, `\\1` to `\\9` copy a group and `\\0` the match, with their origins; `\\1<words>` says these words for
    group 1. Groups that took part in the match are named in their order. All else stands for what comes next in the
    match, or for its last character. Words stand for no white space where there is something else.

    Where nothing matches `needs`, which many rules share, nothing matches the pattern: most text is soon done with.
    """

    name: str
    pattern: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str]
    needs: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        if self.pattern.fullmatch(""):
            raise ValueError(f"the rule '{self.name}' matches nothing at all")


def rule(name: str, pattern: str, said: str | Callable[[re.Match[str]], str]) -> Rule:
    """A rule from a pattern's text."""
    return Rule(name, re.compile(pattern), said)


def needing(pattern: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, to be tried only where `pattern` matches."""
    needs = re.compile(pattern)
    return tuple(replace(rule, needs=needs) for rule in rules)


def rewrite(traced: Traced, rules: Iterable[Rule]) -> Traced:
    """`traced` after each of `rules` in order, every rule applied once, from left to right."""
    held: dict[re.Pattern[str], bool] = {}
    for rule in rules:
        if rule.needs is not None:
            if rule.needs not in held:
                held[rule.needs] = rule.needs.search(traced.text) is not None
            if not held[rule.needs]:
                continue
        rewritten = _apply(traced, rule)
        if rewritten is not traced:
            traced = rewritten
            held.clear()
    return traced


def _apply(traced: Traced, rule: Rule) -> Traced:
    texts: list[str] = []
    origins: list[int] = []
    at = 0
    for match in rule.pattern.finditer(traced.text):
        said = rule.said if isinstance(rule.said, str) else rule.said(match)
        if said == r"\0":
            continue
        texts.append(traced.text[at : match.start()])
        origins += traced.origins[at : match.start()]
        _say(said, match, traced, texts, origins)
        at = match.end()
    if not at:
        return traced
    texts.append(traced.text[at:])
    origins += traced.origins[at:]
    return Traced("".join(texts), tuple(origins))


def _say(said: str, match: re.Match[str], traced: Traced, texts: list[str], origins: list[int]) -> None:
    """Add what the template `said` makes of the match."""
    copied = match.start()
    literal, *parts = _GROUP.split(said)
    for number, words, after in (("", "", literal), *zip(parts[::3], parts[1::3], parts[2::3], strict=True)):
        if number and match[int(number)] is not None:
            start, copied = match.span(int(number))
            if words is None:
                texts.append(traced.text[start:copied])
                origins += traced.origins[start:copied]
            else:
                texts.append(words)
                origins += [traced.origins[_next(match, start)]] * len(words)
        if after:
            texts.append(after)
            origins += [traced.origins[_next(match, copied)]] * len(after)


def _next(match: re.Match[str], place: int) -> int:
    """The first place from `place` on in the match that is not white space, or the match's last."""
    last = match.end() - 1
    while place < last and match.string[place].isspace():
        place += 1
    return min(place, last)
