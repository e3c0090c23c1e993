"""Numbers with their units: everyday, metric and imperial, of science, medicine and computing; and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audiorender.tts.rewriting import at, at_words_before, rule
from audiorender.tts.spoken.english.fractions import FRACTION_SIGNS, fraction, mixed
from audiorender.tts.spoken.english.money import NO_NOUN
from audiorender.tts.spoken.english.numbers import AT_FIGURES, BEGINS, DASH, NO_PLACE, NUMBER, is_one, numeral, paired
from audiorender.tts.spoken.english.unitnames import PER, UNITS


def _one_of(symbols: Iterable[str]) -> str:
    return "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))


_UNIT = _one_of(UNITS)
_DESCRIBING = _one_of(set(UNITS) - {"K", "A"})
_SLASH = rf"(?:\s?(/)\s?({_one_of(PER)})(?:(/)({_one_of(PER)}))?(?![\w/²³]))?"
_STOP = r"(?:\.(?=\s+[a-z\d(]|[,;]))?"
"""The full stop of an abbreviation that does not end the sentence."""

_KNOWN_BY_MEASURE = (
    r"(?:sprint|dash|race|relay|hurdles|freestyle|backstroke|butterfly|breaststroke|medley|final|lens|zoom|camera|sensor"
    r"|screen|display|monitor|battery|card|disk|drive|motor|engine|laser|pipe|cable|bottle|bag|adapter|charger|supply"
    r"|timeout|delay|tablet|capsule|dose|vial)s?"
)
_OF_CURRENT = "fuse|breaker|circuit|charger|supply|outlet|socket|plug|current|service|load"
_DETERMINER = r"(?i:an?|the|this|that|each|every|his|her|its|our|their|my|your)"
_INCH_MARKS = '"”″'
_AFTER_ARTICLE = re.compile(r"\b(?:an?|the|every|each)\s$")
_QUARTERS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _named(match: re.Match[str], number: int, one: bool) -> str:
    """The unit in group `number`, with what it is divided by in the second group after it."""
    singular, many = UNITS[match[number]]
    said = rf"\{number}<{singular if one else many}>"
    if match[number + 2]:
        said += rf"\{number + 1}< per >\{number + 2}<{PER[match[number + 2]]}>"
    if match[number + 4]:
        said += rf"\{number + 3}< per >\{number + 4}<{PER[match[number + 4]]}>"
    return said


def _with_unit(match: re.Match[str]) -> str:
    return f"#1 {_named(match, 2, is_one(match[1]))}"


def _attached(match: re.Match[str]) -> str:
    return rf"#1 \2<{UNITS[match[2]][0]}>"


def _clinging(match: re.Match[str]) -> str:
    return f"#1 {_named(match, 2, True)}"


def _unit_range(match: re.Match[str]) -> str:
    return rf"#1\2< to >#3 {_named(match, 4, False)}"


def _describing(match: re.Match[str]) -> str:
    return rf"\1 #2 {_named(match, 3, True)}"


def _arc(match: re.Match[str]) -> str:
    said = "#1 degrees #2 minutes" + (" #3 seconds" if match[3] else "")
    return said + (rf" \4<{_QUARTERS[match[4]]}>" if match[4] else "")


_THING = re.compile(rf"\s(?!x\b|wide|long|tall|high|thick|deep|apart|{NO_NOUN})[a-z]")


def _closes(match: re.Match[str]) -> bool:
    """Whether the mark at the end of the match closes a quotation."""
    return match[0][-1] in '"”' and match.string.count('"', 0, match.end() - 1) % 2 == 1


def _inches(match: re.Match[str]) -> str:
    if _closes(match):
        return r"\0"
    describing = _THING.match(match.string, match.end())
    return f"#1 {'inch' if describing or is_one(match[1]) else 'inches'}"


def _side(match: re.Match[str]) -> str:
    unit = f"\\2<{UNITS[match[2]][0 if is_one(match[1]) else 1]}>" if match[2] else "feet"
    return rf"#1 {unit} \3<by> "


def _part(match: re.Match[str]) -> str:
    """ "two and a half teaspoons", "one half teaspoon", "three quarters of a pound", "a half-inch"."""
    over, under = FRACTION_SIGNS[match[4]] if match[4] else (int(match[2]), int(match[3]))
    if not over < under:
        return r"\0"
    if _closes(match):
        return r"\0"
    place = 4 if match[4] else 2
    one, many = UNITS.get(match[6]) or (("second", "seconds") if match[6] == "s" else ("inch", "inches"))
    after_article = _AFTER_ARTICLE.search(match.string, max(match.start() - len("every "), 0), match.start())
    describing = match[5] == "-" or (
        (after_article or match[6] in _INCH_MARKS) and _THING.match(match.string, match.end())
    )
    if match[1]:
        return rf"#1 \{place}<{mixed(over, under)}> \6<{one if describing else many}>"
    said = fraction(over, under)
    if one == "second" and under > 4:
        said += " of a"
    elif over == 1:
        said = said.removeprefix("one ") if after_article else said
    elif describing:
        said = said.replace("quarters", "quarter")
    else:
        said += " of an" if one[0] in "aeiou" or one == "hour" else " of a"
    return rf"\{place}<{said}> \6<{one}>"


MEASURES = (
    numeral(
        "one length by another",
        rf"{BEGINS}({NUMBER})\s?([x×])\s?(?={NUMBER}(?:\s?[x×]\s?{NUMBER})?\s?(?:[cmk]?m|ft|in|inch(?:es)?|feet|yards?|px)(?!\w))",
        r"#1 \2<by> ",
        needs="[x×]",
        begins=AT_FIGURES,
    ),
    numeral(
        "a side of a size",
        rf"{BEGINS}({NUMBER})(?:['’′]|[\s-]?({_UNIT})\.?)\s?([x×])\s?(?={NUMBER}\s?(?:['’′]|(?:{_UNIT})(?!\w)))",
        _side,
        needs="[x×]",
        begins=AT_FIGURES,
    ),
    numeral(
        "a part of a unit",
        rf"{BEGINS}(?<!/)(?:(\d+)(?:[\s-]|(?=[^\d/])))?(?:(\d{{1,2}})/(\d{{1,3}})|([{''.join(FRACTION_SIGNS)}]))([\s-]?)(?!K\b)({_UNIT}|in|s|[{_INCH_MARKS}])(?![\w/'’{_INCH_MARKS}]){_STOP}",
        _part,
        needs=rf"/|[{''.join(FRACTION_SIGNS)}]",
        begins=at(rf"[\d{''.join(FRACTION_SIGNS)}]"),
    ),
    numeral(
        "feet and inches",
        rf"{BEGINS}(\d{{1,2}})(?:['’′]|\s?ft\.?)[\s-]?(\d{{1,2}}(?:\.5)?)(?:[\"”″]|['’′]{{2}}|\s?in\b\.?)",
        "#1 foot #2",
        begins=AT_FIGURES,
    ),
    numeral(
        "degrees, minutes",
        rf"{BEGINS}(\d{{1,3}})\s?°\s?(\d{{1,2}})[′'’](?:\s?(\d{{1,2}}(?:\.\d+)?)[″\"”])?\s?([NSEW]\b)?",
        _arc,
        needs="°",
        begins=AT_FIGURES,
    ),
    numeral(
        "feet and inches of a person",
        rf"{BEGINS}([3-8])['’′]\s?(\d|1[01])(?![\w'’′\"”″%]|\.\d)",
        "#1 foot #2",
        needs="['’′]",
        begins=AT_FIGURES,
    ),
    numeral(
        "feet after a size",
        rf"(?<=\bby\s)({NUMBER})['’′](?!\w)",
        "#1 feet",
        needs="['’′]",
        begins=AT_FIGURES,
    ),
    numeral("feet", rf"{BEGINS}({NUMBER})′", "#1 feet", needs="′", begins=AT_FIGURES),
    numeral("inches", rf"{BEGINS}({NUMBER})(?:″|\s?in\.(?=\s[a-z]))", "#1 inches", begins=AT_FIGURES),
    numeral("inches, perhaps", rf"{BEGINS}({NUMBER})\"", _inches, needs='"', begins=AT_FIGURES),
    numeral(
        "a relay",
        rf"{BEGINS}(\d{{1,2}})\s?[x×]\s?(\d{{2,4}})[\s-]?(m)(?=(\srelay)?)(?!\w)",
        lambda match: rf"#1 by #2 \3<{'meter' if match[4] else 'meters'}>",
        begins=AT_FIGURES,
    ),
    numeral(
        "so much of it in a solution",
        rf"{BEGINS}({NUMBER})\sM(?=\s[A-Z][A-Za-z]*[A-Z\d])",
        "#1 molar",
        begins=AT_FIGURES,
    ),
    numeral(
        "percentages from one to another",
        rf"{BEGINS}({NUMBER})\s?%({DASH}|\sto\s)(?={NUMBER}\s?%)",
        r"#1\2< to >",
        needs="%",
        begins=AT_FIGURES,
    ),
    numeral(
        "a range before what has it",
        rf"\b({_DETERMINER})\s({NUMBER})({DASH})({NUMBER})[\s-]?({_DESCRIBING})(?=[\s-](?!{NO_NOUN})[a-z])",
        lambda match: rf"\1 #2\3< to >#4 \5<{UNITS[match[5]][0]}>",
        needs="[–—‒‐‑-]",
        begins=at_words_before(r"\s(?=\d)"),
    ),
    numeral(
        "a range with its unit",
        rf"{BEGINS}({NUMBER})({DASH})({NUMBER})[\s-]?(?!K\b)({_UNIT}){_SLASH}(?![\w/])",
        _unit_range,
        begins=AT_FIGURES,
    ),
    numeral(
        "the pressure of blood",
        rf"{BEGINS}(\d{{2,3}})/(\d{{2,3}})\s?(mm\s?Hg)\b",
        lambda match: rf"\1<{paired(match[1])}> over #2 \3<millimeters of mercury>",
        needs="/",
        begins=AT_FIGURES,
    ),
    numeral("a film or a gun", rf"{BEGINS}(\d+)(mm)(?=\s(?!{NO_NOUN})[a-z])", _attached, begins=AT_FIGURES),
    numeral(
        "what is known by its measure",
        rf"{BEGINS}({NUMBER})[\s-]?(?!K\b)({_UNIT})(?=\s(?:{_KNOWN_BY_MEASURE})\b)",
        _attached,
        begins=AT_FIGURES,
    ),
    numeral("a current", rf"{BEGINS}({NUMBER})\s?A(?=\s(?:{_OF_CURRENT})\b)", "#1 amp", needs=r"\d\s?A"),
    numeral(
        "a measure before what has it",
        rf"\b({_DETERMINER})\s({NUMBER})[\s-]?({_DESCRIBING}){_SLASH}\.?(?=[\s-](?:(?!{NO_NOUN})[a-z]|[A-Z]{{2}}))",
        _describing,
        begins=at_words_before(r"\s(?=\d)"),
    ),
    numeral(
        "a number that clings to its unit",
        rf"{BEGINS}({NUMBER})-({_UNIT}){_SLASH}\.?(?=\s[a-z])",
        _clinging,
        begins=AT_FIGURES,
    ),
    numeral(
        "a number with its unit",
        rf"{BEGINS}({NUMBER})\s?(?!K\b)({_UNIT}){_SLASH}(?![\w/]|\.\w){_STOP}",
        _with_unit,
        begins=AT_FIGURES,
    ),
    numeral(
        "so many in each",
        rf"{BEGINS}({NUMBER})(/)({_one_of(unit for unit in PER if not unit.isalpha() or unit[-1] in 'LlgG')})(?![\w/])",
        lambda match: rf"#1\2< per >\3<{PER[match[3]]}>",
        needs="/",
        begins=AT_FIGURES,
    ),
    numeral(
        "the heat of an oven",
        rf"{BEGINS}{NO_PLACE}(\d{{3}})\s?([CF])(?![\w'’-])",
        lambda match: rf"#1 degrees \2<{'Celsius' if match[2] == 'C' else 'Fahrenheit'}>",
        needs=r"\d\s?[CF]",
        begins=AT_FIGURES,
    ),
    numeral("kelvin", rf"{BEGINS}({NUMBER})\sK(?!\w)", "#1 kelvin", needs=r"\sK", begins=AT_FIGURES),
)

UNIT_ALONE = rule(
    "a unit by itself",
    rf"(?<![\w/.])(km|mi|mg|kg|kWh|MB|GB|Mb|Gb|ft|[mgL])/({_one_of(PER)})(?![\w/])",
    lambda match: rf"\1<{UNITS[match[1]][1] if match[1] in UNITS else 'liters'}> per \2<{PER[match[2]]}>",
    needs="/",
)
