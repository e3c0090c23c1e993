"""How English figures, signs and abbreviations are read aloud, as Americans do. No digit is left in the result.

The rules run in order, on text whose letters have been normalised. Specific rules come before general ones, since words
that one rule has written out are plain words to the next.
"""

from __future__ import annotations

from audiorender.languages.notation.english.amounts.money import MONEY
from audiorender.languages.notation.english.amounts.units import MEASURES, UNITS_ALONE
from audiorender.languages.notation.english.letters.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS
from audiorender.languages.notation.english.letters.addresses import ADDRESSES
from audiorender.languages.notation.english.letters.chemistry import CHEMISTRY
from audiorender.languages.notation.english.letters.places import PLACES
from audiorender.languages.notation.english.letters.spelt import LETTERS, NAMES
from audiorender.languages.notation.english.numbers.figures import FIGURES
from audiorender.languages.notation.english.numbers.foreign import FOREIGN
from audiorender.languages.notation.english.numbers.roman import CENTURIES, ROMAN, SMALL_ROMAN
from audiorender.languages.notation.english.numbers.telephone import TELEPHONE
from audiorender.languages.notation.english.signs.formulas import FORMULAS
from audiorender.languages.notation.english.signs.symbols import LEFT_OVER, POWERS, SIGNS
from audiorender.languages.notation.english.subjects.everyday import EVERYDAY, TICKERS
from audiorender.languages.notation.english.subjects.games import GAMES
from audiorender.languages.notation.english.subjects.law import LAW, VERSUS
from audiorender.languages.notation.english.subjects.music import MUSIC
from audiorender.languages.notation.english.subjects.scripture import SCRIPTURE
from audiorender.languages.notation.english.times.dates import DATES
from audiorender.languages.notation.english.times.durations import DURATIONS
from audiorender.rewriting import Group, Rule, needing

# Each group's `needs` starts with a character class: the regex engine finds such a pattern fastest.
_FIGURE = r"\d"

RULES: tuple[Rule | Group, ...] = (
    *FORMULAS,
    needing(r"[@/#\\.](?:(?<!\.)|\w)", ADDRESSES),
    needing(r"[,(](?=\s?[A-Z])", PLACES),
    needing(_FIGURE, TELEPHONE),
    needing(_FIGURE, EVERYDAY),
    needing(r"\$", TICKERS),
    needing(r"[\d-](?:(?<=\d)[ ',.]\d|(?<=\s-)\s)", FOREIGN),
    needing(_FIGURE, MUSIC),
    needing(r"[\d#.](?:(?<!\.)|\s?[IVX])", BEFORE_NUMBERS),
    needing(r"[\d§¶]", LAW),
    VERSUS,
    needing(r"[IVXLC](?<=\s.)[IVXLC]*(?:[A-Ca-c]?(?![\w-])|[-–][IVX])", ROMAN),
    needing("c(?=entur)", CENTURIES),
    needing(r"[ivxl](?<=\s.)[ivxl]*(?!\w)", SMALL_ROMAN),
    needing(_FIGURE, MONEY),
    needing(_FIGURE, SCRIPTURE),
    needing(_FIGURE, DURATIONS),
    needing(r"[\dA-Z](?:(?<=\d)|[a-z]{2,3}\.|[a-z]+\.?[-–][A-Z])", DATES),
    *ABBREVIATIONS,
    needing(r"[\dO](?:(?<=\d)|-O)", GAMES),
    needing(r"[\d^⁺⁻+¹²³⁰⁴-⁹(](?:(?<!\()|[IV])", CHEMISTRY),
    needing(r"[#♯♭+&/·A-Z.](?:(?<![A-Z.])|(?<=[A-Z])[-−–]|(?<=\.)\w)", NAMES),
    needing(r"[\d^<>≈²³(](?:(?<!\()|[a-zθ]\)|(?<=O\())", POWERS),
    needing(r"[\d¼-¾⅐-⅞]", MEASURES),
    *UNITS_ALONE,
    needing(r"[^A-Za-z\s.,;:!?'\"’“”()—–…](?:(?<=\d)\s?[-–]|(?<=-)>|(?<=[^\w-])|(?<=[²³¹µº\u0391-\u03d5⁰-⁹]))", SIGNS),
    needing(r"[\d¼-¾⅐-⅞]", FIGURES),
    needing(r"[A-Zap](?:[A-Z]|(?<=R)x|(?<=[a-z][A-Z])|i-F|(?<=[ap])\.m)", LETTERS),
    *LEFT_OVER,
)
