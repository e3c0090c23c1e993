"""Figures and signs in languages other than English: each one's number words, decimal mark and names of signs.

Where CLDR spells no numbers in a language, its figures are left to the engine, which counts in every
language it speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from audiorender.tts.rewriting import Group, Rule, rule
from audiorender.tts.spoken.french import FRENCH
from audiorender.tts.spoken.german import GERMAN
from audiorender.tts.spoken.numberwords import GREATEST, in_words


@dataclass(frozen=True, slots=True)
class _Signs:
    """What signs are called: `point` between a number and its decimals, `comma` for how it is written."""

    percent: str
    point: str
    minus: str
    plus: str
    equals: str
    conjunction: str
    to: str
    degrees: str
    at: str
    dollars: str
    euros: str
    pounds: str
    comma: str = ","
    ordinals: dict[str, str] = field(default_factory=dict)


_SIGNS = {
    "fr": _Signs("pour cent", "virgule", "moins", "plus", "égale", "et", "à", "degrés", "arobase", "dollars", "euros",
                 "livres", ordinals={"1er": "premier", "1re": "première", "1ère": "première", "2nd": "second"}),
    "de": _Signs("Prozent", "Komma", "minus", "plus", "gleich", "und", "bis", "Grad", "at", "Dollar", "Euro", "Pfund"),
    "es": _Signs("por ciento", "coma", "menos", "más", "igual a", "y", "a", "grados", "arroba", "dólares", "euros",
                 "libras"),
    "it": _Signs("per cento", "virgola", "meno", "più", "uguale", "e", "a", "gradi", "chiocciola", "dollari", "euro",
                 "sterline"),
    "pt": _Signs("por cento", "vírgula", "menos", "mais", "igual a", "e", "a", "graus", "arroba", "dólares", "euros",
                 "libras"),
    "nl": _Signs("procent", "komma", "min", "plus", "is", "en", "tot", "graden", "apenstaartje", "dollar", "euro",
                 "pond"),
    "sv": _Signs("procent", "komma", "minus", "plus", "är lika med", "och", "till", "grader", "snabel-a", "dollar",
                 "euro", "pund"),
    "da": _Signs("procent", "komma", "minus", "plus", "er lig med", "og", "til", "grader", "snabel-a", "dollar", "euro",
                 "pund"),
    "no": _Signs("prosent", "komma", "minus", "pluss", "er lik", "og", "til", "grader", "krøllalfa", "dollar", "euro",
                 "pund"),
    "fi": _Signs("prosenttia", "pilkku", "miinus", "plus", "on yhtä kuin", "ja", "viiva", "astetta", "at", "dollaria",
                 "euroa", "puntaa"),
}  # fmt: skip

_ABBREVIATIONS = {
    "de": {"Fr.": "Frau", "Hr.": "Herr", "Hrn.": "Herrn", "Dr.": "Doktor", "Prof.": "Professor", "z.B.": "zum Beispiel",
           "z. B.": "zum Beispiel", "d.h.": "das heißt", "d. h.": "das heißt", "bzw.": "beziehungsweise",
           "Nr.": "Nummer", "ca.": "circa", "vgl.": "vergleiche", "z.T.": "zum Teil", "z. T.": "zum Teil",
           "sog.": "sogenannte", "Str.": "Straße", "inkl.": "inklusive", "evtl.": "eventuell",
           "bspw.": "beispielsweise",
           "Mio.": "Millionen", "Mrd.": "Milliarden", "St.": "Sankt",
           "u.a.": "unter anderem", "u. a.": "unter anderem"},
    "fr": {"M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame", "Mlle": "Mademoiselle", "Dr": "Docteur",
           "p. ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "n°": "numéro", "env.": "environ"},
    "es": {"Sr.": "Señor", "Sra.": "Señora", "Srta.": "Señorita", "Dr.": "Doctor", "Dra.": "Doctora",
           "p. ej.": "por ejemplo", "EE. UU.": "Estados Unidos", "núm.": "número", "Ud.": "usted", "Uds.": "ustedes"},
    "it": {"Sig.": "Signor", "Sig.ra": "Signora", "Dott.": "Dottor", "Dott.ssa": "Dottoressa", "p. es.": "per esempio",
           "n.": "numero"},
    "nl": {"dhr.": "de heer", "mevr.": "mevrouw", "bijv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "nr.": "nummer"},
}  # fmt: skip
"""What stands before a name, a number or the rest of its sentence, so that its full stop ends none."""

_SAME = {"nb": "no", "nn": "no"}

_SPELT = frozenset({"ca", "da", "de", "es", "fi", "fr", "it", "nl", "no", "pt", "sv", "tr"})
"""Languages whose plain counting words suit most places: elsewhere gender, case or script would go wrong."""

_DIGIT_BY_DIGIT = frozenset({"da", "de", "nl", "no", "sv"})
"""Languages that read the figures after the decimal mark one by one."""

_THOUSANDS = r"[. \u00a0\u202f'’]"


_OWN: dict[str, tuple[Rule | Group, ...]] = {"de": GERMAN, "fr": FRENCH}
"""What a language has beside signs, abbreviations and counting words."""


@lru_cache(maxsize=8)
def rules_of(language: str) -> tuple[Rule | Group, ...]:
    """The rules of `language` (its first subtag); none where we know nothing of it."""
    name = _SAME.get(language, language)
    signs = _SIGNS.get(name)
    rules: tuple[Rule | Group, ...] = (
        (*_OWN.get(name, ()), *_abbreviation_rules(name), *_sign_rules(signs)) if signs else ()
    )
    return (*rules, *_number_rules(name, signs)) if name in _SPELT else rules


def _abbreviation_rules(name: str) -> tuple[Rule, ...]:
    words = _ABBREVIATIONS.get(name, {})
    if not words:
        return ()
    choice = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return (rule("an abbreviation", rf"(?<![\w.])({choice})(?=\s?[\w\"„«“])(?!\w)", lambda match: words[match[1]]),)


def _sign_rules(signs: _Signs) -> tuple[Rule, ...]:
    money = {"$": signs.dollars, "€": signs.euros, "£": signs.pounds}
    names = {
        "%": signs.percent, "+": signs.plus, "=": signs.equals, "&": signs.conjunction, "°": signs.degrees,
        "@": signs.at, "±": f"{signs.plus} {signs.minus}", "→": signs.to, "−": signs.minus, **money,
    }  # fmt: skip
    ordinals = "|".join(re.escape(written) for written in signs.ordinals) or r"(?!)"
    return (
        rule("a web address", r"\bhttps?://(?:www\.)?(?=\w)", ""),
        rule("an ordinal", rf"(?<!\w)(?:{ordinals})(?!\w)", lambda match: signs.ordinals[match[0]]),
        rule(
            "a sign of money first", r"([$€£])\s?(\d[\d.,\u00a0\u202f]*\d|\d)", lambda match: rf"\2 {money[match[1]]}"
        ),
        rule("degrees Celsius", r"(?<=\d)\s?°\s?C\b", f" {signs.degrees} Celsius"),
        rule("a letter's and", r"(?<=[A-Z])&(?=[A-Z])", f" {signs.conjunction} "),
        rule("below zero", r"(?<![\w)%°])[-−–](?=\d)", f"{signs.minus} "),
        rule("from one to another", r"(?<=\d)(\s?%)?[–](?=\d)", rf"\1 {signs.to} "),
        rule("a sign", f"[{''.join(re.escape(sign) for sign in names)}]", lambda match: f" {names[match[0]]} "),
    )


def _number_rules(language: str, signs: _Signs | None) -> tuple[Rule, ...]:
    point = signs.point if signs else ""

    def each(figures: str) -> str:
        return " ".join(in_words(int(figure), language) or figure for figure in figures)

    def words(figures: str) -> str | None:
        if len(figures) > len(str(GREATEST)) or (len(figures) > 1 and figures.startswith("0")):
            return each(figures)
        return in_words(int(figures), language)

    def whole(match: re.Match[str]) -> str:
        return words(re.sub(r"\D", "", match[0])) or r"\0"

    def year(match: re.Match[str]) -> str:
        return in_words(int(match[0]), language, "numbering-year") or r"\0"

    def decimal(match: re.Match[str]) -> str:
        left = words(re.sub(r"\D", "", match[1]))
        right = each(match[2]) if language in _DIGIT_BY_DIGIT else words(match[2])
        return f"{left} {point} {right}" if left and right and point else r"\0"

    return (
        rule("an hour", r"(?<![\w.,:])(\d{1,2}):(?=[0-5]\d(?![\w:]))", r"\1 "),
        rule("a decimal", rf"(?<![\w.,])(\d{{1,3}}(?:{_THOUSANDS}\d{{3}})+|\d+),(\d+)(?![\w,]|\.\d)", decimal),
        rule("thousands", rf"(?<![\w.,])\d{{1,3}}(?:{_THOUSANDS}\d{{3}})+(?![\w]|[.,]\d)", whole),
        rule("a year", r"(?<![\w.,])1[1-9]\d\d(?![\w]|[.,]\d)", year),
        rule("a number", r"(?<![\w.,])\d+(?![\w]|[.,]\d|\.\s?[A-ZÄÖÜa-zäöü])", whole),
    )
