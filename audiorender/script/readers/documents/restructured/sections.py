"""The sections of a reStructuredText, by the lines of punctuation below, or above and below, their titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiorender.expressions import expression

_LINE = expression(r"([!-/:-@\[-`{-~])\1+[ \t]*\Z")
_SHORTEST = 4
"""A line of punctuation is at least this long, unless it is as long as the title."""


def sections(rows: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The first row of each section, the row of its title, above the last line, and its level from 1 on."""
    styles: list[tuple[str, bool]] = []
    number = ended = 0
    while number + 1 < len(rows):
        line, below = _LINE.match(rows[number]), _LINE.match(rows[number + 1])
        under = _LINE.match(rows[number + 2]) if number + 2 < len(rows) else None
        over = bool(line and under and not below and line[1] == under[1] and rows[number + 1].strip())
        title = number + over
        mark = under if over else below
        alone = number == ended or not rows[number - 1].strip()
        titled = alone and (over or (not line and bool(rows[number][:1].strip())))
        if mark and titled and len(mark[0].strip()) >= min(len(rows[title].strip()), _SHORTEST):
            style = (mark[1], over)
            styles += [style] if style not in styles else []
            yield number, title, styles.index(style) + 1
            number = title + 1
            ended = number + 1
        number += 1
