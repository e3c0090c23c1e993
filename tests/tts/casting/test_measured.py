"""What was measured of voices: there for every shipped one, the same from both sides, and nothing for others."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from audiorender.model import Voice
from audiorender.tts.casting.measured import apart, identity
from audiorender.tts.voices import default_order, load_voices

VOICES = load_voices()
CAST = [VOICES[name] for name in default_order()]


def _closest(count: int) -> float:
    return min(apart(one, other) or 0 for one, other in combinations(CAST[:count], 2))


def test_every_voice_of_the_cast_is_measured_as_it_is_now() -> None:
    missing = [voice.name for voice in CAST if apart(voice, voice) is None]
    assert missing == [], "run benchmarks/voices.py --write"


def test_it_is_the_same_from_both_sides_and_nothing_from_itself() -> None:
    one, other = CAST[:2]
    assert apart(one, other) == apart(other, one)
    assert apart(one, one) == pytest.approx(0, abs=0.02)


def test_how_fast_a_voice_speaks_does_not_change_who_it_is() -> None:
    slow = replace(CAST[0], options=tuple(sorted({**dict(CAST[0].options), "rate": 120}.items())))
    assert identity(slow) == identity(CAST[0])


def test_a_voice_of_ones_own_was_not_measured() -> None:
    assert apart(Voice("moss", "tone", (("pitch", 99),)), CAST[0]) is None


@pytest.mark.parametrize(("count", "times"), [(2, 2.5), (4, 2.2), (8, 1.3), (13, 0.9)])
def test_the_closest_two_of_a_cast_are_apart(count: int, times: float) -> None:
    assert _closest(count) > times
