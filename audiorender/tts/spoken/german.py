"""What German writes in figures and says in words of its own: ordinals and dates, times, sums, units, decades."""

from __future__ import annotations

import re

from audiorender.tts.rewriting import Group, needing, rule
from audiorender.tts.spoken.numberwords import Kind, in_words

_MONTHS = r"(?:Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_OBLIQUE = (
    r"(?i:am|im|vom|zum|zur|beim|den|dem|des|bis|seit|ab|(?:in|mit|nach|von|zu|auf|aus|bei|seit|vor|an)\s(?:der|einer))"
)
"""After these an ordinal ends in -n."""

_AFTER_STOP = (
    rf"(?:{_MONTHS}|Jahrhundert|Jahrtausend|Weltkrieg|Mal|Stock|Platz|Klasse|Auflage|Kapitel|Liga"
    r"|Geburtstag)\b"
)
_UNITS = {
    "km/h": "Kilometer pro Stunde", "m/s": "Meter pro Sekunde", "km": "Kilometer", "m": "Meter", "cm": "Zentimeter",
    "mm": "Millimeter", "km²": "Quadratkilometer", "m²": "Quadratmeter", "m³": "Kubikmeter", "ha": "Hektar",
    "kg": "Kilogramm", "g": "Gramm", "mg": "Milligramm", "t": "Tonnen", "l": "Liter", "ml": "Milliliter",
    "GB": "Gigabyte", "MB": "Megabyte", "kWh": "Kilowattstunden", "kW": "Kilowatt", "W": "Watt", "V": "Volt",
    "Hz": "Hertz", "Std.": "Stunden", "Min.": "Minuten", "Mio.": "Millionen", "Mrd.": "Milliarden",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_FRACTIONS = {"½": "ein halb", "¼": "ein Viertel", "¾": "drei Viertel", "⅓": "ein Drittel", "⅔": "zwei Drittel"}


def _ordinal(match: re.Match[str]) -> str:
    """ "am dritten", "der dritte", and "dritter" with nothing before it."""
    kind: Kind = "ordinal-n" if match[1] else "ordinal" if match[2] else "ordinal-r"
    before = r"\1" if match[1] else r"\2" if match[2] else ""
    said = in_words(int(match[3]), "de", kind)
    return rf"{before}\3<{said}>" if said else r"\0"


def _date(match: re.Match[str]) -> str:
    kind: Kind = "ordinal-n" if match[1] else "ordinal-r"
    day, month = (in_words(int(match[group]), "de", kind) for group in (2, 3))
    year = in_words(int(match[4]), "de", "numbering-year")
    return (r"\1" if match[1] else "") + rf"\2<{day}> \3<{month}> \4<{year}>"


def _time(match: re.Match[str]) -> str:
    return r"\1 Uhr" + ("" if match[2] == "00" else rf" \2<{int(match[2])}>")


GERMAN: tuple[Group, ...] = (
    needing(
        r"[\d½¼¾⅓⅔§]",
        (
            rule(
                "a date", rf"\b({_OBLIQUE}\s)?(?<![\d.])(\d{{1,2}})\.\s?(1[0-2]|0?[1-9])\.\s?([12]\d{{3}})(?!\w)", _date
            ),
            rule("a time", r"(?<![\w.,:])(\d{1,2})[:.]([0-5]\d)\sUhr\b", _time),
            rule(
                "an ordinal",
                rf"\b({_OBLIQUE}\s)?\b((?:[Dd]er|[Dd]ie|[Dd]as|[Ee]ine?)\s)?(?<![\d.,])(\d{{1,3}})\.(?=\s{_AFTER_STOP}"
                rf"|\s(?:bis|und|oder)\s\d{{1,2}}\.\s{_MONTHS})",
                _ordinal,
            ),
            rule(
                "an ordinal after an article",
                rf"\b(?:({_OBLIQUE}\s)|((?:[Dd]er|[Dd]ie|[Dd]as)\s))(\d{{1,3}})\.(?=\s[A-ZÄÖÜ][a-zäöüß]|\s[a-zäöü]+\s[A-ZÄÖÜ])",
                _ordinal,
            ),
            rule("euros and cents", r"(?<![\w.,])(\d{1,3}(?:[. ]\d{3})+|\d+),(\d\d)\s?€(?!\w)", r"\1 Euro \2"),
            rule("a number with its unit", rf"(?<=\d)\s?({_UNIT})(?![\w/²³])", lambda match: f" {_UNITS[match[1]]}"),
            rule(
                "a decade",
                r"(?<![\w.,])(\d0)er(?!\w)",
                lambda match: f"{in_words(int(match[1]), 'de')}er",
            ),
            rule("paragraphs of the law", r"§§\s?(?=\d)", "Paragrafen "),
            rule("a paragraph of the law", r"§\s?(?=\d)", "Paragraf "),
            rule("a fraction", f"(?<!\\d)[{''.join(_FRACTIONS)}]", lambda match: _FRACTIONS[match[0]]),
        ),
    ),
    needing("usw|etc", (rule("and so on", r"\b(?:usw|etc)\b(?:\.(?=[,;)]|\s[a-zäöüß]))?", "und so weiter"),)),
)
