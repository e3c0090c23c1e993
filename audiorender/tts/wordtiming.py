"""When each written word is heard: from the engine's word marks if it gives them, else in proportion."""

from __future__ import annotations

from bisect import bisect_left

from audiorender.model import Clip, Word, WordMark
from audiorender.tts.spoken import Spoken


def timed_words(spoken: Spoken, clip: Clip) -> tuple[Word, ...]:
    """The written words with the samples of `clip` where they are heard; `clip` was made from `spoken.text`.

    A word lasts until the next begins, the last one to the clip's end. A word without a mark of its own begins in
    proportion to its position between the marked characters around it. Words are in order, inside the clip, and not
    empty unless the clip has fewer samples than words.
    """
    anchors = _anchors(clip, len(spoken.text))
    marked = [mark.start for mark in anchors]
    starts = []
    for word in spoken.words:
        first = bisect_left(marked, word.start)
        if marked[first] < word.end:
            starts.append(anchors[first].sample)
        else:
            starts.append(_between(anchors[first - 1], anchors[first], word.start))
    edges = [*_apart(starts, clip.frames), clip.frames]
    return tuple(
        Word(word.written, start, end, word.glued)
        for word, start, end in zip(spoken.words, edges[:-1], edges[1:], strict=True)
    )


def _anchors(clip: Clip, length: int) -> list[WordMark]:
    """The marks that advance, between the text's first character and its end."""
    anchors: list[WordMark] = []
    for mark in sorted(clip.words, key=lambda mark: (mark.start, mark.sample)):
        forwards = not anchors or (mark.start > anchors[-1].start and mark.sample >= anchors[-1].sample)
        if forwards and mark.start < length:
            anchors.append(mark)
    if not anchors or anchors[0].start > 0:
        anchors.insert(0, WordMark(0, 0))
    return [*anchors, WordMark(length, clip.frames)]


def _between(before: WordMark, after: WordMark, place: int) -> int:
    samples = (after.sample - before.sample) * (place - before.start)
    return before.sample + samples // (after.start - before.start)


def _apart(starts: list[int], frames: int) -> list[int]:
    """The starts, moved as little as needed to give every word at least one sample, as far as there are samples."""
    apart: list[int] = []
    for number, start in enumerate(starts):
        latest = max(frames - (len(starts) - number), 0)
        earliest = min(apart[-1] + 1, latest) if apart else 0
        apart.append(min(max(start, earliest), latest))
    return apart
