"""Pauses inside a paragraph, made longer or shorter than the engine's: a clip is placed in several stretches.

Engines pause like a metronome: every comma is the same. If an engine gives word times, the silence before the word
after a comma or full stop is found in the clip's level cells, and the plan skips part of it, or waits a little in its
middle. No sample is read or made: a stretch is an offset into the clip, and the plan stays data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiorender.audio.loudness import amplitude
from audiorender.mixer.turntaking import ALIKE, Ending, Style, inside, pausing, varied
from audiorender.model import CELL, RATE, Clip, Line, Word

QUIET = amplitude(-44.0)
"""Relative to the clip's own peak: anything below it between two words is a pause (clips are trimmed at -50 dB)."""

FADE = RATE * 4 // 1000
"""Samples over which a stretch fades where its clip is cut: an engine's own noise must not end abruptly."""

_SHORTEST = RATE * 40 // 1000 // CELL  # minimum cells of a pause; a stop consonant closes for less
_NEAR = RATE * 80 // 1000 // CELL  # cells by which a word may begin before or after its mark
_KEPT = RATE * 24 // 1000  # minimum samples of a pause
_APART = RATE * 7 // 1000  # samples added to a pause that would be as long as the one before
_AFTER = 0.6  # the share of a remaining pause that is before the cut: words die away more slowly than they begin


@dataclass(frozen=True, slots=True)
class Stretch:
    """Samples `offset`..`offset + frames` of a clip, heard from `at` on, relative to the clip's start."""

    offset: int
    frames: int
    at: int

    @property
    def end(self) -> int:
        """Where the first sample after it is heard."""
        return self.at + self.frames


@dataclass(frozen=True, slots=True)
class Phrased:
    """A clip as it is heard: its stretches in order, and its words with their new times."""

    stretches: tuple[Stretch, ...]
    words: tuple[Word, ...]

    @property
    def frames(self) -> int:
        """Samples from the first to the last."""
        return self.stretches[-1].end


@dataclass(frozen=True, slots=True)
class Silence:
    """A pause in a clip, in its samples, after word `word`."""

    start: int
    end: int
    word: int


def phrased(line: Line, clip: Clip, style: Style) -> Phrased:
    """The clip of a line with the pauses of `style`; unchanged if its engine gives no word times."""
    stretches, offset, at = [], 0, 0
    before_it: dict[Ending, int] = {}
    for silence in silences(clip, line.words):
        how = pausing(line.words, silence.word)
        if how is None:
            continue
        before, after = _around(line.words, silence.word)
        typical = inside(how, line.words[silence.word].text, style)
        wanted = max(round(varied(typical, before, after, style.spread) * RATE / 1000), _KEPT)
        if style.spread and abs(wanted - before_it.get(how, 0)) < ALIKE:
            wanted += _APART
        before_it[how] = wanted
        kept = min(wanted, silence.end - silence.start)
        cut = silence.start + round(kept * _AFTER)
        stretches.append(Stretch(offset, cut - offset, at))
        at += cut - offset + wanted - kept
        offset = silence.end - (kept - round(kept * _AFTER))
    stretches.append(Stretch(offset, clip.frames - offset, at))
    return Phrased(tuple(stretches), tuple(_moved(word, stretches) for word in line.words))


def _around(words: tuple[Word, ...], index: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The phrase that ends with word `index`, and the one after it."""
    first = next((at + 1 for at in reversed(range(index)) if pausing(words, at)), 0)
    last = next((at for at in range(index + 1, len(words)) if pausing(words, at)), len(words))
    return words[first : index + 1], words[index + 1 : last + 1]


def silences(clip: Clip, words: tuple[Word, ...]) -> Iterator[Silence]:
    """The pauses of a clip after words where a speaker pauses, in order."""
    if not clip.words:
        return
    peaks = np.frombuffer(clip.levels.peak, "<f4")
    quiet = peaks <= peaks.max(initial=0.0) * QUIET
    for index in range(len(words) - 1):
        if pausing(words, index) is None:
            continue
        begins = words[index + 1].start // CELL
        first, last = _run(quiet, words[index].start // CELL + 1, min(begins + _NEAR, len(quiet)))
        if last - first >= _SHORTEST and abs(last - begins) <= _NEAR:
            yield Silence(first * CELL, last * CELL, index)


def _run(quiet: NDArray[np.bool_], first: int, last: int) -> tuple[int, int]:
    """The longest run of quiet cells within `first`..`last`."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet[first:last], [False])).astype(np.int8)))
    if not len(edges):
        return first, first
    longest = int((edges[1::2] - edges[::2]).argmax())
    return first + int(edges[2 * longest]), first + int(edges[2 * longest + 1])


def _moved(word: Word, stretches: list[Stretch]) -> Word:
    """A word with its new times: its start moves with the stretch that it begins in, and so does its end."""
    start, end = _heard(word.start, stretches), _heard(word.end, stretches)
    return word if (start, end) == (word.start, word.end) else Word(word.text, start, end, word.glued)


def _heard(sample: int, stretches: list[Stretch]) -> int:
    """When a sample of the clip is heard; for one that was skipped, when its silence ends."""
    stretch = next((each for each in stretches if sample <= each.offset + each.frames), stretches[-1])
    return stretch.at + max(sample - stretch.offset, 0)
