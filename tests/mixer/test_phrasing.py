"""Pauses inside a clip are made longer or shorter at its silences, and nowhere else, and words keep their sounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from audiorender.audio.loudness import profile
from audiorender.mixer.mix import Mixer
from audiorender.mixer.phrasing import Phrased, phrased, silences
from audiorender.mixer.timeline import lay_out
from audiorender.mixer.turntaking import Ending, Style, inside, pausing, varied
from audiorender.model import CELL, RATE, Clip, Held, Line, Meta, Script, Seat, Turn, Word, plain
from audiorender.tts.engines.tone import ToneEngine
from mixer.episodes import VOICE

TEXT = "We walked out, past the first bank; then the fog came. Nobody spoke, so we waited. And then? Then it rose."
GAP = 0.2
"""Seconds of silence behind every mark of punctuation in the clip: a metronome."""


def metronome(text: str = TEXT, *, marks: bool = True) -> tuple[Line, np.ndarray[tuple[int], np.dtype[np.int16]]]:
    """A clip in which each word is a tone and every pause is as long as any other."""
    parts, words, starts = [], [], []
    at = 0
    for token in text.split():
        length = RATE * len(token) * 60 // 1000
        tone = np.round(9000 * np.sin(2 * np.pi * 220 * np.arange(length) / RATE)).astype(np.int16)
        rest = np.zeros(round(GAP * RATE) if token[-1] in ",;.?" else 0, np.int16)
        starts.append(at)
        parts += [tone, rest]
        at += len(tone) + len(rest)
    pcm = np.concatenate(parts)
    for token, start, end in zip(text.split(), starts, [*starts[1:], len(pcm)], strict=True):
        words.append(Word(token, start, end))
    energy, peak = profile(pcm.astype(np.float32) / np.float32(32768))
    told = ToneEngine(1).speak("a b", ()).words if marks else ()
    return Line(0, "Ada", Clip("clip", len(pcm), told, Held(energy, peak)), tuple(words)), pcm


def heard(line: Line, style: Style) -> Phrased:
    assert line.clip
    return phrased(line, line.clip, style)


def gaps_of(found: Phrased) -> list[float]:
    """What is added to each pause, in seconds."""
    return [(b.at - a.end - (b.offset - (a.offset + a.frames))) / RATE for a, b in pairwise(found.stretches)]


def test_each_pause_is_as_long_as_planned() -> None:
    line, _ = metronome()
    style = Style()
    found = heard(line, style)
    places = [at for at in range(len(line.words) - 1) if pausing(line.words, at)]
    assert len(found.stretches) == len(places) + 1
    for added, at in zip(gaps_of(found), places, strict=True):
        how = pausing(line.words, at)
        assert how
        begin = max((p + 1 for p in places if p < at), default=0)
        end = min((p for p in places if p > at), default=len(line.words))
        typical = inside(how, line.words[at].text, style)
        wanted = varied(typical, line.words[begin : at + 1], line.words[at + 1 : end + 1], style.spread)
        assert GAP + added == pytest.approx(wanted / 1000, abs=2 * CELL / RATE)


def test_only_silence_is_cut_and_every_sounding_sample_stays() -> None:
    line, pcm = metronome()
    for style in (Style(), Style(comma=40, sentence=60), Style(comma=900, sentence=1500)):
        found = heard(line, style)
        kept = [range(one.offset, one.offset + one.frames) for one in found.stretches]
        for one, other in pairwise(kept):
            assert not pcm[one.stop : other.start].any()
        assert kept[0].start == 0
        assert kept[-1].stop == len(pcm)
        assert all(one.end <= other.at for one, other in pairwise(found.stretches))


def test_words_begin_where_their_sound_is_heard() -> None:
    line, pcm = metronome()
    assert line.clip
    script = Script(Meta("T"), (("Ada", None),), (Turn("Ada", (plain(TEXT),)),))
    timeline = lay_out(script, [line], {"Ada": Seat(VOICE)}, channels=1)
    mixed = Mixer(timeline, {"clip": pcm}.__getitem__).mixed(0, timeline.frames)[0]
    words = [word for caption in timeline.captions for word in caption.words]
    assert [word.text for word in words] == TEXT.split()
    for before, word in pairwise(words):
        if before.text[-1] in ",;.?":
            first = np.flatnonzero(mixed[word.start - RATE // 50 :])[0] + word.start - RATE // 50
            assert abs(first - word.start) < 5 * RATE // 1000
    assert np.abs(mixed).max() > 0.01


def test_without_word_times_a_clip_stays_whole() -> None:
    line, _ = metronome(marks=False)
    assert len(heard(line, Style()).stretches) == 1


def test_where_the_engine_makes_no_pause_none_is_made() -> None:
    line, pcm = metronome()
    loud = pcm.copy()
    loud[loud == 0] = 4000
    energy, peak = profile(loud.astype(np.float32) / np.float32(32768))
    assert line.clip
    clip = replace(line.clip, levels=Held(energy, peak))
    assert not list(silences(clip, line.words))


@pytest.mark.parametrize(("text", "kind"), [("so.", Ending.STOP), ("so,", Ending.COMMA), ("so", None), ("Mr.", None)])
def test_where_a_speaker_pauses(text: str, kind: Ending | None) -> None:
    assert pausing((Word(text, 0, 1), Word("Then", 1, 2)), 0) is kind


def test_no_two_pauses_of_a_kind_in_a_row_are_alike() -> None:
    line, _ = metronome("So it went, so it went, so it went, so it went, so it went, on.")
    added = gaps_of(heard(line, Style()))
    assert len(added) == 5
    assert all(abs(one - other) > 0.001 for one, other in pairwise(added))
    assert len(set(gaps_of(heard(line, Style(spread=0))))) == 1, "unless all are to be alike"
