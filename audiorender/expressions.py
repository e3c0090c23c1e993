"""Regular expressions that are compiled on first use.

We have more than a thousand, of which an episode uses half; compiling all of them takes longer than rendering an edited
script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, AnyStr, cast

CLOSE_QUOTES = "\"'”“’»«"
"""The marks that may close a quotation, for a class: German closes with “ and «, with which others open one."""


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, but lazy: an error in `pattern` shows only on first use.

    A test compiles all expressions at module level. The result is no instance of `re.Pattern`, and cannot be passed to
    functions of `re`.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, flags))


def one_of(texts: Iterable[str]) -> str:
    """A pattern that matches any of these texts, the longest first; it matches nothing if there is none."""
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda text: (-len(text), text))) or "(?!)"


_compilers: list[Callable[[Any, int], re.Pattern[Any]]] = []


@contextmanager
def compiled_by(compiler: Callable[[Any, int], re.Pattern[Any]]) -> Iterator[None]:
    """Within the block, have expressions compiled by something quicker than `re.compile`."""
    _compilers.append(compiler)
    try:
        yield
    finally:
        _compilers.remove(compiler)


class _Waiting:
    """Gets the methods of the compiled expression when one of them is first used."""

    if TYPE_CHECKING:
        pattern: Any

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Called only for attributes that are not set yet; afterwards each method is found directly."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = (_compilers[-1] if _compilers else re.compile)(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
