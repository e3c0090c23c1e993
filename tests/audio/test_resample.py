"""One rate for all: pitch, level and length survive, and nothing is delayed."""

from __future__ import annotations

import numpy as np
import pytest

from audiorender.audio.resample import to_rate
from audiorender.model import RATE


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 96000])
def test_a_tone_keeps_its_pitch_level_and_place(rate: int) -> None:
    wave = np.sin(2 * np.pi * 440 * np.arange(rate) / rate).astype(np.float32)
    found = to_rate(wave, rate)
    assert found.dtype == np.float32
    assert abs(len(found) - RATE) <= 1
    expected = np.sin(2 * np.pi * 440 * np.arange(len(found)) / RATE)
    middle = slice(RATE // 10, -RATE // 10)
    assert np.abs(found[middle] - expected[middle]).max() < 1e-3


def test_the_same_rate_changes_nothing_and_shares_nothing() -> None:
    wave = np.linspace(-1, 1, 100, dtype=np.float32)
    found = to_rate(wave, RATE)
    np.testing.assert_array_equal(found, wave)
    found[0] = 0
    assert wave[0] == -1


def test_nothing_stays_nothing() -> None:
    assert len(to_rate(np.zeros(0, np.float32), 22050)) == 0


@pytest.mark.parametrize(("shape", "rate"), [((2, 10), 22050), ((10,), 0), ((10,), -1)])
def test_what_is_not_mono_at_a_rate_is_refused(shape: tuple[int, ...], rate: int) -> None:
    with pytest.raises(ValueError, match="mono"):
        to_rate(np.zeros(shape, np.float32), rate)
