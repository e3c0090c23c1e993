"""Formants and tone of a profile's own: they change the sound, leave nothing behind, and need no right to the wheel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audiorender.errors import EngineError
from audiorender.model import Speech
from audiorender.tts.casting.distance import PARAGRAPH, voice_print
from audiorender.tts.engines.espeak import EspeakEngine
from audiorender.tts.engines.espeak.variants import TONES, OwnVariants


@pytest.fixture(scope="module")
def engine() -> Iterator[EspeakEngine]:
    engine = EspeakEngine(1)
    yield engine
    engine.close()


def _said(engine: EspeakEngine, **options: str | int) -> Speech:
    return engine.speak(PARAGRAPH, tuple(sorted(options.items())))


def _centre(speech: Speech) -> float:
    """Where the middle of a sound's energy lies, in Hz."""
    power = np.abs(np.fft.rfft(np.frombuffer(speech.pcm, "<i2").astype(float))) ** 2
    return float(np.searchsorted(np.cumsum(power), power.sum() / 2) * speech.rate / 2 / power.size)


def test_no_formants_and_no_tone_are_the_language_as_it_is(engine: EspeakEngine) -> None:
    assert _said(engine, formants=100, tone="even").pcm == _said(engine).pcm


def test_formants_move_the_spectrum_and_leave_pitch_and_words(engine: EspeakEngine) -> None:
    low, plain, high = (_said(engine, formants=percent) for percent in (85, 100, 115))
    assert _centre(low) < _centre(plain) < _centre(high)
    assert voice_print(low).pitch == pytest.approx(voice_print(high).pitch, rel=0.03)
    assert [mark.start for mark in low.words] == [mark.start for mark in high.words]


def test_hertz_moves_the_pitch_and_hardly_the_spectrum(engine: EspeakEngine) -> None:
    low, high = (_said(engine, hertz=hertz) for hertz in (80, 160))
    assert voice_print(high).pitch == pytest.approx(2 * voice_print(low).pitch, rel=0.05)
    raised = _said(engine, pitch=99)  # about as high, but eSpeak NG moves the formants too
    even, moved = (np.subtract(voice_print(sound).colour, voice_print(low).colour) for sound in (high, raised))
    assert np.std(even) < np.std(moved)


def test_each_tone_is_another_and_does_what_it_says(engine: EspeakEngine) -> None:
    sounds = {tone: _said(engine, tone=tone) for tone in TONES}
    assert len({sound.pcm for sound in sounds.values()}) == len(TONES)
    bass = {tone: float(np.mean(voice_print(sound).colour[:4])) for tone, sound in sounds.items()}
    assert bass["bright"] < bass["even"] < bass["dark"] < bass["warm"]


def test_each_klatt_source_is_another(engine: EspeakEngine) -> None:
    assert len({_said(engine, klatt=source).pcm for source in range(7)}) >= 6


def test_it_speaks_so_in_every_language(engine: EspeakEngine) -> None:
    assert _said(engine, voice="de", formants=88).pcm != _said(engine, voice="de").pcm


def test_a_variant_has_formants_of_its_own(engine: EspeakEngine) -> None:
    for option in (("tone", "dark"), ("formants", 90), ("klatt", 2)):
        with pytest.raises(EngineError, match=r"cannot change hertz, .* of variant 'm3'; remove"):
            engine.check((option, ("variant", "m3")))
    engine.check((("formants", 100), ("variant", "m3")))


def test_the_workers_folder_goes_with_the_engine() -> None:
    engine = EspeakEngine(1)
    folder = engine._own.folder
    assert not list(folder.iterdir()), "nothing is linked before something is spoken"
    engine.speak("One.", (("formants", 90),))
    assert list(folder.iterdir())
    engine.close()
    assert not folder.exists()
    with pytest.raises(EngineError, match="was closed"):
        engine.speak("Two.", (("formants", 91),))


def test_where_links_are_not_allowed_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("a privilege is not held")

    monkeypatch.setattr(Path, "symlink_to", refused)
    for name in ("phondata", "lang/gmw/en", "voices/!v/m3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    own = OwnVariants(tmp_path)
    own.fill()
    for name in ("phondata", "lang/gmw/en", "voices/!v/m3"):
        assert (own.folder / name).read_text() == name
        assert not (own.folder / name).is_symlink()
    own.close()
