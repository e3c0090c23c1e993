"""Whisper by faster-whisper (extra `asr`), with a model added by `audiorender voices add whisper:base`."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from audiorender.errors import EngineError, install
from audiorender.languages import first_subtag
from audiorender.model import RATE
from audiorender.tts.catalogue.installed import Installed, check, installed
from audiorender.tts.engines.workers.pool import QUIET

ENGINE = "whisper"

MODELS = ("whisper:small", "whisper:base", "whisper:tiny")
"""The best first."""

_HEARS = 16_000
"""The sample rate that Whisper takes."""

_PAD = _HEARS // 2
"""Silence before and after: a single word at the very edge is easily missed."""


class Recogniser:
    """Transcribes clips. Loaded on first use; one clip at a time, from any thread."""

    def __init__(self, model: Installed) -> None:
        self._kept = model
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """The model's version: part of the key of the result."""
        return " ".join(file.sha256 for file in self._kept.files)

    def hear(self, samples: NDArray[np.int16], language: str) -> str:
        """Transcribe `samples` (mono at `RATE`) in `language`, a BCP 47 tag. Raises EngineError if it fails."""
        sound = soxr.resample(samples.astype(np.float32) / np.float32(32_768), RATE, _HEARS)
        padded = np.pad(np.asarray(sound, np.float32), _PAD)
        try:
            with self._lock:
                segments, _ = self._model.transcribe(
                    padded,
                    language=first_subtag(language),
                    beam_size=5,
                    temperature=0.0,
                    condition_on_previous_text=False,
                    without_timestamps=True,
                )
                return " ".join(segment.text.strip() for segment in segments)
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"{self._kept.entry} cannot hear: {error}") from error

    @cached_property
    def _model(self) -> Any:
        check(self._kept)
        for name, value in QUIET.items():  # faster-whisper loads onnxruntime
            os.environ.setdefault(name, value)
        from faster_whisper import WhisperModel

        return WhisperModel(str(self._kept.folder), device="cpu", compute_type="int8", local_files_only=True)


def recogniser(folder: Path | None = None) -> Recogniser:
    """The best installed recogniser. Raises EngineError, with the command to run, if something is missing."""
    if find_spec("faster_whisper") is None:
        raise EngineError("listening needs faster-whisper", hint=install("asr"))
    here = installed(folder)
    for name in MODELS:
        if name in here:
            return Recogniser(here[name])
    raise EngineError("listening needs a recognition model", hint="run `audiorender voices add whisper:base`")
