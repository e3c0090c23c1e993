"""Which voices a cast gets that names none: the best that are here, of its language; what one chose goes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audiorender.errors import UsageError
from audiorender.model import Voice
from audiorender.tts.casting import order
from audiorender.tts.casting.order import order_of
from audiorender.tts.engines import EngineInfo, engine_info
from audiorender.tts.voices import default_order, load_voices

NATURAL = (
    Voice("kokoro/af_one", "kokoro", (), "en-US"),
    Voice("kokoro/bm_two", "kokoro", (), "en-GB"),
    Voice("kokoro/am_three", "kokoro", (), "en-US"),
    Voice("kokoro/ff_quatre", "kokoro", (), "fr-FR"),
)

KNOWN = {voice.name: voice for voice in (*load_voices().values(), *NATURAL)}


@pytest.fixture(autouse=True)
def _natural_voices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kokoro has four voices here."""

    def info(name: str) -> EngineInfo:
        return replace(engine_info(name), voices=lambda: NATURAL if name == "kokoro" else ())

    monkeypatch.setattr(order, "engine_info", info)


def names(language: str, folders: tuple[Path, ...] = (), engine: str | None = None) -> tuple[str, ...]:
    return order_of(language, KNOWN, folders, engine).names


def test_natural_voices_of_the_language_come_first() -> None:
    assert names("en")[:4] == ("kokoro/af_one", "kokoro/bm_two", "kokoro/am_three", default_order()[0])
    assert names("fr")[:2] == ("kokoro/ff_quatre", default_order()[0])
    assert order_of("en", KNOWN).ranked


def test_those_of_just_that_region_come_before_them() -> None:
    assert names("en-GB")[:3] == ("kokoro/bm_two", "kokoro/af_one", "kokoro/am_three")


def test_without_a_natural_voice_all_is_as_ever() -> None:
    assert names("de") == default_order()
    assert not order_of("de", KNOWN).ranked


def test_an_order_of_ones_own_goes_before(tmp_path: Path) -> None:
    (tmp_path / "cast.toml").write_text('order = ["basil", "amber"]\n')
    assert names("en", (tmp_path,)) == ("basil", "amber")


def test_an_engine_that_is_named_goes_before_everything(tmp_path: Path) -> None:
    (tmp_path / "cast.toml").write_text('order = ["basil", "amber"]\n')
    assert names("en", (tmp_path,), "kokoro")[:3] == ("kokoro/af_one", "kokoro/bm_two", "kokoro/am_three")
    assert names("en", (), "pyttsx3") == default_order()


def test_an_engine_without_a_voice_says_how_to_have_one() -> None:
    with pytest.raises(
        UsageError, match=r"engine 'piper' has no voice installed; run `(audiorender voices add piper:|pip install)"
    ):
        names("en", (), "piper")
    with pytest.raises(UsageError, match="no engine 'kokorro'; did you mean 'kokoro'"):
        names("en", (), "kokorro")
