"""Numbers in words, by Unicode CLDR's spelling rules, which the unicode-rbnf library includes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

Kind = Literal[
    "numbering", "numbering-year", "ordinal", "ordinal-n", "ordinal-r", "ordinal-s", "ordinal-masculine",
    "ordinal-feminine", "ordinal-masculine-adjective", "cardinal-masculine", "cardinal-feminine",
]  # fmt: skip
"""CLDR's rule set names, without "spellout-"."""

GREATEST = 10**15 - 1
"""The largest number written out in words. Anything longer is a code and is read digit by digit."""


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(numeral: str) -> int:
    """The value of a Roman numeral in capitals, up to C."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


@lru_cache(maxsize=4)
def _speller(language: str) -> RbnfEngine | None:
    from unicode_rbnf import RbnfEngine  # slow to load, and not needed where no number is spoken

    try:
        return RbnfEngine.for_language(language)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def in_words(number: int, language: str, kind: Kind = "numbering") -> str | None:
    """`number` (0 to `GREATEST`) in words of `language` (its first subtag), or None if CLDR has no such rules."""
    speller = _speller(language)
    if speller is None or number > GREATEST:
        return None
    from unicode_rbnf.engine import RbnfError

    try:
        said = speller.format_number(number, ruleset_names=[f"spellout-{kind}"]).text
    except (RbnfError, ValueError, KeyError):
        return None
    return said.replace("\u00ad", "")
