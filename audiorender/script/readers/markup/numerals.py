"""Numbers at the start of a line that Markdown takes for list markers, but that are words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from audiorender.expressions import expression
from audiorender.model import Span
from audiorender.script.document import Run

_NUMBER = expression(r"(?:[\s>]|[-+*](?=\s|\Z))*?(\d{1,9}[.)])([ \t]+|\Z)")


def spoken_numerals(tokens: Sequence[Token], rows: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, Run]]:
    """Numbers that Markdown takes for list markers but that do not count anything, by the token of their item.

    A number counts if the ordered item before or after it at the same depth is one less or one more, or if all
    items of its list have the same number. A year (1000 and up) never counts: `2016. We met.` is two sentences.
    """
    items: list[tuple[int, int, tuple[int, str], int]] = []
    depth, lists = 0, 0
    for index, token in enumerate(tokens):
        depth += token.nesting if token.type in ("blockquote_open", "blockquote_close") else 0
        lists += token.type == "ordered_list_open"
        if token.type == "list_item_open" and token.info:
            items.append((index, int(token.info), (depth, token.markup), lists))
    at: dict[int, int] = {}
    for place, (index, number, key, owner) in enumerate(items):
        near = [other for other in items[max(0, place - 1) : place + 2] if other[2] == key and other[0] != index]
        counts = any(
            other[1] - number == (1 if other[0] > index else -1) or (other[3] == owner and other[1] == number)
            for other in near
        )
        row = _first_line(tokens[index])
        match = _NUMBER.match(rows[row], at.get(row, 0))
        if match is None:
            continue
        at[row] = match.end()
        if number >= 1000 or not counts:
            start = starts[row] + match.start(1)
            yield index, Run(match[1] + match[2], Span(start, start + len(match[1] + match[2])))


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
