"""Fractions written as one character (`½`) or with a slash, and what only looks like one: ratios, "24 out of 100"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import (
    BEGINS,
    DASH,
    DETERMINER,
    cardinal,
    numeral,
    ordinal,
    paired,
    plural,
    spell,
)
from audiorender.rewriting import at, at_words_before, rule

FRACTION_SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip


def fraction(over: int, under: int) -> str:
    """ "one half", "three quarters", "five eighths"."""
    names = {2: ("half", "halves"), 4: ("quarter", "quarters")}
    one, many = names.get(under, (ordinal(under), plural(ordinal(under))))
    return f"{cardinal(over)} {one if over == 1 else many}"


def mixed(over: int, under: int) -> str:
    """What follows a whole number: "and a half", "and three eighths"."""
    if over == 1:
        return "and a half" if under == 2 else "and a quarter" if under == 4 else f"and {fraction(1, under)}"
    return f"and {fraction(over, under)}"


def _sign_fraction(match: re.Match[str]) -> str:
    over, under = FRACTION_SIGNS[match[2]]
    return rf"#1 \2<{mixed(over, under)}>" if match[1] else rf"\2<{fraction(over, under)}>"


def _ratio(match: re.Match[str]) -> str:
    """ "three quarters", "nine out of ten", "fifty fifty", or "over" for anything else."""
    over, under = int(match[1]), int(match[2])
    if (over == under and over > 10) or (over + under == 100 and over % 5 == 0):
        return rf"\1<{cardinal(over)}> \2<{cardinal(under)}>"
    if under in {5, 10, 100} and over <= under and (under > 5 or over == under):
        return r"#1 out of #2"
    if 0 < over < under <= 20 or (over == 1 and under <= 1000):
        return rf"\1<{fraction(over, under)}>"
    return rf"\1<{paired(match[1]) if 100 < over < 1000 else spell(match[1])}> over #2"


FRACTIONS = (
    rule(
        "a range of fractions",
        rf"(?:(?<=[{''.join(FRACTION_SIGNS)}])|(?<=\d/\d)){DASH}(?=\d{{1,2}}(?:/\d|\s|[{''.join(FRACTION_SIGNS)}])|[{''.join(FRACTION_SIGNS)}])",
        " to ",
        needs=f"/|[{''.join(FRACTION_SIGNS)}]",
    ),
    numeral(
        "a range from a whole number to a fraction",
        rf"(?<![\w.,/])(\d{{1,2}}){DASH}(?=\d{{0,2}}[{''.join(FRACTION_SIGNS)}]|\d{{1,2}}\s\d/\d(?!\d))",
        lambda match: rf"\1<{spell(match[1])}> to ",
        needs=f"/|[{''.join(FRACTION_SIGNS)}]",
    ),
    rule(
        "a half or a quarter after an article",
        rf"\b((?i:{DETERMINER})\s)(1/[24]|[½¼])(?=[\s-][a-z])",
        lambda match: rf"\1\2<{'half' if match[2] in {'1/2', '½'} else 'quarter'}>",
        needs="1/[24]|[½¼]",
        begins=at_words_before(r"\s(?=[1½¼])"),
    ),
    numeral(
        "a number and a fraction",
        rf"{BEGINS}(?:(\d+)\s?)?([{''.join(FRACTION_SIGNS)}])",
        _sign_fraction,
        begins=at(rf"[\d{''.join(FRACTION_SIGNS)}]"),
    ),
    numeral(
        "a whole and a fraction",
        rf"{BEGINS}(\d+)[\s-](\d{{1,2}})/(\d{{1,2}})(?![\w/])",
        lambda match: rf"#1 \2<{mixed(int(match[2]), int(match[3]))}>",
        needs="/",
    ),
    numeral(
        "a score out of a maximum",
        rf"{BEGINS}(?<!/)(\d{{1,2}}\.\d{{1,2}})/(5|10|100)(?![\w/]|\.\d)",
        "#1 out of #2",
        needs="/",
    ),
    numeral("a fraction or a ratio", rf"{BEGINS}(?<!/)(\d{{1,4}})/(\d{{1,4}})(?![\w/]|\.\d)", _ratio, needs="/"),
)
