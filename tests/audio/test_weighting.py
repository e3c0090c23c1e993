"""K-weighted energies against the filter as the standard writes it, in blocks of any size, loud before quiet."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.sounds import bursts
from audiorender.audio.weighting import SPAN, CellEnergies
from audiorender.model import CELL

Samples = NDArray[np.float32]

BS_1770 = (
    ([1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585]),
    ([1.0, -2.0, 1.0], [-1.99004745483398, 0.99007225036621]),
)


def weighted(samples: Samples) -> NDArray[np.float64]:
    """The two filters of BS.1770-4 one after the other, by their difference equations."""
    sound = samples.astype(np.float64)
    for (b0, b1, b2), (a1, a2) in BS_1770:
        out = np.zeros(len(sound) + 2)
        fed = np.concatenate((np.zeros(2), sound))
        for n in range(2, len(out)):
            out[n] = b0 * fed[n] + b1 * fed[n - 1] + b2 * fed[n - 2] - a1 * out[n - 1] - a2 * out[n - 2]
        sound = out[2:]
    return sound


def energies(samples: Samples, block: int = 1 << 16) -> NDArray[np.float64]:
    meter = CellEnergies(len(samples))
    found = [meter.process(samples[:, start : start + block]) for start in range(0, samples.shape[1], block)]
    return np.concatenate((*found, meter.rest()))


@pytest.mark.parametrize("count", [1, CELL, CELL + 1, SPAN - 1, SPAN, 3 * SPAN + 777])
def test_it_is_the_filter_of_the_standard(count: int) -> None:
    sound = np.stack([bursts(2, 1, -3), bursts(2, 2, -9)])[:, :count]
    cells = -(-count // CELL)
    squares = sum(np.square(np.pad(weighted(channel), (0, cells * CELL - len(channel)))) for channel in sound)
    np.testing.assert_allclose(energies(sound), np.reshape(squares, (cells, CELL)).mean(axis=1), rtol=1e-5, atol=1e-12)


def test_what_is_quiet_is_right_behind_what_is_loud() -> None:
    sound = np.concatenate((bursts(0.3, 3, 0), bursts(0.3, 4, -80)))[np.newaxis]
    expected = np.square(weighted(sound[0])).reshape(-1, CELL).mean(axis=1)
    np.testing.assert_allclose(energies(sound), expected, rtol=1e-4, atol=1e-13)


@pytest.mark.parametrize("block", [1, CELL - 1, CELL, CELL + 1, SPAN - 1, SPAN, SPAN + 1, 4799, 1 << 20])
def test_any_block_size_gives_the_same_bytes(block: int) -> None:
    sound = np.stack([bursts(0.8, 3, -1), bursts(0.8, 4, -2)])[:, : 2000 if block == 1 else None]
    np.testing.assert_array_equal(energies(sound, block), energies(sound, 1000))


def test_the_end_may_be_asked_for_on_the_way() -> None:
    sound = bursts(1, 5)[np.newaxis]
    meter = CellEnergies(1)
    first = meter.process(sound[:, :30000])
    assert len(first) + len(meter.rest()) == -(-30000 // CELL)
    rest = np.concatenate((first, meter.process(sound[:, 30000:]), meter.rest()))
    np.testing.assert_array_equal(rest, energies(sound))


def test_of_nothing_there_is_nothing() -> None:
    assert len(CellEnergies(2).rest()) == 0
