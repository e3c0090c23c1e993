"""A desk whose script was rendered once, and copies of it for tests that change something."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import Desk

import audiorender


@pytest.fixture(scope="module")
def episode(quiet_desk: Desk) -> audiorender.Episode:
    """The rendered episode of `rendered`."""
    return quiet_desk.render()


@pytest.fixture
def rendered(quiet_desk: Desk, episode: audiorender.Episode) -> Desk:
    """The desk with that episode: look, and change nothing."""
    return quiet_desk


@pytest.fixture
def own(rendered: Desk, tmp_path: Path) -> Desk:
    """A copy of it, cache and all."""
    shutil.copytree(rendered.path, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)
