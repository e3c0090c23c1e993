"""Hypothesis in two profiles: `quick` while working, `release` (HYPOTHESIS_PROFILE=release) before a release."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from desk import Desk
from hypothesis import settings

os.environ["AUDIORENDER_VOICES"] = os.devnull
"""Nothing that somebody has added to this machine is there for tests: a path that is no folder holds none."""

settings.register_profile("quick", max_examples=50, deadline=None, derandomize="CI" in os.environ)
settings.register_profile("release", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


TOOLS = ("ffprobe", "mediainfo", "AtomicParsley", "chromium")
"""Debian's, which read back what we write; the program itself needs none of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is marked `debian` where a tool is missing, and say which."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        skip = pytest.mark.skip(reason=f"{', '.join(missing)} is missing; .ci/run installs it with apt-get")
        for item in items:
            if item.get_closest_marker("debian"):
                item.add_marker(skip)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A working folder with three tone voices and a cache of its own."""
    return Desk.at(tmp_path)


@pytest.fixture(scope="module")
def quiet_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that the tests of a module share: they leave it as they found it."""
    return Desk.at(tmp_path_factory.mktemp("desk"))
