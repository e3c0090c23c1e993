"""Names made of letters and figures, or of a word and a number: "GPT-4", "H100s", "UA 328", "Route 66", "B12"."""

from __future__ import annotations

import re

from audiorender.languages.notation.english.numbers.words import numeral, paired, plural, spell
from audiorender.rewriting import alternatives, at, at_words_before, rule

_PAIRED_AFTER = alternatives("""
    Boeing Airbus Flight flight Route Highway Hwy Interstate Freeway Room room Suite Apartment Apt Xbox Porsche Peugeot
    Ferrari Fahrenheit Building Gate Error error HTTP status Section section Studio Form RTX GTX Nikon Levi's RFC BWV
""")
_AIRLINES = "UA|AA|DL|BA|LH|AF|KL|QF|EK|SQ|WN|VS|TK|QR|EY|NH|JL|CX|B6"


def _code(match: re.Match[str]) -> str:
    """Letters and figures: "GPT-4", "H100s", "A380", "mid-1990", "B12". Letters after them are left to later rules."""
    figures, after = match[2], match[3]
    said = paired(figures) if figures.isdigit() and len(figures) < 5 else spell(figures)
    if after == "s":
        return rf"\1 \2<{plural(said)}>"
    more = f" {after.upper() if len(after) == 1 else after}" if after else ""
    return rf"\1 \2<{said}{more}>" + (" " if match[4] else "")


CODES = (
    numeral(
        "an aircraft or car named by three figures",
        r"\b7[0-8]7(?=\s(?:MAX|Max|jets?|planes?|jetliners?|Dreamliners?|pilots?|cockpit|crews?)\b)"
        r"|(?<=\b[Aa]\s)7[0-8]7(?![\w-]|[.,]\d|\s\w)|\b(?:911|356|917)(?=\s(?:Turbo|Carrera|GT\d?|Targa)\b)",
        lambda match: paired(match[0]),
    ),
    rule(
        "a flight number",
        rf"\b({_AIRLINES})\s?(\d{{3,4}})\b(?![,.]\d)",
        lambda match: rf"\1<{' '.join(match[1])}> \2<{paired(match[2])}>",
        begins=at(rf"(?:{_AIRLINES})(?=\s?\d{{3}})"),
    ),
    rule("a numeronym", r"\bk8s\b", "K eight S", begins=at("k8s")),
    rule(
        "a word with a number",
        rf"\b({_PAIRED_AFTER})((?:\s|-)(?:code\s|[A-Z]{{2}}\s)?)(\d{{3,4}})\b(?![,.]?\d)",
        lambda match: rf"\1\2\3<{paired(match[3])}>",
        needs=r"[\s-]\d{3}",
    ),
    numeral(
        "an HTTP status", r"\b[45]0\d(?=\s(?:error|page|response|status|code)s?\b)", lambda match: paired(match[0])
    ),
    rule(
        "a range of codes",
        r"\b([A-Z])(\d{1,2})[-–](?=\1\d{1,2}\b)",
        lambda match: rf"\1 \2<{spell(match[2])}> to ",
        begins=at(r"[A-Z](?=\d\d?[-–])"),
    ),
    rule(
        "a code after a code",
        r"(?<=\b[A-Za-z]\d)-(\d{4,5})([A-Z]{0,2})\b",
        lambda match: f" {paired(match[1])} {match[2]}".rstrip(),
        begins=at(r"-(?=\d{4})"),
    ),
    rule(
        "lower-case letters and figures",
        r"\b(mp|utf|usb|md|sha|gpt|id)(?=-?\d)",
        lambda match: " ".join(match[1].upper()),
        begins=at(r"[mugsi](?=[a-z]{1,2}-?\d)"),
    ),
    rule(
        "a code of letters and figures",
        r"(?<![\w.])(?!(?<=-)[a-z]{2})([A-Za-z]{1,12})-?(\d+(?:\.\d+)?)([A-Za-z]{0,3})(?![\w]|\.\d)(-(?=[A-Z]\d))?",
        _code,
        begins=at_words_before(r"-?\d+"),
    ),
)
