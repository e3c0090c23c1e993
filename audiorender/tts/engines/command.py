"""The `command` engine: any program that writes a WAV file, configured by its arguments in a voice profile. No shell.

    engine = "command"

    [options]
    command = ["flite", "-voice", "slt", "-f", "{text}", "-o", "{wav}"]

`{text}` is replaced by a file with the text, `{wav}` by the file to write. Without `{text}` the program gets the text
on standard input, without `{wav}` it writes the WAV to standard output. Only a voice profile in the user's own folder
can name a program: no script, no front matter, and no profile that comes with somebody's project.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from audiorender.errors import EngineError
from audiorender.model import Options, OptionValue, Speech
from audiorender.tts.engines.engine import EngineInfo, Repeats, WordTimes
from audiorender.tts.engines.options import choice, number, number_of, settle, text, texts, texts_of, whole, whole_of
from audiorender.tts.engines.sound import BadSoundError, most_bytes, speech_of

TEXT, WAV = "{text}", "{wav}"

_LOOK = 0.05
"""Seconds between two looks at how much a program has written."""

OPTIONS = (
    texts("command"),
    text("version"),
    choice("repeats", ("drawn anew", "same bytes")),
    whole("characters", 4_000, 50, 1_000_000),
    whole("at_once", 1, 1, 64),
    number("deadline", 120.0, 1.0, 3_600.0),
)
"""Change `version` when the program has changed, so that its clips are made again."""


class CommandEngine:
    """One process per text, up to `at_once` of them at the same time."""

    name = "command"
    version = "command 1"

    def __init__(self, _workers: int) -> None:
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._free: dict[str, threading.BoundedSemaphore] = {}

    def check(self, options: Options) -> None:
        """Raise EngineError for wrong options, or if there is no such program."""
        _program(settle(self.name, OPTIONS, options))

    def speak(self, text: str, options: Options) -> Speech:
        """Say `text`, as specified by `Engine.speak`."""
        given = settle(self.name, OPTIONS, options)
        self._check_open()
        if not text.strip():
            raise EngineError("there is nothing to say")
        program = _program(given)
        with self._lock:
            free = self._free.setdefault(program, threading.BoundedSemaphore(whole_of(given, "at_once")))
        while not free.acquire(timeout=0.05):
            self._check_open()
        try:
            with tempfile.TemporaryDirectory(prefix="audiorender-") as folder:
                return self._spoken(text, given, program, Path(folder))
        finally:
            free.release()

    def close(self) -> None:
        """Kill all programs at once."""
        self._closed.set()
        with self._lock:
            running = list(self._running)
        for process in running:
            _kill(process)

    def _spoken(self, text: str, given: dict[str, OptionValue], program: str, folder: Path) -> Speech:
        arguments = texts_of(given, "command")
        text_file, wav_file, out = folder / "text.txt", folder / "speech.wav", folder / "out.wav"
        text_file.write_bytes(text.replace("\0", " ").encode("utf-8", "replace") + b"\n")
        named = {TEXT: str(text_file), WAV: str(wav_file)}
        command = [program, *(_filled(argument, named) for argument in arguments[1:])]
        by_file, to_file = (any(place in argument for argument in arguments[1:]) for place in (TEXT, WAV))
        with (Path(os.devnull) if by_file else text_file).open("rb") as stdin, out.open("wb") as stdout:
            self._run(command, stdin, stdout, number_of(given, "deadline"), most_bytes(text))
        heard_file = wav_file if to_file else out
        heard = heard_file.read_bytes() if heard_file.is_file() else b""
        try:
            return speech_of(heard)
        except BadSoundError as error:
            raise EngineError(f"the program '{Path(program).name}' {error}") from error

    def _run(self, command: list[str], stdin: IO[bytes], stdout: IO[bytes], deadline: float, most: int) -> None:
        """Run the program until it ends, or has written more than `most` bytes beside its standard output."""
        name, folder, began = Path(command[0]).name, Path(stdout.name).parent, time.monotonic()
        with (folder / "errors.txt").open("w+b") as errors:
            process = self._started(command, stdin, stdout, errors)
            try:
                while not _ended(process):
                    if time.monotonic() - began > deadline:
                        message = f"the program '{name}' did not finish within {deadline:.0f} s"
                        raise EngineError(message, hint="raise 'deadline'")
                    if _written(folder) > most:
                        raise EngineError(f"the program '{name}' gave more than {most / 1e6:.0f} MB for this text")
            finally:
                _kill(process)
                process.wait()
                with self._lock:
                    self._running.discard(process)
            self._check_open()
            if process.returncode:
                errors.seek(0)
                lines = errors.read()[-2_000:].decode("utf-8", "replace").strip().splitlines()
                reason = f": {lines[-1].strip()[:200]}" if lines else ""
                raise EngineError(f"the program '{name}' failed with {_code(process.returncode)}{reason}")

    def _started(
        self, command: list[str], stdin: IO[bytes], stdout: IO[bytes], errors: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        group: dict[str, Any] = {"process_group": 0}
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        with self._lock:
            self._check_open()
            try:
                process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=errors, **group)
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise EngineError(f"the program '{Path(command[0]).name}' cannot be started: {reason}") from error
            self._running.add(process)
            return process

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise EngineError("engine 'command' was closed")


def _program(given: dict[str, OptionValue]) -> str:
    """The path of the program to run. Raises EngineError if none is named, or it does not exist."""
    command = texts_of(given, "command")
    if not command or not command[0].strip():
        raise EngineError(
            "engine 'command' needs a program",
            hint='name it in the voice\'s options: command = ["flite", "-o", "{wav}"]',
        )
    found = shutil.which(Path(command[0]).expanduser())
    if found is None:
        raise EngineError(f"there is no program '{command[0]}'", hint="install it, or give its full path")
    return found


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the program has ended, or ends within the time between two looks."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_LOOK)
    return process.returncode is not None


def _written(folder: Path) -> int:
    """Bytes of all files in the program's folder; one may be renamed meanwhile."""
    written = 0
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            written += file.stat().st_size
    return written


def _filled(argument: str, named: dict[str, str]) -> str:
    for place, path in named.items():
        argument = argument.replace(place, path)
    return argument


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and its children; the process group's ID cannot be reused before we have waited for it."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _code(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _tuned(info: EngineInfo, options: Options) -> EngineInfo:
    given = settle("command", OPTIONS, options)
    return replace(
        info,
        characters=whole_of(given, "characters"),
        at_once=whole_of(given, "at_once"),
        repeats=Repeats.SAME if given["repeats"] == "same bytes" else Repeats.DRAWN,
    )


ENGINE = EngineInfo(
    "command",
    about="any program that writes a WAV file, as named in a voice profile",
    open=CommandEngine,
    options=OPTIONS,
    characters=4_000,
    guarded=True,
    repeats=Repeats.DRAWN,
    word_times=WordTimes.NONE,
    tuned=_tuned,
)
