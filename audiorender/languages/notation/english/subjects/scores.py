"""Results of games, win-loss records, and team formations."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import NUMBER, digits, numeral, paired, spell
from audiorender.rewriting import alternatives, at, rule

_WON_AND_LOST = (
    r"(?:"
    + alternatives(r"""
    went goes go going start(?:ed)?(?:\soff)? finish(?:ed)?(?:\sat)? record\s(?:of|was|is) improved\sto fell\sto
    sit\sat sits\sat sat\sat dropped\sto moved\sto stand\sat stands\sat
""")
    + r")"
)

_BATTING = (
    r"(?:[Bb]atting|[Bb]ats|[Bb]atted|[Hh]it|[Hh]its|[Hh]itting|[Ss]lugging|[Ss]lugged|[Ss]lashed|[Ss]lashing"
    r"|[Aa]verage(?:\s(?:of|was|is))?|[Aa]veraging|at)"
)


_SET = r"\d{1,2}[-–]\d{1,2}(?:\s?\(\d{1,2}(?:[-–]\d{1,2})?\))?"


def _tennis(match: re.Match[str]) -> str:
    said = re.sub(r"\s?\((.*?)\)", r", \1", match[0])
    return re.sub(r"\d+", lambda found: spell(found[0]), re.sub("[-–]", " ", said))


_PLAYERS = alternatives("""
    guard forward center wing tackle receiver quarterback pitcher lefty righty striker defender freshman sophomore
    junior senior
""")


SCORES = (
    numeral("tennis sets", rf"(?<![\w.,-]){_SET}(?:,?\s(?:and\s)?{_SET}){{1,4}}(?![\w-]|,?\d)", _tennis),
    numeral(
        "a set with its tie-break",
        r"(?<![\w.,-])(\d)[-–](\d)\s\((\d{1,2})[-–](\d{1,2})\)",
        lambda match: f"{spell(match[1])} {spell(match[2])}, {spell(match[3])} {spell(match[4])}",
    ),
    numeral(
        "a set with the loser's points",
        r"(?<![\w.,-])(\d)[-–](\d)\s?\((\d{1,2})\)",
        lambda match: f"{spell(match[1])} {spell(match[2])}, {spell(match[3])}",
    ),
    numeral(
        "a player's height",
        rf"(?<![\w.,-])([5-7])-(\d|1[01])(?=,\s\d{{3}}[\s-]?(?:pounds?|lbs?)\b|\s(?:\w+\s)?(?:{_PLAYERS})\b)",
        lambda match: f"{spell(match[1])} {spell(match[2])}",
    ),
    numeral(
        "games won and lost",
        rf"(?<=\b)({_WON_AND_LOST}\s)(?!0[-–]0(?!\d))(\d{{1,3}})[-–](\d{{1,3}})(?:[-–](\d{{1,2}}))?(?![\w-])",
        lambda match: r"\1#2" + (" #3 and #4" if match[4] else " and #3"),
        needs=r"\s\d{1,3}[-–]\d",
        begins=None,
    ),
    numeral(
        "a record",
        r"(?<![\w.,-])(\d{1,3})[-–](\d{1,3})(?=\s(?:record|start|season|team|club|squad|mark)\b)",
        r"#1 and #2",
    ),
    numeral(
        "a team and its record",
        r"(?<=\b[Tt]he\s)(\d{1,2})[-–](\d{1,2})(?=\s[A-Z][A-Za-z]+s\b)",
        r"#1 and #2",
        needs="[-–]",
    ),
    numeral("a combination of punches", r"(?<![\w.-])1-2(?=\spunch)", "one two"),
    rule(
        "a slash line",
        r"(?<![\w.])\.(\d{3})/\.(\d{3})(?:/\.(\d{3}))?(?![\w/])",
        lambda match: ", ".join(paired(figures) for figures in match.groups() if figures),
        begins=at(r"\.(?=\d{3})"),
    ),
    rule(
        "a batting average",
        rf"\b({_BATTING}\s)\.(\d{{3}})(?!\d|\s?(?:in\b|inch|mm|cm|m\b|%|percent|s\b|sec))",
        lambda match: rf"\1\2<{paired(match[2])}>",
        needs=r"\.\d{3}",
    ),
    rule(
        "a batting average before a noun",
        r"(?<![\w.])\.(\d{3})(?=(?:/\.\d{3})*\s(?:hitter|batter|average|batting|clip|on-base|slugging|slash|save|winning|fielding)\b)",
        lambda match: paired(match[1]),
        begins=at(r"\.(?=\d{3})"),
    ),
    numeral("a formation", r"(?<![\w.,-])(\d)-(\d)-(\d)(?:-(\d))?(?![\w-])", lambda match: digits(match[0])),
    numeral(
        "one on one",
        r"(?<![\w:.])1:1(?=s?\s(?:with|meetings?|calls?|chats?|conversations?|sessions?|coaching|time)\b)",
        "one on one",
        needs="1:1",
    ),
    numeral(
        "a result",
        rf"(?<![\w.:-])(\d{{1,3}}):({NUMBER})(?![\w:])",
        lambda match: "#1 #2" if match[1] == match[2] and len(match[1]) > 1 else "#1 to #2",
        needs=":",
    ),
)
