"""Values of settings by their kind: texts, numbers, tables, addresses, files. A fault names the setting."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from audiorender.errors import SourceError, near
from audiorender.folder import SETTINGS

Keys = tuple[str, ...]
"""The path of a setting: the name of its table, if any, and its own."""

Fault = Callable[[Keys, str, str | None], SourceError]
"""Creates the error for the setting at a path, from what is wrong with it and a hint."""


class Values:
    """Checks values that are in a settings file or the like; files are named from beside it."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        self._folder, self._fault = folder, fault

    def _error(self, keys: Keys, message: str, hint: str | None = None) -> SourceError:
        return self._fault(keys, message, hint)

    def _table(self, keys: Keys, value: object, known: Iterable[str] | None = None) -> Mapping[str, Any]:
        """A table; with `known`, only these keys are allowed."""
        if not isinstance(value, dict):
            name = keys[-1]
            raise self._error(keys, f"'{name}' must be a table", f"write a line [{name}] and its settings below it")
        if known is not None:
            choice = tuple(known)
            for key in value:
                if key not in choice:
                    raise self._error((*keys, key), f"unknown setting '{key}'", near(key, choice))
        return value

    def _words(self, keys: Keys, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._error(keys, f"'{keys[-1]}' must be text", f'write {keys[-1]} = "..."')
        return value

    def _truth(self, keys: Keys, value: object) -> bool:
        if not isinstance(value, bool):
            raise self._error(keys, f"'{keys[-1]}' must be true or false")
        return value

    def _whole(self, keys: Keys, value: object, least: int, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._error(keys, f"'{keys[-1]}' must be a whole number from {least} to {most}")
        return value

    def _names(self, keys: Keys, value: object) -> tuple[str, ...]:
        """A string or a list of strings."""
        return tuple(self._words(keys, name) for name in (value if isinstance(value, list) else [value]))

    def _address(self, keys: Keys, value: object, read: Callable[[str], str]) -> str:
        try:
            return read(self._words(keys, value))
        except ValueError as error:
            bare = isinstance(value, str) and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", value)
            hint = f'write "https://{value}"' if bare else 'for example "https://example.org/show"'
            raise self._error(keys, f"'{keys[-1]}': {error}", hint) from error

    def _folders(self, keys: Keys, value: object) -> tuple[Path, ...]:
        folder = self._folder / self._words(keys, value)
        if not os.path.isdir(folder):  # noqa: PTH112  like isfile below
            raise self._error(keys, f"there is no folder '{value}'", f"it must be in the folder of {SETTINGS}")
        return (folder,)

    def _files(self, keys: Keys, value: object) -> tuple[Path, ...]:
        """One file or a list of files."""
        return tuple(self._existing(keys, name) for name in (value if isinstance(value, list) else [value]))

    def _existing(self, keys: Keys, value: object) -> Path:
        """An existing file, given relative to the settings."""
        file = self._folder / self._words(keys, value)
        if not os.path.isfile(file):  # noqa: PTH113  pathlib's raises for a name that no file can have
            raise self._error(keys, f"there is no file '{value}'", f"it must be in the folder of {SETTINGS}")
        return file
