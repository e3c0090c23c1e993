"""Music as it is planned stands in the mix: where it begins, how far it is under the voices, how it loops and ends."""

from __future__ import annotations

from dataclasses import astuple
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pytest
from numpy.typing import NDArray

from audiorender.audio.loudness import STEP
from audiorender.mixer.encoding.cuts import cut
from audiorender.mixer.encoding.pieces import Settings, piece_keys
from audiorender.mixer.levels.balance import balance
from audiorender.mixer.levels.matching import SPEAKER_LEVEL
from audiorender.mixer.master import Master
from audiorender.mixer.mix import Mixer
from audiorender.mixer.music.placing import ALONE, BED_ALONE
from audiorender.mixer.music.scoring import BREATH, misplaced
from audiorender.mixer.timeline import lay_out
from audiorender.model import FRAME, RATE, Cue, CueKind, Heading, Pause, Role, Score, Timeline
from mixer.episodes import Recording
from mixer.scores import Samples, tone

MUSIC = Cue(CueKind.MUSIC, "bed.wav", -20.0)


def long_talk(*items: Cue | Pause | Heading, turns: int = 8) -> Recording:
    """A talk in two chapters, with these items in the middle of the first."""
    recording = Recording().add(Heading("One"))
    for number in range(turns):
        recording.say(("Ada", "Ben")[number % 2], f"Of the {number} things I know of it, this was the first.")
        if number == turns // 2:
            recording.add(*items)
    return recording.add(Heading("Two")).say("Ada", "And now to something else.").say("Ben", "Yes, let us go there.")


def laid(recording: Recording, score: Score, channels: int = 2) -> Timeline:
    both = recording.script, recording.lines, recording.seats()
    return lay_out(*both, channels=1 if channels == 1 else 2, score=score)


def alone(timeline: Timeline, role: Role, samples: Samples) -> NDArray[np.float32]:
    """What is heard of one role, the left channel."""
    placements = tuple(one for one in timeline.placements if one.role is role)
    part = Timeline(timeline.rate, timeline.channels, timeline.frames, placements, (), timeline.chapters, ())
    sound: NDArray[np.float32] = Mixer(part, samples.__getitem__).mixed(0, timeline.frames)[0]
    return sound


def level_at(sound: NDArray[np.float32], at: int, width: int = RATE // 50) -> float:
    """dB of a tone's amplitude around a sample."""
    part = sound[max(0, at - width // 2) : at + width // 2].astype(np.float64)
    return float(20 * np.log10(np.sqrt(2 * np.mean(part**2)) + 1e-9))


def full(recording_loudness: float) -> float:
    """dB of the amplitude at which a tone of 0.25 is as loud as the voices."""
    return float(20 * np.log10(0.25)) + SPEAKER_LEVEL - recording_loudness


def test_a_bed_stays_under_the_voices_and_comes_up_between_them() -> None:
    samples: Samples = {}
    bed = tone("bed", 60, samples)
    recording = long_talk(MUSIC, Pause(6000))
    timeline = laid(recording, Score(MappingProxyType({(MUSIC.kind, MUSIC.file): bed})))
    sound = alone(timeline, Role.MUSIC, samples)
    voices = [one for one in timeline.placements if one.role is Role.VOICE]
    begins = min(one.start for one in timeline.placements if one.role is Role.MUSIC)
    before, after = next((a, b) for a, b in pairwise(voices) if b.start - a.end > 5 * RATE)
    assert begins == before.end
    assert not sound[:begins].any()
    reference = full(bed.loudness)
    assert level_at(sound, begins + 3 * RATE) == pytest.approx(reference + BED_ALONE, abs=0.5)
    for at in (after.start, after.start + RATE // 2, after.end):
        assert level_at(sound, at) == pytest.approx(reference - 20, abs=0.5)


def test_a_bed_loops_without_a_jump_for_twenty_minutes() -> None:
    samples: Samples = {}
    score = Score(bed=tone("bed", 11.7, samples, pitch=440), under=-18.0)
    recording = Recording()
    for number in range(240):
        recording.say(("Ada", "Ben")[number % 2], f"It was the {number}th time that we went there.", seconds=4.8)
    timeline = laid(recording, score)
    assert timeline.frames > 20 * 60 * RATE
    sound = alone(timeline, Role.MUSIC, samples)
    steepest = 2 * np.pi * 440 / RATE * np.abs(sound).max()
    assert np.abs(np.diff(sound)).max() < 1.2 * steepest
    heard = [level_at(sound, at) for at in range(10 * RATE, timeline.frames - 10 * RATE, RATE // 2)]
    assert min(heard) > max(heard) - 6.5, "where an end fades into a beginning, phases may cancel, and no more"
    last = max(one.end for one in timeline.placements if one.role is Role.VOICE)
    assert last < np.flatnonzero(sound)[-1] < last + 4 * RATE
    assert level_at(sound, len(sound) - RATE // 10) < -80


def test_an_intro_is_heard_alone_and_out_of_the_way_of_the_first_words() -> None:
    samples: Samples = {}
    intro, outro = tone("intro", 8, samples), tone("outro", 5, samples)
    timeline = laid(long_talk(), Score(intro=intro, outro=outro))
    sound = alone(timeline, Role.MUSIC, samples)
    voices = [one for one in timeline.placements if one.role is Role.VOICE]
    assert voices[0].start == pytest.approx(6 * RATE, abs=FRAME)
    assert level_at(sound, 3 * RATE) == pytest.approx(full(intro.loudness) + ALONE, abs=0.5)
    assert level_at(sound, voices[0].start) == pytest.approx(full(intro.loudness) - 18, abs=0.5)
    ends = max(one.end for one in voices)
    assert np.flatnonzero(sound[voices[-1].start :])[0] + voices[-1].start == pytest.approx(
        ends + BREATH + RATE * 0.7, abs=RATE
    )
    assert timeline.frames > ends + 5 * RATE


def test_a_sting_stands_before_each_chapter_and_the_talk_waits_for_it() -> None:
    samples: Samples = {}
    sting = tone("sting", 2.5, samples)
    timeline = laid(long_talk(), Score(sting=sting))
    one = next(placement for placement in timeline.placements if placement.role is Role.MUSIC)
    before = max(p.end for p in timeline.placements if p.role is Role.VOICE and p.start < one.start)
    after = min(p.start for p in timeline.placements if p.role is Role.VOICE and p.start >= one.start)
    assert before + BREATH - FRAME <= one.start
    assert one.end <= after
    assert timeline.chapters[1].start <= after < timeline.chapters[1].start + FRAME


def test_a_long_sound_is_waited_for_and_then_goes_under() -> None:
    samples: Samples = {}
    cue = Cue(CueKind.SOUND, "rain.wav")
    rain = tone("rain", 9, samples)
    timeline = laid(long_talk(cue), Score(MappingProxyType({(cue.kind, cue.file): rain})))
    one = next(placement for placement in timeline.placements if placement.role is Role.SOUND)
    after = min(p.start for p in timeline.placements if p.role is Role.VOICE and p.start > one.start)
    assert after - one.start == pytest.approx(5 * RATE, abs=FRAME)
    sound = alone(timeline, Role.SOUND, samples)
    assert level_at(sound, one.start + 2 * RATE) == pytest.approx(full(rain.loudness) + ALONE, abs=0.5)
    assert level_at(sound, after) == pytest.approx(full(rain.loudness) - 18, abs=0.5)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("block", [1151, 48_000, 100_001])
def test_any_block_size_gives_the_same_samples(channels: int, block: int) -> None:
    samples: Samples = {}
    score = Score(intro=tone("i", 4, samples), bed=tone("b", 10.3, samples), room=tone("r", 21, samples, 300))
    recording = long_talk(turns=4)
    timeline = laid(recording, score, channels)
    mixer = Mixer(timeline, {**recording.samples, **samples}.__getitem__)
    frames = min(timeline.frames, 40 * block)
    blocks = [mixer.mixed(at, min(block, frames - at)) for at in range(0, frames, block)]
    np.testing.assert_array_equal(np.concatenate(blocks, axis=1), mixer.mixed(0, frames))


def test_an_edit_in_one_chapter_makes_no_piece_of_another_anew() -> None:
    samples: Samples = {}
    score = Score(bed=tone("b", 10.3, samples), sting=tone("s", 2, samples), room=tone("r", 30, samples, 300))

    def keys(word: str) -> list[str]:
        recording = Recording()
        for chapter in range(4):
            recording.add(Heading(str(chapter)))
            for number in range(12):
                text = f"{word if (chapter, number) == (1, 5) else 'this'} was number {number} of chapter {chapter}."
                recording.say(("Ada", "Ben")[number % 2], text, seconds=6.0 if text.startswith("this") else 6.3)
        timeline = laid(recording, score)
        return piece_keys(timeline, cut(timeline), Master(0, -1), Settings(128, "x"))

    before, after = keys("this"), keys("that")
    made = sum(key not in before for key in after)
    assert 0 < made <= 6, "the rest of its chapter, under which the bed goes on, and the silence behind it"
    assert before[-6:] == after[-6:]


def test_the_room_is_under_everything_and_as_loud_everywhere() -> None:
    samples: Samples = {}
    room = tone("r", 25, samples, 1000)
    timeline = laid(long_talk(), Score(room=room))
    sound = alone(timeline, Role.ROOM, samples)
    heard = [level_at(sound, at) for at in range(RATE, timeline.frames - RATE, RATE // 10)]
    assert np.median(heard) == pytest.approx(full(room.loudness) - 48, abs=0.5)
    assert np.abs(np.diff(sound)).max() < 1.3 * 2 * np.pi * 1000 / RATE * np.abs(sound).max()


def test_voices_over_music_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    samples: Samples = {}
    bed = tone("bed", 7.3, samples)
    for under in (-12.0, -24.0):
        recording = long_talk()
        score = Score(bed=bed, under=under)
        timeline = laid(recording, score)
        found = balance(timeline, {**recording.clips, **score.chunks()}, Master(7.0, -1.5))
        assert found.over_music == pytest.approx(-under, abs=3)
        with monkeypatch.context() as short:
            short.setattr("audiorender.mixer.levels.matching._STRETCH", 7 * STEP)
            again = balance(timeline, {**recording.clips, **score.chunks()}, Master(7.0, -1.5))
        assert again.over_music == pytest.approx(found.over_music)
        for name, voice in found.voices.items():
            assert astuple(again.voices[name]) == pytest.approx(astuple(voice))
        assert set(found.voices) == {"Ada", "Ben"}
        assert all(abs(voice.loudness - SPEAKER_LEVEL - 7.0) < 0.5 for voice in found.voices.values())
    recording = long_talk()
    assert balance(laid(recording, Score()), recording.clips, Master(0.0, -1.5)).over_music is None


def test_cues_that_make_no_sense_where_they_stand() -> None:
    turn = Recording().say("Ada", "So it was.").items[0]
    out = Cue(CueKind.MUSIC_OUT)
    assert not list(misplaced([MUSIC, turn, out], bed=False))
    assert [cue for cue, *_ in misplaced([out, turn], bed=False)] == [out]
    assert not list(misplaced([turn, out, turn], bed=True))
    assert [cue for cue, *_ in misplaced([turn, out, out], bed=True)] == [out]
    assert [cue for cue, *_ in misplaced([turn, MUSIC], bed=False)] == [MUSIC]
    assert [cue for cue, *_ in misplaced([MUSIC, turn, out, out], bed=False)] == [out]
