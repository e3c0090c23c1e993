"""Hypothesis in two profiles: `quick` while working, `release` (HYPOTHESIS_PROFILE=release) before a release.

Where `CI` is set, `quick` draws the same examples in every run; anywhere else it keeps looking for new ones.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from desk import Desk
from hypothesis import settings

settings.register_profile("quick", max_examples=50, deadline=None, derandomize="CI" in os.environ)
settings.register_profile("release", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


TOOLS = ("ffprobe", "mediainfo", "AtomicParsley", "chromium")
"""Debian's, which read back what we write; the program itself needs none of them."""


WEIGHTS = "AUDIORENDER_TEST_VOICES"
"""The folder of added voices for tests that are marked `weights`, each with the names of those that it needs."""

PACKAGES = {"kokoro": "onnxruntime", "piper": "piper", "whisper": "faster_whisper"}

os.environ["AUDIORENDER_PLUGINS"] = ""  # whatever engines are installed here by other packages
os.environ["AUDIORENDER_VOICES"] = os.devnull  # and whatever voices somebody has added
os.environ["AUDIORENDER_PROFILES"] = os.devnull  # or written


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is marked `debian` or `weights` where a tool or a voice is missing, and say which."""
    _skip_without_weights(items)
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        skip = pytest.mark.skip(reason=f"{', '.join(missing)} is missing; .ci/run installs it with apt-get")
        for item in items:
            if item.get_closest_marker("debian"):
                item.add_marker(skip)


def _skip_without_weights(items: list[pytest.Item]) -> None:
    asking = [(item, mark.args) for item in items for mark in item.iter_markers("weights")]
    if not asking:
        return
    from audiorender.tts.catalogue.installed import installed

    here = installed(Path(os.environ[WEIGHTS])) if WEIGHTS in os.environ else {}
    for item, names in asking:
        packages = {name: PACKAGES[name.partition(":")[0]] for name in names}
        missing = [name for name in names if name not in here or find_spec(packages[name]) is None]
        if missing:
            reason = f"{', '.join(missing)} is missing: run .ci/weights.py FOLDER and set {WEIGHTS}=FOLDER/voices"
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A working folder with three tone voices and a cache of its own."""
    return Desk.at(tmp_path)


@pytest.fixture(scope="module")
def quiet_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that the tests of a module share: they leave it as they found it."""
    return Desk.at(tmp_path_factory.mktemp("desk"))
