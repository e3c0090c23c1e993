"""Units in languages other than English: "5 m/s", "80 m²", "100 Mbit/s", "1 kg"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audiorender.tts.rewriting import Rule, rule

_NAMES = {  # symbol, one, many, the prefixes it takes, f where it is feminine; a low line is a space
    "de": """
        m Meter Meter kcdmµn | g Gramm Gramm kmµ | l Liter Liter mcdhµ | s Sekunde Sekunden mµn f | W Watt Watt kMGT
        Wh Wattstunde Wattstunden kMGT f | V Volt Volt kMm | A Ampere Ampere m | Hz Hertz Hertz kMGT | B Byte Byte kMGT
        bit Bit Bit kMG | Pa Pascal Pascal kh | J Joule Joule kM | N Newton Newton k | mol Mol Mol m
        h Stunde Stunden - f | dB Dezibel Dezibel | cal Kalorie Kalorien k f | t Tonne Tonnen - f | ha Hektar Hektar
        min Minute Minuten - f | Min. Minute Minuten - f | Std. Stunde Stunden - f | Sek. Sekunde Sekunden - f
        PS PS PS | EL Esslöffel Esslöffel | TL Teelöffel Teelöffel
        mmHg Millimeter_Quecksilbersäule Millimeter_Quecksilbersäule
        Tag Tag Tage | Monat Monat Monate | Jahr Jahr Jahre | Person Person Personen - f | px Pixel Pixel M
        """,
    "fr": """
        m mètre mètres kcdmµn | g gramme grammes kmµ | l litre litres mcdhµ | s seconde secondes mµn f
        W watt watts kMGT | Wh wattheure wattheures kMGT f | V volt volts kMm | A ampère ampères m | Hz hertz hertz kMGT
        o octet octets kMGT | B octet octets kMGT | bit bit bits kMG | Pa pascal pascals kh | J joule joules kM
        N newton newtons k | mol mole moles m f | dB décibel décibels | cal calorie calories k f
        t tonne tonnes - f | ha hectare hectares
        min minute minutes - f | h heure heures - f | j jour jours | jour jour jours | mois mois mois | an an ans
        personne personne personnes - f | mmHg millimètre_de_mercure millimètres_de_mercure | px pixel pixels M
        """,
    "es": """
        m metro metros kcdmµn | g gramo gramos kmµ | l litro litros mcdhµ | s segundo segundos mµn | W vatio vatios kMGT
        Wh vatio_hora vatios_hora kMGT | V voltio voltios kMm | A amperio amperios m | Hz hercio hercios kMGT
        B byte bytes kMGT | bit bit bits kMG | Pa pascal pascales kh | J julio julios kM | N newton newtons k
        mol mol moles m | dB decibelio decibelios | cal caloría calorías k f | t tonelada toneladas - f
        ha hectárea hectáreas - f | min minuto minutos | h hora horas - f | día día días | mes mes meses | año año años
        """,
    "it": """
        m metro metri kcdmµn | g grammo grammi kmµ | l litro litri mcdhµ | s secondo secondi mµn | W watt watt kMGT
        Wh wattora wattora kMGT | V volt volt kMm | A ampere ampere m | Hz hertz hertz kMGT | B byte byte kMGT
        bit bit bit kMG | Pa pascal pascal kh | J joule joule kM | N newton newton k | mol mole moli m f
        dB decibel decibel | cal caloria calorie k f | t tonnellata tonnellate - f | ha ettaro ettari
        min minuto minuti | h ora ore - f | giorno giorno giorni | mese mese mesi | anno anno anni
        """,
    "pt": """
        m metro metros kcdmµn | g grama gramas kmµ | l litro litros mcdhµ | s segundo segundos mµn | W watt watts kMGT
        Wh watt-hora watts-hora kMGT | V volt volts kMm | A ampere amperes m | Hz hertz hertz kMGT | B byte bytes kMGT
        bit bit bits kMG | Pa pascal pascais kh | J joule joules kM | N newton newtons k | mol mol moles m
        dB decibel decibéis | cal caloria calorias k f | t tonelada toneladas - f | ha hectare hectares
        min minuto minutos | h hora horas - f | dia dia dias | mês mês meses | ano ano anos
        """,
    "nl": """
        m meter meter kcdmµn | g gram gram kmµ | l liter liter mcdhµ | s seconde seconden mµn | W watt watt kMGT
        Wh wattuur wattuur kMGT | V volt volt kMm | A ampère ampère m | Hz hertz hertz kMGT | B byte byte kMGT
        bit bit bit kMG | Pa pascal pascal kh | J joule joule kM | N newton newton k | mol mol mol m
        dB decibel decibel | cal calorie calorieën k | t ton ton | ha hectare hectare | min minuut minuten
        min. minuut minuten | h uur uur | u uur uur | dag dag dagen | maand maand maanden | jaar jaar jaar
        """,
}
_COMMON = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "µ": "micro", "n": "nano", "c": "centi",
           "d": "deci", "h": "hecto"}  # fmt: skip
_PREFIXES = {
    "de": {"k": "Kilo", "M": "Mega", "G": "Giga", "T": "Tera", "m": "Milli", "µ": "Mikro", "n": "Nano", "c": "Zenti",
           "d": "Dezi", "h": "Hekto"},
    "fr": {**_COMMON, "M": "méga", "T": "téra", "d": "déci"},
    "es": {**_COMMON, "m": "mili"},
    "it": {**_COMMON, "k": "chilo", "h": "etto"},
    "pt": {**_COMMON, "k": "quilo", "m": "mili"},
    "nl": _COMMON,
}  # fmt: skip
_ALWAYS_PREFIXED = frozenset({"B", "N", "J", "o", "bit"})
"""Letters that alone, close to a number, are mostly something else."""

_STRESSED = {"lometro": "lómetro", "ntimetro": "ntímetro", "cimetro": "címetro", "limetro": "límetro",
             "crometro": "crómetro", "nometro": "nómetro"}  # fmt: skip
"""In Spanish and Portuguese an accent tells where a metre with a prefix is stressed."""

_SQUARE = {
    "de": ("Quadrat{}", "Quadrat{}"), "fr": ("{} carré", "{} carrés"), "es": ("{} cuadrado", "{} cuadrados"),
    "it": ("{} quadrato", "{} quadrati"), "pt": ("{} quadrado", "{} quadrados"), "nl": ("vierkante {}", "vierkante {}"),
}  # fmt: skip
_CUBIC = {
    "de": ("Kubik{}", "Kubik{}"), "fr": ("{} cube", "{} cubes"), "es": ("{} cúbico", "{} cúbicos"),
    "it": ("{} cubo", "{} cubi"), "pt": ("{} cúbico", "{} cúbicos"), "nl": ("kubieke {}", "kubieke {}"),
}  # fmt: skip
_PER = {"de": "pro", "fr": "par", "es": "por", "it": "per", "pt": "por", "nl": "per"}
_ONE = {
    "de": ("ein", "eine"), "fr": ("un", "une"), "es": ("un", "una"), "it": ("un", "una"), "pt": ("um", "uma"),
    "nl": ("een", "een"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    many: str
    feminine: bool


@lru_cache(maxsize=8)
def _units(language: str) -> dict[str, _Unit]:
    units = {}
    for entry in re.split(r"\||\n", _NAMES[language]):
        if not entry.strip():
            continue
        symbol, one, many, *more = (word.replace("_", " ") for word in entry.split())
        feminine = "f" in more[1:]
        if symbol not in _ALWAYS_PREFIXED:
            units[symbol] = _Unit(one, many, feminine)
        for prefix in more[0].strip("-") if more else "":
            before = _PREFIXES[language][prefix]
            units[prefix + symbol] = _Unit(_scaled(before, one, language), _scaled(before, many, language), feminine)
    for symbol in ("m", "km", "cm", "mm", "dm"):
        for marks, words in (("²2", _SQUARE[language]), ("³3", _CUBIC[language])):
            names = (units[symbol].one, units[symbol].many)
            one, many = (
                form.format(name.lower() if language == "de" else name) for form, name in zip(words, names, strict=True)
            )
            units |= {symbol + mark: _Unit(one, many, False) for mark in marks}
    return units | {f"{symbol[:-1]}L": unit for symbol, unit in units.items() if symbol in {"l", "ml", "cl", "dl"}}


def _scaled(prefix: str, name: str, language: str) -> str:
    said = prefix + (name.lower() if language == "de" else name)
    if language in {"es", "pt"}:
        for plain, stressed in _STRESSED.items():
            said = said.replace(plain, stressed)
    return said


@lru_cache(maxsize=8)
def measures_of(language: str) -> tuple[Rule, ...]:
    """The rules for units of `language` (its first subtag); none where their names are not known here."""
    if language not in _NAMES:
        return ()
    units = _units(language)
    symbols = "|".join(re.escape(symbol) for symbol in sorted(units, key=len, reverse=True))

    def said(match: re.Match[str]) -> str:
        number, unit = match[1], units[match[2]]
        per = rf" {_PER[language]} \3<{units[match[3]].one}>" if match[3] else ""
        if "/" in number:
            return rf"\1 \2<{unit.one}>{per}"
        if number == "1":
            return rf"\1<{_ONE[language][unit.feminine]}> \2<{unit.one}>{per}"
        return rf"\1 \2<{unit.many}>{per}"

    return (
        rule(
            "a number with its unit",
            rf"(?<![\w.,/])((?:\d/(?=\d\s))?(?:\d[\d.,\u00a0\u202f]*\d|\d))[\s-]?({symbols})(?![\w²³'’])(?:\s?/\s?({symbols})(?!\w))?(?!/\w)",
            said,
            needs=r"\d",
        ),
    )
