"""The markup around Markdown's blocks: quotes, lists, headings, tables, code and link targets, each with its rule.

It is strict on purpose: whatever its line may not contain is an error, so that no word gets lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from audiorender.errors import SourceError
from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Marked
from audiorender.script.reading.source import Source

_LIST_MARK = expression(r"[-+*]|\d{1,9}[.)]")
_MAY_HOLD = {
    "fence": ("code-block", expression(r".+")),
    "hr": ("rule-line", expression(r"[-*_]+")),
    "heading_open": ("heading-mark", expression(r"#+|=+|-+")),
    "table_open": ("table-mark", expression(r"[|:\-]+")),
    "definition": ("link-target", expression(r".+")),
    "footnote": ("footnote", expression(r".+")),
}


class Leftover:
    """The markup that each line may contain, from the block tokens of a parsed text."""

    def __init__(self, source: Source, text: str, tokens: Sequence[Token], env: dict[str, Any]) -> None:
        self._source = source
        self._text = text
        self._quotes: Counter[int] = Counter()
        self._items: Counter[int] = Counter()
        self._kinds: dict[int, str] = {}
        definitions = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
        rows = text.split("\n")
        for definition in definitions:
            first, end = definition["map"]
            kind = "footnote" if re.match(r"[\s>]*\[\^", rows[first]) else "definition"
            self._kinds.update((number, kind) for number in range(first, end))
        for token in tokens:
            first, end = token.map or (0, 0)
            if token.type == "blockquote_open":
                self._quotes.update(range(first, end))
            elif token.type == "list_item_open":
                self._items[first] += 1
            elif token.type in _MAY_HOLD:
                self._kinds.update((number, token.type) for number in range(first, end))

    def marks(self, used: Iterable[Span]) -> Iterator[Marked]:
        """Every character but white space outside the spans in `used`, each with its rule.

        Raises SourceError for a character that no rule allows.
        """
        free = bytearray(b"\1") * len(self._text)
        for span in used:
            free[span.start : span.end] = bytes(span.end - span.start)
        start = 0
        for number, row in enumerate(self._text.split("\n")):
            if row and any(free[start : start + len(row)]):
                yield from self._line(number, start, row, free)
            start += len(row) + 1

    def _line(self, number: int, start: int, row: str, free: bytearray) -> Iterator[Marked]:
        """The markup on one line that no span uses, each part with its rule."""
        quotes, items, at = self._quotes[number], self._items[number], 0
        rule, pattern = _MAY_HOLD.get(self._kinds.get(number, ""), ("", re.compile(r"(?!)")))
        while at < len(row):
            if row[at].isspace() or not free[start + at]:
                at += 1
                continue
            end = at
            while end < len(row) and free[start + end] and not row[end].isspace():
                end += 1
            if quotes and row[at] == ">":
                quotes, found, end = quotes - 1, "quote-mark", at + 1
            elif items and (match := _LIST_MARK.match(row, at, end)):
                items, found, end = items - 1, "list-mark", match.end()
            elif match := pattern.match(row, at, end):
                found, end = rule, match.end()
            else:
                raise self._unknown(number, at, row[at:end])
            yield Marked(Span(start + at, start + end), found)
            at = end

    def _unknown(self, number: int, column: int, text: str) -> SourceError:
        """The error for text that no rule allows."""
        return SourceError(
            f"text that is neither speech nor markup: {text[:20]!r}",
            path=self._source.path,
            line=number + 1,
            column=column + 1,
            hint="nest it less deeply (at most 60 levels), or please report this line",
        )
