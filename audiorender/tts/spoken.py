"""What is said for what is written: a spoken form in which an engine finds words and pauses, and nothing else.

The rules of a language turn figures and symbols into words (`english`); then, in every language, typography becomes
pauses, and what cannot be spoken falls silent. Every written word knows its place in the spoken text.

Which marks eSpeak NG speaks aloud was tried one by one (1.52, en-us): `/ * ~ # @ \\ : ! .` standing alone or between
letters, all arrows, signs and emoji, a hyphen between digits, a combining accent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from audiorender.model import Text, written
from audiorender.tts import english
from audiorender.tts.rewriting import Rule, Traced, rewrite


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as a caption shows it, with what clings to it, and the characters of the spoken text that say it."""

    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph in its spoken form. Without a word in it, `text` is empty and there is nothing to speak.

    Joined by spaces, the `words` are the written text. `silent` are emoji and other symbols that nobody speaks.
    """

    text: str
    words: tuple[SpokenWord, ...]
    silent: tuple[str, ...] = ()


_LANGUAGES = {"en": english.RULES}

_SIGNS = "%&+=±×÷°@−"
"""Signs that engines say in their own language, as they say those for money."""

_KEPT = frozenset(",.;:!?'-" + _SIGNS)

_MARKS = {"。": ". ", "．": ". ", "｡": ". ", "।": ". ", "、": ", ", "，": ", ", "،": ", ", "！": "! ", "？": "? ", "؟": "? ",
          "：": ": ", "；": "; ", "؛": "; "}  # fmt: skip
"""The marks of other scripts, as those that every engine pauses at."""


def spoken_form(text: Text, language: str = "en") -> Spoken:
    """How `text` is read out in `language` (a BCP 47 tag; rules are looked up by its first part).

    What a piece is spoken as is said as it stands: only typography is still taken out of it.
    """
    shown = written(text)
    spoken = rewrite(_worded(text, language), ())
    silent = tuple("".join(run) for symbol, run in groupby(spoken.text, _is_symbol) if symbol)
    spoken = rewrite(spoken, _TYPOGRAPHY)
    if not any(map(str.isalnum, spoken.text)):
        return Spoken("", (), silent)
    return Spoken(spoken.text, _words(shown, spoken), silent)


def _worded(text: Text, language: str) -> Traced:
    """The paragraph with its letters made plain and its figures and symbols in words."""
    rules = _LANGUAGES.get(language.lower().replace("_", "-").split("-")[0], ())
    parts: list[Traced] = []
    start = 0
    for given, run in groupby(text, lambda piece: piece.spoken is not None):
        for piece in run if given else [plain_run(run)]:
            ...
    return parts
