"""Chess, as players read out their moves."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import spell
from audiorender.rewriting import at, rule

_PIECES = {"N": "knight", "B": "bishop", "R": "rook", "Q": "queen", "K": "king", "": ""}
_GIVEN = {"+": "check", "#": "mate", None: ""}


def _move(match: re.Match[str]) -> str:
    piece = _PIECES.get(match[1], match[1])
    said = (piece, "takes" if match[2] else "", match[3], spell(match[4]), _GIVEN[match[5]])
    return " ".join(word for word in said if word)


GAMES = (
    rule(
        "a piece moves",
        r"(?<![\w-])([NBRQK])(x)?([a-h])([1-8])([+#])?(?![\w-])",
        _move,
        begins=at("[NBRQK](?=x?[a-h][1-8])"),
    ),
    rule("a pawn takes", r"(?<![\w-])([a-h])(x)([a-h])([1-8])([+#])?(?![\w-])", _move, begins=at("[a-h](?=x[a-h])")),
    rule("castling long", r"(?<![\w-])(?:O-O-O|0-0-0)(?![\w-])", "castles queenside", begins=at("[O0](?=-[O0])")),
    rule("castling", r"(?<![\w-])O-O(?![\w-])", "castles", begins=at("[O0](?=-[O0])")),
)
