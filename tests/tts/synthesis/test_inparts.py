"""An utterance in several languages: what is said with which voice, and how it is joined."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from audiorender.errors import EngineError
from audiorender.model import Options, Part, Speech, Utterance, WordMark
from audiorender.tts.synthesis.clips import utterance_key
from audiorender.tts.synthesis.inparts import BREATH, stretches
from audiorender.tts.synthesis.saying import said

OWN: Options = (("voice", "en"),)
OTHER: Options = (("voice", "ru"),)


@dataclass
class Beeps:
    """Says every text as a tenth of a second of sound between silences of the same length, with one mark."""

    name: str = "beeps"
    version: str = "1"
    asked: list[tuple[str, Options]] = field(default_factory=list)
    rates: dict[Options, int] = field(default_factory=dict)

    def check(self, options: Options) -> None:
        pass

    def speak(self, text: str, options: Options) -> Speech:
        self.asked.append((text, options))
        rate = self.rates.get(options, 24_000)
        quiet, loud = np.zeros(rate // 10, "<i2"), np.full(rate // 10, 9_000, "<i2")
        mark = WordMark(len(text) - len(text.lstrip()), rate // 10)
        return Speech(rate, np.concatenate((quiet, loud, quiet)).tobytes(), (mark,))

    def close(self) -> None:
        pass


def _utterance(spoken: str, foreign: str) -> Utterance:
    start = spoken.index(foreign)
    return Utterance(spoken, "beeps", OWN, parts=(Part(start, start + len(foreign), OTHER),))


def test_each_part_is_said_with_its_own_options_and_none_is_lost() -> None:
    engine = Beeps()
    said(engine, _utterance("We say мост, a bridge.", "мост"))
    assert engine.asked == [("We say ", OWN), ("мост", OTHER), (", a bridge.", OWN)]


def test_the_parts_are_joined_with_a_breath_and_the_marks_move_along() -> None:
    speech = said(Beeps(), _utterance("We say мост here", "мост"))
    starts = [mark.sample for mark in speech.words]
    assert [mark.start for mark in speech.words] == [0, 7, 12]
    assert starts == sorted(starts)
    between = starts[1] - starts[0]
    assert between == pytest.approx((0.1 + BREATH) * speech.rate, abs=0.04 * speech.rate)
    assert len(speech.pcm) // 2 < 0.6 * speech.rate, "the silence around each part is gone"


def test_an_utterance_in_one_language_is_the_engines_own_speech() -> None:
    engine = Beeps()
    assert said(engine, Utterance("Yes.", "beeps", OWN)) == Beeps().speak("Yes.", OWN)


def test_punctuation_alone_is_asked_of_no_voice() -> None:
    utterance = _utterance("«мост».", "мост")
    assert list(stretches(utterance)) == [(1, 5, OTHER)]


def test_voices_of_two_rates_meet_at_ours() -> None:
    speech = said(Beeps(rates={OTHER: 16_000}), _utterance("We say мост here", "мост"))
    assert speech.rate == 48_000


def test_a_part_without_sound_is_an_error() -> None:
    class Mute(Beeps):
        def speak(self, text: str, options: Options) -> Speech:
            self.asked.append((text, options))
            return Speech(24_000, b"")

    with pytest.raises(EngineError, match="no sound"):
        said(Mute(), _utterance("We say мост here", "мост"))


def test_parts_are_in_the_key_and_none_leave_it_as_it_was() -> None:
    plain = Utterance("We say мост", "beeps", OWN)
    assert utterance_key(plain, "1") != utterance_key(_utterance("We say мост", "мост"), "1")
    assert utterance_key(plain, "1") == utterance_key(Utterance("We say мост", "beeps", OWN, parts=()), "1")
