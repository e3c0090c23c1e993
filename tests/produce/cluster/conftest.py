"""A desk whose voices are slow, and workers in processes of their own that may be killed or have other versions."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from audiorender.tts.engines import found

ENGINE = """
import os, time
from dataclasses import replace
from audiorender.tts.engines import tone


class Slow(tone.ToneEngine):
    name, version = "slow", os.environ.get("SLOW_VERSION", "slow 1")

    def speak(self, text, options):
        time.sleep(float(os.environ.get("SLOW_SECONDS", "0.1")))
        return super().speak(text, options)


ENGINE = replace(tone.ENGINE, name="slow", open=Slow)
"""


def distribution(folder: Path, name: str, version: str, points: str = "") -> None:
    """The metadata of an installed package."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(points)


@pytest.fixture
def slow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with a talk of twenty paragraphs, whose engine takes a tenth of a second for each."""
    desk.write("plug/slow_engine.py", ENGINE)
    distribution(desk.path / "plug", "slow-engine", "1", "[audiorender.engines]\nslow = slow_engine:ENGINE\n")
    for profile in (desk.path / "tones").glob("*.toml"):
        profile.write_text(profile.read_text().replace('"tone"', '"slow"'))
    turns = [f"{'Ada' if n % 2 else 'Ben'}: Number {n} came home before the rain and the wind." for n in range(20)]
    head = "---\naudiorender: 1\ntitle: Slow\ncast:\n  Ada: low\n  Ben: high\n---\n"
    desk.write("slow.script.md", "\n\n".join([head, *turns]) + "\n")
    monkeypatch.syspath_prepend(desk.path / "plug")
    monkeypatch.setenv("AUDIORENDER_PLUGINS", "slow")
    desk.environment.update({"PYTHONPATH": str(desk.path / "plug"), "AUDIORENDER_PLUGINS": "slow"})
    caches: Sequence[Any] = (found.engine_info, found._points)
    for cached in caches:
        cached.cache_clear()
    yield desk
    for cached in caches:
        cached.cache_clear()
    sys.modules.pop("slow_engine", None)


Workers = Callable[..., list[subprocess.Popen[bytes]]]


@contextmanager
def scheduler() -> Iterator[Any]:
    """A scheduler in this process, without workers."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=0, processes=False, protocol="tcp://", host="127.0.0.1", dashboard_address=":0", silence_logs=60
    ) as started:
        yield started


@pytest.fixture
def address() -> Iterator[str]:
    """Where a scheduler listens that has no workers yet."""
    with scheduler() as started:
        yield started.scheduler_address


@pytest.fixture
def workers(slow: Desk, address: str) -> Iterator[Workers]:
    """Starts workers of two threads, one for each environment that is given, and kills them in the end."""
    with ExitStack() as processes:

        def start(*environments: dict[str, str]) -> list[subprocess.Popen[bytes]]:
            command = [sys.executable, "-m", "distributed.cli.dask_worker", address]
            options = ["--nthreads", "2", "--no-nanny", "--no-dashboard", "--local-directory", str(slow.path)]
            started = []
            for environment in environments:
                process = subprocess.Popen(
                    [*command, *options],
                    env={**os.environ, **slow.environment, **environment},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                processes.callback(process.wait)
                processes.callback(process.kill)
                started.append(process)
            return started

        yield start
