"""Split a text into portions for an engine with a length limit, and join the results into one speech.

Portions end at sentence boundaries. A sentence that is too long is cut at a clause, else between two words, and between
two characters only if there are no blanks. Each portion's own silence is trimmed, its edges are faded so that no join
clicks, and the requested silence is inserted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from audiorender.expressions import CLOSE_QUOTES, expression
from audiorender.model import Speech, WordMark
from audiorender.tts.synthesis.finishing import as_float, as_pcm, faded, sounding

_SENTENCE_ENDS = expression(rf"[.!?][{CLOSE_QUOTES})\]]*\s+")
_INITIAL = expression(r"\b[^\W\d_]\.\s+$")
_CLAUSE_ENDS = expression(rf"[,;:.!?…—–]+[{CLOSE_QUOTES})\]]*\s+|\s+[-–—]+\s+")
_BLANK = expression(r"\s+")
_JOINED = expression(r"[\u0300-\u036f\u200d\ufe0f]")

CLAUSE_SHARE = 1 / 3
WORD_SHARE = 1 / 12
"""The share of the silence between sentences that is used where a sentence had to be cut."""


class End(Enum):
    """What a portion ends with."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Portion:
    """The characters `start` to `start + len(text)` of a text, and what ends there."""

    start: int
    text: str
    end: End


def portions(text: str, most: int) -> list[Portion]:
    """`text` in portions of at most `most` characters; together they cover everything but white space."""
    found = [part for start, end in _sentences(text) for part in _within(text, start, end, most)]
    return [part for part in found if any(map(str.isalnum, part.text))]  # a mark on its own has no sound


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence; a lower-case letter or an initial does not end one."""
    start = 0
    for match in _SENTENCE_ENDS.finditer(text):
        goes_on = text[match.end() : match.end() + 1].islower() or _INITIAL.search(text, start, match.end())
        if not goes_on:
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _within(text: str, start: int, end: int, most: int) -> Iterator[Portion]:
    """A sentence in as few portions as its clauses, or its words, allow."""
    while end - start > most:
        cut, next_start, kind = _cut(text, start, start + most)
        yield Portion(start, text[start:cut], kind)
        start = next_start
    if start < end:
        yield Portion(start, text[start:end], End.SENTENCE)


def _cut(text: str, start: int, latest: int) -> tuple[int, int, End]:
    """The latest end of a portion from `start`, where the next begins, and what ends there.

    A clause boundary in the first third of a portion is not used.
    """
    for pattern, kind, earliest in (
        (_CLAUSE_ENDS, End.CLAUSE, start + (latest - start) // 3),
        (_BLANK, End.WORD, start + 1),
    ):
        ends = [match for match in pattern.finditer(text, start, latest + 1) if match.end() > earliest]
        if ends:
            last = ends[-1]
            return last.start() + len(last[0].rstrip()), last.end(), kind
    while latest > start + 1 and _JOINED.match(text, latest):
        latest -= 1
    return latest, latest, End.WORD


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inside = text[start:end]
    if inside.strip():
        yield start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def joined(said: Sequence[tuple[Portion, Speech]], pause: int) -> Speech:
    """Join speech portions, with `pause` milliseconds between sentences; word marks refer to the whole text.

    All were checked. Raises ValueError if their sample rates differ.
    """
    rates = {speech.rate for _, speech in said}
    if len(rates) != 1:
        raise ValueError(f"its sound changes from {' to '.join(map(str, sorted(rates)))} samples a second")
    (rate,) = rates
    parts, marks, at = [], [], 0
    for number, (portion, speech) in enumerate(said):
        samples = np.frombuffer(speech.pcm, "<i2")
        start, end = sounding(samples, speech.rate)
        parts.append(as_pcm(faded(as_float(samples[start:end]), rate)))
        marks += [
            WordMark(portion.start + mark.start, at + min(max(mark.sample - start, 0), end - start))
            for mark in speech.words
        ]
        at += end - start
        if number < len(said) - 1:
            silence = _silence(portion.end, pause) * rate // 1000
            parts.append(np.zeros(silence, np.int16))
            at += silence
    return Speech(rate, np.concatenate(parts).astype("<i2").tobytes(), tuple(marks))


def _silence(end: End, pause: int) -> int:
    """Milliseconds after a portion with this end."""
    share = {End.SENTENCE: 1.0, End.CLAUSE: CLAUSE_SHARE, End.WORD: WORD_SHARE}[end]
    return round(pause * share)
