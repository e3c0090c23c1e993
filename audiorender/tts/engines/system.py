"""The `system` engine: the machine's own voices, through the driver that pyttsx3 has for it (SAPI 5, NSSS).

Every text is spoken by a fresh process into a temporary file: pyttsx3 loses a save without an error and may hang, so
the process has a deadline and the file is looked at. The voices differ from machine to machine, and give no word marks.
"""

from __future__ import annotations

import platform
import tempfile
import wave
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path

import pyttsx3.engine

from audiorender.errors import EngineError, near
from audiorender.model import Options, Speech
from audiorender.tts.engines.options import Option, settle
from audiorender.tts.engines.process import WorkerPool

OPTIONS = (Option("voice", ""), Option("rate", 170, 80, 450))
"""`voice` is the name or the id of a voice of the machine, none being its default; `rate` is in words a minute."""

_WORKER = Path(__file__).with_name("system_worker.py")


class SystemEngine:
    """What a text sounds like hangs on the machine, so its operating system stands in the version."""

    name = "system"

    def __init__(self, workers: int) -> None:
        hint = "use the engine 'pyttsx3', which brings its own voices"
        self._pool = WorkerPool(self.name, _WORKER, (), workers=workers, lasting=False, hint=hint)

    @property
    def version(self) -> str:
        """The version of pyttsx3, the driver that it takes here, and the operating system."""
        driver = pyttsx3.engine.default_engine_by_sys_platform()
        return f"pyttsx3 {installed_version('pyttsx3')}, {driver}, {platform.platform()}"

    def check(self, options: Options) -> None:
        """Raise EngineError for an unknown option, a number out of range, or a voice that the machine does not have."""
        self._voice_id(str(settle(self.name, OPTIONS, options)["voice"]))

    def voices(self) -> tuple[str, ...]:
        """The names of this machine's voices, in its order. Raises EngineError when it has no driver for pyttsx3."""
        return tuple(name for _, name in self._voices)

    def speak(self, text: str, options: Options) -> Speech:
        """`text` as the machine says it, at the rate of the voice.

        Raises EngineError when there is no driver, when it hangs or dies, or when it wrote nothing.
        """
        values = settle(self.name, OPTIONS, options)
        properties = {"rate": values["rate"]}
        if values["voice"]:
            properties = {"voice": self._voice_id(str(values["voice"])), **properties}
        with tempfile.TemporaryDirectory(prefix="audiorender-", ignore_cleanup_errors=True) as folder:
            file = Path(folder, "speech.wav")
            request = {"text": text, "file": str(file), "properties": properties}
            self._pool.ask(request, deadline=20 + len(text) / 10)  # some voices speak at the pace of speech
            return self._read(file)

    def close(self) -> None:
        """End all processes at once."""
        self._pool.close()

    def _read(self, file: Path) -> Speech:
        try:
            with wave.open(str(file)) as sound:
                if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
                    raise EngineError(f"engine '{self.name}' did not write mono sound of 16 bits")
                speech = Speech(sound.getframerate(), sound.readframes(sound.getnframes()))
        except (OSError, EOFError, wave.Error) as error:
            raise EngineError(f"engine '{self.name}' wrote no sound: {error}") from error
        if not speech.pcm:
            raise EngineError(f"engine '{self.name}' returned no sound")
        return speech

    @cached_property
    def _voices(self) -> tuple[tuple[str, str], ...]:
        answer = self._pool.ask({}, deadline=30)
        return tuple((voice["id"], voice["name"]) for voice in answer.end["voices"])

    def _voice_id(self, wanted: str) -> str:
        for voice_id, name in self._voices:
            if wanted in {"", voice_id, name}:
                return voice_id
        raise EngineError(
            f"engine '{self.name}' has no voice '{wanted}' on this machine", hint=near(wanted, self.voices())
        )
