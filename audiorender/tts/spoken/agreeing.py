"""Digits that agree with what they count or number: "21 personas", "la 2ª vez", "il XX secolo", "Felipe VI",
"14h30"."""

from __future__ import annotations

import re

from audiorender.languages.language import Language
from audiorender.languages.notation.numberwords import Kind, in_words, roman
from audiorender.rewriting import Rule, rule

_FIGURE = r"(?<![\w.,:/–-])(?<![–-]\s)"
_ROMAN = r"[IVXLC]+(?![\w.-])"


def agreeing(language: Language) -> tuple[Rule, ...]:
    """The rules for numbers that depend on neighbouring words."""
    return (*_hours(language), *_ordinals(language), *_counts(language))


def reigns(language: Language) -> tuple[Rule, ...]:
    """The rules for Roman numerals of rulers and centuries."""
    tag, numerals = language.tag, language.spoken.numerals

    def reign(match: re.Match[str]) -> str:
        number = roman(match[2])
        kind: Kind = "ordinal" if tag == "nl" else "ordinal-masculine"
        said = in_words(number, tag, kind if number <= numerals.ordinals_to else "numbering")
        return rf"\1 \2<{numerals.article}{said}>" if said else r"\0"

    def century(match: re.Match[str]) -> str:
        return in_words(roman(match[0]), tag, "ordinal-masculine") or r"\0"

    rulers, centuries = "|".join(numerals.rulers), "|".join(numerals.centuries)
    return (
        *((rule("a ruler", rf"\b({rulers})\s({_ROMAN})", reign, needs="[IVXLC]"),) if rulers else ()),
        *((rule("a century", rf"\b[IVX]+(?=\s(?:{centuries})(?!\w))", century, needs="[IVX]"),) if centuries else ()),
    )


def _hours(language: Language) -> tuple[Rule, ...]:
    if language.spoken.numerals.hour is None:
        return ()
    one, many, joint = language.spoken.numerals.hour

    def said(match: re.Match[str]) -> str:
        minutes = f"{joint}{int(match[2])}" if match[2] and match[2] != "00" else ""
        return rf"\1 {one if match[1] == '1' else many}{minutes}"

    return (rule("an hour", rf"{_FIGURE}([01]?\d|2[0-4])\s?h(?:([0-5]\d)(?:\s?min)?)?(?!\w)", said),)


def _ordinals(language: Language) -> tuple[Rule, ...]:
    def ordinal(kind: Kind) -> Rule:
        pattern = next(pattern for pattern, one in language.spoken.numerals.ordinals.items() if one == kind)
        return rule(
            f"an {kind}",
            rf"(?<![\w.,])(\d{{1,4}})(?:{pattern})(?!\w)",
            lambda match: in_words(int(match[1]), language.tag, kind) or r"\0",
        )

    return tuple(map(ordinal, language.spoken.numerals.ordinals.values()))


def _counts(language: Language) -> tuple[Rule, ...]:
    numerals = language.spoken.numerals

    def counted(kind: Kind, nouns: str) -> Rule:
        figures = "1" if numerals.plural is None else rf"1|[1-9]\d{{0,2}}(?=\s\w+{numerals.plural}(?!\w))"
        return rule(
            f"a {kind}",
            rf"{_FIGURE}({figures})(?=\s(?:{nouns})(?!\w))",
            lambda match: in_words(int(match[1]), language.tag, kind) or r"\0",
        )

    feminine = (counted("cardinal-feminine", numerals.feminine),) if numerals.feminine else ()
    masculine = (counted("cardinal-masculine", numerals.masculine),) if numerals.masculine else ()
    return (*feminine, *masculine)
