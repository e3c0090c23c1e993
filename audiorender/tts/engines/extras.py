"""Packages that an engine needs and that only an extra of audiorender installs."""

from __future__ import annotations

from importlib.util import find_spec

from audiorender.errors import EngineError


def install(extra: str) -> str:
    """What to run to have an extra: the package is named as pip finds it, or stands in the folder of a clone."""
    return f"run `pip install 'audiorender[{extra}]'`, or `pip install '.[{extra}]'` in a clone"


def need_package(engine: str, package: str, extra: str) -> None:
    """Raise EngineError, with the command that helps, where `package` cannot be imported; nothing is imported here."""
    if find_spec(package) is None:
        raise EngineError(f"engine '{engine}' needs the package {package}", hint=install(extra))
