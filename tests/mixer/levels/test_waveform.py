"""The waveform: loud where it is loud, silent where nobody speaks, and cheap."""

from __future__ import annotations

import numpy as np
import pytest

from audiorender.mixer.levels.waveform import waveform
from audiorender.mixer.mix import Mixer
from audiorender.mixer.timeline import lay_out
from audiorender.model import Pause, Timeline
from mixer.episodes import Recording


def _laid(recording: Recording) -> Timeline:
    return lay_out(recording.script, recording.lines, recording.seats())


def test_it_has_so_many_bars_and_the_loudest_is_one() -> None:
    recording = Recording().say("Ada", "Good evening.", seconds=2.0).say("Ben", "Is it?", seconds=1.0)
    shape = waveform(_laid(recording), recording.clips, 100)
    assert len(shape) == 100
    assert max(shape) == 1.0
    assert min(shape) >= 0.0


def test_a_pause_is_silent_in_its_place() -> None:
    recording = Recording().say("Ada", "One.", seconds=2.0).add(Pause(4000)).say("Ada", "Two.", seconds=2.0)
    timeline = _laid(recording)
    first, second = timeline.placements
    bars = timeline.frames // 4800  # a tenth of a second each
    shape = np.array(waveform(timeline, recording.clips, bars))
    edges = np.array([first.end, second.start]) / timeline.frames * bars
    assert not shape[int(edges[0]) + 1 : int(edges[1])].any()
    assert shape[: int(edges[0])].mean() > 0.2
    assert shape[int(edges[1]) + 1 : int(second.end / timeline.frames * bars)].mean() > 0.2


def test_it_follows_the_samples_that_are_mixed() -> None:
    recording = Recording().say("Ada", "Good evening to you.", seconds=3.0).say("Ben", "Is it?", seconds=2.0)
    timeline = _laid(recording)
    bars = 60
    shape = np.array(waveform(timeline, recording.clips, bars))
    heard = Mixer(timeline, recording.samples.__getitem__).mixed(0, timeline.frames)
    parts = np.array_split(np.square(heard.astype(np.float64)).sum(axis=0), bars)
    loudness = np.sqrt([part.mean() for part in parts])
    assert np.corrcoef(shape, loudness)[0, 1] > 0.95


@pytest.mark.parametrize("bars", [1, 7, 960])
def test_an_episode_shorter_than_its_bars_is_still_drawn(bars: int) -> None:
    recording = Recording().say("Ada", "Hm.", seconds=0.2)
    assert len(waveform(_laid(recording), recording.clips, bars)) == bars
