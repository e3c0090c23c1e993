"""Words on the screen: a paragraph's words cut into pieces by sentence, then by sense, with the times they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from audiorender.model import RATE, Caption, Line, Word

WIDTH = 65
"""Characters in a line that players show without breaking it; only a longer word exceeds it."""

_SHORTEST = RATE // 20  # a caption that is told to stand for less is not seen, and could vanish when rounded
_LINGER = RATE  # a caption may stay on the screen for so long after its last word, while nothing follows
_PACE = RATE // 17  # samples to read a character: 17 characters a second, a usual limit for adult programmes

_CLOSERS = "\"'”’»)]*_"
_ABBREVIATIONS = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "prof.", "e.g.", "i.e.", "no.", "jr.", "sr."})
_JOINERS = frozenset(
    {"and", "but", "or", "nor", "so", "yet", "because", "although", "though", "while", "when", "where", "which", "who"}
    | {"that", "if", "unless", "until", "since", "than", "before", "after", "as", "whether", "like"}
)
_LEANING = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "into", "and", "or", "but", "my"}
    | {"your", "his", "her", "its", "our", "their", "this", "that", "these", "those", "is", "are", "was", "were", "i"}
    | {"we", "you", "he", "she", "it", "they", "not", "no", "very", "be", "been", "has", "have", "had", "will", "would"}
)

# What a cut costs, in the unit of `_fit`: a piece that is a quarter empty costs about 6.
_AT_SENTENCE, _AT_CLAUSE, _AT_JOINER, _ANYWHERE, _AFTER_LEANING = 0.0, 12.0, 20.0, 40.0, 70.0
_RUN_ON = 25.0  # a sentence that ends inside a piece
_EACH = 10.0  # every piece, so that there are few


def split(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The words in pieces of at most `WIDTH` characters: the cheapest way by where sentences and clauses end.

    Every word is in one piece, in order. A word longer than a line stands alone.
    """
    lengths = [0, *accumulate(len(word.text) + 1 for word in words)]
    ends = [_ends_sentence(words, index) for index in range(len(words))]
    run_on = [0.0, *accumulate(_RUN_ON if end else 0.0 for end in ends)]
    best = [0.0] + [float("inf")] * len(words)
    previous = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        cut = 0.0 if end == len(words) else _cut_cost(words, end - 1, sentence=ends[end - 1])
        for start in range(end - 1, -1, -1):
            length = lengths[end] - lengths[start] - 1
            if length > WIDTH and start < end - 1:
                break
            inside = run_on[end - 1] - run_on[start]
            cost = best[start] + _EACH + cut + inside + _fit(length, last=ends[end - 1] or end == len(words))
            if cost < best[end]:
                best[end], previous[end] = cost, start
    pieces = []
    end = len(words)
    while end:
        pieces.append(tuple(words[previous[end] : end]))
        end = previous[end]
    return tuple(reversed(pieces))


def _fit(length: int, *, last: bool) -> float:
    """How ill a piece fills its line; one that ends its sentence may be short, unless it is only a word or two."""
    empty = max(0, WIDTH - length) / WIDTH
    return (20.0 if length < WIDTH // 4 else 0.0) if last else 100.0 * empty * empty


def _ends_sentence(words: Sequence[Word], index: int) -> bool:
    text = words[index].text.rstrip(_CLOSERS)
    if not text.endswith((".", "!", "?", "…", "。", "！", "？")) or text.lower() in _ABBREVIATIONS:
        return False
    if re.fullmatch(r"(?:[^\W\d_]\.)+", text):  # an initial, as in "J. S. Bach"
        return False
    following = words[index + 1].text.lstrip("\"'“‘«([*_") if index + 1 < len(words) else ""
    return not following[:1].islower()


def _cut_cost(words: Sequence[Word], index: int, *, sentence: bool) -> float:
    """What it costs to cut after word `index`."""
    text = words[index].text.rstrip(_CLOSERS)
    if sentence:
        return _AT_SENTENCE
    if text.endswith((",", ";", ":", "—", "–", "-", "…", "，", "；", "：")):
        return _AT_CLAUSE
    if text.lower() in _LEANING:
        return _AFTER_LEANING
    return _AT_JOINER if words[index + 1].text.lower() in _JOINERS else _ANYWHERE


def captions(placed: Iterable[tuple[int, Line]], frames: int) -> tuple[Caption, ...]:
    """The captions of lines whose clips start at the samples given, in order, in an episode of `frames` samples.

    A caption comes with its first word and stays until it can be read, at most a second after its last word and never
    beyond the next. Where words have no time of their own, captions share what time there is.
    """
    pieces = [(start, line, words) for start, line in placed for words in split(line.words)]
    starts = _apart([start + words[0].start for start, _, words in pieces], frames)
    found = []
    for index, (start, line, words) in enumerate(pieces):
        text = " ".join(word.text for word in words)
        said = start + words[-1].end
        wanted = max(said, min(starts[index] + len(text) * _PACE, said + _LINGER), starts[index] + 1)
        until = starts[index + 1] if index + 1 < len(starts) else frames
        end = min(wanted, until)
        said_words = _placed(words, start, starts[index], end)
        found.append(Caption(starts[index], end, line.speaker, text, line.turn, said_words))
    return tuple(found)


def _placed(words: Sequence[Word], clip: int, first: int, end: int) -> tuple[Word, ...]:
    """The words of a caption that stands from `first` to `end`, in samples of the episode; none lies outside it."""
    inside = [(min(max(clip + word.start, first), end), min(max(clip + word.end, first), end)) for word in words]
    return tuple(Word(word.text, *times) for word, times in zip(words, inside, strict=True))


def _apart(starts: Sequence[int], frames: int) -> list[int]:
    """The starts in order, moved as little as it takes for each caption to stand for a moment before `frames`."""
    moment = min(_SHORTEST, frames // max(1, len(starts)))
    moved, earliest, latest = [], 0, frames
    for start in starts:
        moved.append(max(start, earliest))
        earliest = moved[-1] + moment
    for index in reversed(range(len(moved))):
        latest = moved[index] = min(moved[index], latest - moment)
    return moved
