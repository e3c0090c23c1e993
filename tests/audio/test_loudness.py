"""The meter against EBU Tech 3341, against ffmpeg's, and against itself in blocks of other sizes."""

from __future__ import annotations

import re
import subprocess

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.sounds import bursts, sine
from audiorender.audio import ffmpeg
from audiorender.audio.loudness import (
    PEAK_REACH,
    Meter,
    TruePeak,
    decibels,
    integrated,
    profile,
    true_peaks,
)
from audiorender.model import CELL, RATE

from .test_weighting import weighted

Samples = NDArray[np.float32]


def measured(sound: Samples, block: int = 1 << 16) -> Meter:
    meter = Meter(len(sound))
    for start in range(0, sound.shape[1], block):
        meter.process(sound[:, start : start + block])
    return meter


def stereo(*parts: tuple[float, float]) -> Samples:
    """Stretches of a 1 kHz sine in both channels: (dBFS, seconds)."""
    wave = np.concatenate([sine(1000, level, seconds) for level, seconds in parts])
    return np.stack([wave, wave])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(-23, 20)], -23, id="1"),
        pytest.param([(-33, 20)], -33, id="2"),
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], -23, id="3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23, id="4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], -23, id="5"),
    ],
)
def test_integrated_loudness_of_ebu_tech_3341(parts: list[tuple[float, float]], expected: float) -> None:
    assert measured(stereo(*parts)).integrated() == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("divisor", "degrees", "amplitude", "expected"),
    [
        pytest.param(4, 0, 0.5, -6.0, id="15"),
        pytest.param(4, 45, 0.5, -6.0, id="16"),
        pytest.param(6, 60, 0.5, -6.0, id="17"),
        pytest.param(8, 67.5, 0.5, -6.0, id="18"),
        pytest.param(4, 45, 1.41, 3.0, id="19"),
    ],
)
def test_true_peak_of_ebu_tech_3341(divisor: int, degrees: float, amplitude: float, expected: float) -> None:
    wave = sine(RATE / divisor, decibels(amplitude), 1, degrees)
    fade = np.minimum(1, np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 480).astype(np.float32)
    peak = measured((wave * fade)[np.newaxis]).true_peak()
    assert -0.4 <= peak - expected <= 0.2


def test_a_sine_at_full_scale_reads_minus_three_in_one_channel() -> None:
    assert measured(sine(997, 0, 3)[np.newaxis]).integrated() == pytest.approx(-3.01, abs=0.01)


def test_silence_and_what_is_shorter_than_a_block_have_no_loudness() -> None:
    assert measured(np.zeros((2, RATE), np.float32)).integrated() == -np.inf
    assert measured(np.zeros((2, RATE), np.float32)).true_peak() == -np.inf
    assert measured(stereo((-20, 0.39))).integrated() == -np.inf
    assert np.isfinite(measured(stereo((-20, 0.4))).integrated())
    assert integrated(np.zeros(0)) == -np.inf


@pytest.mark.parametrize("seed", [1, 2])
def test_ffmpeg_says_the_same(seed: int) -> None:
    sound = np.stack([bursts(8, seed, -3), bursts(8, seed + 10, -9)])
    meter = measured(sound)
    loudness, peak = by_ffmpeg(sound)
    assert meter.integrated() == pytest.approx(loudness, abs=0.1)
    assert meter.true_peak() == pytest.approx(peak, abs=0.2)


def by_ffmpeg(sound: Samples) -> tuple[float, float]:
    options = [
        "-f",
        "f32le",
        "-ar",
        str(RATE),
        "-ac",
        "2",
        "-i",
        "pipe:0",
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    command = [ffmpeg.executable(), "-hide_banner", "-nostats", *options]
    said = subprocess.run(command, input=sound.T.tobytes(), capture_output=True, check=True).stderr.decode()
    summary = said[said.rindex("Summary:") :]
    found = [re.search(pattern, summary) for pattern in (r"I:\s+(-?[\d.]+) LUFS", r"Peak:\s+(-?[\d.]+) dBFS")]
    loudness, peak = (float(match[1]) for match in found if match)
    return loudness, peak


@pytest.mark.parametrize("block", [1, CELL - 1, CELL, CELL + 1, 47, 4799, 4800, 4801, 1 << 20])
def test_any_block_size_gives_the_same_reading(block: int) -> None:
    sound = np.stack([bursts(0.6, 3, -1), bursts(0.6, 4, -2)])[:, : 2000 if block == 1 else None]
    expected, found = measured(sound, 1000), measured(sound, block)
    np.testing.assert_array_equal(found.cells(), expected.cells())
    assert found.true_peak() == expected.true_peak()


def test_the_true_peak_of_a_stretch_is_exact_above_the_threshold_and_the_threshold_below() -> None:
    sound = np.stack([bursts(0.5, 5, -1), bursts(0.5, 6, -1)])
    exact = true_peaks(sound, 48, 0.0)
    for above in (0.1, 0.5, 0.9):
        np.testing.assert_array_equal(true_peaks(sound, 48, above), np.maximum(exact, np.float32(above)))
    later = true_peaks(sound[:, 48 * 7 :], 48, 0.0)
    np.testing.assert_array_equal(later, exact[7:])
    largest = np.abs(sound[:, PEAK_REACH : PEAK_REACH + 48 * len(exact)]).max(axis=0).reshape(-1, 48).max(axis=1)
    assert (exact >= largest).all()
    assert (exact > largest * 1.01).any()


def test_an_impulse_at_either_end_is_not_missed() -> None:
    for place in (0, 99):
        sound = np.zeros((1, 100), np.float32)
        sound[0, place] = 0.7
        peak = TruePeak(1)
        peak.process(sound)
        assert peak.result() == pytest.approx(0.7)


def test_a_profile_adds_up_to_the_loudness_of_the_clip() -> None:
    clip = bursts(3.001, 7, -6)
    energy, peak = (np.frombuffer(cells, "<f4").astype(np.float64) for cells in profile(clip))
    assert len(energy) == len(peak) == -(-len(clip) // CELL)
    assert integrated(energy) == pytest.approx(measured(clip[np.newaxis]).integrated(), abs=1e-4)
    assert peak.max() == np.abs(clip).max()


def test_a_part_filled_last_cell_counts_as_filled_up_with_silence() -> None:
    clip = bursts(0.1, 8)[: CELL * 3 + 10]
    energy, peak = (np.frombuffer(cells, "<f4") for cells in profile(clip))
    rest = np.square(weighted(clip))[CELL * 3 :].sum()
    assert len(energy) == 4
    assert energy[3] == pytest.approx(rest / CELL, rel=1e-5)
    assert peak[3] == np.abs(clip[CELL * 3 :]).max()


def test_the_profile_of_nothing_is_empty() -> None:
    assert profile(np.zeros(0, np.float32)) == (b"", b"")
