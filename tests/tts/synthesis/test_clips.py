"""Clips are made once, kept whatever happens afterwards, and never made of bad speech."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from audiorender.errors import CancelledError, EngineError, OutputError
from audiorender.model import Clip, Options, Speech, Utterance
from audiorender.store import Store
from audiorender.store.sounds import CLIPS, clip_samples
from audiorender.tts.engines import Engine, open_engine
from audiorender.tts.synthesis import clips as synthesis
from audiorender.tts.synthesis.clips import HOPELESS, Wanted, missing, synthesise, utterance_key
from audiorender.tts.synthesis.saying import RETRY
from audiorender.tts.synthesis.speakers import AHEAD, InThreads
from audiorender.watch import Progress, Stage, Tracker

RATE = 16_000


def _speech(seconds: float = 1.0, level: float = 0.3) -> Speech:
    tone = np.clip(level * np.sin(np.arange(int(RATE * seconds)) * 0.1), -1, 1)
    return Speech(RATE, (tone * 32767).astype("<i2").tobytes())


@dataclass
class Fake:
    """An engine that answers what `answer` says to (text, how many times it was asked for that text before)."""

    answer: Callable[[str, int], Speech] = lambda _text, _before: _speech()
    name: str = "fake"
    version: str = "fake 1"
    asked: list[str] = field(default_factory=list)

    def check(self, options: Options) -> None: ...

    def speak(self, text: str, options: Options) -> Speech:
        assert options == ()
        self.asked.append(text)
        return self.answer(text, self.asked.count(text) - 1)

    def close(self) -> None: ...


def _want(spoken: str, line: int = 1) -> Wanted:
    return Wanted(Utterance(spoken, "fake", ()), "amber", f"talk.script.md:{line}")


def _key(spoken: str) -> str:
    return utterance_key(_want(spoken).utterance, "fake 1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def _make(texts: list[str], engine: Engine, store: Store, executor: Executor) -> tuple[dict[Utterance, Clip], int]:
    seen: list[Progress] = []
    wanted = [_want(text, number + 1) for number, text in enumerate(texts)]
    made = synthesise(wanted, {"fake": engine}, store, InThreads(executor), Tracker(seen.append))
    assert [progress.done for progress in seen] == list(range(len(texts) + 1))
    assert seen[-1].samples == sum(made.clips[want.utterance].frames for want in wanted)
    assert made.stood_in == ()
    return dict(made.clips), made.fresh


def test_what_fails_is_said_by_another_where_one_is_named(store: Store, executor: Executor) -> None:
    def answer(text: str, _before: int) -> Speech:
        if text == "bad":
            raise EngineError("it has a cold")
        return _speech()

    instead = Utterance("bad", "other", ())
    wanted = [_want("good"), replace(_want("bad", 7), instead=instead), replace(_want("bad", 9), instead=instead)]
    engines = {"fake": Fake(answer), "other": Fake(name="other", version="other 1")}
    made = synthesise(wanted, engines, store, InThreads(executor), Tracker())
    assert [(want.where, why) for want, why in made.stood_in] == [("talk.script.md:7", "it has a cold")]
    assert made.clips[wanted[1].utterance].key == utterance_key(instead, "other 1")
    assert store.get(CLIPS, utterance_key(wanted[1].utterance, "fake 1")) is None, "it will be asked again"


def test_a_stand_in_that_fails_too_ends_it(store: Store, executor: Executor) -> None:
    def answer(_text: str, _before: int) -> Speech:
        raise EngineError("no voice today")

    wanted = [replace(_want("bad"), instead=Utterance("bad", "other", ()))]
    engines = {"fake": Fake(answer), "other": Fake(answer, name="other", version="other 1")}
    with pytest.raises(EngineError, match="no voice today"):
        synthesise(wanted, engines, store, InThreads(executor), Tracker())


class TestPortions:
    def test_a_text_that_is_too_long_for_a_call_comes_in_portions(self, store: Store, executor: Executor) -> None:
        engine = Fake()
        utterance = Utterance("It rained. We stayed in. So it goes.", "fake", (), portion=20, pause=300)
        made = synthesise([Wanted(utterance, "amber", "x:1")], {"fake": engine}, store, InThreads(executor), Tracker())
        assert engine.asked == ["It rained.", "We stayed in.", "So it goes."]
        assert made.clips[utterance].frames == pytest.approx(48_000 * (3 * 1.0 + 2 * 0.3), abs=48_000 * 0.1)

    def test_a_bad_portion_alone_is_asked_for_again(self, store: Store, executor: Executor) -> None:
        engine = Fake(lambda text, before: _speech(0 if text == "Two." and not before else 1.0))
        utterance = Utterance("One. Two.", "fake", (), portion=20, pause=300)
        synthesise([Wanted(utterance, "amber", "x:1")], {"fake": engine}, store, InThreads(executor), Tracker())
        assert engine.asked == ["One.", "Two.", "Two."]

    def test_a_sampled_engine_that_breaks_off_is_asked_again(self, store: Store, executor: Executor) -> None:
        whole = np.concatenate([np.frombuffer(_speech().pcm, "<i2"), np.zeros(3200, "<i2")]).tobytes()
        engine = Fake(lambda _text, before: Speech(RATE, whole) if before else _speech())
        utterance = Utterance("One.", "fake", (), sampled=True)
        synthesise([Wanted(utterance, "amber", "x:1")], {"fake": engine}, store, InThreads(executor), Tracker())
        assert engine.asked == ["One.", "One."]

    def test_what_changes_the_sound_changes_the_key(self) -> None:
        plain = Utterance("One.", "fake", ())
        others = [
            replace(plain, portion=300),
            replace(plain, portion=300, pause=200),
            replace(plain, weights="abc"),
            replace(plain, take=2),
        ]
        assert len({utterance_key(each, "1") for each in (plain, *others)}) == 5
        assert utterance_key(replace(plain, sampled=True), "1") == utterance_key(plain, "1")


def test_every_utterance_is_made_once_and_stored(store: Store, executor: Executor) -> None:
    engine = Fake()
    clips, made = _make(["one", "two", "one"], engine, store, executor)
    assert sorted(engine.asked) == ["one", "two"]
    assert made == 2
    for text in ("one", "two"):
        clip = clips[_want(text).utterance]
        blob = store.get(CLIPS, _key(text))
        assert blob is not None
        assert clip.key == _key(text)
        assert clip.frames == len(clip_samples(blob)) > 0


def test_what_is_stored_is_not_made_again(store: Store, executor: Executor) -> None:
    first, _ = _make(["one", "two"], Fake(), store, executor)
    engine = Fake()
    again, made = _make(["one", "three", "two"], engine, store, executor)
    assert engine.asked == ["three"]
    assert made == 1
    assert {utterance: again[utterance] for utterance in first} == first


def test_a_damaged_clip_is_made_anew(store: Store, executor: Executor) -> None:
    first, _ = _make(["one"], Fake(), store, executor)
    path = store.root / CLIPS / _key("one")[:2] / _key("one")
    path.write_bytes(path.read_bytes()[:-1])
    engine = Fake()
    assert _make(["one"], engine, store, executor)[0] == first
    assert engine.asked == ["one"]


def test_missing_names_what_would_be_made_each_once_and_makes_nothing(store: Store, executor: Executor) -> None:
    _make(["one"], Fake(), store, executor)
    engine = Fake()
    wanted = [_want("two", 1), _want("one", 2), _want("three", 3), _want("two", 4)]
    assert missing(wanted, {"fake": engine}, store) == (wanted[0], wanted[2])
    assert engine.asked == []


@pytest.mark.parametrize(
    "other",
    [
        replace(_want("one").utterance, spoken="One"),
        replace(_want("one").utterance, engine="other"),
        replace(_want("one").utterance, options=(("pitch", 50),)),
    ],
)
def test_a_key_changes_with_every_field_and_the_version(other: Utterance) -> None:
    utterance = _want("one").utterance
    assert utterance_key(utterance, "1") == utterance_key(replace(utterance), "1")
    assert len({utterance_key(utterance, "1"), utterance_key(other, "1"), utterance_key(utterance, "2")}) == 3


def test_fields_do_not_run_into_each_other() -> None:
    one = Utterance("b", "fake", (("a", "1"),))
    other = Utterance("b", "fake", (("a", 1),))
    assert utterance_key(one, "1") != utterance_key(other, "1")


def test_speech_that_is_bad_once_is_asked_for_again(store: Store, executor: Executor) -> None:
    engine = Fake(lambda _text, before: _speech() if before else Speech(RATE, b""))
    clips, _ = _make(["one"], engine, store, executor)
    assert engine.asked == ["one", "one"]
    assert len(clips) == 1


def test_an_engine_that_dies_once_is_asked_again(store: Store, executor: Executor) -> None:
    def answer(_text: str, before: int) -> Speech:
        if not before:
            raise EngineError("the voice process ended")
        return _speech()

    clips, _ = _make(["one"], Fake(answer), store, executor)
    assert len(clips) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (Speech(RATE, b""), "gave no sound"),
        (_speech(level=0), "gave only silence"),
        (_speech(seconds=0.05), "some are missing"),
        (_speech(level=40), "clipped"),
    ],
)
def test_speech_that_is_bad_twice_names_the_line_the_voice_and_the_fault(
    store: Store, executor: Executor, bad: Speech, reason: str
) -> None:
    engine = Fake(lambda text, _before: bad if text.startswith("bad") else _speech())
    with pytest.raises(EngineError) as caught:
        _make(["good", "bad to the last word", "fine"], engine, store, executor)
    assert str(caught.value).startswith("talk.script.md:2: voice 'amber' failed twice: it ")
    assert reason in str(caught.value)
    assert engine.asked.count("bad to the last word") == 2
    assert store.get(CLIPS, _key("bad to the last word")) is None


def test_one_that_fails_does_not_stop_the_others_and_all_are_named(store: Store, executor: Executor) -> None:
    def answer(text: str, _before: int) -> Speech:
        if text.startswith("bad"):
            raise EngineError("it has a cold" if text != "bad 3" else "it coughed")
        return _speech()

    texts = ["bad 1", "one", "bad 2", "two", "bad 3", "three"]
    with pytest.raises(EngineError) as caught:
        _make(texts, Fake(answer), store, executor)
    assert all(store.get(CLIPS, _key(text)) for text in ("one", "two", "three"))
    told = str(caught.value)
    assert told.startswith("talk.script.md:1: 3 paragraphs were not spoken: ")
    assert "voice 'amber' failed twice (talk.script.md:1, 3): it has a cold" in told
    assert "voice 'amber' failed twice (talk.script.md:5): it coughed" in told


def test_an_engine_that_only_fails_is_not_asked_for_ever(store: Store, executor: Executor) -> None:
    def answer(_text: str, _before: int) -> Speech:
        raise EngineError("wrong key")

    engine = Fake(answer)
    with pytest.raises(EngineError, match=r"more were not tried.*because all before them failed"):
        _make([f"text {number}" for number in range(200)], engine, store, executor)
    assert HOPELESS <= len(set(engine.asked)) <= HOPELESS + AHEAD


def test_a_retry_waits(store: Store, executor: Executor) -> None:
    at: list[float] = []

    def answer(_text: str, before: int) -> Speech:
        at.append(time.monotonic())
        return _speech() if before else Speech(RATE, b"")

    _make(["one"], Fake(answer), store, executor)
    assert at[1] - at[0] >= RETRY


def test_as_many_at_once_as_the_engine_says(store: Store, executor: Executor) -> None:
    together = threading.Barrier(5)

    def answer(_text: str, _before: int) -> Speech:
        together.wait(10)
        return _speech()

    wanted = [Wanted(Utterance(f"text {number}", "fake", (), at_once=5), "amber", "x:1") for number in range(10)]
    speakers = InThreads(executor)
    synthesise(wanted, {"fake": Fake(answer)}, store, speakers, Tracker())
    speakers.close(wait=True)


def test_the_sentences_of_a_long_utterance_are_spoken_side_by_side_and_give_the_same_clip(
    store: Store, executor: Executor, tmp_path: Path
) -> None:
    text = " ".join(f"This is sentence number {number}, and it says nothing else at all." for number in range(4))
    wanted = [Wanted(Utterance(text, "fake", (), portion=80, pause=300), "amber", "x:1")]
    together = threading.Barrier(2)

    def length(text: str) -> float:
        return 3.0 + int(text[24]) / 2

    def beside(text: str, _before: int) -> Speech:
        together.wait(10)
        return _speech(length(text))

    speakers = InThreads(executor, 2)
    synthesise(wanted, {"fake": Fake(beside)}, store, speakers, Tracker())
    speakers.close(wait=True)
    other = Store(tmp_path / "other")
    alone = Fake(lambda text, _before: _speech(length(text)))
    synthesise(wanted, {"fake": alone}, other, InThreads(executor), Tracker())
    key = utterance_key(wanted[0].utterance, "fake 1")
    assert len(alone.asked) == 4
    assert store.get(CLIPS, key) == other.get(CLIPS, key) is not None


@pytest.mark.parametrize("paid", [True, False])
def test_what_is_paid_for_is_waited_for_when_we_are_stopped(
    store: Store, executor: Executor, monkeypatch: pytest.MonkeyPatch, paid: bool
) -> None:
    monkeypatch.setattr(synthesis, "GRACE", 0.05)
    begun = threading.Event()

    def answer(text: str, _before: int) -> Speech:
        if text == "slow":
            begun.set()
            time.sleep(1.0)
        else:
            assert begun.wait(5)
        return _speech()

    stages: list[Stage] = []

    def stop(progress: Progress) -> None:
        stages.append(progress.stage)
        if progress.done == 1 and progress.stage is Stage.SPEAKING:
            raise KeyboardInterrupt

    wanted = [Wanted(Utterance(text, "fake", (), paid=paid), "amber", "x:1") for text in ("slow", "quick")]
    with pytest.raises(KeyboardInterrupt):
        synthesise(wanted, {"fake": Fake(answer)}, store, InThreads(executor), Tracker(stop))
    assert (store.get(CLIPS, _key("slow")) is not None) is paid
    assert (Stage.KEEPING in stages) is paid


def test_who_cancels_need_not_wait_for_the_next_clip(store: Store, executor: Executor) -> None:
    free, cancel = threading.Event(), threading.Event()

    def answer(_text: str, _before: int) -> Speech:
        cancel.set()
        free.wait(10)
        return _speech()

    with pytest.raises(CancelledError):
        synthesise([_want("hangs")], {"fake": Fake(answer)}, store, InThreads(executor), Tracker(None, cancel))
    free.set()


def test_a_stop_by_hand_keeps_what_is_done_and_ends_soon(store: Store, executor: Executor) -> None:
    engine = Fake()

    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    wanted = [_want(f"text {number}") for number in range(50)]
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        synthesise(wanted, {"fake": engine}, store, InThreads(executor), Tracker(stop))
    assert time.monotonic() - begun < 2
    kept = [want for want in wanted if store.get(CLIPS, utterance_key(want.utterance, "fake 1"))]
    assert 3 <= len(kept) == len(engine.asked) <= 3 + AHEAD


def test_a_hanging_voice_does_not_hold_up_a_stop(store: Store) -> None:
    free = threading.Event()

    def answer(text: str, _before: int) -> Speech:
        if text == "hangs":
            free.wait(10)
        return _speech()

    def stop(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as pool:
        begun = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            synthesise([_want("hangs"), _want("good")], {"fake": Fake(answer)}, store, InThreads(pool), Tracker(stop))
        assert time.monotonic() - begun < 2
        free.set()


def test_few_utterances_are_in_flight_at_a_time(store: Store) -> None:
    class Counting(ThreadPoolExecutor):
        most = 0

        def submit(self, *args, **kwargs):  # type: ignore[no-untyped-def]  # the base's own signature is overloaded
            future = super().submit(*args, **kwargs)
            type(self).most = max(self.most, self._work_queue.qsize())
            return future

    with Counting(1) as pool:
        clips, _ = _make([f"text {number}" for number in range(3 * AHEAD)], Fake(), store, pool)
        assert len(clips) == 3 * AHEAD
        assert 0 < pool.most <= AHEAD


def test_a_store_that_cannot_be_written_is_an_output_error(tmp_path: Path, executor: Executor) -> None:
    (tmp_path / "cache").write_text("in the way")
    with pytest.raises(OutputError, match="AUDIORENDER_CACHE"):
        _make(["one", "two"], Fake(), Store(tmp_path / "cache"), executor)


def test_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    wanted = [
        Wanted(Utterance(f"Number {n} of the tones.", "tone", (("pitch", 200 + n),)), "amber", "x:1") for n in range(6)
    ]
    found = []
    for workers in (1, 2):
        store = Store(tmp_path / str(workers))
        engine = open_engine("tone", workers=workers)
        with ThreadPoolExecutor(workers) as pool:
            synthesise(wanted, {"tone": engine}, store, InThreads(pool), Tracker())
        found.append([store.get(CLIPS, utterance_key(want.utterance, engine.version)) for want in wanted])
    assert found[0] == found[1]
    assert None not in found[0]


def test_words_of_an_engine_without_times_are_found_by_a_guide(store: Store, executor: Executor) -> None:
    with closing(open_engine("pyttsx3", workers=1)) as guide:
        said = guide.speak("The boat came in at noon.", (("rate", 140),))
        engine = Fake(lambda _text, _before: Speech(said.rate, said.pcm))
        utterance = Utterance("The boat came in at noon.", "fake", (), guide=(("voice", "en-us"),))
        engines = {"fake": engine, "pyttsx3": guide}
        made = synthesise([Wanted(utterance, "amber", "x:1")], engines, store, InThreads(executor), Tracker())
    marks = made.clips[utterance].words
    exact = [mark.sample * 48_000 / said.rate for mark in said.words]
    assert [mark.start for mark in marks] == [mark.start for mark in said.words]
    assert [mark.sample for mark in marks] == pytest.approx(exact, abs=48_000 * 0.08)
