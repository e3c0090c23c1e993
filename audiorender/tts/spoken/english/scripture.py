"""Chapter and verse: "John 3:16", "1 Cor. 13:4–7"."""

from __future__ import annotations

import re

from audiorender.tts.rewriting import at, rule
from audiorender.tts.spoken.english.numbers import cardinal

_BOOKS = (
    "Genesis|Exodus|Leviticus|Deuteronomy|Joshua|Judges|Ruth|Ezra|Nehemiah|Esther|Job|Psalms?|Proverbs|Ecclesiastes"
    "|Isaiah|Jeremiah|Lamentations|Ezekiel|Daniel|Hosea|Joel|Amos|Jonah|Micah|Habakkuk|Zechariah|Malachi|Matthew|Mark"
    "|Luke|John|Acts|Romans|Galatians|Ephesians|Philippians|Colossians|Titus|Hebrews|James|Jude|Revelation|Surah?|Quran"
)
_NUMBERED = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|John|Cor|Sam|Thess|Tim|Pet"
_IN_FULL = {
    "Cor": "Corinthians", "Sam": "Samuel", "Thess": "Thessalonians", "Tim": "Timothy", "Pet": "Peter",
}  # fmt: skip
_WHICH = {"1": "First", "2": "Second", "3": "Third"}


def _verse(match: re.Match[str]) -> str:
    book = rf"\1<{_WHICH[match[1]]}> \2<{_IN_FULL.get(match[2], match[2])}>" if match[1] else r"\3"
    last = rf" to \6<{cardinal(int(match[6]))}>" if match[6] else ""
    return rf"{book} \4<{cardinal(int(match[4]))}> \5<{cardinal(int(match[5]))}>{last}"


SCRIPTURE = rule(
    "chapter and verse",
    rf"(?<!\w)(?:([123])\s({_NUMBERED})|({_BOOKS}))\b\.?\s(\d{{1,3}}):(\d{{1,3}})(?:[-–](\d{{1,3}}))?(?![\w:])",
    _verse,
    needs=r":(?=\d)",
    begins=at(r"[123A-Z](?<!\w\w)"),
)
