"""The benchmarks that docs/performance.md names time what is there."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import audiorender

BENCHMARKS = Path(audiorender.__file__).parents[1] / "benchmarks"


def benchmark(name: str) -> ModuleType:
    """One of the benchmarks, loaded from its file."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_stage_that_is_timed_is_there() -> None:
    importlib.import_module("audiorender.produce.render.finishing")
    stages = benchmark("stages")
    for paths in stages.STAGES.values():
        for path in paths:
            owner, name = stages._owner(path)
            assert callable(getattr(owner, name)), path


@pytest.mark.parametrize(("make", "size"), [("interview", 20_000), ("chat", 20_000), ("brackets", 500)])
def test_the_texts_for_linear_time_are_scripts(make: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    linear = benchmark("linear")
    assert len(getattr(linear, make)(size)) >= size
    assert linear.drafted(getattr(linear, make)(size)) > 0
