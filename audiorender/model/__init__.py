"""The values that stages pass to each other: frozen, slotted, with tuples for lists, and no input or output.

Positions in text are character offsets; positions in audio are sample counts at `RATE`. Constructors check the
invariants, so that no other code has to. Values that only one stage uses live in that stage.
"""

from audiorender.model.grid import CELL, FRAME, RATE
from audiorender.model.recording import CHUNK, OWN, UNDER, Cue, CueKind, Recording, Score
from audiorender.model.script import (
    Draft,
    Guess,
    Heading,
    Item,
    Link,
    Meta,
    Pause,
    Piece,
    Remark,
    Script,
    Silent,
    Span,
    Text,
    Turn,
    plain,
    written,
)
from audiorender.model.timeline import Caption, Chapter, Envelope, Placement, Role, Timeline, TurnMark
from audiorender.model.voice import (
    SEXES,
    Clip,
    Held,
    Levels,
    Line,
    Options,
    OptionValue,
    Part,
    Seat,
    Speech,
    Utterance,
    Voice,
    Word,
    WordMark,
    joined,
)

__all__ = [
    "CELL", "CHUNK", "FRAME", "OWN", "RATE", "SEXES", "UNDER", "Caption", "Chapter", "Clip", "Cue", "CueKind", "Draft",
    "Envelope", "Guess", "Heading", "Held", "Item", "Levels", "Line", "Link", "Meta", "OptionValue", "Options", "Part",
    "Pause", "Piece", "Placement", "Recording", "Remark", "Role", "Score", "Script", "Seat", "Silent", "Span", "Speech",
    "Text", "Timeline", "Turn", "TurnMark", "Utterance", "Voice", "Word", "WordMark", "joined", "plain", "written",
]  # fmt: skip
