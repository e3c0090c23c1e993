"""German figures that are read in their own way: ordinals and dates, times, sums, units, decades."""

from __future__ import annotations

import re

from audiorender.expressions import expression
from audiorender.languages.de import MONTHS
from audiorender.languages.notation.numberwords import Kind, in_words, roman
from audiorender.rewriting import Group, alternatives, needing, rule

_HALVED_DER = "l|Liter|Tag|Meter|Löffel|TL|EL|Apfel|Becher|Bund"
_HALVED_DAS = "kg|Kilo|Jahrhundert|Jahr|Glas|Pfund|Dutzend"
_HALVED_DIE = "Stunde|Tasse|Minute|Packung|Zwiebel|Zitrone|Million|Milliarde|Flasche|Seite|Portion"
_HALVED = {"l": "Liter", "kg": "Kilo", "TL": "Teelöffel", "EL": "Esslöffel"}
_MONTHS = f"(?:{'|'.join((*MONTHS, 'Jänner', 'Feber'))})"
_WEEKDAYS = {
    "Mo": "Montag", "Di": "Dienstag", "Mi": "Mittwoch", "Do": "Donnerstag", "Fr": "Freitag", "Sa": "Samstag",
    "So": "Sonntag",
}  # fmt: skip
_OBLIQUE = (
    r"(?i:am|im|vom|zum|zur|beim|den|dem|des|bis|seit|ab|(?:in|mit|nach|von|zu|auf|aus|bei|seit|vor|an)\s(?:der|einer)"
    r"|(?:ein|kein|mein|dein|sein|ihr|unser)e[mnrs]|dies(?:em|en)|jed(?:em|en))"
)
"""Words after which an ordinal ends in -n: "am dritten"."""

_DIRECT = (
    r"(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]iese[rs]?|[Jj]ede[rs]?|(?:[Ee]in|[Kk]ein|[Mm]ein|[Dd]ein|[Ss]ein|[Ii]hr|[Uu]nser)e?)"
)
_BARE = frozenset({"ein", "kein", "mein", "dein", "sein", "ihr", "unser"})
"""Words after which the ordinal shows the gender: "ein dritter", "ein drittes"."""

_NEUTER = expression(
    r"\s(?:Mal|Kind|Jahr|Buch|Tor|Spiel|Haus|Album|Rennen|Semester|Bier|Kapitel|Quartal|Viertel|Jahrhundert)"
)

_AFTER_STOP = (
    rf"(?:{_MONTHS}|Jahrhundert|Jahrtausend|Weltkrieg|Mal|Stock|Platz|Klasse|Auflage|Kapitel|Liga"
    r"|Geburtstag|Jh\.|Jhs\.)(?!\w)"
)
_GREAT = {"Mio": ("Million", "Millionen"), "Mrd": ("Milliarde", "Milliarden")}
_FEMININE = r"(?:\w+(?:ung|heit|keit|schaft|ion|tät|ie|ik|e)|Frau|Person|Uhrzeit|Nacht|Woche)"
_KINGS = alternatives(r"""
    Heinrich Ludwig Friedrich Wilhelm Karl Otto Franz Ferdinand Maximilian Leopold Rudolf Albrecht Konrad Georg Philipp
    Johannes\sPaul Johannes Paul Pius Benedikt Leo Gregor Innozenz Clemens Napoleon Peter Nikolaus Alexander Zar\s\w+
    Katharina Elisabeth Joseph Gustav Christian August Ramses Juan\sCarlos Felipe Charles James Richard Eduard
""")
_QUEENS = ("Katharina", "Elisabeth")


def _king(match: re.Match[str]) -> str:
    article = "die" if match[1] in _QUEENS else "der"
    return rf"\1 \2<{article} {in_words(roman(match[2]), 'de', 'ordinal')}>"


def _great(match: re.Match[str]) -> str:
    one, many = _GREAT[match[2]]
    return rf"\1<eine> \2<{one}>" if match[1] == "1" else rf"\1 \2<{many}>"


def _decade(match: re.Match[str]) -> str:
    number = int(match[1])
    kind: Kind = "numbering-year" if len(match[1]) == 4 else "numbering"
    return rf"\1<{in_words(number, 'de', kind)}>\2"


def _each_figure(match: re.Match[str]) -> str:
    return rf"\1 \2<{' '.join(in_words(int(figure), 'de') or figure for figure in match[2] if figure.isdigit())}>"


def _date_in_figures(match: re.Match[str]) -> str:
    day = in_words(int(match[3]), "de", "ordinal-r")
    month = MONTHS[int(match[2]) - 1]
    return f"{day} {month} {in_words(int(match[1]), 'de', 'numbering-year')}"


def _ordinal(match: re.Match[str]) -> str:
    """ "am dritten", "der dritte", and "dritter" with no article."""
    bare = not match[2] or match[2].strip().lower() in _BARE
    neuter = bare and _NEUTER.match(match.string, match.end())
    kind: Kind = "ordinal-n" if match[1] else "ordinal-s" if neuter else "ordinal-r" if bare else "ordinal"
    before = r"\1" if match[1] else r"\2" if match[2] else ""
    said = in_words(int(match[3]), "de", kind)
    return rf"{before}\3<{said}>" if said else r"\0"


def _date(match: re.Match[str]) -> str:
    kind: Kind = "ordinal-n" if match[1] else "ordinal-r"
    day, month = (in_words(int(match[group]), "de", kind) for group in (2, 3))
    year = in_words(int(match[4]), "de", "numbering-year")
    return (r"\1" if match[1] else "") + rf"\2<{day}> \3<{month}> \4<{year}>"


def _time(match: re.Match[str]) -> str:
    return rf"\1<{'ein' if match[1] == '1' else int(match[1])}> Uhr" + (
        "" if match[2] == "00" else rf" \2<{int(match[2])}>"
    )


def _half(match: re.Match[str]) -> str:
    """ "ein halber Liter", "ein halbes Kilo", "eine halbe Stunde"."""
    thing = match[1] or match[2] or match[3]
    article = "ein halber" if match[1] else "ein halbes" if match[2] else "eine halbe"
    return f"{article} {_HALVED.get(thing, thing)}"


GERMAN: tuple[Group, ...] = (
    needing(
        r"[IVX]",
        (
            rule(
                "a Roman ordinal",
                rf"\b(?=(?:{_OBLIQUE}|{_DIRECT})\s[IVX]+\.)((?:{_OBLIQUE}|{_DIRECT})\s)([IVX]+)\.(?=\s[A-ZÄÖÜ])",
                lambda match: rf"\1\2<{roman(match[2])}.>",
            ),
            rule("a king", rf"\b({_KINGS})\s([IVX]+)\.(?=\s|[,;)]|$)", _king),
            rule("a king without a full stop", rf"\b({_KINGS})\s([IVX]{{2,}})(?![\w.])", _king),
        ),
    ),
    needing(
        r"[\d§]",
        (
            rule(
                "a date, year first",
                r"(?<![\w/.-])([12]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])",
                _date_in_figures,
            ),
            rule(
                "a date", rf"\b({_OBLIQUE}\s)?(?<![\d.])(\d{{1,2}})\.\s?(1[0-2]|0?[1-9])\.\s?([12]\d{{3}})(?!\w)", _date
            ),
            rule("a time", r"(?<![\w.,:])(\d{1,2})[:.]([0-5]\d)\sUhr\b", _time),
            rule(
                "an ordinal",
                rf"\b({_OBLIQUE}\s)?\b({_DIRECT}\s)?(?<![\d.,])(\d{{1,3}})\.(?=\s{_AFTER_STOP}"
                rf"|\s(?:bis|und|oder)\s\d{{1,2}}\.\s{_MONTHS})",
                _ordinal,
            ),
            rule(
                "an ordinal after an article",
                rf"\b(?:({_OBLIQUE}\s)|({_DIRECT}\s))(\d{{1,3}})\.(?=\s[A-ZÄÖÜ][a-zäöüß]|\s[a-zäöü]+\s[A-ZÄÖÜ])",
                _ordinal,
            ),
            rule("millions", r"(?<![\w.])(\d[\d.,]*)\s?(Mio|Mrd)\.", _great),
            rule("a decade", r"(?<![\w.,])(\d{2}|[12]\d\d0|\d0)(ern?)(?!\w)", _decade),
            rule("a telephone number", r"\b(Tel\.|Telefon|Fax)(?:\s|:)+(\+?\d[\d /-]{4,}\d)", _each_figure),
            rule("per unit", r"/(?=(?:Tag|Woche|Monat|Jahr|Person)\b)", " pro "),
            rule(
                "a number joined to an adjective",
                r"(?<![\w.,])(\d{1,9})-?(?=(?:jährig|tägig|stündig|minütig|wöchig|monatig|fach|köpfig|teilig|stellig|prozentig)\w*)",
                lambda match: in_words(int(match[1]), "de") or r"\0",
            ),
            rule(
                "times, joined", r"(?<![\w.,])(\d{1,3})-(?=mal\b)", lambda match: in_words(int(match[1]), "de") or r"\0"
            ),
            rule("a street", r"(?<=[a-zäöüß])(str)\.(?=\s\d)", "straße"),
            rule("pages", r"(?<![\w.])S\.\s(?=\d)", "Seite "),
            rule(
                "half of a noun",
                rf"(?<![\w.,/])(?:½|1/2)\s?(?:({_HALVED_DER})|({_HALVED_DAS})|({_HALVED_DIE}))(?!\w)",
                _half,
            ),
            rule("one and a half", r"(?<![\w.,])1\s?½", "eineinhalb"),
            rule(
                "a number of times",
                r"(?<![\w.,])(\d{1,9})\s?x(?!\w)(?!\s?\d)",
                lambda match: f"{in_words(int(match[1]), 'de')}mal",
            ),
            rule("paragraphs of the law", r"§§\s?(?=\d)", "Paragrafen "),
            rule("a paragraph of the law", r"§\s?(?=\d)", "Paragraf "),
            rule("one hour", r"(?<![\w.,:])1(?=\sUhr\b)", "ein"),
            rule("one, feminine", rf"(?<![\w.,:/-])1(?=\s{_FEMININE}(?!\w))", "eine"),
            rule("one, masculine or neuter", r"(?<![\w.,:/-])1(?=\s[A-ZÄÖÜ][a-zäöüß]{2,})", "ein"),
            rule(
                "an ordinal before a lower-case word",
                r"(?<![\w.,])(\d{1,3})\.(?=\s[a-zäöüß]{3,}(?<!bis)(?<!und)(?<!oder))",
                lambda match: in_words(int(match[1]), "de", "ordinal") or r"\0",
            ),
        ),
    ),
    needing(
        "[MDFS][aior]",
        (
            rule(
                "a range of weekdays",
                rf"\b({'|'.join(_WEEKDAYS)})\.?\s?[-–]\s?({'|'.join(_WEEKDAYS)})(?!\w)\.?",
                lambda match: f"{_WEEKDAYS[match[1]]} bis {_WEEKDAYS[match[2]]}",
            ),
            rule("a weekday", rf"\b({'|'.join(_WEEKDAYS)})\.(?=,\s)", lambda match: _WEEKDAYS[match[1]]),
        ),
    ),
    needing("usw|etc", (rule("and so on", r"\b(?:usw|etc)\b(?:\.(?=[,;)]|\s[a-zäöüß]))?", "und so weiter"),)),
)
