"""Normalise a text to words that can be compared with a recogniser's output, however they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from audiorender.expressions import expression
from audiorender.model import plain
from audiorender.tts.spoken import spoken_form

_APOSTROPHES = expression(r"['’ʼ]")

_UNSPACED = r"[぀-ヿ㐀-䶿一-鿿฀-๿຀-໿ក-៿က-႟]"
"""Scripts without blanks between words: each character counts as one."""


def words_of(text: str, language: str) -> tuple[str, ...]:
    """The words of `text` as they are said, folded: a recogniser's "$5" equals a script's "five dollars"."""
    return folded_words(spoken_form(plain(text), language).text or text)


def folded_words(spoken: str) -> tuple[str, ...]:
    """The words of a spoken form; letters spelled one by one are one word."""
    words: list[str] = []
    spelt = False
    for word in re.findall(rf"{_UNSPACED}|(?:(?!{_UNSPACED})[^\W_])+", _folded(spoken)):
        letter = len(word) == 1 and word.isascii() and word.isalpha()
        if letter and spelt:
            words[-1] += word
        else:
            words.append(word)
        spelt = letter
    return tuple(words)


def _folded(text: str) -> str:
    """No case, accents or apostrophes; a hyphen separates words."""
    parts = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    return unicodedata.normalize("NFC", "".join(each for each in parts if not unicodedata.combining(each)))


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """A rough phonetic key, mainly for names: "Moreau" and "Morrow", "Catherine" and "Kathryn" are close.

    Letters that sound alike are unified, and so are vowels; silent and doubled letters are dropped.
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


_SOUNDS = tuple(
    (expression(pattern), sound)
    for pattern, sound in (
        (r"eaux?$|ow$|oe$", "o"),
        (r"ght|gh(?=t)", "t"),
        (r"ph|gh$|v", "f"),
        (r"tch|sch|sh|ch", "x"),
        (r"c(?=[eiy])|z|ß", "s"),
        (r"ck|qu?|c|g", "k"),
        (r"th|d", "t"),
        (r"^kn|^gn", "n"),
        (r"^wr", "r"),
        (r"b", "p"),
        (r"[hwj]", ""),
        (r"[aeiouy]+", "a"),
        (r"(?<=[^a])a$", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def distance(one: str, other: str) -> float:
    """How different two words are, from 0 (the same, or they sound the same) to 1 (nothing in common)."""
    if one == other:
        return 0.0
    by_sound = edits(sound_of(one), sound_of(other)) + 0.1
    return min(edits(one, other), by_sound, 1.0)


def edits(one: str, other: str) -> float:
    """The edit distance (Levenshtein) between two texts, relative to the longer."""
    if not one or not other:
        return float(one != other)
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row[0] = row[0], place
        for column, each in enumerate(other, start=1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != each))
    return row[-1] / max(len(one), len(other))
