"""Which voices there are, and what one sounds like."""

from __future__ import annotations

import wave

import pytest
from desk import TONES, Desk

import audiorender
from audiorender.errors import UsageError
from audiorender.tts.voices import default_order


def audition(desk: Desk, voice: str, into: str) -> audiorender.Preview:
    with desk.session() as session:
        return audiorender.audition(voice, into=desk.path / into, settings=desk.path, session=session)


def test_the_default_cast_comes_first(desk: Desk) -> None:
    names = [voice.name for voice in audiorender.voices(settings=desk.path)]
    order = list(default_order())
    assert names[: len(order)] == order
    assert names[len(order) :] == sorted(names[len(order) :])
    assert set(TONES) <= set(names)


def test_a_voice_is_heard(desk: Desk) -> None:
    heard = audition(desk, "high", "high.wav")
    assert heard.planned.clips_made == 1
    with wave.open(str(desk.path / "high.wav")) as file:
        assert file.getnframes() == heard.planned.timeline.frames
    assert audition(desk, "high", "again.wav").planned.clips_made == 0
    assert sorted(path.name for path in desk.path.glob("*.wav")) == ["again.wav", "high.wav"]


def test_a_voice_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(UsageError, match="there is no voice 'hihg'; did you mean 'high'"):
        audition(desk, "hihg", "x.wav")
