"""Clips: trimmed to a budget, faded, at the episode's rate, with marks and levels that fit; bad speech is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from audiorender.audio.loudness import profile
from audiorender.model import CELL, RATE, Clip, Held, Speech, WordMark
from audiorender.store.sounds import clip_samples, encode_clip, read_clip
from audiorender.tts.engines import open_engine
from audiorender.tts.synthesis.finishing import FADE_OUT, LEAD, TAIL, check_speech, make_clip

KEY = "ab" * 20


def _tone(seconds: float, rate: int = RATE, level: float = 0.5) -> NDArray[np.float64]:
    return level * np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)


def _speech(*parts: NDArray[np.float64] | float, rate: int = RATE, words: tuple[WordMark, ...] = ()) -> Speech:
    """Tones, and silences of so many seconds."""
    samples = [np.zeros(int(part * rate)) if isinstance(part, float) else part for part in parts]
    pcm = np.clip(np.rint(np.concatenate(samples) * 32767), -32768, 32767).astype("<i2")
    return Speech(rate, pcm.tobytes(), words)


def _onset(pcm: NDArray[np.int16], level: float = 0.02) -> int:
    return int(np.flatnonzero(np.abs(pcm.astype(int)) > level * 32767)[0])


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, RATE])
@pytest.mark.parametrize("silence", [0.0, 0.001, 0.1, 1.3])
def test_edges_are_trimmed_to_their_budgets_and_the_length_is_the_speechs(rate: int, silence: float) -> None:
    clip, pcm = make_clip(KEY, _speech(silence, _tone(0.5, rate), silence, rate=rate))
    lead, tail = min(silence, LEAD / RATE), min(silence, TAIL / RATE)
    assert clip.frames == len(pcm) == pytest.approx((lead + 0.5 + tail) * RATE, abs=0.003 * RATE)
    assert _onset(pcm) <= 0.005 * RATE


def test_speech_that_begins_and_ends_at_full_level_does_not_click() -> None:
    _, pcm = make_clip(KEY, _speech(np.full(RATE // 2, 0.5)))
    steps = np.abs(np.diff(np.concatenate([[0], pcm.astype(int), [0]])))
    assert steps.max() < 0.5 * 32767 * 0.03
    assert pcm[-FADE_OUT - 1] == pcm[FADE_OUT] == pytest.approx(0.5 * 32767, abs=2)


def test_soft_sounds_at_the_edges_are_kept() -> None:
    soft = _tone(0.05, level=0.5 * 10 ** (-45 / 20))
    clip, _ = make_clip(KEY, _speech(0.2, soft, _tone(0.5), soft, 0.2))
    assert clip.frames == pytest.approx(LEAD + 0.6 * RATE + TAIL, abs=0.002 * RATE)


def test_marks_move_with_the_trim_and_the_rate_and_stay_inside() -> None:
    marks = tuple(WordMark(place, sample) for place, sample in ((0, 0), (3, 5_513), (7, 11_025), (9, 99_999)))
    clip, _ = make_clip(KEY, _speech(0.25, _tone(1.0, 22_050), 0.5, rate=22_050, words=marks))
    start = RATE // 4 - LEAD
    assert [mark.start for mark in clip.words] == [0, 3, 7, 9]
    assert [mark.sample for mark in clip.words] == pytest.approx([0, LEAD, RATE // 2 - start, clip.frames], abs=60)
    assert clip.words[-1].sample == clip.frames


def test_levels_are_those_of_the_samples_that_are_mixed() -> None:
    clip, pcm = make_clip(KEY, _speech(0.1, _tone(0.7), 0.1))
    assert (clip.levels.energy, clip.levels.peak) == profile(pcm.astype(np.float32) / np.float32(32768))
    assert len(clip.levels.energy) == len(clip.levels.peak) == 4 * -(-clip.frames // CELL)
    assert np.frombuffer(clip.levels.peak, "<f4").max() == pytest.approx(0.5, abs=0.01)


def test_a_long_clip_has_a_level_cell_for_every_4_ms() -> None:
    clip, pcm = make_clip(KEY, _speech(_tone(13.37)))
    assert len(clip.levels.energy) == len(clip.levels.peak) == 4 * -(-clip.frames // CELL)
    assert read_clip(KEY, encode_clip(clip, pcm)) == clip


def test_the_tone_engines_words_begin_where_their_marks_say() -> None:
    speech = open_engine("tone", workers=1).speak("ten green bottles", ())
    clip, pcm = make_clip(KEY, speech)
    assert [mark.start for mark in clip.words] == [0, 4, 10]
    for mark in clip.words:
        assert _onset(pcm[mark.sample :]) <= 0.005 * RATE


_MARKS = st.lists(st.builds(WordMark, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), max_size=4).map(tuple)


@given(frames=st.integers(0, 3 * CELL), marks=_MARKS, data=st.data())
def test_packing_and_unpacking_are_inverses(frames: int, marks: tuple[WordMark, ...], data: st.DataObject) -> None:
    cells = 4 * -(-frames // CELL)
    energy, peak = (data.draw(st.binary(min_size=cells, max_size=cells)) for _ in range(2))
    clip = Clip(KEY, frames, marks, Held(energy, peak))
    pcm = np.arange(frames, dtype="<i2")
    blob = encode_clip(clip, pcm)
    assert read_clip(KEY, blob) == clip
    assert np.array_equal(clip_samples(blob), pcm)
    with pytest.raises(ValueError, match="not a packed clip"):
        read_clip(KEY, blob + b"\0")
    with pytest.raises(ValueError, match="not a packed clip"):
        clip_samples(blob[:-1])


def test_reading_samples_copies_nothing() -> None:
    blob = encode_clip(*make_clip(KEY, _speech(_tone(0.1))))
    samples = clip_samples(blob)
    assert np.shares_memory(samples, np.frombuffer(blob, np.uint8))
    assert not samples.flags.writeable


GOOD = _speech(_tone(1.0))


@pytest.mark.parametrize(
    ("speech", "text", "fault"),
    [
        (Speech(RATE, b""), "Hello.", "no sound"),
        (Speech(RATE, GOOD.pcm[:-1]), "Hello.", "half a sample"),
        (Speech(0, GOOD.pcm), "Hello.", "at 0 samples a second"),
        (Speech(10**6, GOOD.pcm), "Hello.", "samples a second"),
        (_speech(1.0), "Hello.", "silence"),
        (_speech(_tone(1.0, level=1.3)), "Hello.", "clipped"),
        (_speech(_tone(1.0)), "harbour " * 20, "1.0 s for 160 characters, so some are missing"),
        (_speech(_tone(60.0)), "Hello.", "60 s for 6 characters"),
    ],
)
def test_bad_speech_is_found(speech: Speech, text: str, fault: str) -> None:
    assert fault in str(check_speech(speech, text))


@pytest.mark.parametrize(
    ("speech", "text"),
    [
        (GOOD, "Hello."),
        (_speech(_tone(0.08)), "Oh"),
        (_speech(_tone(0.2)), "I I I I I I I I I I I I I I I I I I I I I I I I I I I I noooooooooooooooooo"),
        (_speech(_tone(1.0, level=1.0)), "full scale, not clipped"),
        (_speech(_tone(20.0)), "999,999,999"),
        (_speech(_tone(1.0, 8_000), rate=8_000), "an old telephone"),
        (_speech(_tone(0.5)), "今日は元気ですか今日は元気ですか"),
    ],
)
def test_good_speech_passes(speech: Speech, text: str) -> None:
    assert check_speech(speech, text) is None
