"""An episode that was rendered by the real command, and ways to listen to one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from desk import Desk
from numpy.typing import NDArray

from audiorender.audio import ffmpeg


@pytest.fixture(scope="module")
def rendered(quiet_desk: Desk) -> Desk:
    """A desk whose script was rendered, for tests that only read it or render the same again."""
    quiet_desk.well("render", "tides.script.md")
    return quiet_desk


@pytest.fixture
def own(rendered: Desk, tmp_path: Path) -> Desk:
    """A copy of the rendered desk, cache and all, for a test that changes it."""
    shutil.copytree(rendered.path, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path, {"AUDIORENDER_CACHE": str(tmp_path / "cache")})


Decode = Callable[[Path], NDArray[np.float32]]


@pytest.fixture
def decode() -> Decode:
    """An audio file as samples (channels, frames), read by ffmpeg."""

    def read(path: Path, channels: int = 2) -> NDArray[np.float32]:
        command = [ffmpeg.executable(), "-v", "error", "-i", path, "-f", "f32le", "-ac", str(channels), "-"]
        raw = subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout
        return np.frombuffer(raw, "<f4").reshape(-1, channels).T

    return read
