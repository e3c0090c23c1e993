"""What can be heard: loudness, peaks, clipping, silences, both channels, and whether all of it is there."""

from __future__ import annotations

import math
from collections.abc import Iterator

from audiorender.audio.analysis import Analysis
from audiorender.model import RATE
from audiorender.publish.check.finding import Finding, finding
from audiorender.publish.check.found import ROUGHLY, Found
from audiorender.timecode import clock, milliseconds

LEAST_OVER_MUSIC = 10.0
"""How many LU voices are above the music under them; with less, listeners strain (WCAG 2, 1.4.7 asks for 20 dB)."""

_TOLERANCE = 1.05  # LU: one, plus what rounding to a tenth may add
_MONO = 3.0
_CEILING = -0.95  # dBTP: -1, plus the same
_WIDEST = 15.0
_LEADING, _INSIDE, _TRAILING = 2 * RATE, 4 * RATE, 5 * RATE
_CANCELS = -0.5


def sound_findings(found: Found, heard: Analysis, target: float) -> Iterator[Finding]:
    """Findings on decoded audio; `target` is the LUFS of a stereo file."""
    name, length = found.name, milliseconds(heard.samples)
    if abs(length - found.length) > ROUGHLY:
        message = f"{clock(length, 1000)} can be decoded, but the file claims {clock(found.length, 1000)}"
        yield finding("length", message, name)
    if heard.silent:
        yield finding("silent", "it is silent", name)
        return
    yield from _level(heard, target, name)
    yield from _sides(heard, name)
    yield from _silences(heard, name)


def _level(heard: Analysis, target: float, name: str) -> Iterator[Finding]:
    wanted = target if heard.channels > 1 else target - _MONO
    if math.isfinite(heard.loudness) and abs(heard.loudness - wanted) > _TOLERANCE:
        how = "loud" if heard.loudness > wanted else "quiet"
        message = f"{heard.loudness:.1f} LUFS is too {how}: the target is {wanted:.0f}"
        if heard.channels == 1 and how == "loud":
            message += f" in mono, which players copy to both sides, so that it is as loud as {target:.0f} in stereo"
        yield finding("loudness", message, name)
    if heard.loudness_range > _WIDEST:
        yield finding("loudness-range", f"the loudness range is {heard.loudness_range:.0f} LU", name)
    if heard.true_peak > _CEILING:
        yield finding("true-peak", f"the true peak is {heard.true_peak:.1f} dBTP", name)
    if heard.clipped and heard.clipped_at is not None:
        where = clock(heard.clipped_at)
        yield finding("clipping", f"{heard.clipped} samples are clipped at full scale, the first at {where}", name)


def _sides(heard: Analysis, name: str) -> Iterator[Finding]:
    if heard.silent_channels:
        side = {1: "left", 2: "right"}[heard.silent_channels[0]]
        yield finding("silent-channel", f"the {side} side is silent", name)
    elif heard.correlation is not None and heard.correlation < _CANCELS:
        message = f"left and right cancel out (correlation {heard.correlation:.2f}): speakers in mono play little of it"
        yield finding("out-of-phase", message, name)


def _silences(heard: Analysis, name: str) -> Iterator[Finding]:
    for start, end in heard.silences:
        span = end - start
        length = f"{span / RATE:.1f} s of silence"
        if start == 0:
            if span > _LEADING:
                yield finding("silence-leading", f"it begins with {length}", name)
        elif end == heard.samples:
            if span > _TRAILING:
                yield finding("silence-trailing", f"it ends with {length}", name)
        elif span > _INSIDE:
            yield finding("silence-inside", f"{length} at {clock(start)}", name)
