"""What English figures, signs and abbreviations are when read out, as Americans do. No digit is left after it.

Rules run in order, on the written text with its letters made plain; the order is from the most particular to the most
general, because what a rule has put into words the next ones see as words.
"""

from __future__ import annotations

from audiorender.tts.rewriting import needing
from audiorender.tts.spoken.english.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS
from audiorender.tts.spoken.english.addresses import ADDRESSES
from audiorender.tts.spoken.english.dates import DATES
from audiorender.tts.spoken.english.figures import FIGURES, TELEPHONE
from audiorender.tts.spoken.english.games import GAMES
from audiorender.tts.spoken.english.law import LAW
from audiorender.tts.spoken.english.letters import CHEMISTRY, LETTERS, NAMES
from audiorender.tts.spoken.english.money import MONEY
from audiorender.tts.spoken.english.roman import ROMAN
from audiorender.tts.spoken.english.signs import LEFT_OVER, POWERS, SIGNS
from audiorender.tts.spoken.english.units import MEASURES

_FIGURE = r"\d"

RULES = (
    *needing(r"[@/#\\]|\w\.\w|(?<!\w)\.\w", ADDRESSES),
    *needing(_FIGURE, TELEPHONE),
    *needing(r"[\d§¶]|\sv", LAW),
    *needing(r"[\d#]|\.\s?[IVX]", BEFORE_NUMBERS),
    *needing(r"\b(?:[VXLC][IVXLC]*|I[IVX]+|(?<=\w )I)\b", ROMAN),
    *needing(_FIGURE, MONEY),
    *needing(r"\d|[a-z]\.?[-–][A-Z]|[A-Z][a-z]{2,3}\.", DATES),
    *needing(r"\.|/|#|(?:vs|eg|ie|Mrs?|Ms|Drs?|Prof|S[gt]t?|Capt|Lt)\b", ABBREVIATIONS),
    *needing(r"\d|O-O", GAMES),
    *needing(r"[\d⁺⁻+]", CHEMISTRY),
    *needing(r"[#♯♭+&/·]|[A-Z][-−]|\.\w", NAMES),
    *needing(r"[\d^<>²³]|\([a-z]\)", POWERS),
    *needing(_FIGURE, MEASURES),
    *needing(r"[^\w\s.,;:!?'\"’“”()\-—–…]|[²³¹µº\u0391-\u03d5]|[⁰-⁹]|\d\s?[-–]|->|\+", SIGNS),
    *needing(r"[\d¼-¾⅐-⅞]", FIGURES),
    *needing(r"[A-Z]{2}|[a-z][A-Z]|Wi-Fi", LETTERS),
    *LEFT_OVER,
)
