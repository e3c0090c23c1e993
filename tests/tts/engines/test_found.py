"""Engines of other packages are found by entry points, and a broken one is one line that names its package."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from audiorender.errors import EngineError
from audiorender.tts.engines import engine_info, engine_names, found

MODULES = {
    "bell": "from dataclasses import replace\nfrom audiorender.tts.engines.tone import ENGINE\n"
    "ENGINE = replace(ENGINE, name='bell')\n",
    "broken": "import nothing_of_that_name\n",
    "wrong": "ENGINE = 3\n",
    "unfinished": "def f(:\n",
}


@pytest.fixture(autouse=True)
def _plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A distribution on the path with four engines, of which one is sound."""
    for name, source in MODULES.items():
        (tmp_path / f"plugin_{name}.py").write_text(source)
    info = tmp_path / "plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
    points = "".join(f"{name} = plugin_{name}:ENGINE\n" for name in MODULES)
    (info / "entry_points.txt").write_text(f"[audiorender.engines]\n{points}tone = plugin_bell:ENGINE\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv(found.VARIABLE, ",".join(MODULES))
    _forget()
    yield
    _forget()


def _forget() -> None:
    found._points.cache_clear()
    found.engine_info.cache_clear()


def test_an_engine_of_another_package_is_there() -> None:
    assert {"bell", "tone"} <= set(engine_names())
    assert engine_info("bell").name == "bell"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("broken", "of package plugin cannot be loaded: No module named 'nothing_of_that_name'"),
        ("wrong", "of package plugin is invalid: plugin_wrong:ENGINE is not an EngineInfo"),
        ("unfinished", "of package plugin cannot be loaded"),
    ],
)
def test_a_broken_one_is_one_line_and_the_others_work(name: str, fault: str) -> None:
    with pytest.raises(EngineError, match=fault) as error:
        engine_info(name)
    assert error.value.hint == "update the package, or uninstall it"
    assert engine_info("tone").name == "tone"


def test_a_name_that_two_claim_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(found.VARIABLE)
    _forget()
    with pytest.raises(EngineError, match="two engines 'tone', in audiorender and package plugin"):
        engine_info("tone")


def test_plugins_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(found.VARIABLE, "")
    _forget()
    assert set(engine_names()) == {point.name for point in found.BUILT_IN}


def test_ours_can_all_be_loaded() -> None:
    for point in found.BUILT_IN:
        assert isinstance(point, EntryPoint)
        assert engine_info(point.name).name == point.name
