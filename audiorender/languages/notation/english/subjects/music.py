"""Works by their numbers in a catalogue: "K. 550", "BWV 988", "RV 315", "Op. 9/2"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import paired, spell
from audiorender.rewriting import at, rule

_LETTERS = "KV|BWV|RV|HWV|TWV|BuxWV|WoO"


def _work(match: re.Match[str]) -> str:
    letter = f" {match[4].upper()}" if match[4] else ""
    group = 1 if match[1] else 2
    return rf"\{group}<{' '.join(match[group].upper())}> \3<{paired(match[3])}{letter}>"


MUSIC = (
    rule(
        "a work in a catalogue",
        rf"(?:(?:(?<![\w.] )(?<![\w.])|(?<=[a-z] )(?<!itamin )(?=K))([KDSL])\.\s?|(?<!\w)({_LETTERS})\s)"
        r"(\d{1,4})([a-e])?(?![\w-]|[.,]\d)",
        _work,
        begins=at(rf"(?:[KDSL](?=\.\s?\d)|(?:{_LETTERS})\s\d)"),
    ),
    rule(
        "a number of an opus",
        r"\b[Oo]p(\.\s?|\s)(\d{1,3})/(\d{1,2})\b",
        lambda match: rf"Opus\1< >\2<{spell(match[2])}>, \3<number {spell(match[3])}>",
        needs=r"\d/\d",
        begins=at("[Oo]p(?=[. ])"),
    ),
)
