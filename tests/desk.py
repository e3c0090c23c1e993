"""A working folder with voices of the tone engine, and the command to run in it: every position can be measured."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:  # every test loads this module, and few need all stages
    from audiorender import Episode, Plan, Preview, Session
    from audiorender.produce.request import Request


def heed_ctrl_c() -> None:
    """For a new process, which inherits SIGINT ignored where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


TONES: Mapping[str, int] = MappingProxyType({"low": 220, "middle": 330, "high": 495})
"""Voices and their pitches in Hz."""

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
    """A working folder, and what the environment says there beside what it says everywhere."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path) -> Desk:
        """A desk with three tone voices, a script for two of them and a cache of its own."""
        desk = cls(path, {"AUDIORENDER_CACHE": str(path / "cache"), "AUDIORENDER_VOICES": str(path / "kept")})
        desk.write("audiorender.toml", 'voices = "tones"\n')
        for name, pitch in TONES.items():
            profile = (
                f'engine = "tone"\nabout = "A sine at {pitch} Hz."\nlanguage = "en"\n\n[options]\npitch = {pitch}\n'
            )
            desk.write(f"tones/{name}.toml", profile)
        desk.write("tides.script.md", SCRIPT)
        return desk

    @property
    def cache(self) -> Path:
        """Where clips and pieces are kept."""
        return Path(self.environment.get("AUDIORENDER_CACHE", self.path / "cache"))

    def kept(self, kind: str) -> set[str]:
        """The keys in the store that are filed under `kind`."""
        return {path.name for path in (self.cache / kind).glob("*/[!.]*")}

    def command(self, *words: str | Path) -> list[str]:
        """The real command line."""
        return [sys.executable, "-m", "audiorender", *map(str, words)]

    def run(self, *words: str | Path, stdin: str | bytes = b"", **environment: str) -> Ran:
        """Run `audiorender` with these words in a process of its own, whatever comes of it."""
        return self._run(words, stdin.encode() if isinstance(stdin, str) else stdin, environment)

    def cramped(self, room: int, *words: str | Path) -> Ran:
        """Run it where no file can grow beyond `room` bytes, as on a disk that is full."""

        def fill() -> None:
            import resource

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        return self._run(words, b"", {}, fill)

    def _run(
        self,
        words: Sequence[str | Path],
        stdin: bytes,
        environment: Mapping[str, str],
        first: Callable[[], None] | None = None,
    ) -> Ran:
        done = subprocess.run(
            self.command(*words),
            cwd=self.path,
            env={**os.environ, **self.environment, **environment},
            input=stdin,
            capture_output=True,
            timeout=600,  # of a command that hangs; a loaded machine may need minutes
            check=False,
            preexec_fn=first,  # nothing else runs in this thread between fork and exec
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def well(self, *words: str | Path, **environment: str) -> Ran:
        """Run it, and see that it went well and had nothing to say on stderr."""
        ran = self.run(*words, **environment)
        assert (ran.code, ran.err) == (0, ""), ran
        return ran

    def inside(self, *words: str | Path) -> Ran:
        """The same command line without a process: it costs a second less."""
        from audiorender import cli

        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.path),
            mock.patch.dict(os.environ, self.environment),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                cli.main([str(word) for word in words])
            except SystemExit as done:
                code = done.code
        assert isinstance(code, int)
        return Ran(code, out.getvalue(), err.getvalue())

    def request(self, source: str = "tides.script.md", **changes: Any) -> Request:
        """A request for a file of this folder, with its settings, and `output/` in it."""
        from audiorender.produce.request import Request
        from audiorender.settings.projectfile import load_project

        given = {"output": self.path / "output", "project": load_project(self.path), **changes}
        return Request(str(self.path / source), **given)

    def session(self, jobs: int | None = None) -> Session:
        """A session with this folder's cache."""
        from audiorender import Session

        return Session(cache=self.cache, jobs=jobs)

    def render(self, source: str = "tides.script.md", jobs: int | None = None, **changes: Any) -> Episode:
        """The episode of a file of this folder, rendered."""
        import audiorender

        with self.session(jobs) as session:
            return audiorender.render(self.path / source, session=session, **self._given(changes))

    def plan(self, source: str = "tides.script.md", **changes: Any) -> Plan:
        """What rendering it would make."""
        import audiorender

        with self.session() as session:
            return audiorender.plan(self.path / source, session=session, **self._given(changes))

    def preview(self, source: str = "tides.script.md", **changes: Any) -> Preview:
        """Part of it, heard."""
        import audiorender

        with self.session() as session:
            return audiorender.preview(self.path / source, session=session, **self._given(changes))

    def _given(self, changes: dict[str, Any]) -> dict[str, Any]:
        return {"output": self.path / "output", "settings": self.path, **changes}

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in the working folder."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path
