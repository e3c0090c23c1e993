"""Telephone numbers, codes and card numbers: figures read one by one."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import cardinal, digits, numeral
from audiorender.rewriting import at, rule

_CODE_AFTER = (
    r"[Zz][Ii][Pp](?:\scode)?|[Aa]rea\scode|PIN|pin|extension|Extension"
    r"|passcode|[Pp]ostcode|[Ss]quawk(?:ed|ing)?|serial\snumber"
)


def grouped(match: re.Match[str]) -> str:
    """Digits in groups, as on a card: read one by one, with a pause between the groups."""
    return ", ".join(digits(group) for group in re.findall(r"\d+", match[0]))


def _phone(match: re.Match[str]) -> str:
    """The parts of an American number, with a pause between them; "eight hundred" if it is toll-free."""
    said = ""
    if match[1]:
        said += r"\1<" + ("plus " if "+" in match[1] else "") + f"{digits(match[1])}, >"
    if match[2]:
        toll_free = match[1] and match[2][1:] == "00" and "+" not in match[1]
        area = f"{cardinal(int(match[2][0]))} hundred" if toll_free else digits(match[2])
        said = said.replace(", >", " >") if toll_free else said
        said += rf"\2<{area}, >"
    return said + rf"\3<{digits(match[3])}>, \4<{digits(match[4])}>"


_SIDES = {"L": "left", "R": "right", "C": "center"}


def _runway(match: re.Match[str]) -> str:
    """ "two seven left", and the other end of the runway after a slash."""
    said = digits(match[1]) + (f" {_SIDES[match[2]]}" if match[2] else "")
    other = (f", {digits(match[3])}" if match[3] else "") + (f" {_SIDES[match[4]]}" if match[4] else "")
    return said + other


TELEPHONE = (
    rule(
        "a telephone number",
        r"(?<![\w.-])(\+?1[ .-]?)?(?:\(?(\d{3})(?:\)\s?|[-.]|(?<=1[ .-]\d{3})\s))(\d{3})[-. ](\d{4})(?![\w-])",
        _phone,
        begins=at(r"[+(\d]"),
    ),
    numeral(
        "a local number", r"(?<![\w.$€£-])()()(555|(?<=[Cc]all )\d{3}|(?<=[Dd]ial )\d{3})-(\d{4})(?![\w-]|\.\d)", _phone
    ),
    numeral(
        "a toll-free word",
        r"(?<![\w-])1-(8\d\d)-(?=[A-Z])",
        lambda match: (
            f"one {cardinal(int(match[1]) // 100)} {'hundred' if match[1].endswith('00') else digits(match[1][1:])} "
        ),
    ),
    rule(
        "an international number",
        r"(?<![\w.])\+\d{1,3}(?:[ .-]\(?\d{1,8}\)?){2,6}(?![\w-])",
        lambda match: f"plus {grouped(match)}",
        begins=at(r"\+"),
    ),
    numeral(
        "an emergency number",
        r"(?<=\b(?i:call|dial)\s)(911|999|112|411|988|311)\b|(?<=\b(?i:called|dialed)\s)(911|999|112|411|988|311)\b",
        lambda match: digits(match[0]),
    ),
    numeral(
        "a call to an emergency number",
        r"\b(911|999|112|988)(?=\s(?:calls?|caller|operator|dispatch\w*|center|hotline)\b)",
        lambda match: digits(match[1]),
    ),
    rule(
        "a code",
        rf"\b((?:{_CODE_AFTER})\s(?:is\s|of\s|number\s)?)(\d+(?:-\d{{4}})?)\b",
        lambda match: rf"\1\2<{', '.join(digits(part) for part in match[2].split('-'))}>",
        begins=at(r"[AEPSZaepsz](?=rea|x|in|IN|as|os|er|qu|ip|iP|Ip|IP)"),
    ),
    rule(
        "a code point",
        r"\bU\+([0-9A-F]{4,5})(?!\w)",
        lambda match: f"U plus {' '.join(digits(sign) if sign.isdigit() else sign for sign in match[1])}",
        begins=at(r"U(?=\+)"),
    ),
    numeral("a runway", r"(?<=\b[Rr]unway\s)(\d{1,2})([LRC])?(?:/(\d{1,2})([LRC])?)?\b", _runway, needs="unway"),
    numeral(
        "a numbered card",
        r"(?<![\w.$-])(?:\d{3}-\d{2}-\d{4}|\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}|97[89](?:-\d+){3,4}|\d{3}-\d{10})(?![\w-])",
        grouped,
    ),
)
