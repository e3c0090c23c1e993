"""The door for Python: every name is there, is what it says, and loads no more than it needs."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

import audiorender


def test_every_name_is_no_module_whatever_was_loaded() -> None:
    for module in pkgutil.walk_packages(audiorender.__path__, f"{audiorender.__name__}."):
        if not module.name.endswith(("__main__", "_worker")):
            import_module(module.name)
    for name in audiorender.__all__:
        assert not isinstance(getattr(audiorender, name), ModuleType), name


def test_what_types_see_is_what_there_is() -> None:
    seen = {
        alias.asname or alias.name: (node.module.removeprefix("audiorender."), alias.name)
        for node in ast.walk(ast.parse(inspect.getsource(audiorender)))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("audiorender.")
        for alias in node.names
    }
    assert seen == dict(audiorender._HOMES)
    assert sorted(seen) == sorted(audiorender.__all__)
    assert set(seen) <= set(dir(audiorender))


def test_another_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'rendre'"):
        getattr(audiorender, "rendre")  # noqa: B009  types would not let it pass
    with pytest.raises(ImportError):
        import_module("audiorender.rendre")


@pytest.mark.parametrize("first", ["import audiorender.script.builder", "audiorender.render", "audiorender.script"])
def test_the_function_script_stays_one_beside_the_room_of_its_name(first: str) -> None:
    code = f"import audiorender; {first}; assert callable(audiorender.script)"
    again = "from audiorender.script.builder import draft; from audiorender import script; assert callable(script)"
    subprocess.run([sys.executable, "-c", f"{code}; {again}"], check=True)


def test_the_library_does_not_load_the_terminal() -> None:
    code = (
        f"import sys, audiorender; [getattr(audiorender, name) for name in {audiorender.__all__}]; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"rich", "click", "audiorender.cli"} & set(loaded)


def test_chapters_load_no_pillow() -> None:
    code = "import sys, audiorender; audiorender.chapters; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"PIL", "soxr", "pydub", "yaml"} & set(loaded)
