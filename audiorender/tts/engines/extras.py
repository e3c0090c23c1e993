"""Packages that an engine needs and that only an extra of audiorender installs."""

from __future__ import annotations

from importlib.util import find_spec

from audiorender.errors import EngineError, install


def need_package(engine: str, package: str, extra: str) -> None:
    """Raise EngineError, with the command to run, if `package` cannot be imported; nothing is imported here."""
    if find_spec(package) is None:
        raise EngineError(f"engine '{engine}' needs the package {package}", hint=install(extra))
