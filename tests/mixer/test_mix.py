"""The mix: any block size gives the same samples, and they are the clips times their gains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from audiorender.mixer.master import CONTEXT, STEP, Master
from audiorender.mixer.mix import Mixer, _ramp
from audiorender.model import FRAME, RATE, Chapter, Placement, Timeline
from mixer.episodes import Recording

FRAMES = 40 * FRAME
RAMP = ((0, 0.0), (FRAME, 1.0), (3 * FRAME, 0.25))
PLAN = Master(6.0, -3.0)


def recording() -> Recording:
    return Recording(level=-1.0).say("Ada", "one", seconds=0.4).say("Ben", "two", seconds=0.3)


SAMPLES = recording().samples
ONE, TWO = SAMPLES


def timeline() -> Timeline:
    """Two clips that overlap, one of them in part and faded, and one that begins within the last frame's reach."""
    placements = (
        Placement(ONE, 2 * FRAME, len(SAMPLES[ONE]), 0, (0.5, 0.25)),
        Placement(TWO, 5 * FRAME, 5000, 1000, (0.1, 0.9), RAMP),
        Placement(TWO, 25 * FRAME, len(SAMPLES[TWO]), 0, (1.0, 1.0)),
    )
    return Timeline(RATE, 2, FRAMES, placements, (), (Chapter(0, FRAMES, "One"),), ())


def mix(timeline: Timeline, start: int, frames: int) -> NDArray[np.float32]:
    """One block by itself, before mastering."""
    return Mixer(timeline, SAMPLES.__getitem__).mixed(start, frames)


def expected() -> NDArray[np.float64]:
    """The same by the definition, in double precision."""
    whole = np.zeros((2, FRAMES))
    for placement in timeline().placements:
        sound = SAMPLES[placement.source][placement.offset : placement.offset + placement.frames] / 32768
        if placement.envelope:
            sound = sound * np.interp(np.arange(len(sound)), [at for at, _ in RAMP], [gain for _, gain in RAMP])
        for channel, gain in enumerate(placement.gains):
            whole[channel, placement.start : placement.end] += sound * gain
    return whole


def test_the_mix_is_the_clips_times_their_gains() -> None:
    whole = mix(timeline(), 0, FRAMES)
    assert whole.dtype == np.float32
    assert np.abs(whole - expected()).max() < 1e-6
    assert np.abs(whole).max() > 0.1


@pytest.mark.parametrize("block", [STEP - 1, STEP, STEP + 1, 1151, 1152, 1153, 5000, FRAMES - 1, FRAMES, FRAMES + 1])
def test_any_block_size_gives_the_same_samples(block: int) -> None:
    mixer = Mixer(timeline(), SAMPLES.__getitem__)
    frames = min(FRAMES, 100 * block)
    starts = range(0, frames, block)
    mixed = [mixer.mixed(start, min(block, frames - start)) for start in starts]
    mastered = [mixer.mastered(start, min(block, frames - start), PLAN) for start in starts]
    whole = mixer.mastered(0, FRAMES, PLAN)[:, :frames]
    assert (np.abs(whole) < np.abs(mixer.mixed(0, frames)) * 1.9).any()
    np.testing.assert_array_equal(np.concatenate(mixed, axis=1), mixer.mixed(0, FRAMES)[:, :frames])
    np.testing.assert_array_equal(np.concatenate(mastered, axis=1), whole)


@pytest.mark.parametrize("edge", [2 * FRAME, 5 * FRAME, 5 * FRAME + 5000, 25 * FRAME])
@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_blocks_cut_at_an_edge_of_a_clip_join(edge: int, beside: int) -> None:
    whole = mix(timeline(), 0, FRAMES)
    at = edge + beside
    np.testing.assert_array_equal(mix(timeline(), 0, at), whole[:, :at])
    np.testing.assert_array_equal(mix(timeline(), at, FRAMES - at), whole[:, at:])


def test_it_is_silent_beyond_either_end() -> None:
    around = mix(timeline(), -1000, FRAMES + 2000)
    assert not around[:, :1000].any()
    assert not around[:, -1000:].any()
    np.testing.assert_array_equal(around[:, 1000:-1000], mix(timeline(), 0, FRAMES))


def test_only_clips_that_sound_are_read_and_each_once() -> None:
    asked: list[str] = []

    def read(key: str) -> NDArray[np.int16]:
        asked.append(key)
        return SAMPLES[key]

    mixer = Mixer(timeline(), read)
    mixer.mixed(0, 2 * FRAME)
    assert asked == []
    mixer.mixed(2 * FRAME, FRAME)
    mixer.mixed(3 * FRAME, FRAME)
    assert asked == [ONE]
    mixer.mixed(5 * FRAME, FRAME)
    assert asked == [ONE, TWO]


def test_a_long_clip_under_many_short_ones_is_not_missed() -> None:
    short = [Placement(TWO, start * FRAME, 100, 0, (1.0, 1.0)) for start in range(1, 15)]
    placements = (Placement(ONE, 0, len(SAMPLES[ONE]), 0, (1.0, 0.0)), *short)
    plan = Timeline(RATE, 2, FRAMES, placements, (), (Chapter(0, FRAMES, "One"),), ())
    found = mix(plan, 14 * FRAME + 200, 500)
    np.testing.assert_array_equal(found[0] * 32768, SAMPLES[ONE][14 * FRAME + 200 :][:500])


def test_mastering_looks_no_further_than_its_context() -> None:
    here = Mixer(timeline(), SAMPLES.__getitem__).mastered(5 * FRAME, FRAME, PLAN)
    deaf = Timeline(RATE, 2, FRAMES, timeline().placements[:2], (), (Chapter(0, FRAMES, "One"),), ())
    np.testing.assert_array_equal(Mixer(deaf, SAMPLES.__getitem__).mastered(5 * FRAME, FRAME, PLAN), here)
    assert 25 * FRAME - 6 * FRAME > CONTEXT


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from([0.25, 0.5, 1.0])),
        min_size=1,
        max_size=6,
        unique_by=lambda k: k[0],
    ),
    st.integers(-5, 70),
    st.integers(1, 30),
)
def test_a_curve_is_what_interpolation_makes_of_it(knots: list[tuple[int, float]], start: int, frames: int) -> None:
    at, gains = zip(*sorted(knots), strict=True)
    wanted = np.interp(np.arange(start, start + frames), at, gains).astype(np.float32)
    assert np.array_equal(np.broadcast_to(_ramp(tuple(sorted(knots)), start, frames), frames), wanted)
