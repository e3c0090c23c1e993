"""English number words as Americans say them, and the patterns that find numbers in text."""

from __future__ import annotations

import re
from collections.abc import Callable

from audiorender.languages.notation.numberwords import GREATEST, in_words
from audiorender.rewriting import Places, Rule, alternatives, at, at_words_before, rule

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A whole number, with or without commas, or a decimal. The pattern has no groups."""

BEGINS = r"(?<![\w.,])"
"""What must not precede a number: part of a word or of another number."""

DASH = r"(?:\s?[–—‒]\s?|[-‐‑])"
"""What joins two numbers: a dash, or an unspaced hyphen."""

NO_PLACE = (
    r"(?<!partment )(?<![Gg]ate )(?<![Rr]oom )(?<![Uu]nit )(?<![Ss]uite )(?<![Ss]eat )(?<!uilding )(?<!ppendix )"
    r"(?<![Ee]xit )(?<!latform )(?<![Ff]lat )(?<!helter )(?<!ocker )"
)
"""Rules out a preceding place that is numbered with a figure and a letter, such as a seat or a room."""

DETERMINER = alternatives("an? the this that each every another his her its our their my your")
"""A word before a thing that a number describes: "a 5 km run"."""

AT_FIGURES = at(r"\d")
AT_DASHES = at("[-−–]")
AT_STOPPED_WORDS = at_words_before(r"\.")
"""Where matches of many rules begin."""

_HUNDREDTHS = 100
_YEARS = range(1000, 2100)


def cardinal(number: int) -> str:
    """ "three hundred forty"; digit by digit if the number is too long for words."""
    return in_words(number, "en") or digits(str(number))


def ordinal(number: int) -> str:
    """ "three hundred fortieth"."""
    return in_words(number, "en", "ordinal") or f"{digits(str(number))}th"


def year(number: int) -> str:
    """ "nineteen oh five", "two thousand one", "twenty ten"."""
    return (in_words(number, "en", "numbering-year") or cardinal(number)).replace("oh-", "oh ")


def digits(text: str) -> str:
    """ "one zero four": each digit of `text`; all else is ignored."""
    return " ".join(cardinal(int(character)) for character in text if character.isdigit())


def spell(text: str) -> str:
    """A number written like `NUMBER`: "one thousand two hundred", "three point one four", "zero zero seven"."""
    whole, _, decimals = text.replace(",", "").partition(".")
    coded = (len(whole) > 1 and whole.startswith("0")) or len(whole) > len(str(GREATEST))
    said = digits(whole) if coded else cardinal(int(whole or "0"))
    return f"{said} point {digits(decimals)}" if decimals else said


def paired(text: str) -> str:
    """The digits of a model or a number plate as people say them: "three twenty", "one oh one", "forty ninety"."""
    number = int(text)
    if text.startswith("0"):
        return digits(text)
    if len(text) == 4 and number in _YEARS:
        return year(number)
    if not 3 <= len(text) <= 4 or number % 1000 == 0:
        return spell(text)
    front, back = divmod(number, _HUNDREDTHS)
    if back == 0:
        return f"{cardinal(front)} hundred"
    return f"{cardinal(front)} {cardinal(back) if back > 9 else f'oh {cardinal(back)}'}"


def plural(said: str) -> str:
    """ "nineties", "sixes", "sevens"."""
    if said.endswith("y"):
        return f"{said[:-1]}ies"
    return f"{said}es" if said.endswith(("x", "s", "ch", "sh")) else f"{said}s"


def is_one(text: str) -> bool:
    """Whether a noun after this number is in the singular."""
    return text.replace(",", "") in {"1", "1.0"}


def value(text: str) -> float:
    """The value of a number written like `NUMBER`."""
    return float(text.replace(",", ""))


def spelt(match: re.Match[str], template: str) -> str:
    """`template` with each `#1` to `#9` replaced by the words for the number in that group."""
    return re.sub(r"#(\d)", lambda found: f"\\{found[1]}<{spell(match[int(found[1])])}>", template)


def numeral(
    name: str,
    pattern: str,
    said: str | Callable[[re.Match[str]], str],
    *,
    needs: str | None = None,
    begins: Places | None = AT_FIGURES,
) -> Rule:
    """A rule whose template may use `#1` to `#9`: the number in that group, in words. Most begin with a figure."""

    def worded(match: re.Match[str]) -> str:
        return spelt(match, said if isinstance(said, str) else said(match))

    return rule(name, pattern, worded, needs=needs, begins=begins)
