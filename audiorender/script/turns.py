"""Units of one speaker joined into turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from audiorender.model import Guess, Piece, Span, Text, Turn
from audiorender.script.chapters import Opening, question_title, shorten
from audiorender.script.coverage import spread
from audiorender.script.units.paragraphs import joined, paragraph, spans
from audiorender.script.units.unit import Section, Unit
from audiorender.script.who.attribution import Attributed

GUESSED_BELOW = 0.8
"""Turns with a lower confidence than this are marked as guesses."""


@dataclass(slots=True)
class GrowingTurn:
    """A turn to which units are being added."""

    speaker: str
    line: int
    guessed: bool
    paragraphs: list[list[Text]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    least: float = 1.0
    reason: str = ""
    last: Unit | None = None

    def add(self, part: Attributed) -> None:
        """Add a unit: to the last paragraph if both are from one block of the source, else as a new one."""
        text = paragraph(part.unit)
        if self.last is not None and self.last.block is part.unit.block:
            self.paragraphs[-1].append(text)
        else:
            self.paragraphs.append([text])
        self.spans.extend(spans(part.unit))
        if part.confidence < self.least:
            self.least, self.reason = part.confidence, part.reason
        self.last = part.unit

    def turn(self) -> Turn:
        """The turn itself."""
        return Turn(self.speaker, tuple(_joined(parts) for parts in self.paragraphs), self.guessed, self.line)

    def guess(self, number: int, text: str) -> Guess:
        """How sure it is that all of this turn, the one of this `number`, is its speaker's; `text` is the source."""
        return Guess(number, self.least, self.reason, spread(self.spans, text))


def _joined(parts: Sequence[Text]) -> Text:
    """Parts of a paragraph joined with spaces. Adjacent pieces of one kind become one, as in the script file."""
    return parts[0] if len(parts) == 1 else joined(piece for part in parts for piece in (Piece(" "), *part))


def turns_of(
    items: Sequence[Unit | Section], attributed: Sequence[Attributed]
) -> tuple[list[GrowingTurn], list[Opening]]:
    """Units joined into turns, and where chapters may begin: at section titles, and at each new question."""
    growing: list[GrowingTurn] = []
    openings: list[Opening] = []
    parts = iter(attributed)
    fresh = True
    for item in items:
        if isinstance(item, Section):
            openings.append(Opening(len(growing), shorten(item.title), True, item.line))
            fresh = True
            continue
        part = next(parts)
        guessed = part.confidence < GUESSED_BELOW
        if fresh or item.dash or growing[-1].speaker != part.speaker or growing[-1].guessed != guessed:
            growing.append(GrowingTurn(part.speaker, item.line, guessed))
        fresh = False
        growing[-1].add(part)
        asked = None if item.banter or not part.asks else question_title(item.text)
        if asked is not None:
            openings.append(Opening(_start_of_speech(growing), asked, False, item.line))
    return growing, openings


def _start_of_speech(growing: Sequence[GrowingTurn]) -> int:
    """The turn in which the last speaker began, since a question may follow a remark."""
    number = len(growing) - 1
    while number and growing[number - 1].speaker == growing[number].speaker:
        number -= 1
    return number
