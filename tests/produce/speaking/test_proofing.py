"""Differences back: other takes where words are missing, the best one stays, and what is doubtful is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from desk import Desk
from numpy.typing import NDArray

from audiorender.errors import EngineError
from audiorender.model import Clip, Options, Speech, Utterance
from audiorender.produce.session import Session
from audiorender.produce.speaking.proofing import Doubt, Listener, best_take, doubt_notes, proof_listen
from audiorender.tts.engines import Engine
from audiorender.tts.recognition.compare import Differences
from audiorender.tts.recognition.recogniser import Recogniser
from audiorender.tts.synthesis.clips import clip_of
from audiorender.watch import Tracker

TEXT = "the tide was out and the boats lay in the mud"


class Fickle:
    """An engine that sounds otherwise each time, and may fail from some time on."""

    name = "fickle"
    version = "fickle 1"

    def __init__(self, fails_after: int = 99) -> None:
        self.times = 0
        self._fails_after = fails_after

    def check(self, options: Options) -> None:
        """Anything goes."""

    def speak(self, text: str, options: Options) -> Speech:
        assert options == ()
        self.times += 1
        if self.times > self._fails_after:
            raise EngineError("no more")
        wave = np.sin(np.arange(1_000 * len(text)) * 0.03 * self.times) * 8_000
        wave[-2_400:] *= np.clip(np.linspace(1, -1, 2_400), 0, 1)  # it dies away, as speech does
        return Speech(24_000, wave.astype("<i2").tobytes())

    def close(self) -> None:
        """Nothing was started."""


class Ears:
    """A recogniser that hears what it is told to, in turn."""

    version = "ears 1"

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def hear(self, samples: NDArray[np.int16], language: str) -> str:
        assert len(samples) > 1_000
        assert language == "en"
        return self.texts.pop(0)


@pytest.fixture
def session(desk: Desk) -> Iterator[Session]:
    with Session(cache=desk.cache) as opened:
        yield opened


def listened(
    session: Session, engine: Engine, ears: Ears, *, sampled: bool = True, everything: bool = False
) -> tuple[Utterance, Clip, Differences | None]:
    """The utterance, the clip that stays, and what stays doubtful."""
    engines = {"fickle": engine}
    utterance = best_take(Utterance(TEXT, "fickle", (), sampled=sampled), engine, session.store)
    clips = {utterance: clip_of(utterance, engines, session.store)}
    listener = Listener(cast("Recogniser", ears), "en", everything)
    best, doubts = proof_listen(clips, engines, listener, session, Tracker())
    return utterance, best[utterance], doubts.get(utterance)


def test_a_clip_in_which_all_is_heard_stays(session: Session) -> None:
    engine = Fickle()
    _, _, doubt = listened(session, engine, Ears("The tide was out, and the boats lay in the mud."))
    assert (engine.times, doubt) == (1, None)


def test_another_take_is_made_where_words_are_missing_and_the_best_stays(session: Session) -> None:
    engine, ears = Fickle(), Ears("the tide was out", TEXT)
    first, chosen, doubt = listened(session, engine, ears)
    assert (engine.times, doubt, ears.texts) == (2, None, [])
    again, same, _ = listened(session, engine, ears)  # nothing is spoken or heard again
    assert (first.take, again.take) == (1, 2)
    assert same.key == chosen.key
    assert engine.times == 2


def test_where_no_take_is_right_the_best_stays_and_is_told(session: Session) -> None:
    ears = Ears("the tide was out", "the tide was out and the boats lay in the", "the mud the mud")
    _, chosen, doubt = listened(session, Fickle(), ears)
    assert doubt == Differences(missing=("mud",))
    assert chosen.key == listened(session, Fickle(), ears)[1].key


def test_an_engine_that_fails_at_another_take_is_no_failure(session: Session) -> None:
    _, _, doubt = listened(session, Fickle(fails_after=1), Ears("the tide was out"))
    assert doubt is not None
    assert doubt.missing[:2] == ("and", "the")


def test_an_engine_that_says_the_same_every_time_is_only_heard_when_asked_and_once(session: Session) -> None:
    engine = Fickle()
    assert listened(session, engine, Ears(), sampled=False)[2] is None
    _, _, doubt = listened(session, engine, Ears("the tide was out"), sampled=False, everything=True)
    assert doubt is not None
    assert engine.times == 1


def test_short_clips_are_heard_together_and_again_alone_where_that_leaves_a_doubt(session: Session) -> None:
    engine = Fickle()
    texts = ("Frogs, madam?", "There was a school trip.", "Did it arrive?")
    asked = [Utterance(text, "fickle", ()) for text in texts]
    engines: dict[str, Engine] = {"fickle": engine}
    clips = {one: clip_of(one, engines, session.store) for one in asked}
    ears = Ears("Frogs, madam? There was. Did it arrive?", "There was a school trip.")
    listener = Listener(cast("Recogniser", ears), "en", everything=True)
    assert proof_listen(clips, engines, listener, session, Tracker()) == (clips, {})
    assert ears.texts == []
    assert proof_listen(clips, engines, listener, session, Tracker()) == (clips, {})  # nothing is heard again


def test_clips_that_do_not_fit_into_one_window_are_heard_by_themselves(session: Session) -> None:
    engines: dict[str, Engine] = {"fickle": Fickle()}
    texts = [" ".join([word] * 70) for word in ("tide", "boat")]  # 15 s each
    clips = {one: clip_of(one, engines, session.store) for one in (Utterance(text, "fickle", ()) for text in texts)}
    ears = Ears(*texts)
    with Session(cache=session.store.root, jobs=1) as single:
        listener = Listener(cast("Recogniser", ears), "en", everything=True)
        assert proof_listen(clips, engines, listener, single, Tracker()) == (clips, {})


def test_doubts_are_told_with_line_and_words_and_not_without_end() -> None:
    doubts = [Doubt(line, "Ada", Differences(missing=("boat",))) for line in range(1, 12)]
    told = [note.text for note in doubt_notes(doubts, Path("a.script.md"))]
    assert told[0] == "a.script.md:1: Ada may not say every word; not heard: boat"
    assert told[-1] == "a.script.md: 3 more paragraphs may be misspoken, on lines 9, 10, 11"
    assert len(told) == 9
    assert not any(note.lessened for note in doubt_notes(doubts, Path("a.script.md")))


def test_without_a_model_or_the_extra_the_command_that_helps_is_named(desk: Desk) -> None:
    ran = desk.inside("render", "tides.script.md", "--listen", "--format", "wav")
    assert ran.code == 1
    assert ran.err.startswith("audiorender: listening needs ")
    assert "run `pip install 'audiorender[asr]'`" in ran.err or "run `audiorender voices add whisper:base`" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.weights("whisper:base")
def test_whisper_hears_a_sentence() -> None:
    pytest.importorskip("faster_whisper")
    from audiorender.audio.resample import to_rate
    from audiorender.audio.wav import sixteen_bits
    from audiorender.tts.engines import open_engine
    from audiorender.tts.recognition.compare import compare
    from audiorender.tts.recognition.recogniser import recogniser
    from audiorender.tts.recognition.words import folded_words, words_of

    engine = open_engine("pyttsx3", workers=1)
    speech = engine.speak(TEXT, (("rate", 140), ("voice", "en-us")))
    engine.close()
    samples = np.frombuffer(speech.pcm, "<i2").astype(np.float32) / np.float32(32_768)
    heard = recogniser(Path(os.environ["AUDIORENDER_TEST_VOICES"])).hear(
        sixteen_bits(to_rate(samples, speech.rate)), "en"
    )
    assert not compare(folded_words(TEXT), words_of(heard, "en")).missing
