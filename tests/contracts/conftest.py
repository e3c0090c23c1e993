"""Bare files of every container."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from audiorender.model import RATE
from contracts.edits import Fresh
from contracts.kinds import KINDS, SECONDS


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The same seconds of a tone in every container, with no tags at all; each made once."""
    folder = tmp_path_factory.mktemp("bare")

    def make(suffix: str) -> bytes:
        path = folder / f"bare{suffix}"
        if not path.exists():
            tone = ["-f", "lavfi", "-i", f"sine=330:sample_rate={RATE}:duration={SECONDS}"]
            exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"]
            command = [get_ffmpeg_exe(), "-v", "error", *tone, "-ac", "1", *KINDS[suffix].encode, *exact, str(path)]
            subprocess.run(command, check=True)
        return path.read_bytes()

    return make


@pytest.fixture
def fresh(tmp_path: Path, bare: Callable[[str], bytes]) -> Fresh:
    """A new file of a container, without tags."""

    def make(suffix: str) -> Path:
        path = tmp_path / f"a{suffix}"
        path.write_bytes(bare(suffix))
        return path

    return make
