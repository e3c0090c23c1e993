"""The values that the stages hand to each other: frozen, slotted, tuples for lists, no input or output.

Positions in text are character offsets; positions in sound are sample counts at `RATE`. Constructors enforce the
invariants, so nobody checks them again. Values that only one stage knows live in that stage.
"""

from audiorender.model.grid import CELL, FRAME, RATE
from audiorender.model.script import (
    Draft,
    Guess,
    Heading,
    Item,
    Link,
    Meta,
    Pause,
    Piece,
    Script,
    Silent,
    Span,
    Text,
    Turn,
    plain,
    written,
)
from audiorender.model.timeline import Caption, Chapter, Envelope, Placement, Timeline, TurnMark
from audiorender.model.voice import (
    Clip,
    Line,
    Options,
    OptionValue,
    Seat,
    Speech,
    Utterance,
    Voice,
    Word,
    WordMark,
    joined,
)

__all__ = [
    "CELL",
    "FRAME",
    "RATE",
    "Caption",
    "Chapter",
    "Clip",
    "Draft",
    "Envelope",
    "Guess",
    "Heading",
    "Item",
    "Line",
    "Link",
    "Meta",
    "OptionValue",
    "Options",
    "Pause",
    "Piece",
    "Placement",
    "Script",
    "Seat",
    "Silent",
    "Span",
    "Speech",
    "Text",
    "Timeline",
    "Turn",
    "TurnMark",
    "Utterance",
    "Voice",
    "Word",
    "WordMark",
    "joined",
    "plain",
    "written",
]
