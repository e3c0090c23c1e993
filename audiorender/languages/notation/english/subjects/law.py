"""The law's own shorthand: sections, subsections, reporters, and who sued whom."""

from __future__ import annotations

import re

from audiorender.expressions import one_of
from audiorender.languages.notation.english.numbers.words import cardinal, ordinal, paired, spell, year
from audiorender.rewriting import at, rule

_SMALL_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_REPORTERS = {
    "U.S.C.": "U S C", "USC": "U S C", "U.S.": "U S", "S. Ct.": "Supreme Court", "S.Ct.": "Supreme Court",
    "C.F.R.": "C F R", "CFR": "C F R", "Fed. Reg.": "Federal Register", "Stat.": "statutes",
    "L. Ed. 2d": "Lawyers' Edition second", "F. Supp. 2d": "F Supp second", "F. Supp. 3d": "F Supp third",
    "F. Supp.": "F Supp", "F.2d": "F second", "F.3d": "F third", "F.4th": "F fourth", "F. App'x": "F appendix",
}  # fmt: skip
_COURTS = {
    "So.": "Southern", "N.E.": "Northeastern", "N.W.": "Northwestern", "S.E.": "Southeastern",
    "S.W.": "Southwestern", "P.": "Pacific", "A.": "Atlantic", "Cal. App.": "California Appeals",
    "N.Y.S.": "New York Supplement",
}  # fmt: skip
_SERIES = {"2d": "second", "3d": "third", "4th": "fourth"}
_REPORTERS |= {
    f"{short}{space}{series}": f"{court} {said}"
    for short, court in _COURTS.items()
    for series, said in _SERIES.items()
    for space in ("", " ")
}
_REPORTER = one_of(_REPORTERS)


def _parts(figure: str, brackets: str) -> str:
    """ "twelve B six" for 12(b)(6)."""
    said = [paired(figure) if figure in {"401", "403", "457", "501", "529"} else spell(figure)]
    for part in re.findall(r"\((\w+)\)", brackets):
        if part.isdigit():
            said.append(spell(part))
        else:
            said.append(cardinal(_SMALL_ROMAN[part]) if part in _SMALL_ROMAN else " ".join(part.upper()))
    return " ".join(said)


def _citation(match: re.Match[str]) -> str:
    reporter = _REPORTERS[match[2]]
    page = rf" \4<{paired(match[4])}>" if match[4] else ""
    page += rf" \5<dot {spell(match[5][1:])}>" if match[5] else ""
    said = rf"\1<{paired(match[1])}> \2<{reporter}>"
    mark = rf" \3<{'sections' if len(match[3]) == 2 else 'section'}>" if match[3] else ""
    return said + mark + page


def _regulation(match: re.Match[str]) -> str:
    """ "two forty dot ten B five" for 240.10b-5."""
    letter = f" {match[3].upper()}" if match[3] else ""
    rule_of = f" {spell(match[4])}" if match[4] else ""
    return f"{paired(match[1])} dot {spell(match[2])}{letter}{rule_of}"


LAW = (
    rule(
        "a public law",
        r"\bPub\.\s?L\.\s(?:No\.\s|number\s)?(\d{2,3})[-–](\d{1,4})(?!\w)",
        lambda match: rf"Public Law \1<{paired(match[1])}> \2<{paired(match[2])}>",
        begins=at("Pub"),
    ),
    rule(
        "a case number",
        r"\b([Nn]umber\s|No\s)(\d\d)-(\d{1,4})\b",
        lambda match: rf"\1\2<{spell(match[2])}> \3<{paired(match[3])}>",
        begins=at("[Nn](?=umber|o )"),
    ),
    rule(
        "a section of the regulations",
        r"(?<=§\s)(\d{1,4})\.(\d{1,4})([a-z])?(?:-(\d{1,2}))?(?![\w.])",
        _regulation,
        needs="§",
    ),
    rule(
        "a reporter citation",
        rf"\b(\d{{1,4}})\s({_REPORTER})(?:\s(?:(§{{1,2}})\s?)?(\d{{1,5}})(\.\d{{1,4}})?)?(?![\w]|,\d)(?=[\s,.;:)(\]\"”’-]|$)",
        _citation,
        begins=at(r"\d(?=\d{0,3}\s[A-Z])"),
    ),
    rule(
        "years in brackets after a citation",
        r"(?<=[a-z])\s\(((?:1[789]|20)\d\d)\)",
        lambda match: f", \\1<{year(int(match[1]))}>",
        begins=at(r"\s(?=\(\d)"),
    ),
    rule("a section of four figures", r"(?<=§\s)([1-9]\d{3})(?![\w,]|\.\d)", lambda match: paired(match[1]), needs="§"),
    rule("sections", r"§§\s?(?=\w)", "sections ", begins=at("§")),
    rule("a section", r"§\s?(?=\w)", "section ", begins=at("§")),
    rule("a paragraph", r"[¶]\s?(?=\w)", "paragraph ", begins=at("¶")),
    rule(
        "a numbered part",
        r"(?<![\w.])(?<!\d[-–])(\d{1,4})((?:\((?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[A-Z]{2})\))+)",
        lambda match: _parts(match[1], match[2]),
        begins=at(r"\d(?=\d{0,3}\()"),
    ),
    rule("an edition", r"\b([A-Z]\.\s?)(\d)d\b", lambda match: rf"\1\2<{ordinal(int(match[2]))}>", needs=r"\dd"),
)

VERSUS = rule(
    "the parties of a case", r"(?<=[\w.,])(\s)(v\.?)(?=\s(?:the\s)?[A-Z])", r"\1\2<versus>", begins=at(r"\sv(?=[\s.])")
)
