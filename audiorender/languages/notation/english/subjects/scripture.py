"""Chapter and verse: "John 3:16", "1 Cor. 13:4–7", "Matt. 5:3", "Ps. 23"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import cardinal
from audiorender.rewriting import alternatives, at, rule

_BOOKS = alternatives("""
    Genesis Exodus Leviticus Deuteronomy Joshua Judges Ruth Ezra Nehemiah Esther Job Psalms? Proverbs Ecclesiastes
    Isaiah Jeremiah Lamentations Ezekiel Daniel Hosea Joel Amos Jonah Micah Habakkuk Zechariah Malachi Matthew Mark Luke
    John Acts Romans Galatians Ephesians Philippians Colossians Titus Hebrews James Jude Revelation Surah? Qur['’]?an
""")
_NUMBERED = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|John|Cor|Sam|Thess|Tim|Pet"
_IN_FULL = {
    "Cor": "Corinthians", "Sam": "Samuel", "Thess": "Thessalonians", "Tim": "Timothy", "Pet": "Peter",
}  # fmt: skip
_STOPPED = {
    "Gen": "Genesis", "Exod": "Exodus", "Ex": "Exodus", "Lev": "Leviticus", "Num": "Numbers", "Deut": "Deuteronomy",
    "Josh": "Joshua", "Judg": "Judges", "Neh": "Nehemiah", "Ps": "Psalm", "Prov": "Proverbs", "Eccl": "Ecclesiastes",
    "Isa": "Isaiah", "Jer": "Jeremiah", "Lam": "Lamentations", "Ezek": "Ezekiel", "Dan": "Daniel", "Hos": "Hosea",
    "Mic": "Micah", "Hab": "Habakkuk", "Zech": "Zechariah", "Mal": "Malachi", "Matt": "Matthew", "Mt": "Matthew",
    "Mk": "Mark", "Lk": "Luke", "Jn": "John", "Rom": "Romans", "Gal": "Galatians", "Eph": "Ephesians",
    "Phil": "Philippians", "Col": "Colossians", "Heb": "Hebrews", "Jas": "James", "Rev": "Revelation",
}  # fmt: skip
"""Abbreviations that need their full stop: some are also first names."""

_WHICH = {"1": "First", "2": "Second", "3": "Third"}


def _verse(match: re.Match[str]) -> str:
    """ "First Corinthians thirteen four to seven"."""
    numbered, name, book, short = match.group(1, 2, 3, 4)
    if numbered:
        said = rf"\1<{_WHICH[numbered]}> \2<{_IN_FULL.get(name, name)}>"
    else:
        said = r"\3" if book else rf"\4<{_STOPPED[short]}>"
    last = rf" to \7<{cardinal(int(match[7]))}>" if match[7] else ""
    return rf"{said} \5<{cardinal(int(match[5]))}> \6<{cardinal(int(match[6]))}>{last}"


SCRIPTURE = (
    rule(
        "chapter and verse",
        rf"(?<!\w)(?:([123])\s({_NUMBERED})\b\.?|({_BOOKS})\b\.?|({'|'.join(_STOPPED)})\.)"
        r"\s(\d{1,3}):([1-9]\d{0,2})(?:[-–](\d{1,3}))?(?![\w:])",
        _verse,
        needs=r":(?=\d)",
        begins=at(r"[123A-Z](?<!\w\w)"),
    ),
    rule("a psalm", r"\bPs\.\s(?=\d{1,3}\b)", "Psalm ", begins=at(r"Ps\.")),
)
