"""A unit: what one person says without interruption within one block; and the titles between units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from audiorender.expressions import expression
from audiorender.script import words
from audiorender.script.document import Block, Line, Run
from audiorender.script.labels.label import Label

_IN_QUOTES = expression(r"[\"“„«‹‚‘'][^\"“”„«»]+[\"”“»›’'][.,]?\Z")

Form = Literal["heading", "bold", "block quote", "italic", "quotation marks", "first line", "plain text"]
"""The typeface or place of a unit. What it means differs between documents (`who.looks` learns it)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one person says without interruption within one block.

    `dash` means that a dash opens it, `banter` that a dash opens some unit of its block, and `first` that it is the
    first in its block. `label` is the one before it, on the same line or the line above. `text` is its lines joined
    with spaces, `form` its typeface or place, and `asks` whether it ends with a question of its own, not one that is
    quoted or set apart. `quoted` means that it is part of a quotation over several paragraphs. `timed` means that a
    time is written before it.
    """

    block: Block
    lines: tuple[Line, ...]
    label: Label | None = None
    dash: bool = False
    banter: bool = False
    first: bool = True
    quoted: bool = False
    timed: bool = False
    text: str = field(init=False, repr=False)
    form: Form = field(init=False)
    asks: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(line.text.strip() for line in self.lines))
        object.__setattr__(self, "form", _form(self))
        object.__setattr__(self, "asks", _asks_itself(self))

    @property
    def line(self) -> int:
        """The 1-based line on which it begins."""
        return self.lines[0].number

    @property
    def runs(self) -> Iterator[Run]:
        """All its runs, in order."""
        for line in self.lines:
            yield from line.runs

    def all_in(self, face: str) -> bool:
        """Whether all its words are `face`: "bold" or "italic"."""
        return all(getattr(run, face) for run in self.runs if any(char.isalnum() for char in run.text))


def _form(unit: Unit) -> Form:
    """The typeface or place of a unit; the most distinctive one wins."""
    if unit.block.kind == "heading":
        return "heading"
    last = unit.lines[-1].runs[-1]
    if unit.all_in("bold") or (last.bold and words.ASKS.search(last.text)):  # a remark, then the question in bold
        return "bold"
    if unit.block.quote:
        return "block quote"
    if unit.all_in("italic"):
        return "italic"
    if unit.quoted or _IN_QUOTES.match(unit.text):
        return "quotation marks"
    return "first line" if unit.block.above else "plain text"


def _asks_itself(unit: Unit) -> bool:
    if not words.ASKS.search(unit.text) or unit.text.endswith(("”", '"', "»", "’", "'")):
        return False
    return not unit.lines[-1].runs[-1].italic or unit.all_in("italic")


@dataclass(frozen=True, slots=True)
class Section:
    """A title that divides the text and is not spoken."""

    title: str
    line: int
