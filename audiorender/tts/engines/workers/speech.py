"""What goes to a worker and comes back: a text that it can read, and its answer as speech."""

from __future__ import annotations

from collections.abc import Iterable

from audiorender.errors import EngineError
from audiorender.model import Speech, WordMark
from audiorender.tts.engines.workers.pool import Answer


def readable(engine: str, text: str) -> str:
    """`text` of the same length, so that word marks stay right, without characters that would end it or break UTF-8.

    Raises EngineError for a blank text.
    """
    if not text.strip():
        raise EngineError(f"engine '{engine}' got nothing to say")
    return text.replace("\0", " ").encode(errors="replace").decode()


def speech_of(engine: str, answer: Answer, words: Iterable[tuple[int, int]] | None = None) -> Speech:
    """The speech in a worker's answer, with its word marks or `words`. Raises EngineError if there is no sound."""
    if not answer.pcm:
        raise EngineError(f"engine '{engine}' returned no sound")
    return Speech(answer.end["rate"], answer.pcm, _ordered(answer.words if words is None else words))


def _ordered(words: Iterable[tuple[int, int]]) -> tuple[WordMark, ...]:
    """The (character, sample) pairs that advance in the text and do not go back in the sound."""
    marks: list[WordMark] = []
    for start, sample in words:
        if not marks or (marks[-1].start < start and marks[-1].sample <= sample):
            marks.append(WordMark(start, sample))
    return tuple(marks)
