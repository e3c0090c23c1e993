"""Where music and sounds are heard and how loud: placements of recordings, planned around the voices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Literal

from audiorender.audio.loudness import amplitude
from audiorender.mixer.levels.matching import SPEAKER_LEVEL
from audiorender.mixer.music.ducking import Curve, Span, ducked, faded_in, faded_out, talk, times, within
from audiorender.model import CHUNK, RATE, UNDER, Placement, Recording, Role

ALONE = -2.0
"""LU from the voices to music without voices."""

BED_ALONE = -9.0
"""LU from the voices to a bed in pauses: it comes up, but does not jump out."""

LOOPED = RATE
"""Samples over which the end of a recording fades into its beginning when it is repeated."""

JINGLE = 60 * RATE
"""Longest intro, outro or sting in samples; the rest is faded out."""

OVERLAP = 3 * RATE
"""Samples of an intro's end that the first words may overlap, if the intro is four times as long."""

FADE_IN, FADE_OUT = RATE * 3 // 2, 2 * RATE
"""Samples in which a bed fades in and out."""

SOUND_ALONE = 5 * RATE
"""Samples of a sound that the conversation waits for; the rest of it is heard under the voices."""

_CUT = RATE * 2  # samples over which a recording that is cut off fades out
_SOFTENED = RATE * 5 // 1000  # samples over which every recording fades in and out, so that no file's edge clicks


@dataclass(frozen=True, slots=True)
class Placed:
    """A recording that is heard once, from `start` on, for `frames` samples.

    `alone` and `under` are LU from the voices to it, in pauses and under speech.
    """

    recording: Recording
    start: int
    frames: int
    role: Role
    alone: float = ALONE
    under: float = UNDER

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.frames


@dataclass(frozen=True, slots=True)
class Bed:
    """A recording under the voices from `start` to `end`, `under` dB below them."""

    recording: Recording
    start: int
    end: int
    under: float
    fade_in: int = FADE_IN
    fade_out: int = FADE_OUT


def heard(recording: Recording) -> int:
    """How many samples of a jingle are heard."""
    return min(recording.frames, JINGLE)


def spoken_over(recording: Recording) -> int:
    """How many samples of an intro's end the first words overlap."""
    return min(OVERLAP, heard(recording) // 4)


def placements(
    placed: Sequence[Placed], beds: Sequence[Bed], voices: Sequence[Span], channels: Literal[1, 2]
) -> Iterator[Placement]:
    """All recordings as placements, whose gains are already ducked under the `voices`."""
    stretches = talk(voices)
    for one in placed:
        frames = min(one.frames, one.recording.frames)
        curve = times(_edges(one, frames), ducked(_beside(stretches, one.start, one.end), one.under, one.alone))
        yield from _placed(one.recording, one.start, 0, frames, curve, one.role, channels)
    for bed in beds:
        yield from _looped(bed, stretches, channels)


def _edges(one: Placed, frames: int) -> Curve:
    """The fades of a recording that is heard once, which is cut off if it is longer than allowed."""
    edge = min(_SOFTENED, frames // 2)
    out = min(_CUT, frames // 2) if frames < one.recording.frames else edge
    return [*faded_in(one.start, edge), *faded_out(one.start + frames, out)]


def _beside(stretches: Sequence[Span], start: int, end: int) -> list[Span]:
    """The stretches of speech near these samples."""
    return [(a, b) for a, b in stretches if a < end + 2 * RATE and b > start - 2 * RATE]


def _looped(bed: Bed, stretches: Sequence[Span], channels: Literal[1, 2]) -> Iterator[Placement]:
    """A bed from start to end, its recording repeated, with each repeat faded into the next."""
    talk_here = _beside(stretches, bed.start, bed.end)
    half = (bed.end - bed.start) // 2
    fades = [*faded_in(bed.start, min(bed.fade_in, half)), *faded_out(bed.end, min(bed.fade_out, half))]
    curve = times(fades, ducked(talk_here, bed.under, max(bed.under, BED_ALONE)))
    frames = bed.recording.frames
    fade = min(LOOPED, frames // 4)
    for number in count():
        start = bed.start + number * (frames - fade)
        if start >= bed.end:
            return
        end = min(start + frames, bed.end)
        turn: list[tuple[int, float]] = [*faded_in(start, fade)] if number else [(start, 1.0)]
        if start + frames - fade < bed.end:
            turn += faded_out(start + frames, fade)
        yield from _placed(bed.recording, start, 0, end - start, times(curve, turn), Role.MUSIC, channels)


def _placed(
    recording: Recording,
    start: int,
    offset: int,
    frames: int,
    curve: Curve,
    role: Role,
    channels: Literal[1, 2],
) -> Iterator[Placement]:
    """Samples `offset`..`offset + frames` of a recording, chunk by chunk, brought to the level of the voices."""
    gain = round(amplitude(SPEAKER_LEVEL - recording.loudness), 7)
    gains = (gain, gain) if channels == 2 else (round(gain * 2**0.5, 7),)
    edges = [offset, *range((offset // CHUNK + 1) * CHUNK, offset + frames, CHUNK), offset + frames]
    for first, last in pairwise(edges):
        at = start + first - offset
        chunk = recording.chunks[first // CHUNK]
        yield Placement(chunk.key, at, last - first, first % CHUNK, gains, within(curve, at, at + last - first), role)
