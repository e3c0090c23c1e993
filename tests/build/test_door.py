"""The library door: every name is there, is what it says, and loads no more than it needs."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

from audiorender import build


def test_every_name_is_no_module_whatever_was_loaded() -> None:
    for module in pkgutil.iter_modules(build.__path__):
        import_module(f"{build.__name__}.{module.name}")
    for name in build.__all__:
        assert not isinstance(getattr(build, name), ModuleType), name
    assert isinstance(build.encoding, ModuleType)


def test_what_types_see_is_what_there_is() -> None:
    seen = {
        (alias.name, node.module.rpartition(".")[2])
        for node in ast.walk(ast.parse(inspect.getsource(build)))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("audiorender.build.")
        for alias in node.names
    }
    assert dict(seen) == dict(build._HOMES)
    assert sorted(dict(seen)) == sorted(build.__all__)


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'rendre'"):
        getattr(build, "rendre")  # noqa: B009  types would not let it pass
    with pytest.raises(ImportError):
        import_module("audiorender.build.rendre")


@pytest.mark.parametrize("first", ["build.preview", "import audiorender.build.preview", "build.Retag"])
def test_a_function_stays_one_beside_a_module_of_its_name(first: str) -> None:
    code = f"from audiorender import build; {first}; assert callable(build.preview)"
    again = "from audiorender.build import preview; assert callable(preview)"
    subprocess.run([sys.executable, "-c", f"{code}; {again}"], check=True)


def test_chapters_load_neither_scipy_nor_pillow() -> None:
    code = "import sys; from audiorender import build; build.chapters; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"scipy", "PIL", "soxr", "pydub", "yaml"} & set(loaded)
