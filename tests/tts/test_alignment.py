"""Marks that a guide's voice has are carried over to another voice that says the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from audiorender.model import Speech
from audiorender.tts.alignment import aligned, warp
from audiorender.tts.engines import Engine, open_engine

TEXT = (
    "My aunt kept bees on the roof, eleven hives of them. She said that a bee never asks what a garden costs; "
    "it only wants to know whether you are at home, and whether the kettle is on!"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_engine("pyttsx3", workers=1)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "options",
    [(("pitch", 70), ("rate", 220), ("voice", "en-gb")), (("pitch", 20), ("rate", 120), ("voice", "en-us"))],
    ids=["high and quick", "low and slow"],
)
def test_another_voices_words_are_found(options: tuple[tuple[str, str | int], ...], engine: Engine) -> None:
    speech = engine.speak(TEXT, options)
    found = aligned(Speech(speech.rate, speech.pcm), engine.speak(TEXT, (("voice", "en-us"),)))
    exact = {mark.start: mark.sample for mark in speech.words}
    errors = [abs(mark.sample - exact[mark.start]) / speech.rate for mark in found if mark.start in exact]
    assert len(errors) > 30
    assert np.mean(errors) < 0.03
    assert np.percentile(errors, 95) < 0.1


def test_silence_around_the_speech_does_not_matter(engine: Engine) -> None:
    guide = engine.speak(TEXT, ())
    quiet = bytes(2 * guide.rate)
    found = aligned(Speech(guide.rate, quiet + guide.pcm + quiet), guide)
    errors = [abs(a.sample - guide.rate - b.sample) for a, b in zip(found, guide.words, strict=True)]
    assert max(errors) <= guide.rate * 0.02


def test_a_different_rate_does_not_matter(engine: Engine) -> None:
    guide = engine.speak(TEXT, ())
    half = np.frombuffer(guide.pcm, "<i2")[::2].tobytes()
    found = aligned(Speech(guide.rate // 2, half), guide)
    errors = [abs(2 * a.sample - b.sample) / guide.rate for a, b in zip(found, guide.words, strict=True)]
    assert max(errors) < 0.05


def test_without_marks_or_sound_there_are_none(engine: Engine) -> None:
    guide = engine.speak("Hello.", ())
    assert aligned(Speech(22_050, b""), guide) == ()
    assert aligned(guide, Speech(guide.rate, guide.pcm)) == ()


def test_a_warp_follows_what_is_stretched() -> None:
    one = np.eye(6, dtype=np.float32)
    other = np.repeat(one, [1, 3, 1, 1, 2, 1], axis=0)
    assert warp(one, other).tolist() == [0, 2, 4, 5, 6.5, 8]
    assert warp(one, one).tolist() == [0, 1, 2, 3, 4, 5]
