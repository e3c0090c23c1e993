"""The promises of every voice engine, as tests that an engine's author runs with pytest (docs/engines.md).

    from audiorender.testing import EngineContract

    class TestChime(EngineContract):
        engine = "chime"
        one, other = (("pitch", 440),), (("pitch", 660),)
        wrong = (("pitch", -1),)

pytest is not a dependency of audiorender: install it to test an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from audiorender.errors import EngineError
from audiorender.model import Options, Speech
from audiorender.tts.engines import (
    Engine,
    EngineInfo,
    Prepares,
    Repeats,
    WordTimes,
    engine_info,
    engine_names,
    open_engine,
)
from audiorender.tts.synthesis.finishing import check_speech

TEXT = "The first radio came out of a lighthouse, and it was warm."

Open = Callable[..., Engine]


class EngineContract:
    """The promises of one engine. A subclass names the engine, and two sets of options that sound different.

    `wrong` are options that the engine refuses. `words` is how many words it must say in one call without losing any,
    or as many as one call allows.
    """

    engine: ClassVar[str]
    one: ClassVar[Options] = ()
    other: ClassVar[Options]
    wrong: ClassVar[Options]
    words: ClassVar[int] = 40

    @pytest.fixture
    def info(self) -> EngineInfo:
        """The engine's description of itself."""
        return engine_info(self.engine)

    @pytest.fixture
    def opened(self) -> Iterator[Open]:
        """A function that opens the engine each time it is called; all are closed at the end."""
        engines: list[Engine] = []

        def open_one(workers: int = 2) -> Engine:
            engines.append(open_engine(self.engine, workers=workers))
            return engines[-1]

        yield open_one
        for engine in engines:
            engine.close()

    def test_is_found_by_its_name(self, info: EngineInfo) -> None:
        assert self.engine in engine_names()
        assert info.name == self.engine
        assert info.about

    def test_says_which_version_it_is(self, opened: Open) -> None:
        engine = opened()
        assert engine.name == self.engine
        assert any(character.isdigit() for character in engine.version)

    def test_its_statement_makes_sense(self, info: EngineInfo) -> None:
        for said in (info, info.with_options(self.one), info.with_options(self.other)):
            assert all(8_000 <= rate <= 192_000 for rate in said.rates)
            assert said.characters is None or said.characters >= 50, "a sentence must fit"
            assert said.at_once is None or said.at_once >= 1
        assert len({option.name for option in info.options}) == len(info.options)

    def test_its_own_voices_have_options_that_it_takes(self, info: EngineInfo, opened: Open) -> None:
        voices = list(info.voices())
        assert len({voice.name for voice in voices}) == len(voices)
        for voice in voices:
            assert voice.engine == self.engine
            assert voice.name.startswith(f"{self.engine}/")
            opened().check(voice.options)

    def test_returns_sound(self, opened: Open, info: EngineInfo) -> None:
        speech = opened().speak(TEXT, self.one)
        rates = info.with_options(self.one).rates
        assert not rates or speech.rate in rates
        assert check_speech(speech, TEXT) is None
        samples = _samples(speech)
        assert 1.5 < len(samples) / speech.rate < 15
        assert 0.01 < np.sqrt(np.mean(np.square(samples))) < 0.5
        assert np.abs(samples).max() < 0.999, "clipped"

    def test_same_bytes_in_any_order_and_by_any_number_of_workers(self, opened: Open, info: EngineInfo) -> None:
        if info.repeats is not Repeats.SAME:
            pytest.skip(f"its sound is {info.repeats.value}")
        jobs = [(TEXT, self.one), ("Yes.", self.other), ("No?", self.one)]
        one, many = opened(workers=1), opened(workers=3)
        alone = [one.speak(*job) for job in jobs]
        with ThreadPoolExecutor(3) as threads:
            together = list(threads.map(lambda job: many.speak(*job), jobs[::-1]))
        assert alone == together[::-1]

    def test_a_prepared_engine_says_the_same(self, opened: Open, info: EngineInfo) -> None:
        prepared = opened(workers=2)
        if not isinstance(prepared, Prepares) or info.repeats is not Repeats.SAME:
            pytest.skip("it prepares nothing, or never says the same twice")
        prepared.prepare(5)
        assert prepared.speak("Yes.", self.one) == opened().speak("Yes.", self.one)
        prepared.close()
        prepared.prepare(5)  # starts nothing more
        with pytest.raises(EngineError):
            prepared.speak(TEXT, self.one)

    def test_options_are_heard(self, opened: Open) -> None:
        engine = opened()
        assert engine.speak("Good morning.", self.one) != engine.speak("Good morning.", self.other)

    def test_check_accepts_what_speak_accepts(self, opened: Open) -> None:
        engine = opened()
        for options in (self.one, self.other):
            engine.check(options)

    def test_check_names_what_it_does_not_have(self, opened: Open, info: EngineInfo) -> None:
        engine = opened()
        known = info.options[0].name
        for act in (engine.check, lambda options: engine.speak(TEXT, options)):
            with pytest.raises(EngineError, match=rf"no option '{known}x'; did you mean '{known}'\?"):
                act(((f"{known}x", 1),))
            with pytest.raises(EngineError):
                act(self.wrong)

    def test_marks_stand_where_words_begin(self, opened: Open, info: EngineInfo) -> None:
        text = "Zoë’s  “old” radio — one she’d kept — hums…  naïvely 😀 it works"
        speech = opened().speak(text, self.one)
        starts = [mark.start for mark in speech.words]
        samples = [mark.sample for mark in speech.words]
        assert starts == sorted(set(starts))
        assert samples == sorted(samples)
        assert all(0 <= sample < len(speech.pcm) // 2 for sample in samples)
        assert all(not text[start].isspace() and not text[:start][-1:].isalnum() for start in starts)
        begun = {text[start:].split(maxsplit=1)[0].strip("“”…—") for start in starts}
        if info.with_options(self.one).word_times is WordTimes.NONE:
            assert not begun
        else:
            assert begun >= {"Zoë’s", "old", "radio", "one", "kept", "hums", "naïvely", "it", "works"}

    def test_says_the_phonemes_that_it_is_given(self, opened: Open, info: EngineInfo) -> None:
        if not info.phonemes:
            pytest.skip("it takes none")
        text = "They met ⟦ʃɪˈvɔːn⟧, there [[t]]."
        speech, other = opened().speak(text, self.one), opened().speak(text.replace("ʃɪˈvɔːn", "ˈbɑː"), self.one)
        assert len(speech.pcm) > len(other.pcm) > 0
        begun = {text[mark.start :].split(maxsplit=1)[0] for mark in speech.words}
        assert info.word_times is WordTimes.NONE or begun >= {"They", "met", "ʃɪˈvɔːn⟧,", "there"}

    def test_says_a_long_text_whole(self, opened: Open, info: EngineInfo) -> None:
        most = info.with_options(self.one).characters
        words = self.words if most is None else min(self.words, most // len("word "))
        speech = opened().speak(("word " * words).strip() + ".", self.one)
        assert len(speech.pcm) / 2 / speech.rate > words * 0.12

    @pytest.mark.parametrize(
        "text",
        ["7", "a\0b", "a\ud800b", "<speak>one & two</speak>", "[[h@l'oU]] three", "\u202eA\u200d", "C\r\nD"],
        ids=["digit", "zero", "half a surrogate", "tags", "phonemes", "marks of direction", "lines"],
    )
    def test_takes_any_text(self, text: str, opened: Open) -> None:
        assert opened().speak(text, self.one).pcm

    def test_a_blank_text_is_refused(self, opened: Open) -> None:
        with pytest.raises(EngineError, match="nothing to say"):
            opened().speak(" \n", self.one)

    def test_a_closed_engine_says_so(self, opened: Open) -> None:
        engine = opened()
        engine.speak("Hello.", self.one)
        engine.close()
        engine.close()
        with pytest.raises(EngineError, match="closed"):
            engine.speak("Hello.", self.one)


def _samples(speech: Speech) -> NDArray[np.float64]:
    return np.frombuffer(speech.pcm, "<i2") / 32768
