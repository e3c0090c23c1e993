"""Numbers with units (everyday, metric and imperial, scientific, medical, computing), and percentages."""

from __future__ import annotations

import re

from audiorender.expressions import one_of
from audiorender.languages.notation.english.amounts.money import NO_NOUN
from audiorender.languages.notation.english.amounts.sizes import SIZES
from audiorender.languages.notation.english.amounts.unitnames import PER, UNIT, UNIT_STOP, UNITS
from audiorender.languages.notation.english.numbers.words import (
    BEGINS,
    DASH,
    DETERMINER,
    NO_PLACE,
    NUMBER,
    is_one,
    numeral,
    paired,
)
from audiorender.rewriting import alternatives, at, at_words_before, rule

_DESCRIBING = one_of(set(UNITS) - {"K", "A"})
_SLASH = rf"(?:\s?(/)\s?({one_of(PER)})(?:(/)({one_of(PER)}))?(?![\w/²³]))?"
_KNOWN_BY_MEASURE = (
    r"(?:"
    + alternatives("""
    sprint dash race relay hurdles freestyle backstroke butterfly breaststroke medley final lens zoom camera sensor
    screen display monitor battery card disk drive motor engine laser pipe cable bottle bag adapter charger supply
    timeout delay tablet capsule dose vial bond mortgage [Tt]reasury yield note
""")
    + r")s?"
)
_OF_RATES = (
    r"(?:"
    + alternatives(r"""
    rate\s)?(?:cut hike increase rise move drop reduction spread widening tightening jump gain decline improvement
    expansion contraction compression uplift headwind tailwind
""")
    + r")s?"
)
_OF_GENES = r"fragment|read|primer|insert|deletion|region|sequence|repeat|product|amplicon|band|long"
_OF_CURRENT = "fuse|breaker|circuit|charger|supply|outlet|socket|plug|current|service|load"


def _named(match: re.Match[str], number: int, one: bool) -> str:
    """The unit in group `number`, and what it is divided by in the second group after it (`km/h`)."""
    singular, many = UNITS[match[number]]
    said = rf"\{number}<{singular if one else many}>"
    if match[number + 2]:
        said += rf"\{number + 1}< per >\{number + 2}<{PER[match[number + 2]]}>"
    if match[number + 4]:
        said += rf"\{number + 3}< per >\{number + 4}<{PER[match[number + 4]]}>"
    return said


def _attached(match: re.Match[str]) -> str:
    return rf"#1 \2<{UNITS[match[2]][0]}>"


MEASURES = (
    numeral(
        "a standard body surface", r"(?<=/min)/(1\.73)\s?(m[²2])(?!\w)", r" per #1 \2<square meters>", begins=at("/")
    ),
    numeral(
        "a measurement and its conversion",
        rf"{BEGINS}({NUMBER})\s?({UNIT})(/)(?={NUMBER}\s?(?:{UNIT})(?!\w))",
        lambda match: rf"#1 \2<{UNITS[match[2]][0 if is_one(match[1]) else 1]}>\3<, >",
        needs=r"/(?=\d)",
    ),
    numeral(
        "cups",
        rf"{BEGINS}({NUMBER})\sc\.(?=\s[a-z])",
        lambda match: f"#1 {'cup' if is_one(match[1]) else 'cups'}",
        needs=r"\sc\.",
    ),
    *SIZES,
    numeral("a concentration", rf"{BEGINS}({NUMBER})\sM(?=\s[A-Z][A-Za-z]*[A-Z\d])", "#1 molar"),
    numeral(
        "a range of percentages", rf"{BEGINS}({NUMBER})\s?%({DASH}|\sto\s)(?={NUMBER}\s?%)", r"#1\2< to >", needs="%"
    ),
    numeral(
        "basis points before a rate change",
        rf"{BEGINS}({NUMBER})[\s-]?(bps?)(?=\s(?:{_OF_RATES})\b)",
        r"#1 \2<basis point>",
        needs=r"\d[\s-]?bp",
    ),
    numeral(
        "basis points",
        rf"{BEGINS}({NUMBER})(bp)(?![\w/]|\s(?:{_OF_GENES})\b)",
        lambda match: rf"#1 \2<basis point{'' if is_one(match[1]) else 's'}>",
        needs=r"\dbp",
    ),
    numeral(
        "a range with its unit, before a noun",
        rf"\b((?i:{DETERMINER}))\s({NUMBER})({DASH})({NUMBER})[\s-]?({_DESCRIBING})(?=[\s-](?!{NO_NOUN})[a-z])",
        lambda match: rf"\1 #2\3< to >#4 \5<{UNITS[match[5]][0]}>",
        needs="[–—‒‐‑-]",
        begins=at_words_before(r"\s(?=\d)"),
    ),
    numeral(
        "a range with its unit",
        rf"{BEGINS}({NUMBER})({DASH})({NUMBER})[\s-]?(?!K\b)({UNIT}){_SLASH}(?![\w/])",
        lambda match: rf"#1\2< to >#3 {_named(match, 4, False)}",
    ),
    numeral(
        "blood pressure",
        rf"{BEGINS}(\d{{2,3}})/(\d{{2,3}})\s?(mm\s?Hg)\b",
        lambda match: rf"\1<{paired(match[1])}> over #2 \3<millimeters of mercury>",
        needs="/",
    ),
    numeral("a film or a gun", rf"{BEGINS}(\d+)(mm)(?=\s(?!{NO_NOUN})[a-z])", _attached),
    numeral(
        "a thing named by its measurement",
        rf"{BEGINS}({NUMBER})[\s-]?(?![KA]\b)({UNIT})(?=\s(?:{_KNOWN_BY_MEASURE})\b)",
        _attached,
    ),
    numeral("a current", rf"{BEGINS}({NUMBER})\s?A(?=\s(?:{_OF_CURRENT})\b)", "#1 amp", needs=r"\d\s?A"),
    numeral(
        "a measurement before a noun",
        rf"\b((?i:{DETERMINER}))\s({NUMBER})[\s-]?({_DESCRIBING}){_SLASH}\.?(?=[\s-](?:(?!{NO_NOUN})[a-z]|[A-Z]{{2}}))",
        lambda match: rf"\1 #2 {_named(match, 3, True)}",
        begins=at_words_before(r"\s(?=\d)"),
    ),
    numeral(
        "a number joined to its unit",
        rf"{BEGINS}({NUMBER})-(?!K\b)({UNIT}){_SLASH}\.?(?=\s[a-z]|\)\s[a-z]|,\s\w)",
        lambda match: f"#1 {_named(match, 2, True)}",
    ),
    numeral(
        "a number with its unit",
        rf"{BEGINS}({NUMBER})\s?(?!K\b)({UNIT}){_SLASH}(?![\w/]|\.\w){UNIT_STOP}",
        lambda match: f"#1 {_named(match, 2, is_one(match[1]))}",
    ),
    numeral(
        "a count per unit",
        rf"{BEGINS}({NUMBER})(/)({one_of(unit for unit in PER if not unit.isalpha() or unit[-1] in 'LlgG')})(?![\w/])",
        lambda match: rf"#1\2< per >\3<{PER[match[3]]}>",
        needs="/",
    ),
    numeral(
        "an oven temperature",
        rf"{BEGINS}{NO_PLACE}(\d{{3}})\s?([CF])(?![\w'’-])",
        lambda match: rf"#1 degrees \2<{'Celsius' if match[2] == 'C' else 'Fahrenheit'}>",
        needs=r"\d\s?[CF]",
    ),
    numeral("kelvin", rf"{BEGINS}({NUMBER})\sK(?!\w)", "#1 kelvin", needs=r"\sK"),
)


def _litres(match: re.Match[str]) -> str:
    one = re.search(r"(?<![\d.,])1\Z", match.string[: match.start()]) is not None
    return rf" \1<{'liter' if one else 'liters'}>"


_PER_IN_WORDS = one_of(unit for unit in PER if unit not in {"s", "g", "m", "d", "h", "l"})
UNITS_ALONE = (
    rule("litres", r"(?<=\d)\s(l)(?=\s(?:of|per|a|each|and|or)\b|[.,;:)!?]|\s*\Z)", _litres, needs=r"\d\sl"),
    rule(
        "a unit by itself",
        rf"(?<![\w/.])(km|mi|mg|kg|kWh|MB|GB|Mb|Gb|ft|m?mol|[mgL])/({one_of(PER)})(?![\w/])",
        lambda match: rf"\1<{UNITS[match[1]][1] if match[1] in UNITS else 'liters'}> per \2<{PER[match[2]]}>",
        needs="/",
    ),
    rule(
        "things per second",
        r"(?:(?<=[a-z]s)|(?<=\breq)|(?<=\btok)|(?<=\bop)|(?<=\bmsg))(/)(s|sec|min|hr)(?![\w/])",
        lambda match: rf"\1< per >\2<{PER[match[2]]}>",
        begins=at("/"),
    ),
    rule(
        "things per day",
        r"(?<=[a-z]{3})(?<!day)(?<!week)(?<!month)(?<!year)(?<!hour)(?<!night)(?<!minute)(/)"
        r"(?=(?:day|week|month|year|hour|minute|second)\b(?!/))",
        " per ",
        begins=at("/"),
    ),
    rule(
        "per unit",
        rf"\bper\s({_PER_IN_WORDS})(?![\w/'’])",
        lambda match: rf"per \1<{PER[match[1]]}>",
        begins=at(r"per(?=\s)"),
    ),
)
