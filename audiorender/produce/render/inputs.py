"""The inputs of an episode beside its source: files and folders named by settings and script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from audiorender.model import Cue, Heading, Script
from audiorender.settings.project import Project

_NAMING = ("cover", "intro", "outro", "bed", "sting")
"""The fields of front matter that name files."""


def inputs(script: Script, folders: tuple[Path, ...], project: Project) -> tuple[Path, ...]:
    """The files and folders of the settings, and every path in `folders` where a file named by the script may be."""
    names = dict.fromkeys(_named(script))
    return (*_set(project), *(folder / name for name in names for folder in folders if "\0" not in name))


def _set(project: Project) -> Iterator[Path]:
    for each in (one for one in fields(project) if one.compare):  # the settings' own folder is not a setting
        value = getattr(project, each.name)
        yield from (path for path in (value if isinstance(value, tuple) else (value,)) if isinstance(path, Path))


def _named(script: Script) -> Iterator[str]:
    yield from filter(None, (getattr(script.meta, name) for name in _NAMING))
    for item in script.items:
        if isinstance(item, Cue) and item.file:
            yield item.file
        elif isinstance(item, Heading) and item.image:
            yield item.image
