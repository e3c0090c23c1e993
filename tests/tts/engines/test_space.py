"""The small room around a dry voice: it answers, dies away, and leaves the voice where it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiorender.tts.engines import open_engine
from audiorender.tts.engines.space import DECAY, LEVEL, NEAREST, in_a_room, walls

RATE = 22_050


def test_the_walls_answer_at_their_level_and_die_away() -> None:
    answer = walls(RATE)
    assert 10 * np.log10(np.sum(answer**2)) == pytest.approx(LEVEL)
    assert not answer[: round(NEAREST * RATE)].any()
    quarter = len(answer) // 4
    first, last = (np.sqrt(np.mean(part**2)) for part in (answer[quarter : 2 * quarter], answer[-quarter:]))
    assert 20 * np.log10(last / first) == pytest.approx(-30, abs=2), "two quarters of 60 dB"


@given(st.integers(1, 100_000), st.sampled_from([8_000, RATE, 48_000]))
def test_a_block_is_what_a_plain_convolution_gives(length: int, rate: int) -> None:
    voice = np.zeros(length, "<i2")
    voice[:: max(1, length // 3)] = 20_000
    heard = np.frombuffer(in_a_room(voice.tobytes(), rate), "<i2")
    assert len(heard) == length + round(DECAY * rate)
    wanted = np.zeros(len(heard))
    for place in np.flatnonzero(voice):
        wanted[place : place + len(walls(rate))] += 20_000 * walls(rate)
    wanted[:length] += voice
    assert np.abs(heard - np.clip(wanted, -32_768, 32_767)).max() <= 1


def test_a_voice_of_rules_ends_as_in_a_room_unless_it_is_to_be_dry() -> None:
    engine = open_engine("pyttsx3", workers=1)
    try:
        inside, dry = (engine.speak("Do you talk to her?", (("space", space),)) for space in (True, False))
    finally:
        engine.close()
    assert inside.words == dry.words
    assert in_a_room(dry.pcm, dry.rate) == inside.pcm
