"""Every gap, overlap, duck, fade and loop of the plan stands in the decoded file, to 5 ms and half a decibel.

The plan's own sum (placements, gains and envelopes, of what the store holds) is compared with what a file decodes to,
pitch by pitch. Every pitch is a multiple of 200 Hz, so that a window of 5 ms hears one and none of the others.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from desk import Desk
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import audiorender
from audiorender.audio import ffmpeg
from audiorender.audio.decode import decode
from audiorender.audio.formats import FORMATS
from audiorender.model import RATE, Placement, Role
from audiorender.store import Store
from audiorender.store.sounds import Sounds

TALK = """---
audiorender: 1
title: Eel grass
cast:
  Ada: ada
  Ben: ben
intro: intro.wav
outro: outro.wav
---

# Out at low water

Ada: You planted it by hand, one blade after another, all the way out to the wreck and then around it.

Ben: Oh.

Ada: And it held through the whole of that first winter, with the storms that we had in it.

Ben: Quite.

Ada: Then the seals came back, and the little boats, and somebody opened a stall for tea.

Ben: Good.

Ada: Who pays for all that, in the end?

Ben: Nobody, as far as I know; we sell cakes. And then, once a year, there is the \N{EM DASH}

Ada: The raffle! [pause 0.7s] Of course.

[music bed.wav under -20dB]

Ben: A ham, two bicycles, and a week in a lighthouse that has no door.

[pause 7s]

Ada: And who won the lighthouse?

Ben: My aunt did, and she never came down again, so far as anybody has told us.

[music out]

[pause 3s]

Ada: Is she well?

# The way back

Ben: She waves.
"""

PITCHES = {"ada": 400, "ben": 1000, "bed": 2600, "sting": 3400, "intro": 4200, "outro": 5800}
VOICES, MUSIC = ("ada", "ben"), {"bed": 4, "sting": 2, "intro": 6, "outro": 4}  # seconds
NEAR = 5
"""Milliseconds by which what is heard may lie beside its place in the plan."""

STEP = RATE // 1000
WINDOWS = {name: RATE // 200 if name in VOICES else RATE // 50 for name in PITCHES}
"""Samples over which a level is measured: voices begin and end at once, and music takes its time."""

FLOORS = {"wav": -80.0, "mp3": -45.0, "m4a": -42.0, "opus": -44.0}
"""Decibels from full scale to what a coder may add to a level or take from it: a tone that begins at once is hard."""


@pytest.fixture(scope="module")
def planned_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk.at(tmp_path_factory.mktemp("desk"))
    desk.write("talk.md", TALK)
    desk.write("audiorender.toml", 'voices = "voices"\nsting = "sting.wav"\n')
    for name in VOICES:
        options = f"[options]\npitch = {PITCHES[name]}\n"
        desk.write(f"voices/{name}.toml", f'engine = "tone"\nabout = "A sine."\nlanguage = "en"\n\n{options}')
    for name, length in MUSIC.items():
        source = f"aevalsrc=0.2*sin({PITCHES[name]}*2*PI*t):s=48000:d={length}"
        ffmpeg.run(("-f", "lavfi", "-i", source, "-ac", "2", "-y", f"file:{desk.path / f'{name}.wav'}"))
    return desk


@pytest.fixture(scope="module")
def made(planned_desk: Desk) -> audiorender.Episode:
    return planned_desk.render("talk.md", formats=("mp3", "m4a", "opus", "wav"))


@pytest.fixture(scope="module")
def planned(planned_desk: Desk, made: audiorender.Episode) -> NDArray[np.float64]:
    """The sum of all that the plan places, before its gain, as (channels, samples)."""
    sounds = Sounds(Store(planned_desk.cache))
    total = np.zeros((made.timeline.channels, made.timeline.frames))
    for one in made.timeline.placements:
        samples = sounds.samples(one.source)[one.offset : one.offset + one.frames] / 32768
        at, gains = zip(*(one.envelope or ((0, 1.0),)), strict=True)
        curve = np.interp(np.arange(one.frames), at, gains)
        for number, gain in enumerate(one.gains):
            heard = samples if samples.ndim == 1 else samples[:, number]
            total[number, one.start : one.end] += heard * curve * gain
    return total


@cache  # each format is asked about pitch by pitch
def decoded(path: Path) -> NDArray[np.float32]:
    return np.concatenate(list(decode(path, 2)), axis=1)


def levels(sound: NDArray[np.floating], name: str) -> NDArray[np.float64]:
    """The amplitude of one pitch over time, in steps of 1 ms."""
    width = WINDOWS[name]
    turned = sound.mean(axis=0) * np.exp(-2j * np.pi * PITCHES[name] * np.arange(sound.shape[1]) / RATE)
    sums = np.concatenate(([0], np.cumsum(turned)))
    return np.asarray(2 * np.abs(sums[width::STEP] - sums[:-width:STEP]) / width)


def astray(heard: NDArray[np.float64], wanted: NDArray[np.float64], floor: float) -> NDArray[np.intp]:
    """The milliseconds at which no level that is wanted within `NEAR` of them is heard, to half a decibel."""
    around = sliding_window_view(np.pad(wanted, NEAR, mode="edge"), 2 * NEAR + 1)
    room, least = 10 ** (0.5 / 20), 10 ** (floor / 20)
    low, high = around.min(axis=1) / room - least, around.max(axis=1) * room + least
    return np.flatnonzero((heard < low) | (heard > high))


def test_the_talk_has_all_that_is_planned(made: audiorender.Episode) -> None:
    voices = [one for one in made.timeline.placements if one.role is Role.VOICE]
    assert any(after.start < before.end for before, after in pairwise(voices)), "an overlap"
    assert any(0 < after.start - before.end < RATE // 10 for before, after in pairwise(voices)), "a short gap"
    assert any(one.offset for one in voices), "a pause inside a paragraph"
    music = [one for one in made.timeline.placements if one.role is Role.MUSIC]
    assert max(Counter(one.source for one in music if not one.offset).values()) > 3, "a loop"
    assert any(_ratio(one) > 10 ** (10 / 20) for one in music if one.frames > RATE), "a duck"


def _ratio(placement: Placement) -> float:
    """Between the highest and the lowest gain of a placement that it does not fade from or to."""
    gains = [gain for _, gain in placement.envelope if gain > 10 ** (-30 / 20)]
    return max(gains, default=1.0) / min(gains, default=1.0)


@pytest.mark.parametrize("suffix", FLOORS)
@pytest.mark.parametrize("name", PITCHES)
def test_all_of_it_stands_in_the_file(
    name: str, suffix: str, made: audiorender.Episode, planned: NDArray[np.float64]
) -> None:
    file = next(file for file in made.files if file.file.endswith(f".{suffix}"))
    sound = decoded(made.audio.with_suffix(f".{suffix}"))
    assert sound.shape == planned.shape
    form = FORMATS[suffix]
    gain = file.gain - form.coder.loss_at(form.bitrate(made.timeline.channels))
    wanted, heard = levels(planned * 10 ** (gain / 20), name), levels(sound, name)
    assert wanted.max() > 10 ** (-26 / 20)
    places = astray(heard, wanted, FLOORS[suffix])
    assert not len(places), [(int(place), heard[place], wanted[place]) for place in places[:9]]


@pytest.mark.parametrize("name", PITCHES)
def test_seven_milliseconds_and_seven_tenths_of_a_decibel_are_noticed(name: str, planned: NDArray[np.float64]) -> None:
    wanted = np.pad(levels(planned * 10 ** (8 / 20), name), 10)  # so that nothing sounds where it rolls around
    for right in (wanted, np.roll(wanted, 4), wanted * 10 ** (0.4 / 20), wanted / 10 ** (0.4 / 20)):
        assert not len(astray(right, wanted, FLOORS["wav"]))
    for wrong in (np.roll(wanted, 7), wanted * 10 ** (0.7 / 20), wanted / 10 ** (0.7 / 20)):
        assert len(astray(wrong, wanted, FLOORS["wav"]))
