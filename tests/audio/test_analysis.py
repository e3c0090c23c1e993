"""What is heard of known sounds, whatever the size of the blocks; the range against ffmpeg's."""

from __future__ import annotations

import re
import subprocess
import tracemalloc

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from audio.sounds import bursts, sine
from audiorender.audio.analysis import Analyser, Analysis
from audiorender.model import RATE


def heard(samples: NDArray[np.float32], size: int = 65536) -> Analysis:
    analyser = Analyser(len(samples))
    for start in range(0, samples.shape[1], size):
        analyser.process(samples[:, start : start + size])
    return analyser.result()


def stereo(left: NDArray[np.float32], right: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    return np.stack((left, left if right is None else right))


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), np.float32)


def test_a_plain_tone() -> None:
    found = heard(stereo(sine(997, -16, 5)))
    assert (found.samples, found.channels, found.silences, found.clipped) == (5 * RATE, 2, (), 0)
    assert found.loudness == pytest.approx(-16, abs=0.05)
    assert found.loudness_range == pytest.approx(0, abs=0.05)
    assert found.true_peak == pytest.approx(-16, abs=0.05)
    assert found.correlation == pytest.approx(1)
    assert not found.silent


@pytest.mark.parametrize(
    ("size", "pause"),
    [(1, 0.01), (2, 0.01), (191, 1.1), (192, 1.1), (193, 1.1), (4000, 1.1), (65535, 1.1), (10**6, 1.1)],
)
def test_any_block_size_hears_the_same(size: int, pause: float) -> None:
    loud = np.clip(4 * bursts(max(pause, 0.1), level=-3), -1, 1)
    samples = stereo(np.concatenate((loud, silence(pause), loud)), np.concatenate((loud, silence(pause), -0.5 * loud)))
    one, other = heard(samples, samples.shape[1]), heard(samples, size)
    assert one.clipped > 0
    assert (one.silences, one.clipped, one.clipped_at) == (other.silences, other.clipped, other.clipped_at)
    assert one.loudness == pytest.approx(other.loudness, abs=1e-6)
    assert one.correlation == pytest.approx(other.correlation, abs=1e-4)


def test_silences_are_found_where_they_are() -> None:
    tone = sine(440, -20, 2)
    samples = stereo(np.concatenate((silence(1.5), tone, silence(3), tone, silence(0.5), tone, silence(2))))
    at = [(round(start / RATE, 2), round(end / RATE, 2)) for start, end in heard(samples).silences]
    assert at == [(0, 1.5), (3.5, 6.5), (11, 13)]


def test_flat_tops_are_clipping_and_one_full_sample_is_not() -> None:
    samples = stereo(sine(440, -6, 1))
    samples[:, 1000:1002] = 1.0
    assert heard(samples).clipped == 0
    samples[0, 5000:5007] = -1.0
    found = heard(samples, 5003)  # the run goes over the edge of a block
    assert (found.clipped, found.clipped_at) == (5, 5000)


def test_sides_that_cancel_out_and_a_dead_one() -> None:
    tone = sine(440, -20, 1)
    assert heard(stereo(tone, -tone)).correlation == pytest.approx(-1)
    assert heard(stereo(tone, silence(1))).silent_channels == (2,)
    assert heard(stereo(tone, silence(1))).correlation is None
    assert heard(tone[np.newaxis]).correlation is None
    assert heard(stereo(silence(1))).silent
    assert heard(np.zeros((2, 0), np.float32)).silent


def test_the_range_is_ffmpegs() -> None:
    parts = [bursts(6, seed=seed, level=level) for seed, level in enumerate((-8, -20, -12, -26, -9))]
    samples = stereo(np.concatenate(parts))
    raw = ["-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", "pipe:0"]
    command = [get_ffmpeg_exe(), "-hide_banner", "-nostats", *raw, "-af", "ebur128", "-f", "null", "-"]
    said = subprocess.run(command, input=samples.T.tobytes(), capture_output=True, check=True).stderr.decode()
    theirs = float(re.findall(r"LRA:\s+([\d.]+) LU", said)[-1])
    assert theirs > 5
    assert heard(samples).loudness_range == pytest.approx(theirs, abs=0.2)


def test_it_remembers_little_whatever_the_length() -> None:
    """The energies of two minutes' cells alone would be 480 kB; and it goes quiet every second."""
    analyser = Analyser(2)
    analyser.process(stereo(sine(440, -6, 1)))  # true peaks of what is softer need no work
    block = stereo(np.concatenate((sine(440, -20, 0.5), silence(0.5))))
    tracemalloc.start()
    try:
        analyser.process(block)
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(120):
            analyser.process(block)
        kept = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert kept < 60_000
