"""Words that an engine is likely to mispronounce: inner capitals, digits beside letters, recurring names.

A listener checks these first, and puts what sounds wrong into a lexicon, or into the script as `{written|spoken}`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audiorender.expressions import expression
from audiorender.model import Piece, Text
from audiorender.tts.lexicon import Lexicon
from audiorender.tts.spoken import spoken_form, spoken_text

_WORD = expression(r"[^\W_][\w.&+/-]*[^\W_]|[^\W_]", re.UNICODE)
_MIXED = expression(r"[^\W\d_].*\d|\d.*[^\W\d_]|.[A-Z]")
_ORDINARY = expression(r"\d+(?:st|nd|rd|th|s|x|k|K|m|M|B|am|pm|%)?|[A-Z]|(?:[A-Z]\.)+[A-Z]?")
_SENTENCE_BEGINS = expression(r"(?:^|[.!?:…]['\"”’)]*\s+|[“‘\"(]\s*)$")
_AGAIN = 2
"""How often a name must occur to be worth a listener's time."""
_AROUND = 60
"""How many characters before and after a word are its context: `1.5m` has a meaning of its own in "1.5m copies"."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word as it is written, how it is now spoken, and how often it occurs."""

    written: str
    spoken: str
    times: int

    def __str__(self) -> str:
        return self.written if self.spoken == self.written else f"{self.written} as '{self.spoken}'"


def doubtful(texts: Iterable[Text], language: str, lexicon: Lexicon) -> tuple[Doubtful, ...]:
    """The words of `texts` to check, the most frequent first, then alphabetically.

    Words whose pronunciation is given by a lexicon or the script are left out.
    """
    marked, names, small = Counter[str](), Counter[str](), set[str]()
    first: dict[str, str] = {}
    for text in texts:
        for piece in text:
            if piece.spoken is None:
                _count(piece.written, marked, names, small, first)
    known = {written.casefold() for written in lexicon.of(language.lower().split("-")[0])}
    names = Counter({name: times for name, times in names.items() if times >= _AGAIN and name.casefold() not in small})
    found = [
        Doubtful(word, _said(word, first.get(word, word), language, lexicon), times)
        for word, times in (marked + names).items()
        if word.casefold() not in known
    ]
    return tuple(sorted(found, key=lambda word: (-word.times, word.written)))


def _said(word: str, around: str, language: str, lexicon: Lexicon) -> str:
    """How `word` is spoken in its context `around`."""
    spoken = spoken_form((Piece(around),), language, lexicon)
    for found in spoken.words:
        if word in found.written and " " not in found.written and _WORD.findall(found.written) == [word]:
            return spoken.text[found.start : found.end].strip(" .,;:!?")
    return spoken_text((Piece(word),), language, lexicon)


def _count(written: str, marked: Counter[str], names: Counter[str], small: set[str], first: dict[str, str]) -> None:
    """Count the words of a piece: those with inner capitals or digits, those that look like names, and the others.

    `first` gets the context of the first occurrence of each word with inner capitals or digits.
    """
    for match in _WORD.finditer(written):
        word = match[0]
        if word.islower() and word.isalpha():
            small.add(word.casefold())
        elif _ORDINARY.fullmatch(word):
            continue
        elif _MIXED.search(word):
            marked[word] += 1
            if word not in first:
                first[word] = written[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
        elif word[0].isupper():
            if not _SENTENCE_BEGINS.search(written[max(match.start() - 8, 0) : match.start()]):
                names[word] += 1
        else:
            small.add(word.casefold())
