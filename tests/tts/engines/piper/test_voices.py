"""Piper's voices by name, path and folder; what is none is one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audiorender.errors import EngineError
from audiorender.tts.engines import Repeats, engine_info
from audiorender.tts.engines.piper.voices import model

CONFIG = {
    "audio": {"sample_rate": 16_000},
    "language": {"code": "nl_BE"},
    "num_speakers": 2,
    "speaker_id_map": {"an": 0, "bo": 1},
}


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """The model of a voice with two speakers, and the file beside it."""
    file = tmp_path / "nl-duo.onnx"
    file.write_bytes(b"weights")
    (tmp_path / "nl-duo.onnx.json").write_text(json.dumps(CONFIG))
    return file


def test_a_file_or_its_folder_is_a_voice(voice: Path) -> None:
    for path in (voice, voice.parent):
        found = model("", str(path))
        assert (found.path, found.rate, found.language) == (voice, 16_000, "nl-BE")
    assert model("", str(voice)).speaker("bo") == 1
    assert model("", str(voice)).speaker("0") == 0
    assert model("", str(voice)).speaker("") is None


def test_the_statement_is_the_voices(voice: Path) -> None:
    options = (("model", str(voice)),)
    info = engine_info("piper").with_options(options)
    assert (info.rates, info.languages, info.repeats) == ((16_000,), ("nl-BE",), Repeats.SAME)
    assert engine_info("piper").with_options((("noise_scale", 0.6),)).repeats is Repeats.DRAWN
    before = info.weights(options)
    voice.write_bytes(b"other weights")
    assert info.weights(options) not in ("", before)


def test_what_is_no_voice_is_one_line(voice: Path) -> None:
    with pytest.raises(
        EngineError, match=r"Piper's voice 'x' is not installed; run `audiorender voices add piper:x`"
    ) as error:
        model("x", "")
    assert "\n" not in str(error.value)
    with pytest.raises(EngineError, match="there is no file"):
        model("", str(voice.with_name("none.onnx")))
    with pytest.raises(EngineError, match="no speaker 'cy'"):
        model("", str(voice)).speaker("cy")
    (voice.parent / "second.onnx").write_bytes(b"")
    with pytest.raises(EngineError, match="contains 2 models"):
        model("", str(voice.parent))
    with pytest.raises(EngineError, match="does not describe a Piper voice"):
        model("", str(voice.parent / "second.onnx"))
