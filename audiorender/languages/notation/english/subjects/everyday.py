"""Figures with one meaning in their context: "1.5m copies", "8 st 4 lb", "20' long", "802.11ac", "9/10 of it"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.fractions import fraction
from audiorender.languages.notation.english.numbers.telephone import grouped
from audiorender.languages.notation.english.numbers.words import BEGINS, DETERMINER, NUMBER, numeral, paired, spell
from audiorender.rewriting import alternatives, at, at_words_before, rule

_COUNTED_IN_MILLIONS = alternatives("""
    copies people persons users downloads listeners views viewers followers subscribers streams plays units sales
    visitors homes households jobs workers voters votes euros dollars pounds yen records albums singles tickets books
    fans members customers players readers installs lines rows requests tokens parameters years acres tonnes tons
    barrels visits clicks hits songs tracks cars vehicles passengers patients children women men refugees migrants
    Americans Britons Europeans Germans other more
""")
"""Nouns after a number with an m that are counted in millions, never in metres: "1.5m copies"."""

_REACHING = alternatives("long wide tall high deep thick across apart away up down off of below above")

_SHOT = alternatives("""
    in shot shoot shoots film filmed records? recorded native true upscaled watch streams? edit edited
""")
_RACE = alternatives("""
    best first last fastest local charity virtual parkrun weekly morning an? the my his her our their your this that
    every ran run runs running
""")
_EACH = alternatives("steak burger fillet ribeye sirloin glass can bottle cup bag jar tin portion pour patty")
_BEAT = alternatives("groove grooves feel beat beats meter metre riff riffs rhythm rhythms bar bars waltz shuffle")
_OF_STARS = alternatives("reviews? hotels? ratings? restaurants? generals? resorts? rated")
_GUN = alternatives("rifles? pistols? revolvers? caliber calibre calibers handguns? rounds? bullets? magnum")

_WHOLES = alternatives("it the them us that this those these my our your his her all what an? people")


def _standard(match: re.Match[str]) -> str:
    """ "eight oh two point eleven A C"."""
    return f"eight oh two point {spell(match[1])}" + (f" {' '.join(match[2].upper())}" if match[2] else "")


def _of_thousands(match: re.Match[str]) -> str:
    return rf"\1\2<{spell(match[2])} K>"


EVERYDAY = (
    numeral(
        "millions of a noun",
        rf"{BEGINS}({NUMBER})\s?m(?=\s(?:{_COUNTED_IN_MILLIONS}|of\s(?:them|us|these|those|our|my))\b)",
        "#1 million",
        needs=r"\dm\s|\d\sm\s",
    ),
    numeral(
        "stone and pounds",
        rf"{BEGINS}(\d{{1,2}})(?:\sst|(?<!1)st|(?<=11)st|st(?=,?\s?\d+\s?lbs?\b))"
        r"(?:,?\s?(?=\d{1,2}\s?lb)|\s(?=\d{1,2}(?:[.,;!?]|$|\s(?:and|now|then|at|when|last|this)\b)))"
        r"(\d{1,2})(?:\s?lbs?)?(?!\w)",
        "#1 stone #2 pounds",
        needs=r"\d\s?st",
    ),
    numeral(
        "stone",
        rf"{BEGINS}(\d{{1,2}}(?:½|\.\d)?)(?:\sst|(?<!1)(?<=\d)st|(?<=11)st(?=[,.;]|$|\s(?:and|then|now|at|when|in)\b))(?!\w|\.\d)",
        "#1 stone",
        needs=r"\d\s?st",
    ),
    numeral("feet of length", rf"{BEGINS}({NUMBER})['’′](?=\s(?:{_REACHING})\b)", "#1 feet", needs="['’′]"),
    rule(
        "a wireless standard",
        r"(?<![\w.])802\.(\d{1,2})([A-Za-z]{1,2})?(?![\w.]\w)",
        _standard,
        begins=at(r"802(?=\.)"),
    ),
    numeral(
        "parts of a whole",
        rf"(?<![\w/.,])(\d{{1,2}})/(\d{{1,2}})(?=(?:ths)?\sof\s(?:{_WHOLES})\b)",
        lambda match: fraction(int(match[1]), int(match[2])),
        needs=r"/\d",
    ),
    rule("a route", r"\bRte\.?(?=\s\d)", "Route", begins=at("Rte")),
    rule("a highway", r"\bHwy\.?(?=\s\d)", "Highway", begins=at("Hwy")),
    rule(
        "a national telephone number",
        r"(?<![\w.$€£,-])\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}(?![\w-]|[.,]\d)",
        grouped,
        begins=at(r"[(0](?=\d)"),
    ),
    rule(
        "a multiple before a comparative",
        r"(?<![\w.])(\d+(?:\.\d+)?)[xX]['’]s(?=\s(?:\w+er|more|less|as|the)\b)",
        r"\1 times",
        needs="[xX]['’]",
    ),
    rule("a multiple as a verb", r"(?<![\w.])(\d+)[xX]['’](s|ing|ed)\b", r"\1 X'\2", needs="[xX]['’]"),
    rule(
        "a multiple of a noun",
        rf"\b((?i:{DETERMINER})\s)(\d+)x(?=\s(?!(?:as|faster|more|slower|bigger|better|the|a|an|per|in|on|to|week|weeks)\b)[a-z])",
        r"\1\2 X",
        needs=r"\dx\s",
        begins=at_words_before(r"\s(?=\d)"),
    ),
    rule(
        "a race in kilometres",
        rf"\b((?i:{_RACE})\s)(5|8|10|15)[Kk](?=\s(?:is|was|race|races|run|in|time|times|on|at|last|this|pace|and|with|for|yesterday|today)\b|[.,;!?]|$)",
        _of_thousands,
        needs=r"\d[Kk]",
    ),
    rule("a picture resolution", rf"\b((?:{_SHOT})\s)([2458])[Kk](?!\w)", _of_thousands, needs=r"\d[Kk]"),
    rule(
        "a gun's calibre",
        rf"(?<![\w.])\.(22|25|30|32|38|40|44|45|50|357|308|223)(?=[\s-](?:{_GUN})\b)",
        lambda match: paired(match[1]),
        begins=at(r"\.(?=\d\d)"),
    ),
    numeral("a port", r"(?<=\b[Pp]ort\s)\d{4}(?!\w|[.,]\d)", lambda match: paired(match[0]), needs="ort "),
    numeral(
        "a time signature",
        rf"(?<![\w/])(\d{{1,2}})/(2|4|8|16)(?=[\s-](?:{_BEAT})\b)",
        lambda match: f"{spell(match[1])} {spell(match[2])}",
        needs="/",
    ),
    numeral(
        "a time signature by itself",
        r"(?<=\bin\s)(3|5|6|7|9|11|12|15)/(8|16)(?=[.,;!?]|$|\sand\b)",
        lambda match: f"{spell(match[1])} {spell(match[2])}",
        needs="/",
    ),
    numeral(
        "a record's speed",
        r"(?<![\w.])(33|45|78)\s?(?:rpm|RPM)(?=\s(?:records?|singles?|discs?|LPs?|EPs?|vinyl|format)\b)",
        r"\1 R P M",
    ),
    numeral("stars", rf"(?<![\w.])([1-7])\s?[*★](?=\s(?:{_OF_STARS})\b)", r"\1 star", needs="[*★]"),
    numeral("ounces before a noun", rf"{BEGINS}({NUMBER})\s?oz\.?(?=\s(?:{_EACH})\b)", "#1 ounce", needs="oz"),
    rule(
        "a world war",
        r"\bWW\s?([12])\b",
        lambda match: f"World War {'One' if match[1] == '1' else 'Two'}",
        begins=at("WW"),
    ),
)

TICKERS = (
    rule(
        "a ticker symbol",
        r"(?<![\w$])\$([A-Z]{1,5})(?![\w$])",
        lambda match: " ".join(match[1]),
        begins=at(r"\$(?=[A-Z])"),
    ),
)
