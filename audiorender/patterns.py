"""Compiled regular expressions, kept beside Python's compiled modules: compiling those of an episode takes half as long
as all else before the first word is spoken.

What is kept is what Python's compiler makes of a pattern. It is only read by the same Python, and Python checks it. The
functions that take it are not documented, so whatever fails means that a pattern is compiled as usual.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import AnyStr, cast

from audiorender import __version__
from audiorender.errors import AudiorenderError
from audiorender.expressions import compiled_by
from audiorender.files import whole_file

_DIGEST = 20

_Key = tuple[bool, str | bytes, int]
_Parts = tuple[int, bytes, int, Mapping[str, int], tuple[str | None, ...]]
"""What Python makes a pattern of: flags, code, number of groups, and their names in both directions."""


@contextmanager
def quickly_compiled() -> Iterator[None]:
    """Within the block, no expression is compiled that an earlier run has compiled; those of this one are kept."""
    patterns = Patterns(beside_modules())
    with compiled_by(patterns.compile):
        try:
            yield
        finally:
            patterns.keep()


def beside_modules() -> Path:
    """The file for the expressions of this Python."""
    return Path(cache_from_source(__file__)).with_suffix(".expressions")


class Patterns:
    """Compiles expressions with what is kept at `path`, which is read when the first is compiled."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[_Key, _Parts] | None = None
        self._new = False

    def compile(self, pattern: AnyStr, flags: int) -> re.Pattern[AnyStr]:
        """Like `re.compile`."""
        if self._known is None:
            self._known = _read(self._path)
        key = (isinstance(pattern, str), pattern, int(flags))
        try:
            if key not in self._known:
                self._known[key] = _parts(pattern, int(flags))
                self._new = True
            return _whole(pattern, self._known[key])
        except Exception:  # noqa: BLE001  another Python may have other such functions
            return re.compile(pattern, flags)

    def keep(self) -> None:
        """Write what was compiled for the next time, if Python keeps its compiled modules."""
        if self._new and not sys.dont_write_bytecode:
            data = marshal.dumps((_facts(), self._known))
            with suppress(AudiorenderError), whole_file(self._path, durable=False) as file:
                file.write(blake2b(data, digest_size=_DIGEST).digest() + data)


def _read(path: Path) -> dict[_Key, _Parts]:
    """What an earlier run has kept; nothing if it is damaged, or from other versions."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        kept = path.read_bytes()
        if kept[:_DIGEST] == blake2b(kept[_DIGEST:], digest_size=_DIGEST).digest():
            facts, known = marshal.loads(kept[_DIGEST:])  # noqa: S302  as Python does with the modules beside it
            if facts == _facts():
                return cast("dict[_Key, _Parts]", known)
    return {}


def _facts() -> tuple[str, ...]:
    return sys.version, str(import_module("_sre").MAGIC), __version__


def _parts(pattern: str | bytes, flags: int) -> _Parts:
    """As `re.compile` does it, up to the last step."""
    compiler = import_module("re._compiler")
    parsed = import_module("re._parser").parse(pattern, flags)
    names = dict(parsed.state.groupdict)
    numbers: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        numbers[number] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups - 1, names, tuple(numbers)


def _whole(pattern: AnyStr, parts: _Parts) -> re.Pattern[AnyStr]:
    flags, code, *groups = parts
    return cast("re.Pattern[AnyStr]", import_module("_sre").compile(pattern, flags, array("I", code).tolist(), *groups))
