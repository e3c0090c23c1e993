"""The `system` engine: the machine's own voices, through pyttsx3's driver for it (SAPI 5, NSSS).

Every text is spoken by a new process into a temporary file: pyttsx3 can lose a save without an error or hang, so the
process has a deadline and the file is checked. The voices differ between machines, and give no word marks.
"""

from __future__ import annotations

import platform
import tempfile
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path

import numpy as np
import pyttsx3.engine

from audiorender.audio.decode import decode
from audiorender.errors import EngineError, ToolError, near
from audiorender.model import RATE, Options, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import settle, text, whole
from audiorender.tts.engines.workers.pool import WorkerPool

OPTIONS = (text("voice"), whole("rate", 170, 80, 450))
"""`voice` is the name or ID of one of the machine's voices, empty for its default; `rate` is in words per minute."""

PATIENCE = 20.0
"""Seconds to wait for any text, plus a second for every `PACE` characters, since some write at the speed of speech."""

PACE = 10

_HINT = "use the engine 'pyttsx3', which has its own voices"
_WORKER = Path(__file__).with_name("worker.py")


class SystemEngine:
    """The sound depends on the machine, so the operating system is part of the version."""

    name = "system"

    def __init__(self, workers: int) -> None:
        self._pool = WorkerPool(self.name, _WORKER, (), workers=workers, lasting=False, hint=_HINT)

    @property
    def version(self) -> str:
        """The version of pyttsx3, its driver here, and the operating system."""
        driver = pyttsx3.engine.default_engine_by_sys_platform()
        return f"pyttsx3 {installed_version('pyttsx3')}, {driver}, {platform.platform()}"

    def check(self, options: Options) -> None:
        """Raise EngineError for an unknown option, a number out of range, or a voice that the machine does not have."""
        self._voice_id(str(settle(self.name, OPTIONS, options)["voice"]))

    def voices(self) -> tuple[str, ...]:
        """The names of this machine's voices, in its order. Raises EngineError if pyttsx3 has no driver for it."""
        return tuple(name for _, name in self._voices)

    def speak(self, text: str, options: Options) -> Speech:
        """`text` as the machine says it, at `RATE`.

        Raises EngineError for a blank text, and if there is no driver, or it hangs, dies or writes nothing.
        """
        if not text.strip():
            raise EngineError(f"engine '{self.name}' got nothing to say")
        values = settle(self.name, OPTIONS, options)
        properties = {"rate": values["rate"]}
        if values["voice"]:
            properties = {"voice": self._voice_id(str(values["voice"])), **properties}
        with tempfile.TemporaryDirectory(prefix="audiorender-", ignore_cleanup_errors=True) as folder:
            file = Path(folder, "speech.wav")
            request = {"text": text, "file": str(file), "properties": properties}
            self._pool.ask(request, deadline=PATIENCE + len(text) / PACE)
            return self._read(file)

    def close(self) -> None:
        """End all processes at once."""
        self._pool.close()

    def _read(self, file: Path) -> Speech:
        """The sound in the file, which is WAV or AIFF depending on the system, whatever its name says."""
        if not file.is_file() or not file.stat().st_size:
            raise EngineError(f"engine '{self.name}' wrote no sound", hint=_HINT)
        try:
            samples = np.concatenate([np.zeros(0, np.float32), *(block[0] for block in decode(file, 1))])
        except ToolError as error:
            raise EngineError(
                f"engine '{self.name}' wrote something that is not sound: {error.message}", hint=_HINT
            ) from error
        if not samples.size:
            raise EngineError(f"engine '{self.name}' returned no sound", hint=_HINT)
        return Speech(RATE, np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2").tobytes())

    @cached_property
    def _voices(self) -> tuple[tuple[str, str], ...]:
        answer = self._pool.ask({}, deadline=PATIENCE)
        return tuple((voice["id"], voice["name"]) for voice in answer.end["voices"])

    def _voice_id(self, wanted: str) -> str:
        for voice_id, name in self._voices:
            if wanted in {"", voice_id, name}:
                return voice_id
        raise EngineError(
            f"engine '{self.name}' has no voice '{wanted}' on this machine", hint=near(wanted, self.voices())
        )


ENGINE = EngineInfo(
    SystemEngine.name,
    about="this machine's own voices (SAPI 5, NSSpeechSynthesizer)",
    open=SystemEngine,
    options=OPTIONS,
    rates=(RATE,),
    repeats=Repeats.SAME,
    word_times=WordTimes.NONE,
)
