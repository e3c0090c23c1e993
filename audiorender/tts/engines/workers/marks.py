"""Put word marks from a worker in order."""

from __future__ import annotations

from collections.abc import Iterable

from audiorender.model import WordMark


def ordered(words: Iterable[tuple[int, int]]) -> tuple[WordMark, ...]:
    """The (character, sample) pairs that advance in the text and do not go back in the sound."""
    marks: list[WordMark] = []
    for start, sample in words:
        if not marks or (marks[-1].start < start and marks[-1].sample <= sample):
            marks.append(WordMark(start, sample))
    return tuple(marks)
