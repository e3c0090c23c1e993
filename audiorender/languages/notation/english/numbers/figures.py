"""All other numbers: ordinals, scores, ranges, versions, codes, and any number at all."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.amounts.money import MAGNITUDES
from audiorender.languages.notation.english.numbers.codes import CODES
from audiorender.languages.notation.english.numbers.fractions import FRACTIONS
from audiorender.languages.notation.english.numbers.telephone import grouped
from audiorender.languages.notation.english.numbers.words import (
    AT_DASHES,
    BEGINS,
    DASH,
    NO_PLACE,
    NUMBER,
    digits,
    numeral,
    ordinal,
    paired,
    plural,
    spell,
    value,
)
from audiorender.languages.notation.english.subjects.scores import SCORES
from audiorender.rewriting import alternatives, at, at_words_before, rule

_VERSIONED = alternatives("""
    [Vv]ersions? [Rr]eleases? Python Node macOS iOS iPadOS Android Windows Linux Ubuntu Java PHP Ruby Rust Django
    Rails Firefox Chrome Postgres PostgreSQL MySQL Kubernetes Bluetooth HTTP USB HTML CSS [Kk]ernel Unicode Swift Go
    TypeScript
""")


def _joined(match: re.Match[str]) -> str:
    """ "to" between two numbers; nothing between two that are shares of a whole, as in 50-50 and 80-20."""
    first, second = value(match[1]), value(match[3])
    if first == second or (first + second == 100 and first % 5 == 0 and first > second):
        return "#1 #3"
    return r"#1\2< to >#3"


def _dotted(match: re.Match[str]) -> str:
    parts = match[1].split(".")
    joint = " dot " if len(parts) == 4 else " point "
    return joint.join(paired(part) if joint == " dot " else spell(part) for part in parts)


def _ordinal(match: re.Match[str]) -> str:
    figures = match[1].replace(",", "")
    return ordinal(int(figures)) if len(figures) <= 15 else f"{digits(figures)}th"


def _size(match: re.Match[str]) -> str:
    """Groups 1, 2 and 3 joined with "by"; the figures of a screen size are read in pairs."""
    sides = [side for side in match.groups() if side]
    said = [paired(side) if side.isdigit() and len(side) > 2 else spell(side) for side in sides]
    return " by ".join(rf"\{number}<{words}>" for number, words in enumerate(said, 1))


def _counted(match: re.Match[str]) -> str:
    """ "sixes"; three figures are a model or a bus line: "seven forty-sevens"."""
    return plural(paired(match[1]) if len(match[1]) == 3 and match[1].isdigit() else spell(match[1]))


FIGURES = (
    numeral(
        "round the clock",
        r"\b24[/-]7(?:/365)?\b",
        lambda match: "twenty-four seven" + (" three sixty-five" if len(match[0]) > 4 else ""),
    ),
    rule("a range of school grades", r"\bK-(?=\d\d?\b)", "K through ", begins=at("K-")),
    numeral(
        "just in time",
        r"\b([23469]|12)/([248]|16)(?=\s(?:time|meter|metre|rhythm|beat|signature)\b)",
        lambda match: f"{spell(match[1])} {spell(match[2])}",
    ),
    numeral("a retirement plan", r"\b(401|403|457|501|529)(?=\(\w\))", lambda match: rf"\1<{paired(match[1])}>"),
    numeral(
        "a retirement plan, short", r"\b(401|403)[-]?([kKbB])\b", lambda match: f"{paired(match[1])} {match[2].upper()}"
    ),
    *FRACTIONS,
    numeral(
        "the forty-niners",
        r"\b(\d\d)ers\b",
        lambda match: spell(match[1]) + ("rs" if spell(match[1]).endswith("e") else "ers"),
    ),
    rule(
        "every few hours",
        r"\b[qQ](\d{1,2})[hH]\b",
        lambda match: f"every {spell(match[1])} hours",
        begins=at(r"[qQ](?=\d)"),
    ),
    numeral("an SEC filing", r"\b(8|10|20)-([KQF])\b", lambda match: f"{spell(match[1])} {match[2]}"),
    numeral("a postal code", r"(?<=\b[A-Z]{2}\s)(\d{5})(-\d{4})?\b", grouped),
    rule("a range of ordinals", rf"(?<=\d(?:st|nd|rd|th)){DASH}(?=\d+(?:st|nd|rd|th)\b)", " to ", begins=AT_DASHES),
    numeral("an ordinal", r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th|ST|ND|RD|TH)\b", _ordinal),
    *SCORES,
    numeral("a dotted number", r"(?<![\w.])(\d+(?:\.\d+){2,})(?![\w.]*\w)", _dotted),
    rule(
        "a version",
        rf"\b({_VERSIONED})[\s-](\d+(?:\.\d+)+)(?!\w)",
        lambda match: rf"\1 \2<{' point '.join(spell(part) for part in match[2].split('.'))}>",
        begins=at_words_before(r"[\s-](?=\d+\.\d)"),
    ),
    rule(
        "a version, short",
        r"(?<![\w.])(?:v|V(?=\d+\.\d))(\d+(?:\.\d+)*)(?![\w])",
        lambda match: "version " + " point ".join(spell(part) for part in match[1].split(".")),
        begins=at(r"[vV](?=\d)"),
    ),
    numeral(
        "timber",
        r"(?<![\w.])(\d{1,2})[x×](\d{1,2})s\b",
        lambda match: rf"\1<{spell(match[1])}> by \2<{plural(spell(match[2]))}>",
        needs="[x×]",
    ),
    numeral(
        "a size",
        rf"{BEGINS}({NUMBER})\s?(?:x|×|X)\s?({NUMBER})(?:\s?(?:x|×)\s?({NUMBER}))?(?![\w.]*\w)",
        _size,
        needs="[xX×]",
    ),
    numeral(
        "a range of large numbers",
        rf"{BEGINS}({NUMBER})({DASH})({NUMBER})([KkMB]|[mb]n)(?!\w)",
        lambda match: rf"#1\2< to >#3 \4<{MAGNITUDES[match[4].lower()]}>",
    ),
    rule(
        "a half or quarter of a year",
        r"\b([QH])([1-4])\s?['’](\d\d)\b",
        lambda match: rf"\1 \2<{spell(match[2])}> \3<{paired(match[3])}>",
        begins=at("[QH](?=[1-4])"),
    ),
    rule(
        "a part of a chapter",
        r"\b((?:Figure|Fig\.|figure|Table|table|Listing|listing|Exhibit|exhibit|Section|section|Example|Box)\s)(\d{1,2})-(\d{1,2})"
        r"(?![\w-])",
        lambda match: rf"\1\2<{spell(match[2])}> dash \3<{spell(match[3])}>",
        needs=r"\d-",
    ),
    rule("a standard", r"(?<=\b(?:ISO|IEC|DIN))-(?=\d{3,5}(?![\w-]))", " ", begins=at("-")),
    numeral(
        "a part of a standard",
        r"(?<=\b(?:ISO|IEC|DIN)\s)(\d{3,5})[-–](\d{1,2})(?![\w-])",
        lambda match: rf"\1<{paired(match[1])}> \2<{spell(match[2])}>",
        needs=r"\d[-–]",
    ),
    numeral(
        "an aircraft model",
        r"(?<![\w.,-])(7[0-8]7)[-–](\d{1,4})(?![\w-])",
        lambda match: rf"\1<{paired(match[1])}> \2<{paired(match[2])}>",
        needs=r"7[-–]",
    ),
    numeral("a range of times", rf"(?<![\w.,])({NUMBER})x?({DASH})({NUMBER})(x)(?!\w)", r"#1\2< to >#3 \4<times>"),
    numeral("numbers joined by a dash", rf"(?<![\w.,-])({NUMBER})({DASH})({NUMBER})(?![-–]\d)", _joined),
    numeral(
        "a multiple",
        r"\b(\d+)x(?=\s(?:engineer|developer|programmer|designer|founder|coder|team)s?\b)",
        lambda match: f"{spell(match[1])} X",
    ),
    numeral(
        "a number of times",
        rf"(?<![\w.,])({NUMBER})\s?(x|×)(?!\w|\s+(?:plus|minus|equals|squared)\b)",
        lambda match: rf"\1<{spell(match[1])}> \2<times>",
    ),
    numeral(
        "picture resolutions",
        r"(?<![\w.])(2|4|5|6|8|10|12|15|16)K\b(?=\s(?:screen|video|display|TV|monitor|resolution|footage|camera|film|run|race|movie|picture|image))",
        lambda match: f"{spell(match[1])} K",
    ),
    numeral(
        "a picture resolution", r"(?<![\w.,-])[48]K(?=[.,;!?)]|$)", lambda match: f"{spell(match[0][0])} K", needs="K"
    ),
    numeral("a race", r"(?<=\ba )(5|8|10|15)[kK]\b", lambda match: f"{spell(match[1])} K"),
    numeral(
        "thousands and up",
        rf"(?<![\w.,])(?<!\w-){NO_PLACE}({NUMBER})([KkMBT]|[bmt]n)(?=[\s.,;:!?)'’\"”+-]|$)(?!-\d)",
        lambda match: rf"#1 \2<{MAGNITUDES[match[2].lower()]}>",
    ),
    numeral(
        "lines on a screen", r"(?<![\w.])(\d{3,4})([pi])\b", lambda match: f"{paired(match[1])} {match[2].upper()}"
    ),
    numeral("dimensions", r"(?<![\w.])([1-4])D\b", lambda match: f"{spell(match[1])} D"),
    *CODES,
    numeral("a plural", rf"(?<![\w.,])({NUMBER})['’]?s\b", _counted),
    rule(
        "a decimal without a leading zero",
        r"(?<![\w.])\.(\d+)(?!\w)",
        lambda match: f"point {digits(match[1])}",
        begins=at(r"\.(?=\d)"),
    ),
    rule(
        "figures next to letters",
        r"(?<=\d)(?=[^\W\d_])(.)|(?<=[^\W\d_])(?=\d)(.)",
        lambda match: rf" \{match.lastindex}",
        needs=r"\d(?:(?<=[^\W\d_].)|(?=[^\W\d_]))",
    ),
    numeral("any number", NUMBER, lambda match: spell(match[0])),
)
