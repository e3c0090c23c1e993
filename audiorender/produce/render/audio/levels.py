"""Whether a delivered file has the wanted loudness, and how to correct it if not."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from audiorender.mixer.levels.matching import DELIVERED_PEAK
from audiorender.mixer.master import Master
from audiorender.produce.note import Note
from audiorender.report.schema import AudioFile

TOLERANCE = 0.3
"""LU by which the delivered file may miss its target; a larger error is corrected once."""

_SAFETY = 0.2  # extra dB beyond the excess of its peak: what a codec adds is never the same twice


def corrected(plan: Master, loudness: float, target: float) -> Master:
    """The plan with its gain corrected for an error in loudness (`target` in LUFS); unchanged if it is close enough."""
    miss = target - loudness
    return replace(plan, gain=round(plan.gain + miss, 1)) if math.isfinite(miss) and abs(miss) > TOLERANCE else plan


def limited(plan: Master, true_peak: float) -> Master:
    """The plan with its ceiling lowered by the excess of the encoded file's true peak (dBTP)."""
    excess = true_peak - DELIVERED_PEAK
    return replace(plan, ceiling=round(plan.ceiling - excess - _SAFETY, 2)) if excess > 0 else plan


def correction_note(name: str, before: float, after: float) -> Note:
    """A note that a file's loudness (LUFS) was corrected, from what to what."""
    return Note(f"{name} measured {before:.1f} LUFS, corrected once to {after:.1f}")


def shortfalls(file: AudioFile, target: float) -> Iterator[Note]:
    """How a delivered file misses its levels, as measured; `target` in LUFS."""
    if file.loudness is not None and abs(target - file.loudness) > TOLERANCE:
        yield Note(f"{file.file} measures {file.loudness:.1f} LUFS; the target is {target:.1f}", lessened=True)
    if file.true_peak is not None and file.true_peak > DELIVERED_PEAK:
        peak = f"{file.true_peak:.1f} dBTP, above {DELIVERED_PEAK:.0f}"
        yield Note(f"the true peak of {file.file} is {peak}", lessened=True)
