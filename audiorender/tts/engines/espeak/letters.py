"""The letter A in English: eSpeak NG takes it for the article and reduces it, unless a clause ends with it."""

from __future__ import annotations

from audiorender.expressions import expression

_LETTER_A = expression(r"\bA\b(?= [A-Z]\b)|(?<=\b[A-Z] )A\b|(?<=[a-z] )A(?= [a-z])")
"""An A among letters that are spelled, as in A P I, or between words in small letters, as in "plan A failed"."""


def with_letters(text: str, language: str) -> str:
    """`text` in eSpeak NG's `language`, with "ª" for each letter A: in its English (1.52) that is always the letter's
    name, and it is also one character, so that word marks stay right."""
    return _LETTER_A.sub("ª", text) if language.lower().startswith("en") else text
