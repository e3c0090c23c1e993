"""What other processes run: the same bytes as here, from bytes alone, and nothing where versions differ."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from audiorender import __version__
from audiorender.audio import ffmpeg
from audiorender.errors import EngineError
from audiorender.mixer.encoding.cuts import cut
from audiorender.mixer.encoding.pieces import Settings, encode_piece
from audiorender.mixer.master import Master
from audiorender.model import FRAME, RATE, Chapter, Part, Placement, Role, Timeline, Utterance
from audiorender.produce.cluster import jobs
from audiorender.produce.cluster.jobs import Outcome, encode, encode_request, outcome, speak, speak_request
from audiorender.tts.engines import tone
from audiorender.tts.synthesis.saying import spoken_clip

UTTERANCE = Utterance(
    "Past the second sandbank. Until the fog came in.",
    "tone",
    (("pitch", 330),),
    portion=30,
    pause=200,
    parts=(Part(9, 15, (("pitch", 440),)),),
)
KEY = "ab" * 20
PLAN = Master(9.0, -1.5)


def _timeline() -> tuple[Timeline, dict[str, NDArray[np.int16]]]:
    """A minute of two voices over a bed in stereo whose gain moves, loud enough for the limiter; and its sound."""
    random = np.random.default_rng(7)
    shapes = {"a": (RATE * 40,), "b": (RATE * 9,), "bed": (RATE * 10, 2)}
    sounds = {name: random.integers(-9000, 9000, shape, np.int16) for name, shape in shapes.items()}
    length = 50 * RATE // FRAME * FRAME
    bed = [
        Placement("bed", start * RATE, 10 * RATE, 0, (0.5, 0.5), ((0, 0.1), (9 * RATE, 0.8)), role=Role.MUSIC)
        for start in range(0, 40, 10)
    ]
    late = 40 * RATE // FRAME * FRAME + 6 * FRAME
    voices = [Placement("a", 0, 40 * RATE, 0, (0.9, 0.4)), Placement("b", late, 9 * RATE - 5, 0, (0.3, 0.8))]
    placements = sorted((*bed, *voices), key=lambda placement: placement.start)
    return Timeline(RATE, 2, length, tuple(placements), (), (Chapter(0, length, "x"),), ()), sounds


def test_a_clip_is_the_same_as_here() -> None:
    engine = tone.ToneEngine(1)
    done = outcome(speak(speak_request(engine, UTTERANCE, KEY, None)))
    assert done.made == spoken_clip(engine, UTTERANCE, KEY)
    assert done.where


def test_every_piece_is_the_same_as_here_and_little_is_sent() -> None:
    timeline, sounds = _timeline()
    settings = Settings(128, ffmpeg.version())
    cuts = cut(timeline)
    assert len(cuts) > 2
    for each in cuts:
        request = encode_request(timeline, each, PLAN, settings, sounds.__getitem__)
        here = encode_piece(timeline, each, PLAN, settings, sounds.__getitem__)
        assert outcome(encode(request)).made == here.pack()
        seconds = (each.end - each.start) / RATE + 3
        assert len(request) < seconds * RATE * 2 * 2 + 40 * RATE  # a voice or two, and the whole of the bed


def test_a_text_that_fails_fails_as_it_would_here() -> None:
    engine = tone.ToneEngine(1)
    done = outcome(speak(speak_request(engine, replace(UTTERANCE, spoken=" ", parts=(), portion=None), KEY, None)))
    assert done.made is None
    assert done.failed == "engine 'tone' got nothing to say"


class Other(tone.ToneEngine):
    version = "tone 2"


def test_another_version_of_the_engine_is_refused_with_both() -> None:
    done = outcome(speak(speak_request(Other(1), UTTERANCE, KEY, None)))
    assert (done.made, done.failed) == (None, None)
    assert done.refused == "it has engine 'tone' tone 1, and this render uses tone 2"


def test_another_audiorender_is_refused_with_both_whatever_else_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    request = msgspec.msgpack.encode({"program": "9.8", "what": ["nobody", "knows"]})
    for job in (speak, encode):
        refused = outcome(job(request)).refused
        assert refused == f"it has audiorender {__version__}, and this render uses 9.8"


def test_another_ffmpeg_is_refused_with_both() -> None:
    timeline, sounds = _timeline()
    settings = Settings(128, "6.0-other")
    refused = outcome(encode(encode_request(timeline, cut(timeline)[0], PLAN, settings, sounds.__getitem__))).refused
    assert refused == f"it has ffmpeg {ffmpeg.version()}, and this render uses 6.0-other"


def test_a_voice_that_is_missing_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(_name: str, _options: object) -> None:
        raise EngineError("the voice is not here", hint="add it")

    monkeypatch.setattr(jobs, "_check", check)
    assert outcome(speak(speak_request(tone.ToneEngine(1), UTTERANCE, KEY, None))).refused == (
        "the voice is not here; add it"
    )


@pytest.mark.parametrize("data", [b"", b"\xc1", msgspec.msgpack.encode({"made": 3}), msgspec.msgpack.encode([1])])
def test_what_no_job_returns_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        outcome(data)


def test_an_outcome_comes_home_as_it_was() -> None:
    done = Outcome("worker 1", made=bytes(range(256)), hint="x")
    assert outcome(msgspec.msgpack.encode(done)) == done
