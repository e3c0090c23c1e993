"""Durations in hours, minutes and seconds: "1h 20m", "2h30", "a 30s pause", "4'15" per km"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import BEGINS, is_one, numeral, spell
from audiorender.rewriting import alternatives, at, at_words_before, rule

_LASTING = alternatives("""
    timeout delay interval window clip limit pause video countdown cooldown rest sprint hold plank exposure cap gap
    burst penalty wait spot ad loop cycle increment refresh TTL
""")
_BEFORE_SECONDS = (
    r"took|takes|take|lasted|lasts|last|within|after|every|waits?|waited|under|about|around|only|for|in|least|most"
)
_CLAUSE_ENDS = (
    r"(?=[.,;:!?)]|$|\s(?:(?:and|or|to)(?!\s['’]?\d)|at|before|after|then|each|of|per|for|on|in|with|until|between|later"
    r"|the)\b)"
)
_LENGTHS = {"km": "kilometer", "mi": "mile", "100m": "one hundred meters", "500m": "five hundred meters"}
_UNITS = ("hour", "minute", "second")


def _parts(match: re.Match[str]) -> str:
    """Each figure with its unit, in the plural where needed; in the singular before a noun: "a 1h 20m film"."""
    before = match.string[max(match.start() - 2, 0) : match.start()]
    describing = before == "a " and re.match(r"[\s-][a-z]", match.string[match.end() :])
    figures = ((place, unit) for place, unit in enumerate(_UNITS[: match.re.groups], 1) if match[place])
    return " ".join(f"#{place} {unit if describing or is_one(match[place]) else f'{unit}s'}" for place, unit in figures)


def _pace(match: re.Match[str]) -> str:
    said = _parts(match)
    return rf"{said}\4< per >\5<{_LENGTHS[match[5]]}>" if match[5] else said


DURATIONS = (
    numeral(
        "years of age", rf"{BEGINS}(\d{{1,3}})[\s-]?(y/?o|y\.o\.|Y/?O)(?!\w)", r"#1 \2<year old>", needs=r"\d[\s-]?[yY]"
    ),
    rule(
        "a number of days",
        r"(?<=\s)[x×](?=\s?\d{1,3}\s(?:days?|weeks?|wks?|months?|years?|doses|hours|hrs)\b)",
        "for",
        needs="[x×]",
    ),
    numeral(
        "hours, minutes and seconds",
        rf"{BEGINS}(\d{{1,3}})\s?h\s?(\d{{1,2}})\s?m(?:in)?(?:\s?(\d{{1,2}})\s?s(?:ec)?)?(?!\w)",
        _parts,
        needs=r"\d\s?h",
    ),
    numeral(
        "minutes and seconds",
        rf"{BEGINS}()(\d{{1,3}})\s?m(?:in)?\s?(\d{{1,2}})\s?s(?:ec)?(?!\w)",
        _parts,
        needs=r"\d\s?s(?:ec)?\b",
    ),
    numeral("hours and minutes around an h", rf"{BEGINS}(\d{{1,2}})h([0-5]\d)(?!\w)", _parts),
    numeral("hours", rf"{BEGINS}(\d{{1,2}})h(?!\w)", _parts),
    numeral(
        "a running pace",
        rf"{BEGINS}()(\d{{1,2}})['’′:]([0-5]\d)[\"”″]?(?:(\s?/\s?|\sper\s)({'|'.join(_LENGTHS)})(?!\w)|(?=\s(?:per|an?)\s(?:kilomet|mile\b)))",
        _pace,
        needs="['’′:]",
    ),
    numeral("fractional seconds", rf"{BEGINS}(\d+\.\d+)\s?s(?![\w'’])", "#1 seconds"),
    rule(
        "a noun with its seconds",
        rf"{BEGINS}(\d{{1,3}})s(?=\s(?:{_LASTING})\b)",
        lambda match: rf"\1<{spell(match[1])}> second",
        begins=at(r"\d(?=\d{0,2}s)"),
    ),
    rule(
        "a number of seconds",
        rf"\b({_BEFORE_SECONDS})\s(\d?[1-9]|[1-5]\d\d|[1-9]0(?=s{_CLAUSE_ENDS}))s(?![\w'’])",
        lambda match: rf"\1 \2<{spell(match[2])}> second{'' if is_one(match[2]) else 's'}",
        begins=at_words_before(r"\s(?=\d{1,3}s)"),
    ),
)
