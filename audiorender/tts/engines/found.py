"""Find engines: the built-in ones, and those of installed packages, all named by entry points."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from audiorender.errors import EngineError, near
from audiorender.tts.engines.engine import EngineInfo

GROUP = "audiorender.engines"

VARIABLE = "AUDIORENDER_PLUGINS"
"""Which engines of other packages may be used, as names separated by commas: all if unset, none if empty."""

BUILT_IN = tuple(
    EntryPoint(name, f"audiorender.tts.engines.{module}:ENGINE", GROUP)
    for name, module in (
        ("pyttsx3", "espeak"),
        ("kokoro", "kokoro"),
        ("piper", "piper"),
        ("system", "system"),
        ("tone", "tone"),
        ("openai", "remote.openai"),
        ("elevenlabs", "remote.elevenlabs"),
        ("command", "command"),
    )
)
"""Listed here and not in the package's metadata, so that a checkout finds them however it was installed."""

_LOADING_FAULTS = (ImportError, AttributeError, SyntaxError, OSError, TypeError, ValueError)
"""What importing a third-party module raises if it is incompatible."""


def engine_names() -> tuple[str, ...]:
    """The names that `engine_info` knows, sorted."""
    return tuple(sorted(_points()))


@cache
def engine_info(name: str) -> EngineInfo:
    """The description of engine `name`; nothing of it is started.

    Raises EngineError for an unknown name, for one claimed by two packages, and for a package that cannot be loaded.
    """
    points = _points().get(name)
    if points is None:
        raise EngineError(f"there is no engine '{name}'", hint=near(name, engine_names()))
    if len(points) > 1:
        owners = " and ".join(_owner(point) for point in points)
        raise EngineError(f"there are two engines '{name}', in {owners}", hint="uninstall one of the packages")
    point = points[0]
    try:
        info = point.load()
    except _LOADING_FAULTS as error:
        raise EngineError(
            f"engine '{name}' of {_owner(point)} cannot be loaded: {error}", hint="update the package, or uninstall it"
        ) from error
    if not isinstance(info, EngineInfo) or info.name != name:
        raise EngineError(
            f"engine '{name}' of {_owner(point)} is invalid: {point.value} is not an EngineInfo of that name",
            hint="update the package, or uninstall it",
        )
    return info


@cache
def _points() -> Mapping[str, tuple[EntryPoint, ...]]:
    """The entry points of every engine, by name: two if two packages claim it."""
    found: dict[str, dict[str, EntryPoint]] = defaultdict(dict)
    for point in (*BUILT_IN, *_of_others()):
        found[point.name].setdefault(_owner(point), point)  # a package that is on the path twice counts once
    return {name: tuple(points.values()) for name, points in found.items()}


def _of_others() -> list[EntryPoint]:
    points = entry_points(group=GROUP)
    allowed = os.environ.get(VARIABLE)
    names = None if allowed is None else {name.strip() for name in allowed.split(",")}
    return sorted(point for point in points if names is None or point.name in names)


def _owner(point: EntryPoint) -> str:
    return f"package {point.dist.name}" if point.dist else "audiorender"
