"""Our own intro, bed, sting, outro and room tone, computed and free of rights.

There is no sample, random number or file: plucked notes are decaying sums of sines, a pad has three detuned sines per
note, and the room is a long sum of sines with fixed irregular phases, so that a version always makes the same samples.
The tunes are our own, in D major pentatonic, and free to use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from audiorender.model import RATE

VERSION = 1
"""Raise it whenever a tune, or the room, changes."""

Sound = NDArray[np.float32]
"""Samples (2, n) at `RATE`."""

Note = tuple[float, float, float]
"""Start in seconds, pitch in semitones from D4, and how hard it is struck, from 0 to 1."""

_D4 = 293.6648
_PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.45, 0.7), (3.01, 0.18, 0.45), (4.02, 0.1, 0.3), (6.3, 0.05, 0.12))
"""Partials of a plucked bar: frequency, level and decay time, relative to the first."""

_OCTAVES = ((1.0, 1.0), (2.0, 0.2))
"""Partials of a pad: frequency and level, relative to the first."""

_STRIKE = 0.004  # seconds in which a struck note reaches its level
_BLOCK, _ROWS = 256, 64  # samples in a block, and blocks computed together

_RING = 1.1  # seconds in which the lowest partial of D4 falls to 1/e; lower notes ring longer

_INTRO: Sequence[Note] = (
    (0.0, 0, 0.8), (0.3, 4, 0.55), (0.6, 7, 0.6), (0.9, 12, 0.75), (1.5, 9, 0.6), (1.8, 7, 0.5), (2.4, 14, 0.7),
    (2.7, 12, 0.55), (3.3, 9, 0.6), (3.6, 7, 0.5), (4.2, 4, 0.55), (4.8, 12, 0.6), (4.85, 7, 0.5), (4.9, 0, 0.7),
)  # fmt: skip
_STING: Sequence[Note] = ((0.0, 7, 0.6), (0.16, 9, 0.6), (0.34, 14, 0.8), (0.36, 2, 0.4))
_OUTRO: Sequence[Note] = (
    (0.0, 12, 0.7), (0.3, 9, 0.55), (0.6, 7, 0.55), (1.2, 4, 0.6), (1.5, 2, 0.5), (2.1, 7, 0.6), (2.4, 4, 0.5),
    (3.0, 0, 0.7), (3.6, -5, 0.55), (4.2, 0, 0.6), (4.25, 4, 0.5), (4.3, 7, 0.5), (4.35, 12, 0.55),
)  # fmt: skip
_CHORDS: Sequence[tuple[int, ...]] = ((-12, -5, 0, 4), (-15, -8, -3, 4), (-17, -5, -1, 2), (-10, -3, 2, 4))
"""D, B minor, G with its ninth, E minor seventh: eight seconds of the bed each."""

_CHORD = 8.0


def own(name: str) -> Sound:
    """The samples of our own `intro`, `bed`, `sting`, `outro` or `room`. Raises KeyError for another name."""
    return _MAKERS[name]()


def _bed() -> Sound:
    seconds = _CHORD * len(_CHORDS)
    sound, swell = np.zeros((2, round(seconds * RATE)), np.float64), _swell(_CHORD * 1.25)
    for number, chord in enumerate(_CHORDS):
        for place, pitch in enumerate(chord):
            _add_pad(sound, number * _CHORD, swell, pitch, 0.16, place / (len(chord) - 1))
    plucks = [(start + shift, pitch, 0.16) for start, shift, pitch in _DROPS]
    return _levelled(sound + _plucked(plucks, seconds, wrap=True), -20.0)


_DROPS = tuple(
    (number * _CHORD, shift, pitch)
    for number, steps in enumerate(((12, 19, 16), (16, 12, 21), (14, 19, 11), (16, 14, 19)))
    for shift, pitch in zip((0.5, 3.0, 5.5), steps, strict=True)
)


def _intro() -> Sound:
    sound, swell = _plucked(_INTRO, 8.5), _swell(8.0)
    for place, pitch in enumerate((-12, -5, 0, 4)):
        _add_pad(sound, 0.0, swell, pitch, 0.09, place / 3)
    return _levelled(_faded(sound, 2.5), -16.0)


def _sting() -> Sound:
    return _levelled(_faded(_plucked(_STING, 2.2), 0.8), -16.0)


def _outro() -> Sound:
    sound, swell = _plucked(_OUTRO, 9.0), _swell(8.5)
    for place, pitch in enumerate((-12, -5, 0, 7)):
        _add_pad(sound, 0.0, swell, pitch, 0.09, place / 3)
    return _levelled(_faded(sound, 3.5), -16.0)


def _plucked(notes: Sequence[Note], seconds: float, *, wrap: bool = False) -> NDArray[np.float64]:
    """Struck notes, panned by pitch from left to right; with `wrap`, what rings past the end continues at the start."""
    sound = np.zeros((2, round(seconds * RATE)), np.float64)
    for start, pitch, level in notes:
        frequency = _D4 * 2 ** (pitch / 12)
        ring = _RING * (_D4 / frequency) ** 0.6
        partials = [(frequency * ratio, level * part, ring * rings) for ratio, part, rings in _PARTIALS]
        tone = _sines(partials, round(6 * ring * RATE))
        rise = round(_STRIKE * RATE)
        tone[:rise] *= np.arange(rise) / rise
        _add(sound, start, tone, 0.5 + pitch / 60, wrap=wrap)
    return sound


def _swell(seconds: float) -> NDArray[np.float64]:
    """How loud each sample of a pad is: it rises and falls along half a sine."""
    place: NDArray[np.float64] = np.arange(round(seconds * RATE)) / (seconds * RATE)
    return np.sin(np.pi * place) ** 0.8


def _add_pad(
    sound: NDArray[np.float64], start: float, swell: NDArray[np.float64], pitch: int, level: float, place: float
) -> None:
    """Add a soft swelling note; past the end it continues at the start."""
    frequency = _D4 * 2 ** (pitch / 12)
    detuned = [(frequency * ratio * octave, part) for ratio in (0.9985, 1.0, 1.0017) for octave, part in _OCTAVES]
    wave = _sines([(each, level / 3 * part, np.inf) for each, part in detuned], len(swell))
    _add(sound, start, swell * wave, 0.2 + 0.6 * place, wrap=True)


def _sines(partials: Sequence[tuple[float, float, float]], count: int) -> NDArray[np.float64]:
    """`count` samples of a sum of sines: frequency in Hz, level, and the seconds in which it falls to 1/e.

    The angle of a sample is that of its block plus its place there, so by the sum of angles all blocks are one matrix
    product, a tenth of the work of a sine for each sample. The parts are too small for OpenBLAS to use its own threads
    (`audio.weighting`).
    """
    frequencies, levels, falls = np.array(partials).T[..., np.newaxis]
    blocks = np.arange(-(-count // (_BLOCK * _ROWS)) * _ROWS) * (_BLOCK / RATE)
    places = np.arange(_BLOCK) / RATE
    turn, start = 2 * np.pi * frequencies * places, 2 * np.pi * frequencies * blocks
    within = np.exp(-places / falls) * np.stack((np.cos(turn), np.sin(turn)))
    along = levels * np.exp(-blocks / falls) * np.stack((np.sin(start), np.cos(start)))
    parts = along.reshape(2 * len(partials), -1, _ROWS).transpose(1, 2, 0)
    sound: NDArray[np.float64] = (parts @ within.reshape(-1, _BLOCK)).reshape(-1)
    return sound[:count]


def _add(sound: NDArray[np.float64], start: float, mono: NDArray[np.float64], place: float, *, wrap: bool) -> None:
    """Add a mono sound at a position from left (0) to right (1), with constant power."""
    at, length = round(start * RATE), sound.shape[1]
    angle = np.pi / 2 * min(max(place, 0.0), 1.0)
    fits = min(len(mono), length - at)
    for side, gain in zip(sound, (np.cos(angle), np.sin(angle)), strict=True):
        side[at : at + fits] += gain * mono[:fits]
        if wrap and len(mono) > fits:
            side[: len(mono) - fits] += gain * mono[fits:]


def _faded(sound: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    """Fade out the end along half a cosine."""
    count = round(seconds * RATE)
    sound[:, -count:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(count) / count)
    return sound


def _levelled(sound: NDArray[np.float64], level: float) -> Sound:
    """The sound, scaled in place to a root mean square of `level` dB, with no sample above -1 dB."""
    factor = 10 ** (level / 20) / np.sqrt(np.mean(np.square(sound)))
    highest = max(sound.max(), -sound.min())
    np.multiply(sound, min(factor, 10 ** (-1 / 20) / highest), out=sound)
    return sound.astype(np.float32)


def _room() -> Sound:
    """Half a minute of a quiet room: noise that falls by 5 dB per octave, different on either side.

    The phase of each line is a hash of its number: with phases that follow a simple rule, a spectrogram shows sweeps
    and not noise.
    """
    count = 30 * RATE
    lines = np.arange(1, count // 2 + 1)
    frequency = lines * RATE / count
    shape = np.where((frequency > 25) & (frequency < 16_000), (frequency / 200 + 1) ** -0.85, 0.0)
    sound = np.empty((2, count))
    for side in (0, 1):
        phase = 2 * np.pi * _hashed(lines + side * count)
        sound[side] = np.fft.irfft(np.concatenate(([0.0], shape * np.exp(1j * phase))), count)
    return _levelled(sound, -26.0)


def _hashed(numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """A fraction from 0 to 1 for each number, without visible order (the final steps of MurmurHash3)."""
    value = numbers.astype(np.uint64)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value ^= value >> np.uint64(33)
        value *= np.uint64(factor)
    return (value >> np.uint64(11)).astype(np.float64) / 2.0**53


_MAKERS: MappingProxyType[str, Callable[[], Sound]] = MappingProxyType(
    {"intro": _intro, "bed": _bed, "sting": _sting, "outro": _outro, "room": _room}
)

NAMES = tuple(_MAKERS)
