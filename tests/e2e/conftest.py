"""The real command in a folder of its own, with voices of the tone engine: every position can be measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from audiorender.audio import ffmpeg

TONES = {"low": 220, "middle": 330, "high": 495}

SCRIPT = """---
audiorender: 1
title: Tides
cast:
  Ada: low
  Ben: high
---

# Out at low water

Ada: How far out did you walk?

Ben: Past the second sandbank, until the church was a pencil mark.

And then the fog came in.

# The way back

Ada: Were you afraid?

Ben: Only of my mother.

[pause 1.5s]

Ada: Thank you, Ben.
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its standard output, which is JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """A working folder with settings and tone voices, and the command to run in it."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *words: str | Path) -> list[str]:
        """The real command line."""
        return [sys.executable, "-m", "audiorender", *map(str, words)]

    def run(self, *words: str | Path, stdin: str | bytes = b"", **environment: str) -> Ran:
        """Run `audiorender` with these words, whatever comes of it."""
        done = subprocess.run(
            self.command(*words),
            cwd=self.path,
            env={**os.environ, **self.environment, **environment},
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def well(self, *words: str | Path, **environment: str) -> Ran:
        """Run it, and see that it went well and had nothing to say on stderr."""
        ran = self.run(*words, **environment)
        assert (ran.code, ran.err) == (0, ""), ran
        return ran

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in the working folder."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with three tone voices and a cache of its own."""
    desk = Desk(tmp_path, {"AUDIORENDER_CACHE": str(tmp_path / "cache")})
    desk.write("audiorender.toml", 'voices = "tones"\n')
    for name, pitch in TONES.items():
        profile = f'engine = "tone"\nabout = "A sine at {pitch} Hz."\nlanguage = "en"\n\n[options]\npitch = {pitch}\n'
        desk.write(f"tones/{name}.toml", profile)
    desk.write("tides.script.md", SCRIPT)
    return desk


Decode = Callable[[Path], NDArray[np.float32]]


@pytest.fixture
def decode() -> Decode:
    """An audio file as samples (channels, frames), read by ffmpeg."""

    def read(path: Path, channels: int = 2) -> NDArray[np.float32]:
        command = [ffmpeg.executable(), "-v", "error", "-i", path, "-f", "f32le", "-ac", str(channels), "-"]
        raw = subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout
        return np.frombuffer(raw, "<f4").reshape(-1, channels).T

    return read
