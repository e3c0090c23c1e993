"""TOML files that people write (settings, voices, lexicons): their contents, and the position of each key."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from audiorender.errors import SourceError, near
from audiorender.files import cannot_read

_SMALL = 50_000
"""Characters of a text whose table is kept: voices and lexicons are read for every episode, a long manifest once."""


class TomlFile:
    """A TOML file: its `table`, and errors that name the file, the line and the column.

    The table may be shared with others who read the same text, so nobody changes it. Two files are equal if they have
    the same path and text.
    """

    def __init__(self, file: Traversable, hint: str | None = None) -> None:
        """Read `file`. Raises SourceError if it cannot be read or is not TOML in UTF-8; `hint` says what to do."""
        self._path = str(file)
        try:
            self._text = file.read_text(encoding="utf-8-sig")
            self.table: dict[str, Any] = (_table if len(self._text) < _SMALL else tomllib.loads)(self._text)
        except OSError as error:
            raise cannot_read(self._path, error) from error
        except UnicodeDecodeError as error:
            fault = f"is not UTF-8 at byte {error.start}"
            raise SourceError(fault, path=self._path, hint="save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            fault, _, place = str(error).partition(" (at ")
            at = re.match(r"line (\d+), column (\d+)", place)
            end = self._text.rstrip().count("\n") + 1
            line, column = (int(at[1]), int(at[2])) if at else (end, None)
            raise SourceError(f"is not TOML: {fault}", path=self._path, line=line, column=column, hint=hint) from error
        except RecursionError as error:
            raise SourceError("is not TOML: nested too deeply", path=self._path) from error
        except ValueError as error:  # a number with more digits than Python reads, or a date that does not exist
            raise SourceError(f"is not readable TOML: {error}", path=self._path, hint=hint) from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TomlFile) and (self._path, self._text) == (other._path, other._text)

    def __hash__(self) -> int:
        return hash((self._path, self._text))

    def error(self, keys: Sequence[str], message: str, hint: str | None = None) -> SourceError:
        """The error for the setting under `keys` (table names first, then its own), at its position in the file."""
        line, column = self._place(keys) if _leads_somewhere(keys, self.table) else (None, None)
        return SourceError(message, path=self._path, line=line, column=column, hint=hint)

    def refuse_unknown(self, table: Iterable[str], known: Iterable[str], *tables: str, what: str = "key") -> None:
        """Raise SourceError for the first key of `table`, found under `tables`, that is not `known`."""
        choice = tuple(known)
        for key in table:
            if key not in choice:
                raise self.error((*tables, key), f"unknown {what} '{key}'", near(key, choice))

    def _place(self, keys: Sequence[str]) -> tuple[int, int | None]:
        """Line and column, from 1, of a key that is in the file; no column if the key is written with escapes.

        The key is in the last statement of the shortest prefix of the file that has it. So the parser decides what a
        statement is, and no second grammar is needed.
        """
        lines = self._text.split("\n")
        ends = [n for n, line in enumerate(lines) if "=" in line or line.lstrip().startswith("[")]
        ends.append(len(lines))

        def read(number: int) -> tuple[int, dict[str, Any]]:
            """The last line up to this one that ends outside a value, and what the file contains up to there."""
            while True:
                try:
                    return number, tomllib.loads("\n".join(lines[: ends[number]]))
                except tomllib.TOMLDecodeError:
                    number -= 1

        end = bisect_left(range(len(ends)), True, key=lambda number: _leads_somewhere(keys, read(number)[1]))
        begin = ends[read(end - 1)[0]]
        statement = "\n".join(lines[begin : ends[end]])
        name = re.search(rf"""(?<![\w-])["']?{re.escape(keys[-1])}["']?(?=[ \t]*[=.\]])""", statement)
        if name is None:
            return begin + 1, None
        before = statement[: name.start()]
        return begin + 1 + before.count("\n"), len(before) - before.rfind("\n")


def _leads_somewhere(keys: Sequence[str], table: object) -> bool:
    for key in keys:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return bool(keys)


@lru_cache(maxsize=128)
def _table(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
