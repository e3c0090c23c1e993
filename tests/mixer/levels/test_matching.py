"""Levels planned from cells are the levels that are measured on samples."""

from __future__ import annotations

import functools
from dataclasses import replace

import numpy as np
import pytest
from audio.sounds import bursts
from numpy.typing import NDArray

from audiorender.audio.loudness import STEP, Meter, amplitude
from audiorender.audio.wav import sixteen_bits
from audiorender.mixer.levels.matching import SPEAKER_LEVEL, match, plan_master
from audiorender.mixer.master import CONTEXT, Master, master
from audiorender.mixer.mix import Mixer
from audiorender.mixer.timeline import lay_out
from audiorender.model import CELL, FRAME, RATE, Line, Placement, Timeline
from mixer.episodes import Recording, clip_of


def heard(timeline: Timeline, recording: Recording, plan: Master) -> Meter:
    meter = Meter(timeline.channels)
    meter.process(Mixer(timeline, recording.samples.__getitem__).mastered(0, timeline.frames, plan))
    return meter


@functools.cache
def talk() -> Recording:
    recording = Recording()
    for number in range(6):
        recording.say("AB"[number % 2], f"number {number}", seconds=0.7 + number / 8)
    return recording


@pytest.mark.parametrize(("channels", "target"), [(1, -26.0), (1, -19.0), (2, -23.0), (2, -16.0)])
def test_the_mastered_episode_measures_what_was_planned(channels: int, target: float) -> None:
    recording = talk()
    timeline = lay_out(recording.script, recording.lines, recording.seats(), channels=2 if channels == 2 else 1)
    plan = plan_master(timeline, recording.clips, target=target, ceiling=-1.5)
    meter = heard(timeline, recording, plan)
    assert meter.integrated() == pytest.approx(target, abs=0.15)
    assert meter.true_peak() <= -1.45


def test_the_encoders_loss_is_made_up_for() -> None:
    recording = talk()
    timeline = lay_out(recording.script, recording.lines, recording.seats())
    plain = plan_master(timeline, recording.clips, target=-23.0, ceiling=-1.5)
    louder = plan_master(timeline, recording.clips, target=-23.0, ceiling=-1.5, loss=0.4)
    assert louder.gain == pytest.approx(plain.gain + 0.4, abs=0.11)


def test_the_gain_comes_in_steps_so_that_a_small_edit_moves_nothing() -> None:
    recording = talk()
    timeline = lay_out(recording.script, recording.lines, recording.seats())
    gain = plan_master(timeline, recording.clips, target=-20.0, ceiling=-1.5).gain
    assert gain == round(gain, 1)


def test_the_gain_is_the_same_however_long_the_stretches_that_it_is_planned_in(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = talk()
    timeline = lay_out(recording.script, recording.lines, recording.seats())
    whole = plan_master(timeline, recording.clips, target=-14.0, ceiling=-1.5)
    matched = match(recording.lines, {}, 9.0)
    for steps in (4, 7, 100):
        monkeypatch.setattr("audiorender.mixer.levels.matching._STRETCH", steps * STEP)
        aside: list[bytes] = []
        assert plan_master(timeline, recording.clips, target=-14.0, ceiling=-1.5, aside=aside) == whole
        assert len(aside) == -(-timeline.frames // (steps * STEP * CELL))
        assert match(recording.lines, {}, 9.0) == matched


def test_parts_of_clips_and_their_envelopes_are_counted() -> None:
    recording = talk()
    key = next(iter(recording.samples))
    ramp = ((0, 1.0), (FRAME * 10, 0.2))
    timeline = lay_out(recording.script, recording.lines, recording.seats())
    part = Placement(key, 0, FRAME * 20, FRAME, (0.7, 0.2), ramp)
    timeline = replace(timeline, placements=(part, *timeline.placements[1:3]), captions=(), turns=())
    plan = plan_master(timeline, recording.clips, target=-20.0, ceiling=-1.5)
    assert heard(timeline, recording, plan).integrated() == pytest.approx(-20, abs=0.15)


def test_silence_gets_no_gain() -> None:
    recording = Recording().say("A", "")
    timeline = lay_out(recording.script, recording.lines, recording.seats())
    assert plan_master(timeline, {}, target=-16.0, ceiling=-1.5) == Master(0.0, -1.5)


def test_a_target_out_of_reach_does_not_drive_the_limiter_without_end() -> None:
    recording = talk()
    timeline = lay_out(recording.script, recording.lines, recording.seats())
    wanted = plan_master(timeline, recording.clips, target=-3.0, ceiling=-1.5).gain
    modest = plan_master(timeline, recording.clips, target=-23.0, ceiling=-1.5).gain
    assert wanted <= modest + 20 + 6.1


def line(speaker: str, level: float, seconds: float, seed: int = 1) -> Line:
    return Line(0, speaker, clip_of("k", sixteen_bits(bursts(seconds, seed, level))), ())


def test_a_quiet_speaker_is_raised_to_where_a_loud_one_is() -> None:
    gains = match([line("Ada", -6, 3), line("Ben", -16, 3)], {}, 4.0)
    assert gains["Ben"] - gains["Ada"] == pytest.approx(10, abs=0.26)
    assert all(gain * 4 == round(gain * 4) for gain in gains.values())


def test_a_speakers_clips_all_get_the_gain_of_the_whole() -> None:
    loud, quiet = line("Ada", -6, 3), line("Ada", -14, 3)
    together = match([loud, quiet], {}, 4.0)["Ada"]
    assert match([loud], {}, 4.0)["Ada"] < together < match([quiet], {}, 4.0)["Ada"]


def test_nobodys_gain_hangs_on_another() -> None:
    alone = match([line("Ada", -9, 2)], {}, 4.0)
    assert match([line("Ada", -9, 2), line("Ben", -40, 2)], {}, 4.0)["Ada"] == alone["Ada"]


def test_one_who_says_a_word_only_is_matched_too() -> None:
    clip = line("Ada", -12, 0.2)
    short = match([clip], {}, 4.0)["Ada"]
    assert short == pytest.approx(match([clip] * 10, {}, 4.0)["Ada"], abs=1.0)
    assert short != 0


def test_matched_speakers_measure_the_speaker_level() -> None:
    recording = talk()
    timeline = lay_out(recording.script, recording.lines, recording.seats(), channels=1)
    meter = heard(timeline, recording, Master(0.0, -1.0))
    assert meter.integrated() == pytest.approx(SPEAKER_LEVEL, abs=0.8)


def test_one_who_cannot_be_heard_is_left_alone() -> None:
    silent = clip_of("k", np.zeros(1000, np.int16))
    assert match([Line(0, "Ada", silent, ()), Line(0, "Ben", None, ())], {}, 4.0) == {"Ada": 0.0}


def test_a_voice_with_high_peaks_is_as_loud_behind_the_limiter_as_one_without() -> None:
    seconds = np.arange(20 * RATE) / RATE
    flat = np.asarray(0.1 * np.sin(2 * np.pi * 300 * seconds), np.float32)
    peaky = flat * np.asarray(1 + 5 * (seconds % 0.2 < 0.01), np.float32)  # five short bursts a second
    both = {"Ada": flat, "Ben": peaky}
    lines = [Line(0, name, clip_of(name, sixteen_bits(sound)), ()) for name, sound in both.items()]
    gains = match(lines, {}, lift=7.0)
    found = {}
    for name, sound in both.items():
        loud = np.pad(sound[np.newaxis] * amplitude(gains[name]), ((0, 0), (CONTEXT, CONTEXT)))
        meter = Meter(1)
        meter.process(master(loud.astype(np.float32), Master(7.0, -1.5)))
        found[name] = meter.integrated()
    assert gains["Ben"] - gains["Ada"] > integrated_of(flat) - integrated_of(peaky) + 1
    assert found["Ada"] == pytest.approx(SPEAKER_LEVEL + 7, abs=0.15)
    assert found["Ben"] == pytest.approx(SPEAKER_LEVEL + 7, abs=0.4)


def integrated_of(sound: NDArray[np.float32]) -> float:
    meter = Meter(1)
    meter.process(sound[np.newaxis])
    return meter.integrated()
