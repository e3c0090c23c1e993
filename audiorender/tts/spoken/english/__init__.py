"""What English figures, signs and abbreviations are when read out, as Americans do. No digit is left after it.

Rules run in order, on the written text with its letters made plain; the order is from the most particular to the most
general, because what a rule has put into words the next ones see as words.
"""

from __future__ import annotations

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

RULES = (
    *ADDRESSES,
    *TELEPHONE,
    *LAW,
    *BEFORE_NUMBERS,
    *ROMAN,
    *MONEY,
    *DATES,
    *ABBREVIATIONS,
    *GAMES,
    *CHEMISTRY,
    *NAMES,
    *POWERS,
    *MEASURES,
    *SIGNS,
    *FIGURES,
    *LETTERS,
    *LEFT_OVER,
)
