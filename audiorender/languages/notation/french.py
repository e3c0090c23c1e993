"""French figures that are read in their own way: hours, ordinals, dates, sums, units, kings, fractions."""

from __future__ import annotations

import re

from audiorender.languages.notation.numberwords import in_words, roman
from audiorender.rewriting import Group, alternatives, needing, rule

_SUMS = {"k€": "mille euros", "M€": "millions d'euros", "Md€": "milliards d'euros", "Mds€": "milliards d'euros"}
_KINGS = alternatives("""
    Louis Henri Charles François Philippe Napoléon Jean-Paul Jean Benoît Pie Léon Grégoire Clément Élisabeth Edouard
    Édouard Guillaume Frédéric Alexandre Nicolas Innocent Paul Hassan Mohammed Albert Léopold Ferdinand
""")


def _hour(match: re.Match[str]) -> str:
    """ "une heure", "vingt-et-une heures cinq"."""
    hours, minutes = int(match[1]), match[2]
    said = rf"\1<{in_words(hours, 'fr', 'cardinal-feminine')}> {'heure' if hours < 2 else 'heures'}"
    return said + (rf" \2<{int(minutes)}>" if minutes and minutes != "00" else "")


def _height(match: re.Match[str]) -> str:
    """ "un mètre quatre-vingts": a height in metres and centimetres."""
    return rf"\1 mètre{'' if match[1] == '1' else 's'} \2<{int(match[2])}>" if match[2] != "00" else r"\0"


def _ordinal(match: re.Match[str]) -> str:
    said = in_words(int(match[1]), "fr", "ordinal")
    return f"{said}{match[2] or ''}" if said else r"\0"


FRENCH: tuple[Group, ...] = (
    needing(
        r"\d",
        (
            rule("all day", r"\b(\d{1,2})\s?h\s?/\s?(\d{1,2})(?!\w)", r"\1 heures sur \2"),
            rule("a number in a street", r"\b[Nn]o\.?\s(?=\d)", "numéro "),
            rule("all week", r"\b(\d)\s?j\s?/\s?(\d)(?!\w)", r"\1 jours sur \2"),
            rule("an hour", r"(?<![\w.,])([01]?\d|2[0-4])\s?h(?:\s?([0-5]\d)(?:\s?min)?)?(?![\w/])", _hour),
            rule("an ordinal", r"(?<![\w.,])(?!1(?!\d))(\d{1,4})(?:e|è|ème|ième)(s)?(?!\w)", _ordinal),
            rule("a large sum", rf"(?<=\d)\s?({'|'.join(_SUMS)})(?!\w)", lambda match: f" {_SUMS[match[1]]}"),
            rule("per unit", r"(?<=[\dx])/(?=(?:jour|semaine|mois|an|personne)s?\b)", " par "),
            rule(
                "a spoonful",
                r"(?<=\d)\s?c\.\s?à\s?([sc])\.",
                lambda match: f" cuillères à {'soupe' if match[1] == 's' else 'café'}",
            ),
            rule("a height", r"(?<![\w.,])([12]),(\d\d)\s?m(?!\w)", _height),
            rule("an hour and a half", r"(?<![\w.,])(\d+)\s?½\s(heures?|ans?|mois)\b", r"\1 \2 et demie"),
        ),
    ),
    needing(
        r"[IVX]",
        (
            rule(
                "a century, shortened",
                r"\b([IVX]{1,5})(?:e|ème)\ss\.",
                lambda match: f"{in_words(roman(match[1]), 'fr', 'ordinal')} siècle",
            ),
            rule(
                "a century",
                r"\b([IVX]{1,5})(?:e|ème)(?=s?(?!\w))",
                lambda match: in_words(roman(match[1]), "fr", "ordinal") or r"\0",
            ),
            rule("a king with Ier", rf"\b((?:{_KINGS})\s)Ier\b", r"\1premier"),
            rule(
                "a king",
                rf"\b((?:{_KINGS})\s)([IVX]{{2,5}}|V|X)(?![\w-])",
                lambda match: rf"\1\2<{in_words(roman(match[2]), 'fr')}>",
            ),
        ),
    ),
    needing("etc", (rule("and so on", r"\betc\b(?:\.(?=[,;)]|\s[a-zà-ÿ]))?", "et cetera"),)),
)
