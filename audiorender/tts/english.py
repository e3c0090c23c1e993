"""What English figures and symbols are when read out. Whole numbers are left to the engine.

Rules run in order, on the written text with its letters made plain (`spoken`); the order is from the most particular
to the most general, because what a rule has put into words the next ones see as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audiorender.tts.rewriting import rule

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_DASH = r"(?:[-–—‒‐‑]|\s–\s)"


@dataclass(frozen=True, slots=True)
class _Currency:
    one: str
    many: str
    cent: str
    cents: str


_CURRENCIES = {
    "$": _Currency("dollar", "dollars", "cent", "cents"),
    "€": _Currency("euro", "euros", "cent", "cents"),
    "£": _Currency("pound", "pounds", "penny", "pence"),
    "¥": _Currency("yen", "yen", "sen", "sen"),
    "₹": _Currency("rupee", "rupees", "paisa", "paise"),
}
_SIGN = f"[{''.join(_CURRENCIES)}]"

_MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "b": "billion",
    "bn": "billion",
    "t": "trillion",
    "tn": "trillion",
}
_GREAT_WORD = r"(?:thousand|million|billion|trillion)\b"
_GREAT = rf"(?:[\s-]?({_GREAT_WORD})|([KkMmBbTt]|[MmBb]n|tn)\b)"

_DETERMINER = r"(?i:an?|the|this|that|each|every|another|his|her|its|our|their|my|your)"
_NO_NOUN = (
    r"(?:a|about|after|all|an|and|annually|are|as|at|back|be|because|before|but|by|came|did|do|each|every|for|from|goes"
    r"|had|has|have|he|I|if|in|is|it|just|less|more|now|of|off|on|or|out|over|per|she|since|so|than|that|the|then|there"
    r"|they|to|today|up|was|we|went|were|when|where|which|while|who|will|with|without|would|yearly|you)\b"
)

_DECADES = (
    "hundreds",
    "tens",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_TEENS = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_FRACTIONS = {
    "½": "a half", "⅓": "a third", "⅔": "two thirds", "¼": "a quarter", "¾": "three quarters", "⅛": "an eighth",
    "1/2": "one half", "1/3": "one third", "2/3": "two thirds", "1/4": "one quarter", "3/4": "three quarters",
}  # fmt: skip
_FRACTION = "|".join(_FRACTIONS)

_UNITS = {  # as written after a number: one, many
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "kg": ("kilogram", "kilograms"),
    "mg": ("milligram", "milligrams"),
    "km": ("kilometer", "kilometers"),
    "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"),
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "kB": ("kilobyte", "kilobytes"),
    "KB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"),
    "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "GW": ("gigawatt", "gigawatts"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))

_TITLES = {"Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Prof": "Professor", "St": "Saint"}

_SYMBOLS = {
    "&": "and", "+": "plus", "=": "equals", "±": "plus or minus", "×": "times", "÷": "divided by", "≈": "about",
    "≠": "is not", "≤": "at most", "≥": "at least", "→": "to", "⇒": "to", "∞": "infinity", "°": "degrees",
    "%": "percent", "−": "minus", "@": "at", "№": "number", "§": "section",
}  # fmt: skip
_SIGNS = "".join(_SYMBOLS).replace("&", "")


def _greatness(written: str | None, short: str | None, group: int) -> str:
    """The magnitude of an amount, with a space before it: group `group` where it is written out."""
    return rf" \{group}" if written else f" {_MAGNITUDES[short.lower()]}" if short else ""


def _money_range(match: re.Match[str]) -> str:
    return rf"\2 to \3{_greatness(match[4], match[5], 4)} {_CURRENCIES[match[1]].many}"


def _money_before_noun(match: re.Match[str]) -> str:
    return rf"\1 \3{_greatness(match[4], match[5], 4)} {_CURRENCIES[match[2]].one}"


def _great_money(match: re.Match[str]) -> str:
    return rf"\2{_greatness(match[3], match[4], 3)} {_CURRENCIES[match[1]].many}"


def _money_with_cents(match: re.Match[str]) -> str:
    currency, whole, hundredths = _CURRENCIES[match[1]], match[2], match[3]
    units = rf"\2 {currency.one if whole == '1' else currency.many}"
    if hundredths == "00":
        return units
    rest = f"{int(hundredths)} {currency.cent if hundredths == '01' else currency.cents}"
    return rest if whole == "0" else f"{units} and {rest}"


def _money(match: re.Match[str]) -> str:
    currency = _CURRENCIES[match[1]]
    return rf"\2 {currency.one if match[2] == '1' else currency.many}" + (" " if match[3] else "")


def _money_sign_last(match: re.Match[str]) -> str:
    currency = _CURRENCIES[match[2]]
    return rf"\1 {currency.one if match[1] == '1' else currency.many}"


def _joined_numbers(match: re.Match[str]) -> str:
    """ "to" for an en dash, as in 3–1, and for a hyphen where the numbers rise, as in 3-4 and 2016-17; else a pause."""
    left, right = match[1].replace(",", ""), match[3].replace(",", "")
    abbreviated = len(left) == 4 and len(right) == 2 and left[2:] < right
    return r"\1 to \3" if match[2] in "–—‒" or abbreviated or float(left) < float(right) else r"\1, \3"


def _decade(match: re.Match[str]) -> str:
    century, tens = match[1], match[2] or match[3]
    if century is None:
        return _DECADES[int(tens)]
    if century == "20":
        return "two thousands" if tens == "0" else f"twenty {_DECADES[int(tens)]}"
    return f"{_TEENS[int(century) - 11]} {_DECADES[int(tens)]}"


def _fraction(match: re.Match[str]) -> str:
    return (r"\1 and " if match[1] else "") + _FRACTIONS[match[2]]


def _with_unit(match: re.Match[str]) -> str:
    one, many = _UNITS[match[2]]
    return rf"\1 {one if match[1] == '1' else many}"


RULES = (
    rule("a web address", r"\bhttps?://(?:www\.)?(?=\w)", ""),
    rule("about", r"~(?=[\d$€£])", "about "),
    rule("below zero", rf"(?<![\w)%°])[-−–](?={_SIGN}?\d)", "minus "),
    rule("a sign that clings to a country", rf"(?<=[A-Z])({_SIGN})(?=\d)", r" \1"),
    rule("a range of money", rf"({_SIGN})({_NUMBER}){_DASH}{_SIGN}?({_NUMBER}){_GREAT}?", _money_range),
    rule(
        "money before what it buys",
        rf"\b({_DETERMINER})\s({_SIGN})({_NUMBER}){_GREAT}?(?=[\s-](?!{_NO_NOUN}|{_GREAT_WORD})[a-z])",
        _money_before_noun,
    ),
    rule("money with magnitude", rf"({_SIGN})({_NUMBER}){_GREAT}", _great_money),
    rule("money with cents", r"([$€£₹])(\d+(?:,\d{3})*)\.(\d\d)(?!\d)", _money_with_cents),
    rule("money", rf"({_SIGN})({_NUMBER})(?=(\w)?)", _money),
    rule("money, its sign last", rf"({_NUMBER})\s?([€£₹¥])", _money_sign_last),
    rule("a range of percentages", rf"({_NUMBER})%{_DASH}({_NUMBER})(?=\s?%)", r"\1 to \2"),
    rule(
        "numbers joined by a dash",
        rf"(?<![\w.,-])({_NUMBER})(?:(?=[-–—‒‐‑])|(?=\s–\s\d)\s)([-–—‒‐‑])\s?({_NUMBER})(?![-–]\d)",
        _joined_numbers,
    ),
    rule("a decade", r"(?<![\w.,])['’]?(?:(1[1-9]|20)(\d)|([2-9]))0['’]?s\b", _decade),
    rule("round the clock", r"\b24/7\b", "24 7"),
    rule("a fraction", rf"(?<![\d/.])(?:(\d+)\s?)?(?<![/])({_FRACTION})(?![\d/])", _fraction),
    rule("so many times", rf"(?<![\w.])({_NUMBER})x(?!\w)", r"\1 times"),
    rule("thousands", rf"(?<![\w.])(?!4K|8K)({_NUMBER})[kK]\b", r"\1 thousand"),
    rule("millions", rf"(?<![\w.])({_NUMBER})M\b", r"\1 million"),
    rule("a number with its unit", rf"(?<![\w.])({_NUMBER})\s?({_UNIT})(?!\w)", _with_unit),
    rule("a title", r"\b(Mr|Mrs|Ms|Dr|Prof)\b\.?(?=\s[A-Z])", lambda match: _TITLES[match[1]]),
    rule("a saint", r"\b(St)\.(?=\s[A-Z])", r"\1"),
    rule("versus", r"\bvs\b\.?", "versus"),
    rule("a numbered thing", r"\bNo\.\s?(?=\d)|(?<!\w)#(?=\d)", "number "),
    rule("sharp", r"\b([CF])#(?!\w)", r"\1 sharp"),
    rule("a hashtag", r"(?<!\w)#(?=\w)", "hashtag "),
    rule("less than", r"(?<!\S)<(?!3\b)(?=\s?\d)", "less than "),
    rule("more than", r"(?<!\S)>(?=\s?\d)", "more than "),
    rule("a name with a dot before it", r"(?<![\w.])\.(?=[A-Z]{2}|[a-z]{1,4}\b)", "dot "),
    rule("a sign", rf"[{_SIGNS}]|(?<![A-Z])&|&(?![A-Z])", lambda match: f" {_SYMBOLS[match[0]]} "),
)
