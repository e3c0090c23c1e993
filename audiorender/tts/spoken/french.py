"""What French writes in figures and says in words of its own: hours, ordinals, dates, sums, units, kings, fractions."""

from __future__ import annotations

import re

from audiorender.tts.rewriting import Group, needing, rule
from audiorender.tts.spoken.numberwords import in_words, roman

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_UNITS = {
    "km/h": "kilomètres par heure", "m/s": "mètres par seconde", "km": "kilomètres", "m": "mètres", "cm": "centimètres",
    "mm": "millimètres", "km²": "kilomètres carrés", "m²": "mètres carrés", "m³": "mètres cubes", "ha": "hectares",
    "kg": "kilogrammes", "g": "grammes", "mg": "milligrammes", "t": "tonnes", "l": "litres", "L": "litres",
    "ml": "millilitres", "mL": "millilitres", "Go": "gigaoctets", "Mo": "mégaoctets", "kWh": "kilowattheures",
    "kW": "kilowatts", "W": "watts", "V": "volts", "Hz": "hertz", "min": "minutes", "M€": "millions d'euros",
    "Md€": "milliards d'euros", "Mds€": "milliards d'euros",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_FRACTIONS = {
    "1/2": "un demi", "½": "un demi", "1/3": "un tiers", "⅓": "un tiers", "2/3": "deux tiers", "⅔": "deux tiers",
    "1/4": "un quart", "¼": "un quart", "3/4": "trois quarts", "¾": "trois quarts",
}  # fmt: skip
_KINGS = (
    r"Louis|Henri|Charles|François|Philippe|Napoléon|Jean-Paul|Jean|Benoît|Pie|Léon|Grégoire|Clément|Élisabeth|Edouard"
    r"|Édouard|Guillaume|Frédéric|Alexandre|Nicolas|Innocent|Paul|Hassan|Mohammed|Albert|Léopold|Ferdinand"
)


def _hour(match: re.Match[str]) -> str:
    """ "une heure", "vingt-et-une heures cinq"."""
    hours, minutes = int(match[1]), match[2]
    said = rf"\1<{in_words(hours, 'fr', 'cardinal-feminine')}> {'heure' if hours < 2 else 'heures'}"
    return said + (rf" \2<{int(minutes)}>" if minutes and minutes != "00" else "")


def _ordinal(match: re.Match[str]) -> str:
    said = in_words(int(match[1]), "fr", "ordinal")
    return f"{said}{match[2] or ''}" if said else r"\0"


def _date(match: re.Match[str]) -> str:
    day = "1er" if int(match[1]) == 1 else str(int(match[1]))
    return rf"\1<{day}> \2<{_MONTHS[int(match[2]) - 1]}> \3"


FRENCH: tuple[Group, ...] = (
    needing(
        r"[\d½¼¾⅓⅔]",
        (
            rule("a date", r"(?<![\w/.])(0?[1-9]|[12]\d|3[01])[/.](0?[1-9]|1[0-2])[/.]([12]\d{3})(?![\w/])", _date),
            rule("an hour", r"(?<![\w.,])([01]?\d|2[0-4])\s?h(?:\s?([0-5]\d))?(?!\w)", _hour),
            rule("an ordinal", r"(?<![\w.,])(?!1(?!\d))(\d{1,4})(?:e|è|ème|ième)(s)?(?!\w)", _ordinal),
            rule("euros and cents", r"(?<![\w.,])(\d{1,3}(?:[. ]\d{3})+|\d+),(\d\d)\s?€(?!\w)", r"\1 euros \2"),
            rule("a number with its unit", rf"(?<=\d)\s?({_UNIT})(?![\w/²³'’])", lambda match: f" {_UNITS[match[1]]}"),
            rule("a fraction", rf"(?<![\w/.,])(?:{'|'.join(_FRACTIONS)})(?![\w/])", lambda match: _FRACTIONS[match[0]]),
        ),
    ),
    needing(
        r"[IVX]",
        (
            rule(
                "a century",
                r"\b([IVX]{1,5})(?:e|ème)(?=s?\s(?:siècles?|arrondissement|République|édition|dynastie)\b)",
                lambda match: in_words(roman(match[1]), "fr", "ordinal") or r"\0",
            ),
            rule("the first of a name", rf"\b((?:{_KINGS})\s)Ier\b", r"\1premier"),
            rule(
                "a king",
                rf"\b((?:{_KINGS})\s)([IVX]{{2,5}}|V|X)(?![\w-])",
                lambda match: rf"\1\2<{in_words(roman(match[2]), 'fr')}>",
            ),
        ),
    ),
    needing("etc", (rule("and so on", r"\betc\b(?:\.(?=[,;)]|\s[a-zà-ÿ]))?", "et cetera"),)),
)
