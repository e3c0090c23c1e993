"""Abbreviations written out. The full stop after one is kept only where it ends the sentence."""

from __future__ import annotations

import re

from audiorender.expressions import one_of
from audiorender.languages.notation.english.numbers.words import numeral, paired
from audiorender.languages.notation.english.sentences import STARTERS, STOP
from audiorender.rewriting import Rule, at, at_words_before, rule

_TITLES = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Drs": "Doctors", "Prof": "Professor",
    "St": "Saint", "Sgt": "Sergeant", "Capt": "Captain", "Cpt": "Captain", "Lt": "Lieutenant", "Col": "Colonel",
    "Gen": "General", "Maj": "Major", "Cmdr": "Commander", "Adm": "Admiral", "Sen": "Senator", "Rep": "Representative",
    "Gov": "Governor", "Pres": "President", "Rev": "Reverend", "Hon": "Honorable", "Fr": "Father", "Mt": "Mount",
    "Ft": "Fort", "Supt": "Superintendent", "Amb": "Ambassador", "Messrs": "Messieurs", "Cpl": "Corporal",
    "Pvt": "Private", "Det": "Detective", "Insp": "Inspector", "Sr": "Senior", "Pt": "Point",
}  # fmt: skip
_BARE_TITLES = r"Mr|Mrs|Ms|Dr|Drs|Prof|Sgt|Capt|Lt|St"
_STREETS = {
    "St": "Street", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Dr": "Drive", "Ln": "Lane", "Hwy": "Highway",
    "Pkwy": "Parkway", "Sq": "Square", "Ct": "Court", "Pl": "Place",
}  # fmt: skip
_BEFORE_NUMBERS = {
    "No": "number", "no": "number", "Nos": "numbers", "nos": "numbers", "p": "page", "pp": "pages", "pg": "page",
    "vol": "volume", "Vol": "Volume", "vols": "volumes", "ch": "chapter", "Ch": "Chapter", "chap": "chapter",
    "fig": "figure", "Fig": "Figure", "figs": "figures", "Figs": "Figures", "eq": "equation", "Eq": "Equation",
    "sec": "section", "Sec": "Section", "art": "article", "Art": "Article", "para": "paragraph", "ext": "extension",
    "Ext": "Extension", "Apt": "Apartment", "apt": "apartment", "ver": "version", "Op": "Opus", "op": "opus",
    "ep": "episode", "Ep": "Episode", "Hwy": "Highway", "Rte": "Route", "Rm": "Room", "Ste": "Suite",
    "est": "established", "lvl": "level", "Lvl": "Level", "cl": "clause", "Cl": "Clause",
    "par": "paragraph", "rev": "revision",
    "Pt": "Part", "pt": "part", "v": "verse",
}  # fmt: skip
_IN_MIDDLE = {  # these begin or continue a clause, so their full stop never ends a sentence
    "e.g.": "for example", "E.g.": "For example", "i.e.": "that is", "I.e.": "That is", "eg.": "for example",
    "ie.": "that is", "cf.": "compare", "viz.": "namely", "vs.": "versus", "approx.": "approximately",
    "ca.": "circa", "Fed. R. Civ. P.": "Federal Rule of Civil Procedure",
    "Fed. R. Crim. P.": "Federal Rule of Criminal Procedure",
    "Fed. R. Evid.": "Federal Rule of Evidence", "a.k.a.": "also known as",
    "w.r.t.": "with respect to", "Vs.": "versus",
}  # fmt: skip
_AT_END_TOO = {
    "etc": "et cetera", "Inc": "Incorporated", "Corp": "Corporation", "Ltd": "Limited", "Co": "Company",
    "Bros": "Brothers", "Jr": "Junior", "Sr": "Senior", "Esq": "Esquire", "dept": "department", "Dept": "Department",
    "govt": "government", "Univ": "University", "Assn": "Association", "Intl": "International", "incl": "including",
    "excl": "excluding", "misc": "miscellaneous", "temp": "temperature", "avg": "average", "max": "maximum",
    "min": "minimum", "hrs": "hours", "mins": "minutes", "yrs": "years", "lbs": "pounds", "Ave": "Avenue",
    "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane", "Mfg": "Manufacturing", "tel": "telephone", "orig": "originally",
    "pop": "population", "sq": "square", "wk": "week", "Sun": "Sunday", "Mon": "Monday", "Tue": "Tuesday",
    "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday",
    "Jan": "January", "Feb": "February", "Aug": "August", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December", "Cir": "Circuit", "Amend": "Amendment", "pkg": "package", "approx": "approximately",
}  # fmt: skip
_OWN_WORD = r"(?:Sun|Sat|max|min|pop|temp|tel|sq|Mon|Wed)"
"""Abbreviations that are also words: at the end of a sentence they are left alone."""

_MEASURE = r"(?:min(?<=\d[\s-]min)|sq(?<=\d[\s-]sq))"
"""Abbreviations that are units after a number: `5 min.`"""

_DEGREES = {
    "Ph.D": "P H D", "M.D": "M D", "B.A": "B A", "M.A": "M A", "B.S": "B S", "M.S": "M S", "B.Sc": "B S C",
    "M.Sc": "M S C", "J.D": "J D", "D.D.S": "D D S", "LL.M": "L L M", "LL.B": "L L B", "Ed.D": "E D D",
    "D.Phil": "D Phil",
}  # fmt: skip
_STROKES = {"w/o": "without", "w/": "with ", "b/c": "because", "c/o": "care of", "n/a": "N A", "N/A": "N A"}

_PLACED = (
    r"(?<!Plan )(?<!plan )(?<!itamin )(?<![Tt]ype )(?<!ection )(?<![Gg]roup )(?<!xhibit )(?<!ppendix )(?<![Pp]art )"
    r"(?<!epatitis )(?<![Gg]rade )(?<!igure )(?<!ption )(?<![Tt]eam )(?<!eries )(?<!oute )(?<!hannel )(?<![Pp]oint )"
    r"(?<!War )(?<!\bnd )(?<!\bor )(?<![Aa]nswer )(?<!roject )"
)


_AT_ABBREVIATIONS = at_words_before(
    r"\.",
    frozenset(
        re.split(r"\W", written)[0] for written in (*_TITLES, *_BEFORE_NUMBERS, *_IN_MIDDLE, *_AT_END_TOO, *_DEGREES)
    ),
)

_AT_EQUATIONS = at("[Ee]q(?=s?[.])")
_NUMERAL = r"[\d#]|(?:[VX]|[IVX]{2,})\b|I\b(?<=(?:[Vv]ol|Sec|Art|Fig)\. I)|I\b(?<=(?:Ch|Op|Pt)\. I)"
"""A number, possibly Roman. A lone I is usually the pronoun, as in "I said no. I left"."""

BEFORE_NUMBERS = (
    rule(
        "before a number",
        rf"\b({one_of(_BEFORE_NUMBERS)})\.\s?(?={_NUMERAL})",
        lambda match: rf"\1<{_BEFORE_NUMBERS[match[1]]}> ",
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "a formula by its number",
        r"\b([Ee])qs?\.\s?\((\d{1,3}(?:\.\d{1,3})?)\)",
        lambda match: f"{match[1]}quation \\2",
        begins=_AT_EQUATIONS,
    ),
    rule("a number of things", r"(?<!\w)#(?=\d)", "number ", begins=at("#")),
)

ABBREVIATIONS: tuple[Rule, ...] = (
    rule(
        "a slash that abbreviates a word",
        rf"(?<![\w/])({one_of(_STROKES)})(?=[\s.,;)]|(?<=w/)\w|$)",
        lambda match: _STROKES[match[1]],
        needs="/",
    ),
    rule(
        "an abbreviation within a sentence",
        rf"(?<![\w.])({one_of(_IN_MIDDLE)})(?!\w)",
        lambda match: _IN_MIDDLE[match[1]],
        begins=_AT_ABBREVIATIONS,
    ),
    rule("and others", r"(?<![\w.])et al\.(?!\w)", "et al", begins=at("et al")),
    rule(
        "for example, without full stops",
        r"\b(eg|ie)\b(?=,?\s)",
        lambda match: _IN_MIDDLE[f"{match[1]}."],
        begins=at("(?:eg|ie)"),
    ),
    rule("also known as", r"\baka\b", "also known as", begins=at("aka")),
    rule("versus", r"(?:(?<=[\w.,)]\s)|^)vs\b", "versus", begins=at("vs")),
    rule(
        "a street with a number",
        rf"(?<=\d\s)((?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:[A-Z]\w+\s|\d+\w\w\s){{1,3}})({one_of(_STREETS)})(?:{STOP}|\b(?!\.))",
        lambda match: rf"\1\2<{_STREETS[match[2]]}>",
        needs=r"\d[A-D]?\s[A-Z\d]",
    ),
    rule(
        "a street",
        rf"\b([A-Z][a-z]+|\d+(?:st|nd|rd|th))\s(St|Ave|Blvd|Rd|Ln){STOP}(?!\s(?!(?:{STARTERS})\b)[A-Z])",
        lambda match: rf"\1 \2<{_STREETS[match[2]]}>",
        needs=r"(?:St|Ave|Blvd|Rd|Ln)\.",
    ),
    numeral(
        "a house number",
        r"(?<![\w.,$€£/-])(\d{1,4})([A-D])?(?=\s(?:[NSEW]\.?\s|(?:North|South|East|West)\s)?(?:[A-Z][a-z]+\s|\d+\w\w\s){1,3}"
        r"(?:Street|Avenue|Road|Drive|Lane|Boulevard|Terrace|Parkway|Crescent)\b)",
        lambda match: rf"\1<{paired(match[1])}>" + (r" \2" if match[2] else ""),
        needs=r"\d[A-D]?\s[A-Z\d]",
    ),
    rule(
        "a title",
        rf"\b({one_of(_TITLES)})\.\s?(?=[A-Z]|and\s(?:Mrs|Ms|Dr|Prof)\b)",
        lambda match: rf"\1<{_TITLES[match[1]]}> ",
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "a patient",
        r"\b([Pp])t\.?(?=\s(?:is|was|has|had|denie[sd]|report(?:s|ed)|present(?:s|ed)|state[sd]|complain(?:s|ed)|tolerated"
        r"|admitted|seen|will)\b)",
        r"\1atient",
        begins=at(r"[Pp](?=t\.?\s)"),
    ),
    rule(
        "a title without a name",
        rf"\b(Mr|Mrs|Ms){STOP}(?<=\.)|\b(Mr|Mrs|Ms)(?=\.)",
        lambda match: _TITLES[match[1] or match[2]],
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "a title without a full stop",
        rf"\b({_BARE_TITLES})(?=\s[A-Z][a-z])",
        lambda match: _TITLES[match[1]],
        begins=at(f"(?:{_BARE_TITLES})"),
    ),
    rule(
        "a degree",
        rf"\b({one_of(_DEGREES)})(?:{STOP}|\b(?![.\w]))",
        lambda match: _DEGREES[match[1]],
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "degrees", rf"\b({one_of(_DEGREES)})\.?s\b", lambda match: f"{_DEGREES[match[1]]}'s", begins=_AT_ABBREVIATIONS
    ),
    rule(
        "with a full stop",
        rf"\b(?!{_OWN_WORD}\.(?:\W*$|\s[\"“]?[A-Z]))(?!{_MEASURE})({one_of(_AT_END_TOO)})(?!\.\w){STOP}",
        lambda match: rf"\1<{_AT_END_TOO[match[1]]}>",
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "hours before and after noon",
        rf"\b([ap])\.\s?m{STOP}",
        lambda match: f"{match[1].upper()} M",
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "letters with full stops",
        rf"(?<![\w.])((?:[A-Za-z]\.)+[A-Za-z])(?:{STOP}|(?![\w.]))(s\b)?",
        lambda match: " ".join(match[1].replace(".", "").upper()) + ("'s" if match[2] else ""),
        begins=_AT_ABBREVIATIONS,
    ),
    rule(
        "initials",
        rf"(?:^|(?<=[\s(\"“])){_PLACED}([A-Z])\.(?=\s?(?!(?:{STARTERS})\b)(?:[A-Z]\.|[A-Z][a-z’'-]+))(?=(\s)?)",
        lambda match: r"\1" if match[2] else r"\1 ",
        begins=_AT_ABBREVIATIONS,
    ),
)
