"""Numbers in non-American notation, rewritten in the American one: 10 000, 10'000, 1.250.000, 3,5 million."""

from __future__ import annotations

import re

from audiorender.expressions import expression, one_of
from audiorender.languages.notation.english.amounts.unitnames import NAMES, UNITS
from audiorender.languages.notation.english.numbers.words import NUMBER, value
from audiorender.rewriting import at, rule

_NAMED_BEFORE = expression(r"(?:[A-Z]\w*|no|number|page|room|line|code|call|dial)\.? $")
"""A word before a number that may itself be numbered: "Flight 12 300 passengers missed"."""

_REACH = 20
_COMMAS = str.maketrans(" .'", ",,,")


def _grouped(match: re.Match[str]) -> str:
    """The groups joined by commas, unless they may be two separate numbers."""
    groups = match[2]
    if groups[0] == " " and groups != " 000" and len(groups) == len(" 000"):
        before = match.string[max(match.start() - _REACH, 0) : match.start()]
        if _NAMED_BEFORE.search(before):
            return r"\0"
    return f"\\1\\2<{groups.translate(_COMMAS)}>"


def _rising(match: re.Match[str]) -> str:
    """An unspaced dash between two numbers that rise; if they fall it may be a subtraction."""
    return r"\1\2\3\4<–>\5\6" if value(match[2]) < value(match[6]) else r"\0"


def _euros(match: re.Match[str]) -> str:
    """The amount with commas between thousands and a point before cents."""
    thousands, cents = match[3], match[4]
    found = r"\1\2"
    if thousands:
        found += f"\\3<{thousands.translate(_COMMAS)}>"
    return found + (f"\\4<.{cents[1:]}>" if cents else "")


_UNIT = one_of({*UNITS, *NAMES, "A", "l", "t", "kVA", "kilo", "kilos", "tonne", "tonnes"}) + r"(?!\w)"
FOREIGN = (
    rule(
        "euros before the sign",
        r"(?<![\w.,])()(\d{1,3})(?=[.,]\d)((?:\.\d{3})*)(,\d{2})?(?=\s?(?:€|EUR\b|euros?\b))",
        _euros,
        begins=at(r"\d(?=\d{0,2}[.,]\d)"),
    ),
    rule("euros after the sign", r"(€\s?)(\d{1,3})((?:\.\d{3})*)(,\d{2})(?![\d,])", _euros, begins=at(r"€(?=\s?\d)")),
    rule(
        "a range with a spaced hyphen",
        rf"(?<![\w.,:/-])([$€£]?)({NUMBER})(\s?[%°kKMB])?( - )([$€£]?)({NUMBER})"
        r"(?=\s?[%°a-zµ]|[.,;)]?\s|[.,;)]?$)(?!\s?[a-zA-Z]?\s?=)",
        _rising,
        begins=at(r"[\d$€£](?=[\d.,]*\s?[%°kKMB]? - )"),
    ),
    rule(
        "thousands in groups",
        r"(?<![\w.,:/-])(?<!\d )([1-9]\d{0,2})((?: \d{3})+|(?:'\d{3})+|(?:\.\d{3}){2})(?![\w'’/-]| \d|[.:]\d)",
        _grouped,
        begins=at(r"\d(?=\d{0,2}[ '.]\d{3})"),
    ),
    rule(
        "a decimal comma",
        rf"(?<![\d.,])(\d{{1,3}}),(\d{{1,2}})(?=\s?(?:%|(?:[mb]illion|trillion|bn)\b|{_UNIT}))",
        r"\1.\2",
        begins=at(r"\d(?=\d{0,2},\d)"),
    ),
)
