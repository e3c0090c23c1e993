"""JSON with positions: where each key and value is in the text, which the `json` module does not say.

The module still decides what is valid JSON: a text is only parsed here once `json` has accepted it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Run
from audiorender.script.reading.source import Source

_WRITTEN = expression(r"\"(?:[^\"\\]++|\\.)*+\"|[\[\]{}:,]|[^\s\[\]{}:,\"]++")
_ESCAPE = expression(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_NO_CHARACTER = expression("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_DEEPEST = 100
"""The deepest nesting that is read; transcripts have about ten levels."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value and its characters `start` to `end`, including quotes.

    An object has `members`, a list has `items`, a string has `text`. A number, `true`, `false` or `null` has none of
    these, and is not a `container`.
    """

    start: int
    end: int
    container: bool = False
    members: tuple[tuple[str, Value], ...] = ()
    items: tuple[Value, ...] = ()
    text: str | None = None


_NOTHING = Value(0, 0)
"""Stands in for the value that a key is waiting for."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The values of a JSON text (mostly one), its keys, and its brackets, colons and commas."""

    values: tuple[Value, ...]
    keys: tuple[Span, ...]
    brackets: tuple[Span, ...]

    def leaves(self) -> Iterator[Value]:
        """All strings, numbers, `true`, `false` and `null`, in order."""
        waiting = [*reversed(self.values)]
        while waiting:
            value = waiting.pop()
            waiting.extend(reversed([*value.items, *(member for _, member in value.members)]))
            if not value.container:
                yield value


def parse(source: Source) -> Tree:
    """The tree of a JSON text, or of several in a row (JSON Lines).

    Raises SourceError, with line and column, for invalid JSON and for nesting that is too deep.
    """
    _check(source)
    keys: list[Span] = []
    brackets: list[Span] = []
    stack: list[tuple[int, list[tuple[str, Value]]]] = [(0, [])]
    key: tuple[str, Span] | None = None
    for match in _WRITTEN.finditer(source.text):
        written = match[0]
        if written[0] == '"':
            key = (json.loads(written), Span(*match.span()))
            stack[-1][1].append(("", Value(*match.span(), text=key[0])))
        elif written in "[{":
            stack.append((match.start(), []))
            brackets.append(Span(*match.span()))
            if len(stack) > _DEEPEST:
                raise _too_deep(source)
        elif written in "]}":
            start, inner = stack.pop()
            brackets.append(Span(*match.span()))
            members = tuple(inner) if written == "}" else ()
            items = tuple(value for _, value in inner) if written == "]" else ()
            stack[-1][1].append(("", Value(start, match.end(), True, members, items)))
        elif written in ":,":
            brackets.append(Span(*match.span()))
            if written == ":" and key is not None:
                keys.append(key[1])
                stack[-1][1].pop()
                stack[-1][1].append((key[0], _NOTHING))
            continue
        else:
            stack[-1][1].append(("", Value(*match.span())))
        _attach_key(stack[-1][1])
    return Tree(tuple(value for _, value in stack[0][1]), tuple(keys), tuple(brackets))


def _attach_key(members: list[tuple[str, Value]]) -> None:
    """Give the last value the key before it, if that is still waiting for one."""
    if len(members) > 1 and members[-2][1] is _NOTHING:
        name = members[-2][0]
        members[-2:] = [(name, members[-1][1])]


def _check(source: Source) -> None:
    """Raise SourceError unless the `json` module accepts the text."""
    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    at = _past_blanks(source.text, 0)
    try:
        while at < len(source.text):
            _, at = decoder.raw_decode(source.text, at)
            at = _past_blanks(source.text, at)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"this looks like JSON, but is not: {error.msg}",
            path=source.path,
            line=error.lineno,
            column=error.colno,
            hint="correct it, or export it again",
        ) from error
    except RecursionError as error:
        raise _too_deep(source) from error


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _too_deep(source: Source) -> SourceError:
    return SourceError(
        f"JSON with more than {_DEEPEST} levels of brackets",
        path=source.path,
        hint="export only the transcript as JSON",
    )


def runs(source: Source, value: Value) -> Iterator[Run]:
    """The characters of a string with escapes decoded; a non-character becomes U+FFFD."""
    at, end = value.start + 1, value.end - 1
    for match in _ESCAPE.finditer(source.text, at, end):
        if match.start() > at:
            yield Run(source.text[at : match.start()], Span(at, match.start()))
        decoded = json.loads(f'"{match[0]}"')
        yield Run(_NO_CHARACTER.sub("\ufffd", decoded), Span(*match.span()))
        at = match.end()
    if at < end:
        yield Run(source.text[at:end], Span(at, end))
