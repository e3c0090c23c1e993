"""Word marks as a worker sends them, put in order."""

from __future__ import annotations

from collections.abc import Iterable

from audiorender.model import WordMark


def ordered(words: Iterable[tuple[int, int]]) -> tuple[WordMark, ...]:
    """Those of (character, sample) that go on from the one before in the text and not back in the sound."""
    marks: list[WordMark] = []
    for start, sample in words:
        if not marks or (marks[-1].start < start and marks[-1].sample <= sample):
            marks.append(WordMark(start, sample))
    return tuple(marks)
