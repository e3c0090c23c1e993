"""Room tone: a quiet room under the whole episode, so that gaps do not fall silent.

Digital silence between words is heard nowhere else, and it stands out on headphones. The tone is laid from clip to
clip: each clip starts it at a place derived from the clip, so that what an edit moves keeps its sound, and a chapter's
tone begins early enough before its first word that the MP3 pieces around that pause stay independent.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from audiorender.audio.loudness import amplitude
from audiorender.mixer.levels.matching import SPEAKER_LEVEL
from audiorender.mixer.music.ducking import Curve, faded_in, faded_out, times, within
from audiorender.model import FRAME, RATE, Placement, Recording, Role

BELOW = -48.0
"""LU from the voices to the room: -64 LUFS in an episode at -16, as in a recording studio."""

JOINED = RATE * 20 // 1000
"""Samples over which the tone of one clip fades into that of the next."""

_EARLY = 24 * FRAME  # samples before a chapter's first clip; more than two pieces depend on from either side


def room_tone(
    room: Recording | None,
    placements: Sequence[Placement],
    opening: Collection[int],
    frames: int,
    channels: Literal[1, 2],
) -> Iterator[Placement]:
    """Placements of `room` under the voices `placements`, to the end of the episode.

    `opening` is where the first clips of chapters start.
    """
    heads = [placement for placement in placements if placement.leads]
    if room is None or not heads:
        return
    gain = round(amplitude(SPEAKER_LEVEL + BELOW - room.loudness), 9)
    gains = (gain, gain) if channels == 2 else (round(gain * 2**0.5, 9),)
    begins = [_begins(before, head, opening) for before, head in zip([None, *heads[:-1]], heads, strict=True)]
    for (start, end), head in zip(pairwise([*begins, frames]), heads, strict=True):
        until = min(end + JOINED, frames)
        curve: Curve = [*faded_in(start, JOINED), *faded_out(until, JOINED)]
        yield from _pieces(room, start, until, zlib.crc32(head.source.encode()), curve, gains)


def _begins(before: Placement | None, head: Placement, opening: Collection[int]) -> int:
    """Where the tone of a clip begins: with it, a little before a chapter's first clip, and at 0 for the very first."""
    if before is None:
        return 0
    return max(head.start - _EARLY, before.start + JOINED) if head.start in opening else head.start


def _pieces(
    room: Recording, start: int, end: int, seed: int, curve: Curve, gains: tuple[float, ...]
) -> Iterator[Placement]:
    """The tone from `start` to `end`, chunk after chunk, starting at one chosen by `seed`; whole chunks join
    smoothly."""
    number, at = seed % len(room.chunks), start
    while at < end:
        chunk = room.chunks[number % len(room.chunks)]
        last = min(at + chunk.frames - JOINED, end)
        more = last < end
        stop = min(last + JOINED, end) if more else end
        joins: Curve = [
            *(faded_in(at, JOINED) if at > start else [(at, 1.0)]),
            *(faded_out(stop, JOINED) if more else []),
        ]
        whole = times(curve, joins) if at > start or more else curve
        yield Placement(chunk.key, at, stop - at, 0, gains, within(whole, at, stop), Role.ROOM)
        number, at = number + 1, last
