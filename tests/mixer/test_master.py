"""The limiter: the ceiling holds, what is under it is untouched, and nothing clicks."""

from __future__ import annotations

import numpy as np
import pytest
from audio.sounds import bursts, sine
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiorender.audio.loudness import TruePeak, amplitude, decibels
from audiorender.mixer.master import CONTEXT, REACH, STEP, Master, _lowest, gain_curve, master
from audiorender.model import RATE

Samples = NDArray[np.float32]


def mastered(sound: Samples, plan: Master) -> Samples:
    whole = sound[:, : sound.shape[1] // STEP * STEP]
    return master(np.pad(whole, ((0, 0), (CONTEXT, CONTEXT))), plan)


def true_peak(sound: Samples) -> float:
    peak = TruePeak(len(sound))
    peak.process(sound)
    return decibels(peak.result())


@pytest.mark.parametrize("gain", [3.0, 9.0, 20.0])
@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(np.stack([bursts(2, 1, 0), bursts(2, 2, -3)]), id="speech"),
        pytest.param(sine(RATE / 4, 0, 0.5, 45)[np.newaxis], id="between samples"),
        pytest.param(np.random.default_rng(1).standard_normal((2, RATE)).astype(np.float32), id="noise"),
    ],
)
def test_the_ceiling_holds_between_samples_too(sound: Samples, gain: float) -> None:
    found = true_peak(mastered(sound, Master(gain, -1.5)))
    assert -2.5 < found <= -1.45


def test_what_stays_under_the_ceiling_is_only_made_louder() -> None:
    sound = bursts(1, 3, -20)[np.newaxis]
    np.testing.assert_array_equal(mastered(sound, Master(6.0, -1.5)), sound * np.float32(amplitude(6.0)))


def test_a_peak_is_heard_by_the_limiter_only_around_it() -> None:
    sound = sine(300, -20, 1, 1.0)[np.newaxis]
    loud = sound.copy()
    loud[0, RATE // 2] = 1.0
    found = mastered(loud, Master(0.0, -6.0)) / loud
    far = 2 * REACH + 2 * STEP
    assert (np.abs(found[0, : RATE // 2 - far] - 1) < 1e-6)[1:].all()
    assert (np.abs(found[0, RATE // 2 + far :] - 1) < 1e-6).all()
    assert found[0, RATE // 2] == pytest.approx(amplitude(-6.0), rel=0.03)


def test_the_gain_never_jumps() -> None:
    peaks = np.ones(200)
    peaks[100] = 4.0
    curve = gain_curve(peaks, 1.0, STEP)
    assert len(curve) == 201
    assert curve[100] == pytest.approx(0.25)
    assert curve[101] == pytest.approx(0.25)
    assert np.abs(np.diff(curve)).max() < 0.75 / 20


@settings(max_examples=50)
@given(st.lists(st.floats(0, 10), min_size=1, max_size=200), st.sampled_from([48, 96, 192]))
def test_no_step_gets_more_than_it_needs(peaks: list[float], step: int) -> None:
    curve = gain_curve(np.array(peaks), 0.8, step)
    needed = 0.8 / np.maximum(peaks, 0.8)
    assert (curve[:-1] <= needed + 1e-9).all()
    assert (curve[1:] <= needed + 1e-9).all()
    assert (curve > 0).all()


def test_silence_stays_silent() -> None:
    assert not mastered(np.zeros((2, RATE // 10), np.float32), Master(20.0, -1.5)).any()


def test_only_whole_steps_are_mastered() -> None:
    with pytest.raises(ValueError, match="whole steps"):
        master(np.zeros((1, 2 * CONTEXT + 1), np.float32), Master(0.0, -1.0))


@pytest.mark.parametrize("width", [1, 2, 3, 12, 16, 48])
def test_the_lowest_of_neighbours(width: int) -> None:
    values = np.random.default_rng(width).random(100)
    assert np.array_equal(_lowest(values, width), sliding_window_view(values, width).min(axis=1))
