"""A unit as a paragraph of a script: its words, which ones are stressed, and the source characters they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from audiorender.expressions import expression
from audiorender.model import Piece, Span, Text
from audiorender.script.reading.controls import without_controls
from audiorender.script.units.unit import Unit

_BLANKS = expression(r"[^\S\u00a0\u2007\u202f]+")


def paragraph(unit: Unit) -> Text:
    """The unit as pieces of text: lines joined with a space, white space collapsed, words in another typeface stressed.

    If all of it is bold or italic, that is this speaker's typeface and not stress.
    """
    bold, italic = unit.all_in("bold"), unit.all_in("italic")
    pieces: list[Piece] = []
    blank = False
    for number, line in enumerate(unit.lines):
        blank = blank or number > 0
        for run in line.runs:
            text = _BLANKS.sub(" ", (" " if blank else "") + without_controls(run.text))
            blank = text.endswith(" ")
            text = text.rstrip(" ") if blank else text
            if not pieces:
                text = text.lstrip(" ")
            if not text:
                continue
            stress = (run.bold and not bold) or (run.italic and not italic)
            if pieces and pieces[-1].stress == stress:
                pieces[-1] = Piece(pieces[-1].written + text, stress=stress)
            elif stress and text.startswith(" ") and pieces:
                pieces[-1] = Piece(pieces[-1].written + " ", stress=pieces[-1].stress)
                pieces.append(Piece(text[1:], stress=True))
            else:
                pieces.append(Piece(text, stress=stress))
    return joined(part for piece in pieces for part in _trimmed(piece))


def joined(pieces: Iterable[Piece]) -> Text:
    """A paragraph of these pieces. Adjacent pieces of one kind become one, and there are no blanks at either end."""
    runs = groupby(pieces, lambda piece: piece.stress)
    texts = [("".join(piece.written for piece in run), stress) for stress, run in runs]
    if texts:
        texts[0] = texts[0][0].lstrip(), texts[0][1]
        texts[-1] = texts[-1][0].rstrip(), texts[-1][1]
    return tuple(Piece(text, stress=stress) for text, stress in texts if text)


def _trimmed(piece: Piece) -> Iterator[Piece]:
    """A stressed piece, with blanks at its ends (such as no-break spaces) moved out of the stress."""
    if not piece.stress:
        yield piece
        return
    body = piece.written.strip()
    before, _, after = piece.written.partition(body) if body else (piece.written, "", "")
    for text, stress in ((before, False), (body, True), (after, False)):
        if text:
            yield Piece(text, stress=stress)


def spans(unit: Unit) -> tuple[Span, ...]:
    """The source characters of the unit."""
    return tuple(run.span for run in unit.runs)
