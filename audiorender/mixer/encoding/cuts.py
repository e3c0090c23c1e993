"""Cut an episode into pieces that are encoded separately: by content, so that an edit moves no distant cut.

Cuts are on MP3 frames. A chapter is cut at the start of each clip whose key's digest is the lowest of all clips that
start within `_NEAR` of it (local-minimum chunking, as in backup programs), so that nothing beyond that distance can
change it. The pause before a chapter, whose length depends on the next whole second, is a separate piece: when a
chapter moves, only that silence is encoded again.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiorender.audio.mp3 import frame_count
from audiorender.mixer import master as mastering
from audiorender.model import FRAME, RATE, Placement, Role, Timeline

_NEAR = 15 * RATE // FRAME * FRAME  # so pieces inside a chapter are at least 15 s long, and about twice that on average
_LONGEST = 40 * RATE // FRAME * FRAME  # so that a piece fits into memory many times over
_SHORTEST = 5 * RATE // FRAME * FRAME  # so that it is worth starting a process

CONTEXT = 8 * FRAME
"""Samples encoded on either side of a piece and dropped: the encoder's memory is shorter."""

REACH = CONTEXT + mastering.CONTEXT
"""A piece's bytes depend on what is heard within it and this many samples on either side."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Samples `start`..`end` of the episode, encoded as `frames` MP3 frames (the last piece has one more to flush)."""

    start: int
    end: int
    frames: int


def cut(timeline: Timeline) -> tuple[Cut, ...]:
    """The pieces of an episode, in order and without gaps. Raises ValueError if it is not a whole number of MP3
    frames."""
    if timeline.frames % FRAME:
        raise ValueError(f"an episode must be a whole number of MP3 frames, not {timeline.frames} samples")
    chapters = [chapter for chapter in _by_chapter(timeline) if chapter]
    marks = {0, timeline.frames}
    for previous, chapter in pairwise(chapters):
        marks.update(_around_pause(previous, chapter))
    for chapter in chapters:
        marks.update(_lowest(chapter))
    clips = [placement.start for placement in timeline.placements if placement.leads]
    for start, end in pairwise(sorted(marks)):
        marks.update(_shortened(start, end, clips))
    edges = sorted(marks)
    frames = [(b - a) // FRAME for a, b in pairwise(edges)]
    frames[-1] = frame_count(timeline.frames) - sum(frames[:-1])
    return tuple(Cut(a, b, count) for (a, b), count in zip(pairwise(edges), frames, strict=True))


def _by_chapter(timeline: Timeline) -> Iterator[list[Placement]]:
    remaining = [placement for placement in reversed(timeline.placements) if placement.role is Role.VOICE]
    for chapter in timeline.chapters:
        inside = []
        while remaining and remaining[-1].start < chapter.end:
            inside.append(remaining.pop())
        yield inside


def _around_pause(previous: Sequence[Placement], chapter: Sequence[Placement]) -> list[int]:
    """The cuts before a chapter: one after the last sound and one before the next, or only one if the pause is
    short."""
    silent_from = -(-max(placement.end for placement in previous) // FRAME) * FRAME + REACH
    silent_to = chapter[0].start - REACH
    return [silent_from, silent_to] if silent_from + 2 * REACH <= silent_to else [chapter[0].start]


def _lowest(chapter: Sequence[Placement]) -> Iterator[int]:
    """The cuts inside a chapter: where a clip's digest is the lowest nearby (the first of equal ones)."""
    chapter = [placement for placement in chapter if placement.leads]
    ranks = [(hashlib.sha256(placement.source.encode()).digest(), placement.start) for placement in chapter]
    first = 0
    for index, (placement, rank) in enumerate(zip(chapter, ranks, strict=True)):
        while chapter[first].start < placement.start - _NEAR:
            first += 1
        last = index
        while last + 1 < len(chapter) and chapter[last + 1].start <= placement.start + _NEAR:
            last += 1
        if placement.start - chapter[0].start >= _NEAR and rank == min(ranks[first : last + 1]):
            yield placement.start


def _shortened(start: int, end: int, clips: Sequence[int]) -> Iterator[int]:
    """Cuts that keep a piece within `_LONGEST`: at starts of clips where possible, else inside a long clip."""
    while end - start > _LONGEST:
        even = start + (end - start) // -(-(end - start) // _LONGEST) // FRAME * FRAME
        inside = clips[bisect_right(clips, start + _SHORTEST) : bisect_right(clips, start + _LONGEST)]
        start = min(inside, key=lambda clip: abs(clip - even), default=even)
        yield start
