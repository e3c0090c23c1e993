"""Rules that rewrite text while every character keeps the position of the written character that it stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from audiorender.expressions import expression

Test = Callable[[str], bool]
Places = Callable[[str], Sequence[int]]
"""Quickly finds every offset in a text at which a match may begin (and possibly more)."""

_GROUP = expression(r"\\(\d)(?:<([^<>]*)>)?")


@dataclass(frozen=True, slots=True)
class Traced:
    """Text, and for each of its characters the offset of the written character that it stands for; offsets never
    decrease."""

    text: str
    origins: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origins):
            raise ValueError("every character needs an origin")

    def said_for(self, shown: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """For each of some ascending spans of the written text, the characters here that stand for it."""
        origins, end = self.origins, 0
        for first, after in shown:
            start = bisect_left(origins, first, end)
            end = bisect_left(origins, after, start)
            yield start, end


@dataclass(frozen=True, slots=True)
class Rule:
    """Replaces what matches `pattern` by `said`, or by what `said` returns for the match.

    In `said`, `\\1` to `\\9` copy a group and `\\0` the match, with their origins; `\\1<words>` says these words for
    group 1. Groups that took part in the match must be named in their order. Other words stand for what comes next in
    the match, or for its last character, but never for white space if there is something else.

    A text that does not pass `needs` cannot contain a match, and a match can only begin where `begins` finds a place.
    Many rules share these two, and each is evaluated once per text, so that most texts are done quickly: trying a
    pattern at every letter takes many times as long.
    """

    name: str
    pattern: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str]
    needs: Test | None = None
    begins: Places | None = None


def rule(
    name: str,
    pattern: str,
    said: str | Callable[[re.Match[str]], str],
    *,
    needs: str | None = None,
    begins: Places | None = None,
) -> Rule:
    """A rule from a pattern's text; `needs` and `begins` limit where it is tried."""
    return Rule(name, expression(pattern), said, holding(needs) if needs else None, begins)


def alternatives(text: str) -> str:
    """A pattern for any of some words (or patterns without blanks), written out with white space between them."""
    return "|".join(text.split())


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that cannot match unless a text passes `needs`: otherwise all are skipped together."""

    needs: Test
    rules: tuple[Rule, ...]


def needing(pattern: str, rules: Iterable[Rule]) -> Group:
    """The rules, where those without a test of their own are only tried if `pattern` matches."""
    needs = holding(pattern)
    return Group(needs, tuple(rule if rule.needs else replace(rule, needs=needs) for rule in rules))


@lru_cache(maxsize=256)
def holding(pattern: str) -> Test:
    """A test for whether `pattern` matches anywhere. It is fast if the pattern starts with a character or a class."""
    compiled = expression(pattern)
    return lambda text: compiled.search(text) is not None


@lru_cache(maxsize=256)
def at(pattern: str) -> Places:
    """The places where `pattern` matches. It is fast if the pattern starts with a character or a class."""
    compiled = expression(pattern)
    return lambda text: [match.start() for match in compiled.finditer(text)]


@lru_cache(maxsize=256)
def at_words_before(pattern: str, among: frozenset[str] = frozenset()) -> Places:
    """The starts of words (letters, digits, underscores) that are directly followed by a match of `pattern`.

    With `among`, words longer than one letter must be one of these.
    """
    compiled = expression(pattern)

    def places(text: str) -> list[int]:
        found = []
        for match in compiled.finditer(text):
            start = match.start()
            while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                start -= 1
            length = match.start() - start
            if length == 1 or (length and (not among or text[start : match.start()] in among)):
                found.append(start)
        return found

    return places


def at_start(text: str) -> Sequence[int]:
    """Only the first character."""
    return (0,) if text else ()


def rewrite(traced: Traced, rules: Iterable[Rule | Group]) -> Traced:
    """Apply each of `rules` once, in order; a rule runs from left to right."""
    text = _Rewriting(traced)
    for part in rules:
        if isinstance(part, Rule):
            text.apply(part)
        elif text.passes(part.needs):
            for rule in part.rules:
                text.apply(rule)
    return text.traced


class _Rewriting:
    """A text being rewritten, with cached results of tests and places that several rules share."""

    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self._passed: dict[Test, bool] = {}
        self._places: dict[Places, Sequence[int]] = {}

    def passes(self, test: Test) -> bool:
        passed = self._passed.get(test)
        if passed is None:
            passed = self._passed[test] = test(self.traced.text)
        return passed

    def apply(self, rule: Rule) -> None:
        needs, passed = rule.needs, self._passed
        if needs is not None and not (passed[needs] if needs in passed else self.passes(needs)):
            return
        matches: Iterator[re.Match[str]]
        if rule.begins is None:
            matches = rule.pattern.finditer(self.traced.text)
        else:
            places = self._places.get(rule.begins)
            if places is None:
                places = self._places[rule.begins] = rule.begins(self.traced.text)
            if not places:
                return
            matches = matches_at(rule.pattern, self.traced.text, places)
        rewritten = _rewritten(self.traced, rule, matches)
        if rewritten is not self.traced:
            self.traced = rewritten
            self._passed.clear()
            self._places.clear()


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of `places` (ascending), from left to right without overlap."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = match.end()


def _rewritten(traced: Traced, rule: Rule, matches: Iterable[re.Match[str]]) -> Traced:
    texts: list[str] = []
    origins: list[int] = []
    done = 0
    for match in matches:
        said = rule.said if isinstance(rule.said, str) else rule.said(match)
        if said == r"\0":
            continue
        texts.append(traced.text[done : match.start()])
        origins += traced.origins[done : match.start()]
        _say(said, match, traced, texts, origins)
        done = match.end()
    if not done:
        return traced
    texts.append(traced.text[done:])
    origins += traced.origins[done:]
    return Traced("".join(texts), tuple(origins))


def _say(said: str, match: re.Match[str], traced: Traced, texts: list[str], origins: list[int]) -> None:
    """Append the expansion of the template `said` for the match."""
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
    """The first position from `place` on in the match that is not white space, or the match's last."""
    last = match.end() - 1
    while place < last and match.string[place].isspace():
        place += 1
    return min(place, last)
