"""A file that misses its level is corrected, and what it still lacks is told with its name."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.mixer.levels.matching import DELIVERED_PEAK
from audiorender.mixer.master import Master
from audiorender.produce.render.audio.levels import TOLERANCE, corrected, correction_note, limited, shortfalls
from audiorender.report.schema import AudioFile

PLAN = Master(3.0, -1.5)
FILE = AudioFile("a.opus", "opus", "audio/ogg", 9, "0", 48_000, -16.0, -1.2, 80, 3.0, "1", "2")


def told(file: AudioFile) -> list[tuple[str, bool]]:
    return [(note.text, note.lessened) for note in shortfalls(file, -16.0)]


@pytest.mark.parametrize("miss", [0.0, TOLERANCE - 0.01, 0.01 - TOLERANCE, math.inf, -math.inf, math.nan])
def test_what_is_near_enough_or_silent_is_left_alone(miss: float) -> None:
    assert corrected(PLAN, -16.0 + miss, -16.0) == PLAN


@pytest.mark.parametrize("miss", [-2.0, -0.4, 0.4, 1.5])
def test_a_miss_moves_the_gain(miss: float) -> None:
    assert corrected(PLAN, -16.0 + miss, -16.0) == replace(PLAN, gain=round(3.0 - miss, 1))


@given(st.floats(-1.0, 6.0, exclude_min=True))
def test_a_peak_that_is_too_high_lowers_the_ceiling_by_more(peak: float) -> None:
    assert limited(PLAN, peak).ceiling < PLAN.ceiling - (peak - DELIVERED_PEAK)


@pytest.mark.parametrize("peak", [-1.0, -3.0, -math.inf])
def test_a_peak_that_is_low_enough_changes_nothing(peak: float) -> None:
    assert limited(PLAN, peak) == PLAN


def test_what_is_as_wanted_is_not_told() -> None:
    assert told(FILE) == told(replace(FILE, loudness=None, true_peak=None)) == []


def test_what_a_file_lacks_is_told_with_its_name() -> None:
    assert told(replace(FILE, loudness=-18.0)) == [("a.opus measures -18.0 LUFS; the target is -16.0", True)]
    assert told(replace(FILE, true_peak=-0.4)) == [("the true peak of a.opus is -0.4 dBTP, above -1", True)]


def test_a_correction_is_a_note_and_no_more() -> None:
    note = correction_note("a.opus", -15.2, -16.04)
    assert (note.text, note.lessened) == ("a.opus measured -15.2 LUFS, corrected once to -16.0", False)
