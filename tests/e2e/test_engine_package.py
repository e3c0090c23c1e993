"""An engine in a package of its own, really built and installed: it is found, keeps its promises, and speaks."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "packages" / "audiorender-chime"

SCRIPT = """---
audiorender: 1
title: Bells
cast:
  Ada: chime/small
  Ben: bell
---

Ada: Who rang?

Ben: It was me. I ring at noon, and when the tide turns.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the package was installed into, from a wheel, without a network."""
    folder = tmp_path_factory.mktemp("chime")
    source = folder / "source"
    shutil.copytree(PACKAGE, source)
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], source, {})
    (wheel,) = folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["uv", "pip"]
    offline = "--no-index" if pip[0] == sys.executable else "--offline"
    _run([*pip, "install", "--quiet", "--no-deps", offline, "--target", str(folder / "site"), str(wheel)], source, {})
    return folder / "site"


def _run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout
    return ran


def _with(site: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(site), "AUDIORENDER_PLUGINS": "chime"}


def test_it_keeps_the_promises_of_an_engine(installed: Path) -> None:
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(installed.parent / "source" / "tests")]
    ran = _run(
        [*tests, "--rootdir", str(installed.parent / "source"), "-c", os.devnull], installed.parent, _with(installed)
    )
    assert " passed" in ran.stdout
    assert re.findall(r"(\d+) skipped", ran.stdout) == ["2"]  # it takes no phonemes, and needs no time to get ready


def test_an_episode_is_made_with_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "bells.script.md").write_text(SCRIPT)
    (tmp_path / "audiorender.toml").write_text('voices = "mine"\n')
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bell.toml").write_text('about = "A bell"\nengine = "chime"\n[options]\npitch = 500\n')
    here = {**_with(installed), "AUDIORENDER_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "audiorender"]
    assert "engine chime: chime 1.0" in _run([*command, "--version"], tmp_path, here).stdout
    assert "chime/large" in _run([*command, "voices"], tmp_path, here).stdout
    _run([*command, "render", "bells.script.md"], tmp_path, here)
    assert (tmp_path / "output" / "bells" / "bells.mp3").stat().st_size > 10_000


def test_without_it_there_is_no_such_engine(tmp_path: Path) -> None:
    (tmp_path / "bells.script.md").write_text(SCRIPT.replace("Ben: bell", "Ben: amber"))
    command = [sys.executable, "-m", "audiorender", "render", "bells.script.md"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "'Ada' has a voice that does not exist, 'chime/small'" in ran.stderr
    assert "Traceback" not in ran.stderr
