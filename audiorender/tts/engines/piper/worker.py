"""A process that speaks with Piper: a separate program, run by its path, with one session and one thread.

    python -P worker.py

It reads requests and answers in the frames described in `workers.pool`.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
import unicodedata
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from piper import PiperVoice
from piper.config import PiperConfig, SynthesisConfig

from audiorender.expressions import expression
from audiorender.tts.engines.espeak.wordplaces import WORD, beginnings
from audiorender.tts.engines.onnxgraph import with_output
from audiorender.tts.engines.workers.memory import peak_memory
from audiorender.tts.ipa import MARKED

_CEIL = expression(rb"/[\w/.]*Ceil_output_\d+")

Send = Callable[[bytes, bytes], None]


def open_voice(model: str, config: str, threads: int) -> PiperVoice:
    """The voice in `model`, with the durations of its phonemes added to its outputs if the model has them."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    data = Path(model).read_bytes()
    lengths = set(_CEIL.findall(data))  # a tensor of that name: how many steps each phoneme takes, rounded up
    if len(lengths) == 1:
        data = with_output(data, lengths.pop().decode())
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    return PiperVoice(session, PiperConfig.from_dict(json.loads(Path(config).read_text(encoding="utf-8"))))


def speak(voice: PiperVoice, request: dict[str, Any], send: Send) -> None:
    """Send the sound and the words of a request, or an `F` frame with the reason."""
    config = SynthesisConfig(
        speaker_id=request["speaker"],
        length_scale=voice.config.length_scale / request["speed"],
        noise_scale=request["noise_scale"],
        noise_w_scale=request["noise_w_scale"],
        normalize_audio=False,
    )
    text = request["text"]
    said: list[str] = []
    begins: list[int] = []
    at = 0
    for sentence in _phonemes(voice, text):
        sound, lengths = _sound(voice, sentence, config)
        begins += [at + begin for begin in _phoneme_begins(voice, sentence, lengths, len(sound))]
        said += [*sentence, " "]
        begins.append(at + len(sound))
        at += len(sound)
        send(b"A", np.clip(np.rint(sound * 32767), -32767, 32767).astype("<i2").tobytes())
    if not at:
        send(b"F", b"there is nothing in it that this voice has a sound for")
        return
    words = list(WORD.finditer(text))
    in_ipa = {match.start(1) for match in MARKED.finditer(text)}
    alone = ["".join(_spoken(voice, f"⟦{word[0]}" if word.start() in in_ipa else word[0])) for word in words]
    whole = "".join(phoneme[0] for phoneme in said)  # a merged diphthong counts as its first letter
    for word, place in zip(words, beginnings(alone, whole), strict=True) if words and whole.strip() else ():
        send(b"W", struct.pack("<ii", word.start(), begins[place]))


def _spoken(voice: PiperVoice, word: str) -> list[str]:
    return [phoneme[0] for sentence in _phonemes(voice, word) for phoneme in sentence if phoneme not in ".,:;!? "]


def _phonemes(voice: PiperVoice, text: str) -> list[list[str]]:
    """The phonemes of each sentence; Piper takes those given in double square brackets, with separate accents."""
    given = MARKED.sub(lambda match: f"[[{unicodedata.normalize('NFD', match[1])}]]", text)
    found: list[list[str]] = voice.phonemize(given)
    return found


def _sound(voice: PiperVoice, sentence: list[str], config: SynthesisConfig) -> tuple[Any, Any]:
    found = voice.phoneme_ids_to_audio(voice.phonemes_to_ids(sentence), config, include_alignments=True)
    sound, lengths = found if isinstance(found, tuple) else (found, None)
    return np.atleast_1d(sound), lengths


def _phoneme_begins(voice: PiperVoice, sentence: list[str], lengths: Any, samples: int) -> list[int]:
    """The sample at which each phoneme begins: from the model's durations, else in proportion."""
    if lengths is None:
        return [samples * place // max(len(sentence), 1) for place in range(len(sentence))]
    numbers = voice.config.phoneme_id_map
    before = len(numbers["^"]) + len(numbers["_"])  # the beginning of a sentence, and what follows each phoneme
    counts = [len(numbers[each]) + len(numbers["_"]) if each in numbers else 0 for each in sentence]
    ends = [0, *accumulate(int(length) for length in np.atleast_1d(lengths))]
    return [ends[min(place, len(ends) - 1)] for place in accumulate(counts[:-1], initial=before)][: len(sentence)]


def main() -> None:
    """Answer requests until standard input ends, which happens when the requesting process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the requesting process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output printed by libraries must not get between the frames

    def send(kind: bytes, payload: bytes) -> None:
        answers.write(struct.pack("<cI", kind, len(payload)) + payload)

    requests = sys.stdin.buffer
    name, voice = "", None
    while len(head := requests.read(4)) == 4:
        request = json.loads(requests.read(*struct.unpack("<I", head)))
        if voice is None or name != request["model"]:
            name, voice = request["model"], open_voice(request["model"], request["config"], request["threads"])
        speak(voice, request, send)
        send(b"E", json.dumps({"rate": voice.config.sample_rate, "memory": peak_memory()}).encode())
        answers.flush()


if __name__ == "__main__":
    main()
