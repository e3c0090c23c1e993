"""The rules of a language: numbers in words, and the names of signs, sums, dates and units.

If CLDR has no number words for a language, its digits are left to the engine, which counts in every language it speaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from audiorender.expressions import one_of
from audiorender.languages.language import Language, Money, Signs
from audiorender.languages.notation.english.signs.formulas import LEFT_OUT
from audiorender.languages.notation.numberwords import GREATEST, in_words, roman
from audiorender.languages.wordlists import commonness
from audiorender.rewriting import Group, Rule, at, needing, rule
from audiorender.tts.spoken.agreeing import agreeing, reigns
from audiorender.tts.spoken.measures import measures_of
from audiorender.tts.spoken.shortened import abbreviations_of

_THOUSANDS = r"[. \u00a0\u202f'’]"
_AMOUNT = r"(?<![\w.,])((?:\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+)(?:,\d+)?)"
_DOMAINS = "com|org|net|edu|info|eu|io|de|at|ch|fr|be|es|it|pt|br|nl|se|dk|no|fi|uk"
_ODD = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2189\u2460-\u24ff\u2776-\u2793"
_FRACTION_SIGNS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


_AT_CAPITALS = at("[A-ZÀ-ÖØ-Þ](?=[A-ZÀ-ÖØ-Þ])")
_LONGEST_INITIALS = 6
_COMMON, _COMMON_AND_SHORT, _SHORT = 1_000, 30_000, 3
"""How frequent a word must be in its list to be more than initials, which some lists also have; and a short word."""


@lru_cache(maxsize=16)
def rules_of(language: Language) -> tuple[Rule | Group, ...]:
    """The rules for text in `language`."""
    form = language.spoken
    signs, own = form.signs, form.own() if form.own else ()
    if not signs:
        rules = own
    else:
        measures = measures_of(form.units) if form.units else ()
        rules = (
            *_address_rules(signs),
            *own,
            *reigns(language),
            *_date_rules(signs, language.months),
            *abbreviations_of(form),
            needing(r"\d", (*_money_rules(signs), *_pressure_rules(signs), *measures, *agreeing(language))),
            *_sign_rules(signs),
            *_capital_rules(language),
        )
    if language.tag != "en":
        rules = (LEFT_OUT, *rules)
    return (*rules, needing(rf"[\d{_ODD}]", _number_rules(language))) if form.counts else rules


def _capital_rules(language: Language) -> tuple[Rule, ...]:
    """Words in capitals for emphasis are words. Initials that nobody can read are spelled by engines themselves."""

    def said(match: re.Match[str]) -> str:
        capitals, small = match[0], match[0].lower()
        if capitals in language.spoken.initials:
            return " ".join(capitals)
        return small if _is_common(small, language.tag) or _is_long(small) else r"\0"

    return (rule("capitals", r"(?<![\w'’.-])[A-ZÀ-ÖØ-Þ]{2,}(?![\w'’]|\.\w)", said, begins=_AT_CAPITALS),)


def _is_long(word: str) -> bool:
    """Whether it is too long for initials: compounds such as "eiskalt" are in no list."""
    return len(word) > _LONGEST_INITIALS and re.search("[aeiouyà-öø-ÿ]", word) is not None


@lru_cache(maxsize=4096)
def _is_common(word: str, language: str) -> bool:
    return commonness(word, language) >= (_COMMON if len(word) > _SHORT else _COMMON_AND_SHORT)


def _address_rules(words: Signs) -> tuple[Rule, ...]:
    joints = {".": words.dot, "/": words.slash, "-": words.dash, "_": " ", "@": words.at}

    def address(match: re.Match[str]) -> str:
        return re.sub(r"[./_@-]", lambda mark: f" {joints[mark[0]]} ", match[1])

    return (
        rule("an e-mail address", r"(?<![\w.])([\w.+-]+@[\w-]+(?:\.\w[\w-]*)+)", address, needs="@"),
        rule("a web address", r"\bhttps?://(?:www\.)?([^\s<>\"“”„«»()\[\]?#]*\w)/?", address, needs="://"),
        rule(
            "a web site",
            rf"(?<![\w@./-])(?:www\.)?((?:[A-Za-z0-9][\w-]*\.)+(?:{_DOMAINS})(?:/[\w./-]*\w)?)(?![\w@-]|\.\w)",
            address,
            needs=r"\.[a-z]",
        ),
    )


def _date_rules(words: Signs, months: Sequence[str]) -> tuple[Rule, ...]:
    if not months:
        return ()

    def date(match: re.Match[str]) -> str:
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
        return f"{words.first if int(day) == 1 else int(day)} {words.of}{months[int(month) - 1]} {words.of}{year}"

    def numbered(match: re.Match[str]) -> str:
        return rf"\1 \2<{roman(match[2])}>"

    kinds = "|".join(words.numbered)
    return (
        rule(
            "a date in figures",
            r"(?<![\w/.-])(?:(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
            r"|(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-]([12]\d{3}))(?![\w/-])",
            date,
            needs=r"\d[/.-]\d",
        ),
        rule("what is numbered", rf"\b({kinds})\s([IVXLC]+)(?!\w)", numbered, needs="[IVXLC]"),
    )


def _money_rules(words: Signs) -> tuple[Rule, ...]:
    signs = one_of(words.money)

    def counted(amount: str, money: Money) -> str:
        return f"{words.one} {money.one}" if amount == "1" else f"{amount} {money.many}"

    def said(amount: str, sign: str) -> str:
        money = words.money[sign]
        whole, _, rest = amount.partition(",")
        if len(rest) == 2 and money.cents:
            cents = money.cent if rest == "01" else money.cents
            if whole == "0":
                return f"{int(rest)} {cents}"
            return f"{counted(whole, money)} {words.and_cents} {int(rest)}" if rest != "00" else counted(whole, money)
        return counted(amount, money)

    return (
        rule(
            "a sign of money first",
            rf"(?<!\w)({signs})\s?(\d[\d.,\u00a0\u202f]*\d|\d)(?![\d.,]*\d)",
            lambda match: said(match[2], match[1]),
        ),
        rule("a sum of money", rf"{_AMOUNT}\s?({signs})(?!\w)", lambda match: said(match[1], match[2]), needs=r"\d"),
    )


def _pressure_rules(words: Signs) -> tuple[Rule, ...]:
    if not words.over:
        return ()
    return (rule("one over another", r"(?<![\w/])(\d{2,3})/(\d{2})(?![\w/])", rf"\1 {words.over} \2", needs="/"),)


def _sign_rules(words: Signs) -> tuple[Rule, ...]:
    names = {
        "%": words.percent, "+": words.plus, "=": words.equals, "&": words.conjunction, "°": words.degrees,
        "@": words.at, "±": f"{words.plus} {words.minus}", "→": words.to, "−": words.minus,
    } | {sign: money.many for sign, money in words.money.items() if len(sign) == 1}  # fmt: skip
    ordinals = one_of(words.ordinals)
    against = words.against or words.to

    def power(match: re.Match[str]) -> str:
        exponent = (match[1] or match[2]).translate(_RAISED)
        plain = {"2": words.squared, "3": words.cubed}.get(exponent)
        return f" {plain or words.power.format(exponent)} "

    def fraction(match: re.Match[str]) -> str:
        sign = _FRACTION_SIGNS.get(match[2], match[2])
        if not match[1]:
            return words.fractions[sign]
        joint = words.and_half if sign == "½" else f"{words.conjunction} {words.fractions[sign]}"
        return rf"\1 \2<{joint}>"

    def from_to(match: re.Match[str]) -> str:
        coded = any(len(figures) > 1 and figures.startswith("0") for figures in match.groups())
        rising = float(match[1].replace(",", ".")) < float(match[2].replace(",", "."))
        return rf"\1 {'' if coded else words.to if rising else against} \2"

    signs = "".join(re.escape(sign) for sign in names)
    plain = "|".join(written for written, sign in _FRACTION_SIGNS.items() if sign in words.fractions) or "(?!)"
    parts = rf"[{''.join(words.fractions) or '½'}]|(?<![\w/.,])(?:{plain})(?![\w/])"
    measured = (
        rule("an ordinal", rf"(?<!\w)(?:{ordinals})(?!\w)", lambda match: words.ordinals[match[0]]),
        rule("degrees Celsius", r"(?<=\d)\s?°\s?C\b", f" {words.degrees} Celsius"),
        rule("a letter's and", r"(?<=[A-Z])&(?=[A-Z])", f" {words.conjunction} "),
        rule("below zero", r"(?<![\w)%°])[-−–](?=\d)", f"{words.minus} "),
        rule("from one to another", r"(?<=\d)(\s?%)?\s?[–]\s?(?=\d)", rf"\1 {words.to} "),
        rule("numbers joined by a hyphen", r"(?<![\w.,-])(\d+(?:,\d+)?)-(\d+(?:,\d+)?)(?![\d-]|\.\d)", from_to),
        rule("how it ended", r"(?<![\w:])(\d{1,3}):(\d)(?![\d:])", rf"\1 {against} \2", needs=":"),
    )
    figured = (
        rule("a power", r"(?<=[\w)])(?:\^(-?\d+)|(⁻?[⁰¹²³⁴-⁹]+))", power),
        rule("a fraction", rf"(?:(\d+)\s?)?({parts})", fraction),
        rule("so many times", r"(?<![\w.,])(\d+)\s?[x×](?!\w)(?!\s?\d)", rf"\1 {words.times}"),
        rule("times", r"(?<=\d)\s?[x×·]\s?(?=\d)", f" {words.times} "),
    )
    return (
        *measured,
        *(figured if words.times else ()),
        rule("a sign", f"[{signs}]", lambda match: f" {names[match[0]]} "),
    )


def _number_rules(language: Language) -> tuple[Rule, ...]:
    tag, form = language.tag, language.spoken
    point, dot = (form.signs.point, form.signs.dot) if form.signs else ("", "")

    def each(figures: str) -> str:
        return " ".join(in_words(int(figure), tag) or figure for figure in figures)

    def worded(figures: str) -> str:
        if len(figures) > len(str(GREATEST)) or (len(figures) > 1 and figures.startswith("0")):
            return each(figures)
        return in_words(int(figures), tag) or figures

    def whole(match: re.Match[str]) -> str:
        return worded(re.sub(r"\D", "", match[0]))

    def year(match: re.Match[str]) -> str:
        return in_words(int(match[0]), tag, "numbering-year") or r"\0"

    def decimal(match: re.Match[str]) -> str:
        left = worded(re.sub(r"\D", "", match[1]))
        right = each(match[2]) if form.digit_by_digit else worded(match[2])
        return f"{left} {point} {right}" if point else r"\0"

    def dotted(match: re.Match[str]) -> str:
        return f" {dot} ".join(map(worded, match[0].split(".")))

    def odd(match: re.Match[str]) -> str:
        figures = re.search(r"\d+", unicodedata.normalize("NFKC", match[0]))
        return f" {worded(figures[0])} " if figures else " "

    counted = (
        rule("an hour", r"(?<![\w.,:])(\d{1,2}):(?=[0-5]\d(?![\w:]))", r"\1 "),
        rule("a decimal", rf"(?<![\w.,])(\d{{1,3}}(?:{_THOUSANDS}\d{{3}})+|\d+),(\d+)(?![\w,]|\.\d)", decimal),
        rule("thousands", rf"(?<![\w.,])\d{{1,3}}(?:{_THOUSANDS}\d{{3}})+(?![\w]|[.,]\d)", whole),
        rule("a number with points", r"(?<![\w.,])\d+(?:\.\d+)+(?![\w,])", dotted),
    )
    return (
        *counted,
        *((rule("a year", r"(?<![\w.,])1[1-9]\d\d(?![\w]|[.,]\d)", year),) if form.years_in_hundreds else ()),
        rule("a number", r"(?<![^\W_])\d+(?![^\W_])", whole),
        rule("figures next to letters", r"\d+", lambda match: f" {whole(match)} "),
        rule("an odd number", f"[{_ODD}]", odd),
    )
