"""Lengths and fractions of units: "a 2 x 4 m rug", "6'2\"", "a 3/4\" hole", "1/2 tsp", "51°30′N"."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.languages.notation.english.amounts.money import NO_NOUN
from audiorender.languages.notation.english.amounts.unitnames import UNIT, UNIT_STOP, UNITS
from audiorender.languages.notation.english.numbers.fractions import FRACTION_SIGNS, fraction, mixed
from audiorender.languages.notation.english.numbers.words import BEGINS, DETERMINER, NUMBER, is_one, numeral
from audiorender.rewriting import at, at_words_before, rule

_INCH_MARKS = '"”″'
_AFTER_ARTICLE = expression(rf"\b(?:{DETERMINER})\s$")
_QUARTERS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def _arc(match: re.Match[str]) -> str:
    said = "#1 degrees #2 minutes" + (" #3 seconds" if match[3] else "")
    return said + (rf" \4<{_QUARTERS[match[4]]}>" if match[4] else "")


_THING = expression(rf"\s(?!x\b|wide|long|tall|high|thick|deep|apart|{NO_NOUN})[a-z]")


def _closes(match: re.Match[str]) -> bool:
    """Whether the mark at the end of the match is a closing quotation mark and not an inch sign."""
    return match[0][-1] in '"”' and match.string.count('"', 0, match.end() - 1) % 2 == 1


def _inches(match: re.Match[str]) -> str:
    if _closes(match):
        return r"\0"
    describing = _THING.match(match.string, match.end())
    return f"#1 {'inch' if describing or is_one(match[1]) else 'inches'}"


def _side(match: re.Match[str]) -> str:
    unit = f"\\2<{UNITS[match[2]][0 if is_one(match[1]) else 1]}>" if match[2] else "feet"
    return rf"#1 {unit} \3<by> "


def _sized(match: re.Match[str]) -> str:
    third = r" \5<by> #6" if match[6] else ""
    return rf"\1 #2 \3<by> #4{third} \7<{'inch' if match[7] == 'in' else UNITS[match[7]][0]}>"


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


SIZES = (
    numeral(
        "a noun with two dimensions",
        rf"\b({DETERMINER})\s({NUMBER})\s?([x×])\s?({NUMBER})(?:\s?([x×])\s?({NUMBER}))?[\s-]?([cmk]?m|ft|in|px)(?=\s(?!{NO_NOUN})[a-z])",
        _sized,
        needs="[x×]",
        begins=at_words_before(r"\s(?=\d)"),
    ),
    numeral(
        "two dimensions",
        rf"{BEGINS}({NUMBER})\s?([x×])\s?(?={NUMBER}(?:\s?[x×]\s?{NUMBER})?\s?(?:[cmk]?m|ft|in|inch(?:es)?|feet|yards?|px)(?!\w))",
        r"#1 \2<by> ",
        needs="[x×]",
    ),
    numeral(
        "a width and a height",
        rf"{BEGINS}({NUMBER})(×)({NUMBER})(?=\s(?!{NO_NOUN}|equals\b)[a-z])",
        r"#1 \2<by> #3",
        needs="×",
    ),
    rule(
        "dimensions with fractions", rf"(?<=[{''.join(FRACTION_SIGNS)}])\s?([x×])\s?(?=\d)", r" \1<by> ", needs="[x×]"
    ),
    numeral(
        "feet before a noun",
        rf"\b({DETERMINER})\s({NUMBER})['’](?=\s(?!{NO_NOUN})[a-z])",
        r"\1 #2 foot",
        needs="['’]",
        begins=at_words_before(r"\s(?=\d)"),
    ),
    numeral(
        "one side of a dimension",
        rf"{BEGINS}({NUMBER})(?:['’′]|[\s-]?({UNIT})\.?)\s?([x×])\s?(?={NUMBER}\s?(?:['’′]|(?:{UNIT})(?!\w)))",
        _side,
        needs="[x×]",
    ),
    numeral(
        "a fraction of a unit",
        rf"{BEGINS}(?<!/)(?:(\d+)(?:[\s-]|(?=[^\d/])))?(?:(\d{{1,2}})/(\d{{1,3}})|([{''.join(FRACTION_SIGNS)}]))([\s-]?)(?!K\b)({UNIT}|in|s|[{_INCH_MARKS}])(?![\w/'’{_INCH_MARKS}]){UNIT_STOP}",
        _part,
        needs=rf"/|[{''.join(FRACTION_SIGNS)}]",
        begins=at(rf"[\d{''.join(FRACTION_SIGNS)}]"),
    ),
    numeral(
        "feet and inches",
        rf"{BEGINS}(\d{{1,2}})(?:['’′]|\s?ft\.?)[\s-]?(\d{{1,2}}(?:\.5)?)(?:[\"”″]|['’′]{{2}}|\s?in\b\.?)",
        "#1 foot #2",
    ),
    numeral(
        "degrees, minutes",
        rf"{BEGINS}(\d{{1,3}})\s?°\s?(\d{{1,2}})[′'’](?:\s?(\d{{1,2}}(?:\.\d+)?)[″\"”])?\s?([NSEW]\b)?",
        _arc,
        needs="°",
    ),
    numeral(
        "a person's height", rf"{BEGINS}([3-8])['’′]\s?(\d|1[01])(?![\w'’′\"”″%]|\.\d)", "#1 foot #2", needs="['’′]"
    ),
    numeral("feet after a dimension", rf"(?<=\bby\s)({NUMBER})['’′](?!\w)", "#1 feet", needs="['’′]"),
    numeral("feet", rf"{BEGINS}({NUMBER})′", "#1 feet", needs="′"),
    numeral("inches", rf"{BEGINS}({NUMBER})(?:″|\s?in\.(?=\s[a-z]))", "#1 inches"),
    numeral("inches, perhaps", rf"{BEGINS}({NUMBER})\"", _inches, needs='"'),
    numeral(
        "a relay",
        rf"{BEGINS}(\d{{1,2}})\s?[x×]\s?(\d{{2,4}})[\s-]?(m)(?=(\srelay)?)(?!\w)",
        lambda match: rf"#1 by #2 \3<{'meter' if match[4] else 'meters'}>",
    ),
)
