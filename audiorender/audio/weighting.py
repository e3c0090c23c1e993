"""BS.1770's K-weighting and the resulting energies, computed by matrix products.

A fourth-order filter run sample by sample is slow in Python, and a library for it is slow to load. Within a block of
`_BLOCK` samples the output is linear in the samples and in the filter's four state values, so one matrix product covers
many blocks. The states at the starts of blocks follow from each other in the same way, a group of blocks at a time. All
products have the same shape, so that a stream gives the same energies however it is cut.

Large products are computed in square parts that OpenBLAS considers too small to split among threads: its threads would
compete with ours, whoever has loaded it and whatever its settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audiorender.model import CELL

Samples = NDArray[np.float32]
Energies = NDArray[np.float64]

_SECTIONS = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""BS.1770-4 tables 1 and 2, for 48 kHz: b0, b1, b2, a1, a2 of the shelving filter, then of the high-pass."""

_BLOCK = 64
_GROUP = 32  # blocks whose states are computed together
_GROUPS = 12
_ORDER = 2 * len(_SECTIONS)

SPAN = _BLOCK * _GROUP * _GROUPS
"""Samples weighted at a time: whole blocks, whole groups and whole cells (128 of them, half a second)."""


@dataclass(frozen=True)
class _Matrices:
    """For a block of samples u with initial state z: y = u @ direct + z @ ringing, z' = u @ enter + z @ stay.

    For a group of blocks with inputs v = u @ enter, side by side: `within` gives what earlier blocks add to the state
    at the start of each block, `carried` what the group's initial state has become there; `gathered` and `passed` give
    the same for the state after the group.
    """

    direct: Samples
    ringing: Samples
    enter: Energies
    within: Energies
    carried: Energies
    gathered: Energies
    passed: Energies


def _filtered(samples: Energies, state: Energies) -> tuple[Energies, Energies]:
    """Filter sample by sample: output and final state; transposed direct form II, one section after the other."""
    out, state = samples.copy(), state.copy()
    for section, (b0, b1, b2, a1, a2) in enumerate(_SECTIONS):
        first, second = state[2 * section], state[2 * section + 1]
        for at, value in enumerate(out):
            out[at] = b0 * value + first
            first = b1 * value - a1 * out[at] + second
            second = b2 * value - a2 * out[at]
        state[2 * section], state[2 * section + 1] = first, second
    return out, state


@cache
def _matrices() -> _Matrices:
    nothing, units = np.zeros(_ORDER), np.eye(_ORDER)
    answers = [_filtered(np.eye(1, _BLOCK, at)[0], nothing) for at in range(_BLOCK)]
    rings = [_filtered(np.zeros(_BLOCK), unit) for unit in units]
    stay = np.array([state for _, state in rings])
    powers = [np.linalg.matrix_power(stay, times) for times in range(_GROUP + 1)]
    within = np.zeros((_GROUP, _ORDER, _GROUP, _ORDER))
    for block in range(_GROUP):
        for later in range(block + 1, _GROUP):
            within[block, :, later] = powers[later - block - 1]
    return _Matrices(
        direct=np.array([out for out, _ in answers], np.float32),
        ringing=np.array([out for out, _ in rings], np.float32),
        enter=np.array([state for _, state in answers]),
        within=within.reshape(_GROUP * _ORDER, _GROUP * _ORDER),
        carried=np.concatenate(powers[:_GROUP], axis=1),
        gathered=np.concatenate(powers[_GROUP - 1 :: -1], axis=0),
        passed=powers[_GROUP],
    )


class CellEnergies:
    """The K-weighted energy of each cell of a stream, summed over its channels; full scale is 1."""

    def __init__(self, channels: int) -> None:
        self._channels = channels
        self._state = np.zeros((channels, _ORDER))
        self._rest: Samples = np.zeros((channels, 0), np.float32)

    def process(self, block: Samples) -> Energies:
        """Process the next samples (channels, n); return the mean squares of the cells that are now complete."""
        samples = np.concatenate((self._rest, block), axis=1) if self._rest.size else block
        whole = samples.shape[1] // SPAN * SPAN
        found = [np.zeros(0)]
        for start in range(0, whole, SPAN):
            weighted, self._state = self._weighted(samples[:, start : start + SPAN])
            found.append(_energies(weighted))
        self._rest = samples[:, whole:].copy()
        return np.concatenate(found)

    def rest(self) -> Energies:
        """The energies still to come if the stream ends here; a partial cell is padded with silence.

        The stream may still go on after this.
        """
        count = self._rest.shape[1]
        weighted, _ = self._weighted(np.pad(self._rest, ((0, 0), (0, SPAN - count))))
        weighted[:, count:] = 0.0  # the filter's ringing after the end does not belong to the stream
        return _energies(weighted)[: -(-count // CELL)]

    def _weighted(self, samples: Samples) -> tuple[Samples, Energies]:
        """The filtered samples of a span, and the state after it."""
        matrices, channels = _matrices(), self._channels
        blocks = np.ascontiguousarray(samples, np.float32).reshape(-1, _BLOCK)
        entering = (blocks.astype(np.float64) @ matrices.enter).reshape(channels, _GROUPS, _GROUP * _ORDER)
        states, gathered = entering @ matrices.within, entering @ matrices.gathered
        first, state = np.empty((channels, _GROUPS, _ORDER)), self._state
        for group in range(_GROUPS):
            first[:, group] = state
            state = state @ matrices.passed + gathered[:, group]
        states += first @ matrices.carried
        weighted = (blocks.reshape(-1, _BLOCK, _BLOCK) @ matrices.direct).reshape(-1, _BLOCK)
        weighted += states.reshape(-1, _ORDER).astype(np.float32) @ matrices.ringing
        return weighted.reshape(channels, -1), state


def _energies(weighted: Samples) -> Energies:
    """The mean square of each cell, summed over the channels."""
    cells = weighted.reshape(len(weighted), -1, CELL)
    squares: Energies = np.einsum("cni,cni->cn", cells, cells).sum(axis=0, dtype=np.float64) / CELL
    return squares
