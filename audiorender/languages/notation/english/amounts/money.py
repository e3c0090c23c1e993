"""Sums of money: "$340 billion", "a $20 note", "$10-15k", "£3.05", "$5/month", "CHF 300", "50¢"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.amounts.currencies import CODES, CURRENCIES, Currency
from audiorender.languages.notation.english.numbers.words import (
    AT_DASHES,
    DASH,
    DETERMINER,
    NUMBER,
    cardinal,
    is_one,
    numeral,
    plural,
    spell,
)
from audiorender.rewriting import alternatives, at, at_words_before, rule

_CROWNS = {"kr": "kroner", "zł": "zlotys", "Kč": "crowns"}
_LINES = "144|240|360|480|540|576|720"
"""Before a `p` these are lines of a picture (`720p`), not pence."""
_ALL = CURRENCIES | CODES
_LONE = "".join(sign for sign in CURRENCIES if len(sign) == 1)
_SIGN = rf"(?:(?<!\w)(?:{'|'.join(re.escape(sign) for sign in CURRENCIES if len(sign) > 1)})|[{_LONE}])"
_CODE = rf"\b(?:{'|'.join(CODES)})"
_MARK = rf"({_SIGN}[ \u00a0]?|{_CODE}\s?)"
_MARKS_BEGIN = rf"[{_LONE}A-Z](?:(?<=[{_LONE}])|(?=[A-Z]?\$|[A-Z]{{2}}))"
_AT_MARKS = at(_MARKS_BEGIN)
_AT_WORDS_BEFORE_MARKS = at_words_before(rf"\s(?={_MARKS_BEGIN})")

MAGNITUDES = {
    "k": "thousand", "m": "million", "mm": "million", "mn": "million", "mil": "million", "b": "billion",
    "bn": "billion", "t": "trillion", "tn": "trillion",
}  # fmt: skip
"""Magnitudes by the letters that follow a number: `$5k`, `3bn`."""

GREAT_WORD = r"(?:hundred|thousand|million|billion|trillion|quadrillion|lakh|crore)\b"
_GREAT = rf"(?:[\s-]?({GREAT_WORD})|\s?([KkMmBbTt]|MM|[MmBb]n|[Mm]il|tn)\b)"
_BEFORE_A_THING = rf"(?i:{DETERMINER}|some|first|one)"
NO_NOUN = (
    r"(?:"
    + alternatives("""
    a about after again ago all also altogether always an and annually any apiece are as at away back be because
    been before behind being below between but by came can did do does down during each else even ever every extra
    five for four from gets? go goes going got had has have he her here him his how however if in instead into is it
    its just last later less like made make makes may maybe means might more much must my next nor not now of off on
    once one only onto or our out over overnight paid per plus probably rather really she should since six so
    sometimes soon still straight ten than that the their them then there they this those three through till to
    today together tomorrow tonight too total twice two under until up upfront us very via was we went were what
    when where whether which while who why will with within without would yearly yesterday yet you your
""")
    + r")\b"
)
"""Words that may follow an amount without being the thing it describes: "a $20 and"."""

_THINGS = alternatives("""
    second minute hour day night week month quarter year person head seat user share unit item piece room child ton
    tonne barrel pound ounce gallon acre mile page word token call ticket student
""")
_PERIODS = {
    "hr": "hour", "h": "hour", "yr": "year", "y": "year", "mo": "month", "wk": "week", "sq": "square", "lb": "pound",
    "oz": "ounce", "gal": "gallon",
    "bbl": "barrel", "kg": "kilogram", "kWh": "kilowatt hour", "MWh": "megawatt hour", "GB": "gigabyte",
}  # fmt: skip


def _greatness(written: str | None, short: str | None, group: int) -> str:
    """The magnitude of an amount, with a leading space; `group` is the group that holds it when it is written out."""
    return rf" \{group}" if written else f" {MAGNITUDES[short.lower()]}" if short else ""


def _of(sign: str) -> Currency:
    return _ALL[sign.strip()]


def _sum(currency: Currency, figures: str) -> str:
    """ "one dollar and ten cents", "ninety cents"."""
    whole, _, hundredths = figures.partition(".")
    units = f"{spell(whole)} {currency.one if is_one(whole) else currency.many}"
    if not hundredths.strip("0"):
        return units
    rest = f"{cardinal(int(hundredths))} {currency.cent if hundredths == '01' else currency.cents}"
    return rest if whole == "0" else f"{units} and {rest}"


def _money_range(match: re.Match[str]) -> str:
    """ "three to five dollars", or both ends in full if they have cents."""
    currency = _of(match[1])
    first = _greatness(match[3], match[4], 3)
    ends = match.group(2, 6)
    in_cents = any("." in end for end in ends) and all(re.fullmatch(r"[\d,]+(?:\.\d\d)?", end) for end in ends)
    if in_cents and not (first or match[7] or match[8]):
        low, high = (_sum(currency, end) for end in ends)
        return rf"\2<{low}>\5< to >\6<{high}>"
    return rf"#2{first}\5< to >#6{_greatness(match[7], match[8], 7)} {currency.many}"


def _before_noun(match: re.Match[str]) -> str:
    """ "a five dollar note": the currency in the singular."""
    currency = _of(match[2])
    if re.fullmatch(r".*\.\d\d", match[3]) and not match[4] and not match[5]:
        whole, _, hundredths = match[3].partition(".")
        rest = f" {cardinal(int(hundredths))} {currency.cent}" if hundredths != "00" else ""
        if whole == "0" and rest:
            return rf"\1 \3<{rest.strip()}>"
        return rf"\1 \3<{spell(whole)}> {currency.one}{rest}"
    return rf"\1 #3{_greatness(match[4], match[5], 4)} {currency.one}"


def _plain_money(match: re.Match[str]) -> str:
    currency = _of(match[1])
    return f"#2 {currency.one if is_one(match[2]) else currency.many}" + (" " if match[3] else "")


def _sign_last(match: re.Match[str]) -> str:
    currency = _of(match[4])
    if re.fullmatch(r"[\d,]+\.\d\d", match[1]) and not match[2] and not match[3]:
        return rf"\1<{_sum(currency, match[1])}>\4<>"
    one = is_one(match[1]) and not match[2] and not match[3]
    return rf"#1{_greatness(match[2], match[3], 2)} \4<{currency.one if one else currency.many}>"


def _pence(match: re.Match[str]) -> str:
    """ "fifty pence", "a fifty pence coin", "one penny"."""
    return rf"#1 \2<{'penny' if is_one(match[1]) else 'pence'}>"


_THING = (
    rf"(?=\+?[\s-](?!{NO_NOUN}|{GREAT_WORD})[a-z]|-plus\s[a-z]|\sper\s\w+\s(?!{NO_NOUN})[a-z]|,\s[\w-]+-\w+\s[a-z])"
)

MONEY = (
    rule("rupees", r"\bRs\.?\s?(?=\d)", "₹", begins=at(r"Rs(?=[.\s\d])")),
    numeral(
        "an amount per hour",
        rf"{_MARK}({NUMBER}){_GREAT}?(?=-(?:an?|per)-)",
        lambda match: f"#2{_greatness(match[3], match[4], 3)} {_of(match[1]).one}",
        begins=_AT_MARKS,
    ),
    numeral(
        "a price per item",
        rf"(?:(?<=\d)|(?<=\d[kKMB]))(/)({'|'.join(_PERIODS)}|{_THINGS})\b",
        lambda match: rf"\1< per >\2<{_PERIODS.get(match[2], match[2])}>",
        begins=at("/"),
    ),
    numeral("below zero", rf"(?<![\w)%°$€£¥.])[-−–](?={_SIGN}\s?\d)", "minus ", begins=AT_DASHES),
    numeral("about", rf"(?<!\w)[~≈](?=\s?{_SIGN}\s?\.?\d)", "about ", begins=at("[~≈]")),
    numeral("less than", rf"(?<!\S)<\s?(?={_SIGN}\s?\d)", "less than ", begins=at("<")),
    numeral("more than", rf"(?<!\S)>\s?(?={_SIGN}\s?\d)", "more than ", begins=at(">")),
    rule(
        "banknotes or coins",
        rf"{_MARK}([1-9][\d,]*)(?<!,)['’]?s\b",
        lambda match: rf"\2<{plural(spell(match[2])).removeprefix('one ')}>",
        begins=_AT_MARKS,
    ),
    numeral(
        "a range of money before a noun",
        rf"\b({_BEFORE_A_THING})\s{_MARK}({NUMBER})({DASH}){_SIGN}?({NUMBER}){_GREAT}?{_THING}",
        lambda match: rf"\1 #3\4< to >#5{_greatness(match[6], match[7], 6)} {_of(match[2]).one}",
        begins=_AT_WORDS_BEFORE_MARKS,
    ),
    numeral(
        "a range of money",
        rf"{_MARK}({NUMBER})(?:{_GREAT})?({DASH}|\sto\s(?=[$€£¥₹]))(?:{_SIGN})?({NUMBER}){_GREAT}?",
        _money_range,
        begins=_AT_MARKS,
    ),
    numeral(
        "money before a noun",
        rf"\b({_BEFORE_A_THING})\s{_MARK}({NUMBER}){_GREAT}?{_THING}",
        _before_noun,
        begins=_AT_WORDS_BEFORE_MARKS,
    ),
    numeral(
        "money over a period, before a noun",
        rf"\b(\d{{1,2}}-(?:year|yr|month|day|game),)\s{_MARK}({NUMBER}){_GREAT}?{_THING}",
        _before_noun,
        begins=at(r"\d(?=\d?-[ymdg][a-z]+,)"),
    ),
    numeral(
        "money after a prefix",
        rf"\b([a-z]+-){_MARK}({NUMBER}){_GREAT}?{_THING}",
        lambda match: r"\1" + _before_noun(match).removeprefix(r"\1 "),
        begins=at_words_before(rf"-(?={_MARKS_BEGIN})"),
    ),
    numeral(
        "money with magnitude",
        rf"{_MARK}({NUMBER}){_GREAT}",
        lambda match: rf"#2{_greatness(match[3], match[4], 3)} {_of(match[1]).many}",
        begins=_AT_MARKS,
    ),
    rule(
        "cents alone",
        r"(?<![\w$])\$\.(\d\d)(?!\d)",
        lambda match: f"{cardinal(int(match[1]))} cent{'' if match[1] == '01' else 's'}",
        begins=at(r"\$(?=\.)"),
    ),
    numeral(
        "money with cents",
        rf"{_MARK}(\d{{1,3}}(?:,\d{{3}})+|\d+)\.(\d\d)(?!\d)",
        lambda match: rf"\2<{_sum(_of(match[1]), f'{match[2]}.{match[3]}')}>",
        begins=_AT_MARKS,
    ),
    numeral("money", rf"{_MARK}({NUMBER})(?=(\w)?)", _plain_money, begins=_AT_MARKS),
    numeral(
        "money with the sign last",
        rf"(?<![\w.,/])({NUMBER}){_GREAT}?\s?([€£₹¥₽₩₺₿]|{_CODE}\b|\$(?![\w$]))",
        _sign_last,
        needs=_MARKS_BEGIN,
    ),
    numeral(
        "cents before a noun",
        rf"\b({_BEFORE_A_THING})\s({NUMBER})[\s-]?(¢)(?=[\s-](?!{NO_NOUN})[a-z])",
        r"\1 #2 \3<cent>",
        needs="¢",
        begins=None,
    ),
    numeral(
        "cents",
        rf"(?<![\w.,])({NUMBER})\s?(¢)",
        lambda match: rf"#1 \2<{'cent' if is_one(match[1]) else 'cents'}>",
        needs="¢",
    ),
    numeral(
        "pence", rf"(?<![\w.,$€£–-])(?!(?:{_LINES})p)(\d{{1,3}})(p)(?![\w'’])", _pence, begins=at(r"\d(?=\d{0,2}p)")
    ),
    rule(
        "crowns",
        r"(?<=\d)\s?(kr|zł|Kč)(?!\w)|(?<!\w)(kr)\.?\s(\d[\d,.]*\d|\d)(?!\w)",
        lambda match: rf" \1<{_CROWNS[match[1]]}>" if match[1] else rf"\3 {_CROWNS[match[2]]}",
        needs="[kz](?=r|ł)|Kč",
    ),
)
