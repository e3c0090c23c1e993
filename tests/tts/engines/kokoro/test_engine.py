"""The Kokoro engine before a model is there: what it states, and one line with the command that helps."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from audiorender.errors import EngineError
from audiorender.tts.engines import engine_info, in_language, open_engine
from audiorender.tts.engines.kokoro.voices import blend


def test_missing_weights_are_one_line_with_the_command() -> None:
    pytest.importorskip("onnxruntime")
    with pytest.raises(EngineError) as error:
        open_engine("kokoro", workers=1).check(())
    assert str(error.value) == "the voices of 'kokoro' are not installed; run `audiorender voices add kokoro`"


@pytest.mark.parametrize(("name", "package"), [("kokoro", "onnxruntime"), ("piper", "piper")])
def test_a_missing_extra_is_one_line_with_the_command(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiorender.tts.engines.extras.find_spec", lambda _name: None)
    with pytest.raises(EngineError) as error:
        open_engine(name, workers=1).check(())
    command = f"run `pip install 'audiorender[{name}]'`, or `pip install '.[{name}]'` in a clone"
    expected = f"engine '{name}' needs the package {package}; {command}"
    assert str(error.value) == expected


def test_nothing_of_theirs_is_imported() -> None:
    program = (
        "import sys\n"
        "from audiorender.tts.engines import engine_info, engine_names, open_engine\n"
        "from audiorender.tts.voices import load_voices\n"
        "for name in engine_names():\n"
        "    engine_info(name).with_options(())\n"
        "    open_engine(name, workers=1).close()\n"
        "load_voices()\n"
        "print(sorted({'onnxruntime', 'piper', 'httpx', 'faster_whisper'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_a_blend_adds_up_and_its_most_settles_the_language() -> None:
    mixed = blend("af_heart:60, am_michael:20,ef_dora:20")
    assert dict(mixed.shares) == {"af_heart": 0.6, "am_michael": 0.2, "ef_dora": 0.2}
    assert mixed.first == "af_heart"
    assert blend("af_heart").shares == (("af_heart", 1.0),)


@pytest.mark.parametrize("text", ["", "heart", "af_heart:", "af_heart:0", "af_heart,af_heart", "af_heart:x", "../af_x"])
def test_what_is_no_voice_is_named(text: str) -> None:
    with pytest.raises(EngineError, match=f"has no voice '{text}'"):
        blend(text)


def test_it_speaks_the_languages_that_it_has_learned() -> None:
    assert dict(in_language("kokoro", (("voice", "af_heart"),), "fr") or ()) == {
        "voice": "af_heart",
        "language": "fr-fr",
    }
    assert dict(in_language("kokoro", (), "en-GB") or ()) == {"language": "en-gb"}
    assert in_language("kokoro", (), "de") is None
    assert in_language("kokoro", (), "ja") is None


def test_its_limit_and_language_are_the_voices() -> None:
    info = engine_info("kokoro")
    chinese = info.with_options((("voice", "zf_xiaobei"),))
    assert chinese.languages == ("zh-CN",)
    assert chinese.characters is not None
    assert info.characters is not None
    assert chinese.characters < info.characters
    assert info.with_options((("voice", "bm_fable"),)).languages == ("en-GB",)


@pytest.mark.weights("kokoro")
@pytest.mark.parametrize("voice", ["af_nova", "bm_daniel"])
def test_words_behind_a_pause_begin_where_they_are_heard(voice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIORENDER_VOICES", os.environ["AUDIORENDER_TEST_VOICES"])
    text = "Nobody came. All was quiet. So we waited, and then it rained. I was cold. How late was it? Even later."
    engine = open_engine("kokoro", workers=1)
    try:
        speech = engine.speak(text, (("voice", voice),))
    finally:
        engine.close()
    loud = np.abs(np.frombuffer(speech.pcm, "<i2").astype(np.float32))
    reach, step = speech.rate // 5, speech.rate // 200
    late = []
    for mark in speech.words[1:]:
        if text[mark.start - 2] in ".?,":
            around = loud[mark.sample - reach : mark.sample + reach].reshape(-1, step).max(axis=1)
            quiet = np.flatnonzero(around[:-10] < loud.max() / 100)
            late.append(reach - (quiet.max() + 1) * step if len(quiet) else 0)
    assert abs(np.median(late)) / speech.rate < 0.03
