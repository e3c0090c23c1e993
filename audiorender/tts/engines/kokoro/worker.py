"""A process that speaks with Kokoro: a separate program, run by its path, with one session and one thread.

    python -P worker.py

It reads requests and answers in the frames described in `workers.pool`. The session is kept, so later texts are quick.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from mmap import ACCESS_READ, mmap
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from audiorender.tts.engines.espeak.phonemes import Phonemiser
from audiorender.tts.engines.kokoro.phonemes import LONGEST, Phonemes, in_calls
from audiorender.tts.engines.onnxgraph import with_output
from audiorender.tts.engines.workers.memory import peak_memory

RATE = 24000
UNIT = 600
"""Samples per step of a phoneme's duration."""

AHEAD = 2 * UNIT
"""How much earlier than its steps a phoneme is heard: after a pause 50 ms, on average over voices and sentences."""

INT8 = "int8"
"""In the file name of the quantised model. To optimise its graph changes no byte, saves no time in speaking, and takes
half of the time in which the model is read."""

DURATIONS = "/encoder/Clip_output_0"
"""The tensor in which the model counts the steps of each phoneme, in every official export of Kokoro v1.0."""

_ROW = 256

Send = Callable[[bytes, bytes], None]


class Model:
    """A session, and the styles loaded so far."""

    def __init__(self, path: str, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        if INT8 in path.rpartition(os.sep)[2]:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        with (
            open(path, "rb") as file,  # noqa: PTH123  this program imports little
            mmap(file.fileno(), 0, access=ACCESS_READ) as mapped,  # a file that is read is copied once more
        ):
            model = with_output(mapped, DURATIONS)
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._styles: dict[str, NDArray[np.float32]] = {}

    def speak(self, said: Phonemes, styles: list[tuple[str, float]], speed: float) -> tuple[Any, Any]:
        """The sound of `said`, and the durations of its phonemes and both ends, None if the model does not give
        them."""
        row = len(said.text) - 1
        style = sum(self._style(path)[row] * np.float32(share) for path, share in styles)
        feed = {
            "tokens": np.array([[0, *said.numbers, 0]], np.int64),
            "style": np.asarray(style, np.float32)[None, :],
            "speed": np.array([speed], np.float32),
        }
        found = dict(zip(self._outputs, self._session.run(None, feed), strict=True))
        durations = found.get(DURATIONS)
        return found["audio"].reshape(-1), None if durations is None else durations.reshape(-1)

    def _style(self, path: str) -> NDArray[np.float32]:
        if path not in self._styles:
            self._styles[path] = np.fromfile(path, "<f4").reshape(-1, _ROW)
        return self._styles[path]


def speak(model: Model, calls: list[tuple[int, Phonemes]], request: dict[str, Any], send: Send) -> None:
    """Send the sound and the words of a request, or an `F` frame with the reason."""
    spoken = [(start, said) for start, said in calls if said.text.strip()]
    if not spoken:
        send(b"F", b"there is nothing in it that this language has a sound for")
        return
    if longest := max((len(said.text) for _, said in spoken if len(said.text) > LONGEST), default=0):
        send(b"F", f"a word of it has {longest} phonemes, but the most is {LONGEST}".encode())
        return
    at = 0
    for start, said in spoken:
        sound, durations = model.speak(said, request["styles"], request["speed"])
        send(b"A", np.clip(np.rint(sound * 32767), -32767, 32767).astype("<i2").tobytes())
        for character, phoneme in said.words:
            begin = begins(said, phoneme, durations, len(sound))
            send(b"W", struct.pack("<ii", start + character, at + begin))
        at += len(sound)


def begins(said: Phonemes, phoneme: int, durations: NDArray[np.float32] | None, samples: int) -> int:
    """The sample at which a phoneme begins to be heard: exact if there are durations, else in proportion."""
    if durations is None:
        return samples * phoneme // len(said.text)
    return max(0, round(float(durations[: phoneme + 1].sum())) * UNIT - AHEAD)


def main() -> None:
    """Answer requests until standard input ends, which happens when the requesting process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the requesting process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output printed by libraries must not get between the frames

    def send(kind: bytes, payload: bytes) -> None:
        answers.write(struct.pack("<cI", kind, len(payload)) + payload)

    requests = sys.stdin.buffer
    phonemiser, models = Phonemiser(), dict[str, Model]()
    while len(head := requests.read(4)) == 4:
        request = json.loads(requests.read(*struct.unpack("<I", head)))
        if request["model"] not in models:
            models = {request["model"]: Model(request["model"], request["threads"])}
        if "ahead" in request:
            continue
        phonemiser.use(request["espeak"])
        calls = list(in_calls(request["text"], request["language"], phonemiser.say))
        speak(models[request["model"]], calls, request, send)
        send(b"E", json.dumps({"rate": RATE, "memory": peak_memory()}).encode())
        answers.flush()


if __name__ == "__main__":
    main()
